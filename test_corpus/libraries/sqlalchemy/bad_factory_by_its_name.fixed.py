"""The query is run by whoever iterates it, when the session of this function is closed."""
# select: POOL106

def users(SessionLocal, model):
    db = SessionLocal()  # step: acquired
    try:
        return db.query(model)  # step: borrowed, escaped
    finally:
        db.close()  # error: [POOL106]  # step: released


def names(engine, statement):
    with engine.connect() as conn:  # step: acquired, released
        rows = conn.execute(statement)  # step: borrowed
        return [row.name for row in rows]  # error: [POOL106]  # step: used
