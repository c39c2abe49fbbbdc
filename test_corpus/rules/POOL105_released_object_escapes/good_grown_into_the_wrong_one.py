"""The one that is outgrown goes back; the name of the last one is kept, and nobody works with what it names."""


class Builder:
    def __init__(self, arrays, size):
        self.arrays = arrays
        self.chars = arrays.rent(size)
        self.last = None

    def grow(self, extra):
        bigger = self.arrays.rent(len(self.chars) + extra)
        bigger.copy_from(self.chars)
        self.arrays.give_back(self.chars)
        self.chars = bigger

    def once(self):
        one = self.arrays.rent(3)
        self.arrays.give_back(one)
        self.last = one

    def text(self):
        return self.chars.decode()
