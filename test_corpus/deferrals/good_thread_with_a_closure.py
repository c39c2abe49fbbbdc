"""The thread is joined."""
import threading


def render(block_pool, scene):
    block = block_pool.alloc(scene.size)

    def paint():
        scene.paint(block)

    painter = threading.Thread(target=paint)
    painter.start()
    painter.join()
    block_pool.free(block)
