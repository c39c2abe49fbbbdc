"""It is stopped inside the block."""
import anopool


def drive(engines: anopool.Pool, way):
    with engines.acquire() as engine:
        engine.run(way)
        engine.stop()
