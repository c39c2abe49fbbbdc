"""What is filed under a key was looked up."""
# runtime: plain reader_pool


class Reader:
    def __init__(self, reader_pool):
        self.reader_pool = reader_pool

    def read(self, name, size):
        reader = self.reader_pool.get(name)
        self.reader_pool.put(name, reader)
        return reader.read(size)
