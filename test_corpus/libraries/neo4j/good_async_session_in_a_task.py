"""The task is awaited inside."""
import asyncio

from neo4j import AsyncGraphDatabase


async def people(uri, auth):
    driver = AsyncGraphDatabase.driver(uri, auth=auth)
    async with driver.session() as session:
        job = asyncio.create_task(session.run("MATCH (p) RETURN p"))
        result = await job
        return [record["p"] async for record in result]
