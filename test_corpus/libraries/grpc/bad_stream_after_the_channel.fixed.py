"""The responses are read when the block has closed the channel: the call ends with CANCELLED."""
# select: POOL106

import grpc

from app import chat_pb2_grpc


def names(address, request):
    with grpc.insecure_channel(address) as channel:  # step: acquired, released
        stub = chat_pb2_grpc.ChatStub(channel)  # step: borrowed
        responses = stub.Names(request)
        return [response.name for response in responses]  # error: [POOL106]  # step: used
