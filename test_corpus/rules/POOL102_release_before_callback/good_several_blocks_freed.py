"""The blocks of an aborted request are freed when its transfer is over."""


def load(block_pool, connector, request):
    blocks = block_pool.get_new_blocks(request.size)
    transfer = connector.start_load(request.name)
    if request.aborted:
        transfer.add_done_callback(lambda done: block_pool.free_blocks(blocks))
        return None
    transfer.add_done_callback(lambda done: connector.copy_into(blocks, done.result()))
    return blocks
