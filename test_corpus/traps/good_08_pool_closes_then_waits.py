"""The pool itself comes out of a dictionary; closing it and then waiting is its protocol."""


async def forget(token_pools, token):
    pool = token_pools.pop(token)
    pool.close()
    await pool.wait_closed()
