"""They are written, then freed."""
from vllm.v1.core.block_pool import BlockPool


def prefill(block_pool: BlockPool, write, size):
    blocks = block_pool.get_new_blocks(size)
    write(blocks)
    block_pool.free_blocks(blocks)
