"""The rows are fetched while the cursor is open."""

from django.db import connection
from django.http import StreamingHttpResponse


def export(request):
    with connection.cursor() as cursor:
        cursor.execute("select name from users")
        return StreamingHttpResponse(cursor.fetchall())
