"""The work takes a session of its own. What is called `Session` and knows no transactions is a web client, say."""

from app import Session, server


def suggest(text):
    with Session() as session:
        session.add(text)
        session.commit()
    server.start_background_task(generate, text)


def generate(text):
    with Session() as session:
        session.merge(text)


def fetch(url):
    with Session() as web:
        page = web.get(url)
    return web.cookies, page
