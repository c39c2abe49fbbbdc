"""The keys are written, then freed."""
from lightllm.common.mem_manager import MemoryManager


def prefill(memory: MemoryManager, write, size):
    index = memory.alloc(size)
    write(memory, index)
    memory.free(index)
