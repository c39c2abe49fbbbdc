"""What doesn't fit is shown, and neither put back nor destroyed."""
# select: ALL
# runtime: skip the pool's own inside


class Browsers:
    def show_entry(self, entry):
        try:
            self.factory.show(entry.driver)
        except OSError:
            self.failures += 1

    def sweep(self, size):
        entry = self.idle_pool.get_nowait()  # error: [POOL301] # step: acquired
        if entry.size == size:
            self.idle_pool.put_nowait(entry)  # step: released
            return True
        self.show_entry(entry)
        self.idle_pool.put_nowait(entry)
        return False  # step: left
