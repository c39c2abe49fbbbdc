"""A view of the buffer stays in a public list, where whoever reads it meets what the next one has written."""
# select: POOL106
# runtime: skip who reads the list is not written here


class Writer:
    def __init__(self, array_pool):
        self.array_pool = array_pool
        self.segments = []

    def write(self, document):
        array = self.array_pool.rent(document.size)  # step: acquired
        try:
            document.encode_into(array)
            self.segments.append(array.getbuffer())  # step: borrowed, escaped, used
        finally:
            self.array_pool.give_back(array)  # error: [POOL106]  # step: released
