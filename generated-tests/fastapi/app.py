"""Operations as Galileo's document has them, served by FastAPI: a real counterpart of a generated client.

Prints its port, then serves on 127.0.0.1 until it is killed. FastAPI itself reads the cookie, checks it, writes the
422 and publishes `/openapi.json`. Two values of the cookie make the server misbehave, before FastAPI sees the request:
`slow` is answered much too late, and at `mid-answer` the process is killed when a part of the answer is out.
"""

import asyncio
import os
import signal
import socket
import zlib
from typing import Annotated

import uvicorn
from fastapi import Cookie, Depends, FastAPI, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.responses import Response, StreamingResponse
from fastapi.security import (
    APIKeyHeader,
    HTTPBasic,
    HTTPBasicCredentials,
    OAuth2PasswordBearer,
    OAuth2PasswordRequestForm,
)
from pydantic import BaseModel

app = FastAPI()


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


@app.post("/v1/refresh_token", tags=["auth"])
def refresh_token(refresh_token: Annotated[str, Cookie(max_length=512)]) -> Token:
    """Gives back what came in the cookie."""
    return Token(access_token=refresh_token)


class Dataset(BaseModel):
    """What came, seen from the server."""

    name: str | None
    draft: bool
    hidden: bool
    file_name: str | None
    content_type: str | None
    size: int
    crc32: int


async def measured(file: UploadFile | None) -> tuple[int, int]:
    """Length and CRC-32 of a file, read piece by piece."""
    size, crc = 0, 0
    while file is not None and (piece := await file.read(1 << 20)):
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    return size, crc


@app.post("/v2/datasets", tags=["datasets"])
async def create_dataset(
    draft: Annotated[bool, Form()] = False,
    hidden: Annotated[bool, Form()] = False,
    name: Annotated[str | None, Form()] = None,
    file: Annotated[UploadFile | None, File()] = None,
    format: Annotated[str, Query()] = "csv",
) -> Dataset:
    """A form with an optional file, as Galileo's upload of a dataset."""
    size, crc32 = await measured(file)
    return Dataset(
        name=name,
        draft=draft,
        hidden=hidden,
        file_name=file.filename if file else None,
        content_type=file.content_type if file else None,
        size=size,
        crc32=crc32,
    )


@app.post("/v2/query_files", tags=["datasets"])
async def upload_query_files(
    query_files: Annotated[list[UploadFile], File()],
    tags: Annotated[list[str], Form()] = [],
) -> list[str]:
    """A list of files and a list of texts."""
    names = []
    for file in query_files:
        size, _ = await measured(file)
        names.append(f"{file.filename} {file.content_type} {size}")
    return names + tags


DATASETS = ["first", "second", "third", "fourth", "fifth"]
key = APIKeyHeader(name="Splunk-AO-API-Key", auto_error=False)
password = OAuth2PasswordBearer(tokenUrl="login", auto_error=False)
basic = HTTPBasic(auto_error=False)
logins = 0


def user(
    key: Annotated[str | None, Depends(key)],
    token: Annotated[str | None, Depends(password)],
    login: Annotated[HTTPBasicCredentials | None, Depends(basic)],
) -> str:
    """Lets in by any of three ways, as Galileo does; its 401 is not in the document."""
    if key == "the-key":
        return "key"
    if token == f"token-{logins}":
        return "password"
    if login and (login.username, login.password) == ("anna", "s3cret"):
        return "basic"
    raise HTTPException(401, "Not authenticated")


@app.post("/login", tags=["auth"])
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    """Each token makes the one before it worthless."""
    global logins
    if (form.username, form.password) != ("anna", "s3cret"):
        raise HTTPException(400, "Incorrect username or password")
    logins += 1
    return Token(access_token=f"token-{logins}")


class DatasetName(BaseModel):
    name: str
    by: str


class DatasetNames(BaseModel):
    """A page as Galileo has them."""

    starting_token: int = 0
    limit: int = 100
    paginated: bool = False
    next_starting_token: int | None = None
    datasets: list[DatasetName] | None = None


@app.get("/v2/datasets", tags=["datasets"])
def list_datasets(
    by: Annotated[str, Depends(user)],
    starting_token: int = 0,
    limit: int = 100,
    sort: str = "name",
) -> DatasetNames:
    """A list in pages."""
    if sort != "name":
        raise HTTPException(422, "There is no such order")
    end = starting_token + limit
    names = DATASETS[starting_token:end]
    return DatasetNames(
        starting_token=starting_token,
        limit=limit,
        paginated=end < len(DATASETS),
        next_starting_token=end if end < len(DATASETS) else None,
        datasets=[DatasetName(name=it, by=by) for it in names],
    )


@app.put("/v2/raw", tags=["datasets"], openapi_extra={
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
})
async def put_raw(request: Request) -> list[int]:
    """Bytes as they are: length and CRC-32."""
    size, crc = 0, 0
    async for piece in request.stream():
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    return [size, crc]


class Binary(Response):
    media_type = "application/octet-stream"


@app.get("/v2/download", tags=["datasets"], response_class=Binary, responses={
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
})
def download(pieces: int) -> StreamingResponse:
    """So many pieces of 64 KiB."""
    piece = bytes(range(256)) * 256
    return StreamingResponse((piece for _ in range(pieces)), media_type="application/octet-stream")


@app.get("/v2/events", tags=["datasets"], response_class=Response, responses={
    200: {"content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/Token"}}}},
})
def events(count: int) -> StreamingResponse:
    """So many events, each with a token."""
    lines = (f'id: {it}\ndata: {{"access_token": "{it}"}}\n\n' for it in range(count))
    return StreamingResponse(lines, media_type="text/event-stream")


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
