"""What is made of a part of the connection works through it, and whoever gets it has the connection."""
# select: ALL

from kombu import Producer


class Producers:
    def __init__(self, connections):
        self.connections = connections

    def create(self):
        conn = self.connections.acquire()
        try:
            return Producer(conn.channel)
        except BaseException:
            self.connections.release(conn)
            raise

    def release(self, producer):
        self.connections.release(producer.connection)
