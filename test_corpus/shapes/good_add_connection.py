"""The session is reset before the connection goes back; another list that gets it is no pool."""


def ping(warehouse, report, sql):
    cnx = warehouse.get_connection()
    report.add_connection(cnx)
    cnx.query(sql)
    cnx.reset_session()
    warehouse.add_connection(cnx)
