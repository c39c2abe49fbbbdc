"""A slice is a view of its own, and what was copied is nobody's view."""


def feed(parser, data):
    view = memoryview(data)
    position = parser.execute(view)
    rest = view[position:]
    text = view.tobytes()
    view.release()
    return bytes(rest), text


def send(sock, data):
    with memoryview(data) as view:
        while view:
            view = view[sock.send(view) :]
