"""It is put back last."""
from cuttlepool import CuttlePool


def query(pool: CuttlePool, statement):
    resource = pool.get_resource()
    cursor = resource.cursor()
    cursor.execute(statement)
    resource.commit()
    pool.put_resource(resource)
