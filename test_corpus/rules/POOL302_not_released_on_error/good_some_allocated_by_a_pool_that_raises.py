"""Where there are no more, the earlier ones go back; a pool that says so by None raises nothing."""
# select: POOL302


class Cache:
    def __init__(self, block_pool):
        self.block_pool = block_pool

    def allocate(self, count):
        blocks = []
        try:
            while len(blocks) < count:
                block = self.block_pool.alloc()
                blocks.append(block)
        except RuntimeError:
            self.free(blocks)
            return None
        return blocks

    def try_to_allocate(self, count):
        blocks = []
        while len(blocks) < count:
            block = self.block_pool.alloc()
            if block is None:
                self.free(blocks)
                return None
            blocks.append(block)
        return blocks

    def free(self, blocks):
        for block in blocks:
            self.block_pool.free(block)
