"""The query runs inside."""
from neo4j import GraphDatabase


def people(uri, auth):
    driver = GraphDatabase.driver(uri, auth=auth)
    with driver.session() as session:
        session.run("CREATE INDEX IF NOT EXISTS FOR (p:Person) ON (p.name)")
        return session.run("MATCH (p:Person) RETURN p").data()
