"""The wrapper is empty once the resource has been put back."""
from cuttlepool import CuttlePool


def query(pool: CuttlePool, statement):
    resource = pool.get_resource()  # step: acquired
    cursor = resource.cursor()
    cursor.execute(statement)
    resource.commit()  # step: used
    pool.put_resource(resource)  # error: [POOL101] # step: released
