"""The transfer is not over when its blocks are freed; it copies into them when it is."""


def load(block_pool, connector, request):
    blocks = block_pool.get_new_blocks(request.size)
    transfer = connector.start_load(request.name)
    transfer.add_done_callback(lambda done: connector.copy_into(blocks, done.result()))  # step: deferred, used
    if request.aborted:
        block_pool.free_blocks(blocks)  # error: [POOL102]  # step: released
        return None
    return blocks
