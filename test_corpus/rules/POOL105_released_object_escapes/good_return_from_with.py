"""The caller gets a tuple of its own."""


def collect_tags(list_pool, document):
    with list_pool.pooled() as tags:
        for node in document.walk():
            tags.append(node.name)
        return tuple(tags)
