//! One value, from JSON to what is sent, and from what came to JSON.
//!
//! In: any JSON, or the bytes of an answer. Out: a part of a request, or JSON. Every function goes through the type that
//! the document declares, with the same code as a call in Rust. They are generic, and named by the rows of `callable!`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::client::answer::{Reason, read};
use crate::client::error::Error;
use crate::client::named_parts::{self, NamedParts};
use crate::client::request::{Request, written};
use crate::client::stream::{Event, EventStream, Incoming, ItemStream};
use crate::client::style::Style;
use crate::client::transport::BoxFuture;
use crate::client::value::Plain;
use crate::formats::{Format, format};
use crate::wire::{self, DecodeError, Json, Wire};

/// Reads a parameter from JSON; gives it as its style spells it, or what is wrong with it.
pub type ParameterValue = fn(Style, &Json) -> Spelled;

/// A parameter as its style spells it, or what is wrong with it.
#[derive(Debug)]
pub struct Spelled(pub(crate) Result<Plain, String>);

/// How a body is read from JSON and put into a request.
#[derive(Debug)]
pub struct BodyValue {
    /// What it is written as.
    pub(crate) kind: BodyKind,
    /// Puts it into a request; what is wrong with it is kept there.
    pub(crate) put: fn(Request, Way<'_>, &Json) -> Request,
    /// Whether one of its parts may be this, where it has parts.
    pub(crate) takes: fn(&str, &Json) -> bool,
}

/// What a body is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyKind {
    /// JSON.
    Json,
    /// A form: given as an object.
    Form,
    /// Text: given as a string.
    Text,
    /// Bytes: given as a string in base64.
    Bytes,
    /// Parts: given as an object, files in it as base64.
    Multipart,
    /// A list of values, one a line or behind a separator: given as a list.
    Items,
}

/// How the body of an answer is read and written as JSON.
#[derive(Debug)]
pub enum AnswerValue {
    /// When all of it has come.
    Whole(fn(&Bytes) -> Result<Json, Reason>),
    /// As it comes, to its end or to a limit.
    Stream(fn(Incoming) -> BoxFuture<'static, Result<Json, Error>>),
}

/// A parameter of the type `T`.
#[must_use]
pub fn parameter<T: Wire>(style: Style, value: &Json) -> Spelled {
    Spelled(typed::<T>(value).and_then(|value| written(style, &value)))
}

fn typed<T: Wire>(value: &Json) -> Result<T, String> {
    let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    wire::decode(&text).map_err(|error| why(&error))
}

fn why(error: &DecodeError) -> String {
    match error.path() {
        "$" => error.reason().to_owned(),
        path => format!("{path}: {}", error.reason()),
    }
}

/// How a body is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// The media type to send.
    pub(crate) media_type: &'a str,
    /// Members of a form that are not spelled like others.
    pub(crate) styles: &'a [(&'a str, Style)],
}

fn put<T>(
    request: Request,
    value: Result<T, String>,
    put: impl FnOnce(Request, T) -> Request,
) -> Request {
    match value {
        Ok(value) => put(request, value),
        Err(reason) => request.failed(None, &format!("the body: {reason}")),
    }
}

/// Constructors for [`Body::value`](super::Body::value).
pub mod body {
    use super::{
        BodyKind, BodyValue, Json, NamedParts, Request, Way, Wire, from_base64, named_parts, put,
        typed,
    };

    /// JSON.
    #[must_use]
    pub const fn json<T: Wire>() -> BodyValue {
        fn write<T: Wire>(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, typed::<T>(value), |request, value| {
                request.json(way.media_type, &value)
            })
        }
        BodyValue {
            kind: BodyKind::Json,
            put: write::<T>,
            takes: |_, _| true,
        }
    }

    /// A form.
    #[must_use]
    pub const fn form<T: Wire>() -> BodyValue {
        fn write<T: Wire>(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, typed::<T>(value), |request, value| {
                request.form_encoded(way.media_type, &value, way.styles)
            })
        }
        BodyValue {
            kind: BodyKind::Form,
            put: write::<T>,
            takes: |_, _| true,
        }
    }

    /// Text: a string.
    #[must_use]
    pub const fn text() -> BodyValue {
        fn write(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, typed::<String>(value), |request, value| {
                request.text(way.media_type, value)
            })
        }
        BodyValue {
            kind: BodyKind::Text,
            put: write,
            takes: |_, _| true,
        }
    }

    /// Bytes: a string in base64.
    #[must_use]
    pub const fn bytes() -> BodyValue {
        fn write(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, from_base64(value), |request, value| {
                request.bytes(way.media_type, value)
            })
        }
        BodyValue {
            kind: BodyKind::Bytes,
            put: write,
            takes: |_, _| true,
        }
    }

    /// Parts that the document names.
    #[must_use]
    pub const fn multipart<T: NamedParts>() -> BodyValue {
        fn write<T: NamedParts>(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(
                request,
                named_parts::form(T::PARTS, value),
                |request, form| request.multipart(way.media_type, form),
            )
        }
        BodyValue {
            kind: BodyKind::Multipart,
            put: write::<T>,
            takes: |name, value| named_parts::takes(T::PARTS, name, value),
        }
    }

    /// Parts that the document does not name.
    #[must_use]
    pub const fn parts() -> BodyValue {
        fn write(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, named_parts::unnamed(value), |request, form| {
                request.multipart(way.media_type, form)
            })
        }
        BodyValue {
            kind: BodyKind::Multipart,
            put: write,
            takes: |_, _| true,
        }
    }

    /// Values, one a line.
    #[must_use]
    pub const fn lines<T: Wire>() -> BodyValue {
        fn write<T: Wire>(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, typed::<Vec<T>>(value), |request, items| {
                request.lines(way.media_type, &items)
            })
        }
        BodyValue {
            kind: BodyKind::Items,
            put: write::<T>,
            takes: |_, _| true,
        }
    }

    /// Values, each behind a separator.
    #[must_use]
    pub const fn sequence<T: Wire>() -> BodyValue {
        fn write<T: Wire>(request: Request, way: Way<'_>, value: &Json) -> Request {
            put(request, typed::<Vec<T>>(value), |request, items| {
                request.sequence(way.media_type, &items)
            })
        }
        BodyValue {
            kind: BodyKind::Items,
            put: write::<T>,
            takes: |_, _| true,
        }
    }
}

/// Bytes that stand in JSON as base64, in the standard or the URL-safe alphabet, padded or not.
fn from_base64(value: &Json) -> Result<Vec<u8>, String> {
    let text = value.as_str().ok_or("bytes are a string in base64")?;
    format::Base64::parse(text).map_err(|error| error.to_string())
}

/// Constructors for the answers of a [`Callable`](super::Callable).
pub mod answer {
    use super::{
        AnswerValue, Engine, Json, STANDARD, Wire, data, first_events, first_items, read, whole,
        written_back,
    };

    /// JSON.
    #[must_use]
    pub const fn json<T: Wire>() -> AnswerValue {
        AnswerValue::Whole(|body| written_back::<T>(&read::json(body)?))
    }

    /// Text: a string.
    #[must_use]
    pub const fn text() -> AnswerValue {
        AnswerValue::Whole(|body| read::text(body).map(Json::String))
    }

    /// Bytes: a string in base64.
    #[must_use]
    pub const fn bytes() -> AnswerValue {
        AnswerValue::Whole(|body| {
            read::bytes(body).map(|bytes| Json::String(STANDARD.encode(bytes)))
        })
    }

    /// Nothing: null, also where something comes that the document does not declare.
    #[must_use]
    pub const fn empty() -> AnswerValue {
        AnswerValue::Whole(|body| read::empty(body).map(|()| Json::Null))
    }

    /// Bytes that are read bit by bit: a string in base64.
    #[must_use]
    pub const fn download() -> AnswerValue {
        AnswerValue::Stream(|incoming| {
            let download = read::download(incoming);
            Box::pin(async { Ok(Json::String(STANDARD.encode(download.bytes().await?))) })
        })
    }

    /// Events: a list of their data.
    #[must_use]
    pub const fn events<T: Wire + Send + 'static>() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_events(read::events::<T>(incoming), data)))
    }

    /// Events whose data is text: a list of strings.
    #[must_use]
    pub const fn text_events() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_events(read::text_events(incoming), data)))
    }

    /// Events of which the document describes more than the data: a list of objects with `event`, `data` and `id`.
    #[must_use]
    pub const fn whole_events<T: Wire + Send + 'static>() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_events(read::events::<T>(incoming), whole)))
    }

    /// Likewise, where the data is text.
    #[must_use]
    pub const fn whole_text_events() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_events(read::text_events(incoming), whole)))
    }

    /// Events that are described as a whole: a list of objects.
    #[must_use]
    pub const fn event_objects<T: Wire + Send + 'static>() -> AnswerValue {
        AnswerValue::Stream(|incoming| {
            Box::pin(first_events(read::event_objects::<T>(incoming), data))
        })
    }

    /// Values, one a line: a list.
    #[must_use]
    pub const fn lines<T: Wire + Send + 'static>() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_items(read::lines::<T>(incoming))))
    }

    /// Values behind separators: a list.
    #[must_use]
    pub const fn sequence<T: Wire + Send + 'static>() -> AnswerValue {
        AnswerValue::Stream(|incoming| Box::pin(first_items(read::sequence::<T>(incoming))))
    }
}

/// So many events or items are read; a stream may have no end.
pub(crate) const MOST: usize = 1000;

/// The data of an event alone.
fn data<T: Wire>(event: &Event<T>) -> Result<Json, Reason> {
    written_back(&event.data)
}

/// An event as an object; what the server did not say is not there.
fn whole<T: Wire>(event: &Event<T>) -> Result<Json, Reason> {
    let mut object = serde_json::Map::new();
    if event.event != "message" {
        object.insert("event".to_owned(), event.event.as_str().into());
    }
    object.insert("data".to_owned(), written_back(&event.data)?);
    if !event.id.is_empty() {
        object.insert("id".to_owned(), event.id.as_str().into());
    }
    Ok(Json::Object(object))
}

/// The first events of a stream. The client's limit holds for all of them together, because all are kept.
async fn first_events<T: Wire>(
    mut stream: EventStream<T>,
    write: fn(&Event<T>) -> Result<Json, Reason>,
) -> Result<Json, Error> {
    let mut all = Collected::default();
    while all.items.len() < MOST {
        let Some(event) = stream.next().await else {
            break;
        };
        let event = write(&event?).map_err(|why| stream.undecodable(why))?;
        if all.push(event) > stream.limit() {
            return Err(stream.too_large());
        }
    }
    Ok(Json::Array(all.items))
}

/// The first values of a stream, likewise.
async fn first_items<T: Wire>(mut stream: ItemStream<T>) -> Result<Json, Error> {
    let mut all = Collected::default();
    while all.items.len() < MOST {
        let Some(item) = stream.next().await else {
            break;
        };
        let item = written_back(&item?).map_err(|why| stream.undecodable(why))?;
        if all.push(item) > stream.limit() {
            return Err(stream.too_large());
        }
    }
    Ok(Json::Array(all.items))
}

/// Values and the length of their text.
#[derive(Default)]
struct Collected {
    items: Vec<Json>,
    length: u64,
}

impl Collected {
    /// Adds one; gives the length of all.
    fn push(&mut self, item: Json) -> u64 {
        self.length += item.to_string().len() as u64;
        self.items.push(item);
        self.length
    }
}

/// A value as JSON, by way of its text, which has the digits that a request would have.
fn written_back<T: Wire>(value: &T) -> Result<Json, Reason> {
    let text = wire::encode(value).map_err(Reason::NotWritten)?;
    read::json(&Bytes::from(text))
}
