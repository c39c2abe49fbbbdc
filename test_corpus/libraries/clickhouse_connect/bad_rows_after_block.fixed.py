"""The stream is closed with its block: what reads on raises StreamClosedError."""
import clickhouse_connect


def rows(host, query, show):
    client = clickhouse_connect.get_client(host=host)
    with client.query_rows_stream(query) as stream:  # step: acquired, released
        show(stream.source.column_names)
        for row in stream:  # error: [POOL101] # step: used
            show(row)
