"""The builder gives back the larger array, and not the one that it has outgrown."""
# runtime: entry Builder.grow, Builder.text


class Builder:
    def __init__(self, arrays, size):
        self.arrays = arrays
        self.chars = arrays.rent(size)

    def grow(self, extra):
        bigger = self.arrays.rent(len(self.chars) + extra)  # step: acquired
        bigger.copy_from(self.chars)
        self.arrays.give_back(bigger)  # error: [POOL105] "`bigger`" # step: released
        self.chars = bigger  # step: used

    def text(self):
        return self.chars.decode()  # step: used
