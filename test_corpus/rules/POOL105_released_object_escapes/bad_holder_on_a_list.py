"""The slice works with the array, and is put on the list when the array has gone back."""
# runtime: entry Page.insert, Page.read


class Slice:
    def __init__(self, array, size):
        self.array = array
        self.size = size

    def tobytes(self):
        return self.array.tobytes(self.size)  # step: used


class Page:
    def __init__(self, array_pool):
        self.array_pool = array_pool
        self.nodes = []

    def insert(self, key):
        array = self.array_pool.rent(len(key))  # step: acquired
        node = Slice(array, len(key))
        self.array_pool.give_back(array)  # error: [POOL105] "handed on"  # step: released
        self.nodes.append(node)  # step: used

    def read(self):
        return [node.tobytes() for node in self.nodes]
