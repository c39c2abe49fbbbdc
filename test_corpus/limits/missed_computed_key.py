"""The connection lives under a key that only the run knows: which object it is can't be told for sure."""


def rotate(pool, shards, name):
    shards[name] = pool.getconn()
    pool.putconn(shards[name])  # missed: [POOL101]
    shards[name].ping()
