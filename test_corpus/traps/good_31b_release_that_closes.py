"""A connection that no pool lent is closed by its own `release`, and can be connected again."""


def republish(make_connection, messages):
    connection = make_connection()
    connection.connect()
    connection.publish(messages)
    connection.release()
    connection.connect()
    connection.publish(["end"])
