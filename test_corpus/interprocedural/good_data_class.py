"""The job runs before the connection goes back."""
from dataclasses import dataclass


@dataclass
class Job:
    conn: object
    name: str

    def run(self):
        return self.conn.execute("call " + self.name)


def start(pool, name):
    conn = pool.acquire()
    job = Job(conn, name=name)
    found = job.run()
    pool.release(conn)
    return found
