"""The slice has an array of its own; what it only carries nobody works with."""


class Slice:
    def __init__(self, array, size):
        self.array = array
        self.size = size

    def tobytes(self):
        return self.array.tobytes(self.size)


class Page:
    def __init__(self, array_pool):
        self.array_pool = array_pool
        self.nodes = []

    def insert(self, key):
        array = self.array_pool.rent(len(key))
        node = Slice(array.copy(), len(key))
        self.array_pool.give_back(array)
        self.nodes.append(node)

    def read(self):
        return [node.tobytes() for node in self.nodes]
