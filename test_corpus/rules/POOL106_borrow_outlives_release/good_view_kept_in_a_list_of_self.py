"""What stays in the list is a copy, or the buffer stays out as long as the view does."""
# select: POOL106


class Writer:
    def __init__(self, array_pool):
        self.array_pool = array_pool
        self.segments = []
        self.view = None

    def write(self, document):
        array = self.array_pool.rent(document.size)
        try:
            document.encode_into(array)
            self.segments.append(bytes(memoryview(array)[: document.size]))
        finally:
            self.array_pool.give_back(array)

    def show(self, document):
        array = self.array_pool.rent(document.size)
        self.view = memoryview(array)
        self.draw(document)
        self.view = None
        self.array_pool.give_back(array)

    def draw(self, document):
        document.encode_into(self.view)
