"""Read inside the block; a single response is plain data."""
# select: ALL

import grpc

from app import chat_pb2_grpc


def names(address, request):
    with grpc.insecure_channel(address) as channel:
        stub = chat_pb2_grpc.ChatStub(channel)
        return [response.name for response in stub.Names(request)]


def name(address, request):
    with grpc.insecure_channel(address) as channel:
        stub = chat_pb2_grpc.ChatStub(channel)
        response = stub.Name(request)
    return response.name
