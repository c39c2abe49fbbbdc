"""The session is closed, and raises SessionError."""
from neo4j import GraphDatabase


def people(uri, auth):
    driver = GraphDatabase.driver(uri, auth=auth)
    with driver.session() as session:  # step: acquired, released
        session.run("CREATE INDEX IF NOT EXISTS FOR (p:Person) ON (p.name)")
        return session.run("MATCH (p:Person) RETURN p").data()  # error: [POOL101] # step: used
