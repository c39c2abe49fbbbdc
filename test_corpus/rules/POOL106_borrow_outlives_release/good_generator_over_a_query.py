"""The list is complete when the block ends."""
# select: ALL

from sqlalchemy.orm import sessionmaker

Session = sessionmaker()


def active_names():
    with Session() as session:
        users = session.query("users")
        return [user.name for user in users if user.active]
