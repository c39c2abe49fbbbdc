"""The connection is stored in a dictionary inside its block, for what runs inside the block."""


def upgrade(pool, config, run):
    with pool.connect() as conn:
        config.attributes["connection"] = conn
        run(config)
