"""The constructor of a data class keeps its arguments in its fields."""
from dataclasses import dataclass


@dataclass
class Job:
    conn: object
    name: str

    def run(self):
        return self.conn.execute("call " + self.name)  # step: used


def start(pool, name):
    conn = pool.acquire()  # step: acquired
    job = Job(conn, name=name)
    pool.release(conn)  # error: [POOL101] # step: released
    return job.run()  # step: used
