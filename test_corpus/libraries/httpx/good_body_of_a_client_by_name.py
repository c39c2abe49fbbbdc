"""The body is read before; a status can be read at any time."""


class Backend:
    def __init__(self, client):
        self.client = client

    def ask(self, request):
        response = self.client.send(request, stream=True)
        if response.status_code >= 500:
            response.close()
            return {"error": response.status_code}
        if response.status_code >= 400:
            response.read()
            response.close()
            return {"error": response.json()}
        return {"events": response}
