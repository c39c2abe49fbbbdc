"""What the helper does before it gives back may fail, and then keeps the connection."""
# select: ALL

import psycopg_pool


def give_back(pool, conn):
    try:
        conn.rollback()
    finally:
        pool.putconn(conn)


def store(pool: psycopg_pool.ConnectionPool, row):
    conn = pool.getconn()  # error: [POOL302]  # step: acquired
    try:
        conn.insert(row)  # step: left
    finally:
        give_back(pool, conn)
