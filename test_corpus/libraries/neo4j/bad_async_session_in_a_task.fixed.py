"""The task runs its query when the block has closed the session."""
import asyncio

from neo4j import AsyncGraphDatabase


async def people(uri, auth):
    driver = AsyncGraphDatabase.driver(uri, auth=auth)
    async with driver.session() as session:  # step: acquired, released
        job = asyncio.create_task(session.run("MATCH (p) RETURN p"))  # error: [POOL104] # step: deferred
        return await job
