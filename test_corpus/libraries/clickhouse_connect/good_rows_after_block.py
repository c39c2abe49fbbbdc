"""The rows are read inside."""
import clickhouse_connect


def rows(host, query, show):
    client = clickhouse_connect.get_client(host=host)
    with client.query_rows_stream(query) as stream:
        show(stream.source.column_names)
        for row in stream:
            show(row)
