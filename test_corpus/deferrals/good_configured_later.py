"""The same key is taken off."""
# config: deferrals.on = { methods = ["on"], words = ["bus"], lane = "callback", body = ["1"], key = "0" }
# config: joins.off = { methods = ["off"], of = "0", form = "cancel", by = "key", undoes = ["on"] }
def watch(pool, bus, work):
    session = pool.acquire()
    bus.on("saved", session.note)
    work()
    bus.off("saved")
    pool.release(session)
