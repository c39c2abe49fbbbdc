"""The verbs speak of the same thing on the same pool: what `get_connection` lends, `add_connection` takes back."""
# runtime: skip the pair of verbs is none that the oracle knows


def ping(warehouse, sql):
    cnx = warehouse.get_connection()  # step: acquired
    cnx.query(sql)
    cnx.reset_session()  # step: used
    warehouse.add_connection(cnx)  # error: [POOL101] # step: released
