"""The body of an object is a stream over a connection of the client."""
# select: ALL

import aioboto3
from aiobotocore.session import get_session


async def read(bucket, key):
    async with get_session().create_client("s3") as client:  # step: acquired, released
        found = await client.get_object(Bucket=bucket, Key=key)  # step: borrowed
        return await found["Body"].read()  # error: [POOL106] # step: used


async def body(bucket, key):
    session = aioboto3.Session()
    async with session.client("s3") as client:  # step: acquired, released
        found = await client.get_object(Bucket=bucket, Key=key)  # step: borrowed
        return found["Body"]  # error: [POOL106] # step: escaped
