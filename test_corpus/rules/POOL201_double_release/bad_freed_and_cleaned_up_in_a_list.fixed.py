"""What cannot be used is freed, and is in the list that the cleanup frees as well."""


class Storage:
    def __init__(self, allocator, device):
        self.allocator = allocator
        self.device = device

    def load(self, tier, expected):
        chunk = self.allocator.allocate(tier.size)  # step: acquired
        released = False
        try:
            usable = tier.read_into(chunk) == expected
        except OSError:
            self.allocator.free(chunk)
            raise
        if not usable:
            self.allocator.free(chunk)  # step: released
            released = True
        if not released:
            self.clean_up([chunk])  # error: [POOL201]  # step: released
        return usable

    def clean_up(self, chunks):
        for chunk in chunks:
            self.allocator.free(chunk)  # step: released
