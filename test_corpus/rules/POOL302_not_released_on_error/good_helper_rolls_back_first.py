"""The helper gives the connection back whatever the rollback comes to."""
# select: ALL

import psycopg_pool


def give_back(pool, conn):
    try:
        conn.rollback()
    finally:
        pool.putconn(conn)


def store(pool: psycopg_pool.ConnectionPool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
    finally:
        give_back(pool, conn)
