"""Whatever the client was made by, `stream=True` leaves the body unread, and it is closed by then."""


class Backend:
    def __init__(self, client):
        self.client = client

    def ask(self, request):
        response = self.client.send(request, stream=True)  # step: acquired
        if response.status_code >= 400:
            response.close()  # error: [POOL101]  # step: released
            return {"error": response.json()}  # step: used
        return {"events": response}
