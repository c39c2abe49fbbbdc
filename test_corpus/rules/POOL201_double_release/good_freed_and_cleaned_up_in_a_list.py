"""The list has only what was not freed before."""


class Storage:
    def __init__(self, allocator, device):
        self.allocator = allocator
        self.device = device

    def load(self, tier, expected):
        chunk = self.allocator.allocate(tier.size)
        kept = []
        try:
            usable = tier.read_into(chunk) == expected
        except OSError:
            self.allocator.free(chunk)
            raise
        if not usable:
            self.allocator.free(chunk)
        else:
            kept = [chunk]
        self.clean_up(kept)
        return usable

    def clean_up(self, chunks):
        for chunk in chunks:
            self.allocator.free(chunk)
