"""The server runs the work in a thread of its own, with a session that the block has closed by then."""
# runtime: skip which of the two lends is not known to the oracle

from app import Session, server


def suggest(text):
    with Session() as session:  # step: acquired, released
        session.add(text)
        session.commit()
        server.start_background_task(generate, session, text)  # error: [POOL104]  # step: deferred


def generate(session, text):
    session.refresh(text)  # step: used
    session.commit()
