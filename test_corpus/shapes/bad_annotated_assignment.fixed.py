"""An annotation on the name changes nothing: the block is zeroed after it was freed."""
from typing import Any


def scratch(arena_pool, size: int) -> int:
    block: Any = arena_pool.alloc(size)  # step: acquired
    try:
        block.fill(0)  # step: used
    finally:
        arena_pool.free(block)  # error: [POOL101] # step: released
    return size
