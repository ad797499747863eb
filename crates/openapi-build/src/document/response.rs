//! Responses and their status codes (OpenAPI 3.1 §4.8.16, §4.8.17).

use super::body::media_types;
use super::keywords;
use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::source::NodeId;
use openapiv3::StatusCode;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

/// Which answers a response describes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status, or a hundred of them.
    Of(StatusCode),
    /// `default`: those that no other key names.
    Default,
}

/// A Response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `description`, or `summary`.
    pub description: Option<Box<str>>,
    /// `headers`: name and header.
    pub headers: Vec<(Box<str>, NodeId)>,
    /// `content`: media type and Media Type Object.
    pub content: Vec<(Box<str>, NodeId)>,
}

/// Reads a key of `responses`: `200`, `2XX`, `2xx`, `default`. Another key is reported.
pub fn status(reader: &mut Reader<'_>, key: &str, at: NodeId) -> Option<Status> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    let read: Result<StatusCode, Error> = StatusCode::deserialize(key.into_deserializer());
    match read {
        Ok(StatusCode::Code(code @ 100..=599)) => Some(Status::Of(StatusCode::Code(code))),
        Ok(StatusCode::Range(hundred @ 1..=5)) => Some(Status::Of(StatusCode::Range(hundred))),
        Ok(StatusCode::Code(_) | StatusCode::Range(_)) | Err(_) => {
            let message = format!("`{key}` is not a status code");
            reader.diags.push(
                Diagnostic::new(Code::OddStatus, at.key(), message)
                    .label("this response is left out")
                    .help("write `200`, `2XX` or `default`")
                    .remedy(Remedy::Remove { at }),
            );
            None
        }
    }
}

/// Reads the Response at `at`.
pub fn read(reader: &mut Reader<'_>, at: NodeId) -> Response {
    keywords::check(reader, at, &keywords::RESPONSE);
    keywords::check_each(reader, at, "links", &keywords::LINK);
    Response {
        description: reader
            .text_at(at, "description")
            .or_else(|| reader.text_at(at, "summary")),
        headers: reader.entries_at(at, "headers"),
        content: media_types(reader, at),
    }
}
