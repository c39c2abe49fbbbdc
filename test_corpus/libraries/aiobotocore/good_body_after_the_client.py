"""What stands in the answer besides the body is plain data, and a body that was read is bytes."""
# select: ALL

import aioboto3
from aiobotocore.session import get_session


async def read(bucket, key):
    async with get_session().create_client("s3") as client:
        found = await client.get_object(Bucket=bucket, Key=key)
        content = await found["Body"].read()
    return content, found["ContentLength"]


async def size(bucket, key):
    session = aioboto3.Session()
    async with session.client("s3") as client:
        found = await client.get_object(Bucket=bucket, Key=key)
    return found["ContentLength"]
