"""The pool raises where it has no more blocks, and the earlier ones are lost."""
# select: POOL302


class Cache:
    def __init__(self, block_pool):
        self.block_pool = block_pool

    def allocate(self, count):
        blocks = []
        while len(blocks) < count:
            block = self.block_pool.alloc()  # error: [POOL302]  # step: acquired, left
            blocks.append(block)
        return blocks

    def free(self, blocks):
        for block in blocks:
            self.block_pool.free(block)
