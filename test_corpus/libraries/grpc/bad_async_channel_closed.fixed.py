"""The stub works through a channel that is closed."""
# select: POOL106

import grpc

from app import chat_pb2_grpc


async def name(address, request):
    channel = grpc.aio.insecure_channel(address)  # step: acquired
    stub = chat_pb2_grpc.ChatStub(channel)  # step: borrowed
    try:
        return await stub.Name(request)  # step: used
    finally:
        await channel.close()  # error: [POOL106]  # step: released
