"""The job in Redis holds a pickled record."""
from arq import ArqRedis


async def close(pool, redis: ArqRedis, order):
    record = await pool.acquire()
    record.fill(order)
    await redis.enqueue_job("archive", record)
    await pool.release(record)
