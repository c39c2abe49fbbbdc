"""The response is iterated when the block has closed the cursor."""

from django.db import connection
from django.http import StreamingHttpResponse


def export(request):
    with connection.cursor() as cursor:  # step: acquired, released
        cursor.execute("select name from users")
        rows = (row for row in cursor)  # step: deferred, used
        return StreamingHttpResponse(rows)  # error: [POOL102]  # step: escaped
