"""The thread's function names the block, and nobody waits for the thread."""
import threading


def render(block_pool, scene):
    block = block_pool.alloc(scene.size)  # step: acquired

    def paint():
        scene.paint(block)

    painter = threading.Thread(target=paint)
    painter.start()
    painter.join()
    block_pool.free(block)  # error: [POOL104] # step: released
