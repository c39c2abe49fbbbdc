"""The engine is somebody else's when it is stopped."""
import anopool


def drive(engines: anopool.Pool, way):
    with engines.acquire() as engine:  # step: acquired, released
        engine.run(way)
        engine.stop()  # error: [POOL101] # step: used
