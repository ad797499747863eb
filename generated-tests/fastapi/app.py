"""The operation of Galileo's document, served by FastAPI: a real counterpart of a generated client.

Prints its port, then serves on 127.0.0.1 until it is killed. FastAPI itself reads the cookie, checks it, writes the
422 and publishes `/openapi.json`. Two values of the cookie make the server misbehave, before FastAPI sees the request:
`slow` is answered much too late, and at `mid-answer` the process is killed when a part of the answer is out.
"""

import asyncio
import os
import signal
import socket
from typing import Annotated

import uvicorn
from fastapi import Cookie, FastAPI
from pydantic import BaseModel

app = FastAPI()


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


@app.post("/v1/refresh_token", tags=["auth"])
def refresh_token(refresh_token: Annotated[str, Cookie(max_length=512)]) -> Token:
    """Gives back what came in the cookie."""
    return Token(access_token=refresh_token)


class Misbehaves:
    """Stands before the application."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        cookies = [value for name, value in scope.get("headers", []) if name == b"cookie"]
        if b"refresh_token=slow" in cookies:
            await asyncio.sleep(60)
        elif b"refresh_token=mid-answer" in cookies:
            headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b'{"access_token": "a', "more_body": True})
            # What was sent is with the system now; let the client see it before the connection breaks.
            await asyncio.sleep(0.2)
            os.kill(os.getpid(), signal.SIGKILL)
        await self.app(scope, receive, send)


if __name__ == "__main__":
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(Misbehaves(app), log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])
