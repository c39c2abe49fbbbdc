"""A method of the project's event bus registers by key, and another key is taken off."""
# config: deferrals.on = { methods = ["on"], words = ["bus"], lane = "callback", body = ["1"], key = "0" }
# config: joins.off = { methods = ["off"], of = "0", form = "cancel", by = "key", undoes = ["on"] }
def watch(pool, bus, work):
    session = pool.acquire()  # step: acquired
    bus.on("saved", session.note)  # step: deferred
    work()
    bus.off("deleted")
    pool.release(session)  # error: [POOL102] # step: released
