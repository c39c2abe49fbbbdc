"""The blocks hold the keys of another request by then."""
from vllm.v1.core.block_pool import BlockPool


def prefill(block_pool: BlockPool, write, size):
    blocks = block_pool.get_new_blocks(size)  # step: acquired
    try:
        write(blocks)  # step: used
    finally:
        block_pool.free_blocks(blocks)  # error: [POOL101] # step: released
