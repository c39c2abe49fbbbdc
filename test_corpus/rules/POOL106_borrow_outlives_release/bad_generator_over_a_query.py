"""The generator expression reads its query when the caller reads it, after the session's block."""
# select: ALL

from sqlalchemy.orm import sessionmaker

Session = sessionmaker()


def active_names():
    with Session() as session:  # step: acquired, released
        users = session.query("users")  # step: borrowed
        return (user.name for user in users if user.active)  # error: [POOL106]  # step: deferred, used
