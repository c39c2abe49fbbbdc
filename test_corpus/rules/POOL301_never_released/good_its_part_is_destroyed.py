"""What doesn't fit is destroyed through its driver: the entry around it is nothing to give back."""
# select: ALL
# runtime: skip the pool's own inside


class Browsers:
    def destroy_entry(self, entry):
        try:
            self.factory.destroy(entry.driver)
        except OSError:
            self.failures += 1

    def sweep(self, size):
        entry = self.idle_pool.get_nowait()
        if entry.size == size:
            self.idle_pool.put_nowait(entry)
            return True
        self.destroy_entry(entry)
        return False
