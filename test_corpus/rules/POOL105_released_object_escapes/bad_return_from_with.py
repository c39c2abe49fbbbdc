"""The tags belong to the pool again when the caller reads them."""


def collect_tags(list_pool, document):
    with list_pool.pooled() as tags:  # step: acquired, released
        for node in document.walk():
            tags.append(node.name)
        return tags  # error: [POOL105] "`tags`" # step: escaped
