"""An address is allocated for good, and given back only where recording it fails."""
# select: ALL


def assign(subnet, port, request):
    address = subnet.allocate(request)
    try:
        port.record(address)
    except ValueError:
        subnet.deallocate(address)
        raise
    return port.name
