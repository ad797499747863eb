//! Functions for [`Row::read`](super::Row::read): what comes, as a value.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Reason;
use crate::client::stream::{ByteStream, EventStream, Incoming, ItemStream};
use crate::wire::Wire;

/// JSON.
///
/// # Errors
/// When the bytes are not the JSON of a `T`.
pub fn json<T: Wire>(body: &Bytes) -> Result<T, Reason> {
    if body.is_empty() {
        return Err(Reason::Empty);
    }
    crate::wire::decode(body).map_err(Reason::Json)
}

/// JSON, into a type that serde can read.
///
/// # Errors
/// When the bytes are not the JSON of a `T`.
pub(crate) fn readable<T: DeserializeOwned>(body: &Bytes) -> Result<T, Reason> {
    json::<Readable<T>>(body).map(|it| it.0)
}

/// A type that serde can read, where a [`Wire`] is wanted for reading only.
struct Readable<T>(T);

impl<T: DeserializeOwned> Wire for Readable<T> {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Readable)
    }

    fn write<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("this type is only read"))
    }
}

/// Text in UTF-8.
///
/// # Errors
/// When the bytes are not UTF-8.
pub fn text(body: &Bytes) -> Result<String, Reason> {
    std::str::from_utf8(body)
        .map(str::to_owned)
        .map_err(Reason::NotUtf8)
}

/// The bytes.
///
/// # Errors
/// None.
pub fn bytes(body: &Bytes) -> Result<Bytes, Reason> {
    Ok(body.clone())
}

/// Nothing; what came is not looked at.
///
/// # Errors
/// None.
pub fn empty(_: &Bytes) -> Result<(), Reason> {
    Ok(())
}

/// Bytes as they come.
pub fn download(incoming: Incoming) -> ByteStream {
    ByteStream::new(incoming)
}

/// Events with JSON in their data.
pub fn events<T: Wire>(incoming: Incoming) -> EventStream<T> {
    EventStream::of_json(incoming)
}

/// Events with text in their data.
pub fn text_events(incoming: Incoming) -> EventStream<String> {
    EventStream::of_text(incoming)
}

/// Events that are described as objects.
pub fn event_objects<T: Wire>(incoming: Incoming) -> EventStream<T> {
    EventStream::of_objects(incoming)
}

/// A JSON value a line.
pub fn lines<T: Wire>(incoming: Incoming) -> ItemStream<T> {
    ItemStream::of_lines(incoming)
}

/// A JSON value behind each record separator.
pub fn sequence<T: Wire>(incoming: Incoming) -> ItemStream<T> {
    ItemStream::of_sequence(incoming)
}
