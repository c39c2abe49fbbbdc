"""The freed indices go to another request, whose keys are overwritten."""
from lightllm.common.mem_manager import MemoryManager


def prefill(memory: MemoryManager, write, size):
    index = memory.alloc(size)  # step: acquired
    try:
        write(memory, index)  # step: used
    finally:
        memory.free(index)  # error: [POOL101] # step: released
