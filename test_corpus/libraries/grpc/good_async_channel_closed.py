"""Asked before the channel is closed."""
# select: POOL106

import grpc

from app import chat_pb2_grpc


async def name(address, request):
    channel = grpc.aio.insecure_channel(address)
    stub = chat_pb2_grpc.ChatStub(channel)
    response = await stub.Name(request)
    await channel.close()
    return response
