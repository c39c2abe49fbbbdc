"""The pool knows what was destroyed: leaving the block then releases nothing a second time."""
# config: pools.clients.acquire = [{ method = "lend_client", forms = ["with"] }]
# config: pools.clients.release = [{ form = "with" }, { form = "arg", method = "destroy", arg = 0, discard = true }]
# config: pools.clients.double_release = "noop"


def quit_server(clients):
    with clients.lend_client() as client:
        try:
            client.quit()
        finally:
            clients.destroy(client)
