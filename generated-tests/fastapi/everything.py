"""Operations of every kind that FastAPI declares, each of which answers with what Python read.

Prints its port, then serves on 127.0.0.1 until it is killed. The answers are made of `repr`s of what the handlers were given, so a value
that arrives as another one shows, and the models come back as FastAPI writes them.
"""

import datetime as dt
import decimal
import enum
import socket
import uuid
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union

import uvicorn
from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OpenIdConnect,
)
from pydantic import (
    AnyUrl,
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyAddress,
    RootModel,
    SecretStr,
    computed_field,
)

app = FastAPI(title="Everything", version="1", generate_unique_id_function=lambda route: route.name)


class Colour(str, enum.Enum):
    RED = "red"
    DARK_BLUE = "dark blue"
    NONE = ""


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


def seen(**values: Any) -> dict[str, str]:
    return {name: repr(value) for name, value in values.items()}


# Parameters.


@app.get("/path/{text}/{number}/{ratio}/{flag}/{colour}/{level}/{day}/{moment}/{key}")
def path_parameters(
    text: str,
    number: int,
    ratio: float,
    flag: bool,
    colour: Colour,
    level: Level,
    day: dt.date,
    moment: dt.datetime,
    key: uuid.UUID,
) -> dict[str, str]:
    return seen(text=text, number=number, ratio=ratio, flag=flag, colour=colour, level=level, day=day, moment=moment, key=key)


@app.get("/files/{file_path:path}")
def path_of_a_file(file_path: str) -> dict[str, str]:
    return seen(file_path=file_path)


@app.get("/query")
def query_parameters(
    text: str,
    texts: Annotated[list[str], Query()],
    numbers: Annotated[set[int], Query()] = set(),
    colours: Annotated[list[Colour] | None, Query()] = None,
    maybe: str | None = None,
    maybe_number: int | None = None,
    flag: bool = True,
    ratio: float = 0.5,
    day: dt.date | None = None,
    time: dt.time | None = None,
    span: dt.timedelta | None = None,
    money: decimal.Decimal | None = None,
    either: int | str = 3,
    literal: Literal["a", "b c", "d&e"] = "a",
    renamed: Annotated[str, Query(alias="item-query")] = "x",
    limited: Annotated[int, Query(ge=1, le=10)] = 5,
) -> dict[str, str]:
    return seen(
        text=text, texts=texts, numbers=sorted(numbers), colours=colours, maybe=maybe, maybe_number=maybe_number, flag=flag, ratio=ratio,
        day=day, time=time, span=span, money=money, either=either, literal=literal, renamed=renamed, limited=limited,
    )


class Filter(BaseModel):
    limit: int = Field(100, gt=0, le=100)
    order_by: Literal["created_at", "updated_at"] = "created_at"
    tags: list[str] = []


@app.get("/query-model")
def query_model(filter: Annotated[Filter, Query()]) -> dict[str, str]:
    return seen(filter=filter)


class CommonHeaders(BaseModel):
    host: str
    save_data: bool
    if_modified_since: str | None = None
    x_tag: list[str] = []


@app.get("/header-model")
def header_model(headers: Annotated[CommonHeaders, Header()]) -> dict[str, str]:
    return seen(save_data=headers.save_data, if_modified_since=headers.if_modified_since, x_tag=headers.x_tag)


@app.get("/headers")
def header_parameters(
    x_text: Annotated[str, Header()],
    x_tokens: Annotated[list[str], Header()],
    x_number: Annotated[int | None, Header()] = None,
    strange: Annotated[str | None, Header(convert_underscores=False)] = None,
    user_agent: Annotated[str | None, Header()] = None,
) -> dict[str, str]:
    return seen(x_text=x_text, x_tokens=x_tokens, x_number=x_number, strange=strange)


@app.get("/cookies")
def cookie_parameters(
    ads_id: Annotated[str, Cookie()],
    number: Annotated[int | None, Cookie()] = None,
    other: Annotated[str | None, Cookie(alias="other-id")] = None,
) -> dict[str, str]:
    return seen(ads_id=ads_id, number=number, other=other)


class Cookies(BaseModel):
    session_id: str
    fatebook_tracker: str | None = None


@app.get("/cookie-model")
def cookie_model(cookies: Annotated[Cookies, Cookie()]) -> dict[str, str]:
    return seen(cookies=cookies)


# Bodies.


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9
    model_config = ConfigDict(extra="forbid")


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    barks: float


class Lizard(BaseModel):
    kind: Literal["lizard", "gecko"]
    loves_rocks: bool


Pet = Annotated[Union[Cat, Dog, Lizard], Field(discriminator="kind")]
T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    items: list[T]
    next: int | None = None


class Tree(BaseModel):
    name: str
    children: list["Tree"] = []
    parent: Optional["Tree"] = None


class Point(RootModel[tuple[float, float]]):
    pass


class Scores(RootModel[dict[str, int]]):
    pass


class Everything(BaseModel):
    text: str
    number: int
    ratio: float
    flag: bool
    nothing: None = None
    colour: Colour
    level: Level = Level.LOW
    day: dt.date
    moment: dt.datetime
    time: dt.time
    span: dt.timedelta
    key: uuid.UUID
    money: decimal.Decimal
    url: AnyUrl
    address: IPvAnyAddress
    raw: bytes
    secret: SecretStr = SecretStr("")
    either: int | str | None
    union: int | list[int] | dict[str, int]
    pair: tuple[int, str]
    many: tuple[int, ...] = ()
    tags: set[str] = set()
    frozen: frozenset[int] = frozenset()
    by_number: dict[int, str] = {}
    by_colour: dict[Colour, int] = {}
    nested: dict[str, list[dict[str, int | None]]] = {}
    anything: Any = None
    pets: list[Pet] = []
    tree: Tree | None = None
    point: Point
    scores: Scores
    literal: Literal[1, "two", True, None] = 1
    class_: str = Field("c", alias="class")
    model_config = ConfigDict(populate_by_name=True)


class Open(BaseModel):
    name: str
    model_config = ConfigDict(extra="allow")


class Shape(BaseModel):
    width: int
    height: int

    @computed_field
    @property
    def area(self) -> int:
        return self.width * self.height


@app.post("/everything")
def everything(body: Everything) -> Everything:
    return body


@app.post("/everything/exclude", response_model_exclude_unset=True)
def everything_that_was_set(body: Everything) -> Everything:
    return body


@app.post("/everything/seen")
def everything_seen(body: Everything) -> dict[str, str]:
    return {name: repr(getattr(body, name)) for name in type(body).model_fields}


@app.post("/pets")
def pet(pet: Pet) -> Pet:
    return pet


@app.post("/pets/page")
def page_of_pets(page: Page[Pet]) -> Page[Pet]:
    return page


@app.post("/tree")
def tree(tree: Tree) -> Tree:
    return tree


@app.post("/open")
def open_model(open: Open) -> Open:
    return open


@app.post("/shape", status_code=201)
def shape(shape: Shape) -> Shape:
    return shape


@app.post("/point")
def point(point: Point) -> Point:
    return point


@app.post("/scores")
def scores(scores: Scores) -> Scores:
    return scores


@app.post("/list")
def list_of_numbers(numbers: list[int]) -> list[int]:
    return numbers


@app.post("/text")
def json_text(text: Annotated[str, Body()]) -> str:
    return text


@app.post("/embed")
def two_bodies(
    cat: Cat,
    number: Annotated[int, Body(gt=0)],
    note: Annotated[str | None, Body()] = None,
    q: str | None = None,
) -> dict[str, str]:
    return seen(cat=cat, number=number, note=note, q=q)


@app.post("/embedded")
def one_embedded(cat: Annotated[Cat, Body(embed=True)]) -> dict[str, str]:
    return seen(cat=cat)


@app.put("/optional")
def optional_body(dog: Dog | None = None) -> dict[str, str]:
    return seen(dog=dog)


@app.post("/any")
def any_json(body: Annotated[Any, Body()]) -> Any:
    return body


@app.post("/form")
def form(
    username: Annotated[str, Form()],
    number: Annotated[int, Form()] = 1,
    tags: Annotated[list[str], Form()] = [],
    maybe: Annotated[str | None, Form()] = None,
) -> dict[str, str]:
    return seen(username=username, number=number, tags=tags, maybe=maybe)


class Login(BaseModel):
    username: str
    password: str
    remember: bool = False
    scopes: list[str] = []
    model_config = ConfigDict(extra="forbid")


@app.post("/form-model")
def form_model(login: Annotated[Login, Form()]) -> dict[str, str]:
    return seen(login=login)


@app.post("/upload")
async def upload(
    file: UploadFile,
    raw: Annotated[bytes, File()],
    note: Annotated[str, Form()],
    others: list[UploadFile] = [],
    numbers: Annotated[list[int], Form()] = [],
    when: Annotated[dt.datetime | None, Form()] = None,
) -> dict[str, str]:
    return seen(
        file=(file.filename, file.content_type, await file.read()), raw=raw, note=note,
        others=[(other.filename, await other.read()) for other in others], numbers=numbers, when=when,
    )


@app.post(
    "/octets",
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def octets(request: Request) -> dict[str, str]:
    return seen(body=await request.body(), media=request.headers.get("content-type"))


# Answers.


@app.delete("/gone", status_code=204)
def no_content() -> None:
    return None


@app.get("/plain", response_class=PlainTextResponse)
def plain() -> str:
    return "plain \u00e4 text"


@app.get("/bytes", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def image() -> Response:
    return Response(bytes(range(256)), media_type="image/png")


class Problem(BaseModel):
    detail: str
    code: int


@app.get(
    "/status/{code}",
    responses={202: {"model": Scores}, 404: {"model": Problem}, 409: {"model": Problem}, "5XX": {"model": Problem}},
)
def status(code: int) -> Any:
    """Answers with the status that is asked for, also with one that is not declared."""
    if code in (200, 202):
        return JSONResponse({"a": 1}, status_code=code)
    return JSONResponse({"detail": "no", "code": code}, status_code=code)


@app.get("/stream", response_class=StreamingResponse)
def stream() -> StreamingResponse:
    return StreamingResponse((f"{n}\n" for n in range(5)), media_type="text/plain")


# Security.

header_key = APIKeyHeader(name="X-Key")
query_key = APIKeyQuery(name="api key")
cookie_key = APIKeyCookie(name="session")


@app.get("/secure/header")
def by_header(key: Annotated[str, Depends(header_key)]) -> dict[str, str]:
    return seen(key=key)


@app.get("/secure/query")
def by_query(key: Annotated[str, Depends(query_key)]) -> dict[str, str]:
    return seen(key=key)


@app.get("/secure/cookie")
def by_cookie(key: Annotated[str, Depends(cookie_key)]) -> dict[str, str]:
    return seen(key=key)


@app.get("/secure/bearer")
def by_bearer(token: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
    return seen(scheme=token.scheme, token=token.credentials)


@app.get("/secure/basic")
def by_basic(login: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> dict[str, str]:
    return seen(username=login.username, password=login.password)


@app.get("/secure/openid")
def by_openid(token: Annotated[str, Depends(OpenIdConnect(openIdConnectUrl="/openid"))]) -> dict[str, str]:
    return seen(token=token)


@app.get("/defaults")
def defaults(level: Level = Level.HIGH, colour: Annotated[Colour, Header()] = Colour.DARK_BLUE) -> dict[str, str]:
    return seen(level=level, colour=colour)


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
