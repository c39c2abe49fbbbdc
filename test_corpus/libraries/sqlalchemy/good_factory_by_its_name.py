"""What is returned was read before."""
# select: POOL106

def users(SessionLocal, model):
    db = SessionLocal()
    try:
        return db.query(model).all()
    finally:
        db.close()


def names(engine, statement):
    with engine.connect() as conn:
        rows = conn.execute(statement).fetchall()
    return [row.name for row in rows]
