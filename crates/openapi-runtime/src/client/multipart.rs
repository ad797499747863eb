//! Bodies of several parts: forms with files (RFC 7578) and other kinds of `multipart` (RFC 2046).
//!
//! In: parts with names. Out: a media type with a boundary, and a body that is read bit by bit, whose length is known if
//! that of every part is. Names and file names are escaped as browsers do (WHATWG HTML, "multipart form data"), so that no
//! text ends a header. A boundary has 192 random bits, and is drawn again if it occurs in a part that is in memory.
//! Deliberately absent: which member of a document is a file, which the generator decides.

mod headed;

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::io;
use std::path::Path;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};

use super::media::MediaType;
use super::options::checked_header;
use super::style::{self, Style};
use super::transport::Body;
use super::value::{Plain, plain};
use crate::wire::{Argument, Map};

pub use headed::{Headed, Heads};

/// What can be sent as parts. Generated bodies are such, and [`Form`].
pub trait Multipart {
    /// Adds its parts to a form.
    fn fill(self, form: &mut Form);
}

/// One part of a body: a file, or any other content with a media type of its own.
///
/// ```
/// use openapi_runtime::Part;
///
/// let report = Part::bytes("a,b\n1,2\n").with_file_name("report.csv").with_media_type("text/csv");
/// let note = Part::text("hello");
/// # let _ = (report, note);
/// ```
#[derive(Debug)]
#[must_use]
pub struct Part {
    body: Body,
    kind: Kind,
    file_name: Option<Box<str>>,
    media_type: Option<Box<str>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    problem: Option<Box<str>>,
}

/// What a part is when nobody says more of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It has a file name, and is bytes.
    File,
    /// It has neither.
    Field,
}

impl Part {
    /// A part of bytes, or of what is read bit by bit.
    pub fn new(body: impl Into<Body>) -> Self {
        let body = body.into();
        Part {
            media_type: body.media_type().map(Into::into),
            body,
            kind: Kind::File,
            file_name: None,
            headers: Vec::new(),
            problem: None,
        }
    }

    /// A part of bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Part::new(bytes.into())
    }

    /// A part of text, without a file name.
    pub fn text(text: impl Into<String>) -> Self {
        Part {
            kind: Kind::Field,
            ..Part::new(text.into())
        }
    }

    /// A part of JSON, without a file name, from a type that serde can write; generated types are such.
    pub fn json<T: serde::Serialize + ?Sized>(value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => Part {
                kind: Kind::Field,
                ..Part::new(json).with_media_type("application/json")
            },
            Err(error) => {
                let mut part = Part::text("");
                part.problem = Some(error.to_string().into());
                part
            }
        }
    }

    /// A file with its name, which is opened now and read while it is sent.
    ///
    /// # Errors
    /// When there is no such file, it cannot be opened, or it is a folder.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let part = Part::new(Body::from_path(path)?);
        Ok(match path.file_name() {
            Some(name) => part.with_file_name(&name.to_string_lossy()),
            None => part,
        })
    }

    /// Sets the name of the file.
    pub fn with_file_name(mut self, name: &str) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type.
    pub fn with_media_type(mut self, media_type: &str) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        match part_header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(reason) => self.fail(&reason),
        }
        self
    }

    fn fail(&mut self, reason: &str) {
        self.problem.get_or_insert(reason.into());
    }
}

/// Checks a header of a part.
fn part_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) =
        checked_header(name, value).map_err(|reason| format!("the header {name:?}: {reason}"))?;
    if name == header::CONTENT_TYPE || name == header::CONTENT_DISPOSITION {
        return Err(format!(
            "the header `{name}` of a part is made from its name and media type"
        ));
    }
    Ok((name, value))
}

macro_rules! part_from {
    ($($bytes:ty)*; $($text:ty)*) => {
        $(impl From<$bytes> for Part {
            fn from(bytes: $bytes) -> Self {
                Part::new(bytes)
            }
        })*
        $(impl From<$text> for Part {
            fn from(text: $text) -> Self {
                Part::text(text)
            }
        })*
    };
}

part_from!(Body Bytes Vec<u8> &'static [u8] std::fs::File; String &str);

/// What a member that is a file may hold: one part, several, or none.
pub trait Parts {
    /// The parts, in order.
    fn into_parts(self) -> Vec<Part>;
}

impl Parts for Part {
    fn into_parts(self) -> Vec<Part> {
        vec![self]
    }
}

impl Parts for Vec<Part> {
    fn into_parts(self) -> Vec<Part> {
        self
    }
}

impl<P: Parts> Parts for Option<P> {
    fn into_parts(self) -> Vec<Part> {
        self.map(P::into_parts).unwrap_or_default()
    }
}

/// Parts with names: a body for operations whose document does not say which parts there are, and for endpoints that it
/// does not have.
///
/// ```
/// use openapi_runtime::{Form, Part};
///
/// let form = Form::new()
///     .part("note", Part::text("hello"))
///     .part("file", Part::bytes(vec![1, 2, 3]).with_file_name("three.bin"));
/// # let _ = form;
/// ```
#[derive(Default)]
#[must_use]
pub struct Form {
    parts: Vec<(Box<str>, Part)>,
    problem: Option<Box<str>>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|(name, part)| (name, &part.body));
        f.debug_map().entries(names).finish()
    }
}

impl Multipart for Form {
    fn fill(self, form: &mut Form) {
        form.parts.extend(self.parts);
        if let Some(problem) = self.problem {
            form.problem.get_or_insert(problem);
        }
    }
}

impl Form {
    /// No parts.
    pub fn new() -> Self {
        Form::default()
    }

    /// Adds a part. Several may have one name.
    pub fn part(mut self, name: &str, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    // ---- What rows of generated code call. ----

    /// Adds files: what has no name and no type gets them here, because servers tell files by their names.
    pub fn add_files(&mut self, name: &str, media_type: &str, parts: impl Parts) {
        for mut part in parts.into_parts() {
            part.kind = Kind::File;
            if part.media_type.is_none() && !MediaType::new(media_type).is_range() {
                part.media_type = Some(media_type.into());
            }
            self.parts.push((name.into(), part));
        }
    }

    /// Adds parts as the caller made them.
    pub fn add_parts(&mut self, name: &str, parts: impl Parts) {
        let parts = parts.into_parts().into_iter();
        self.parts.extend(parts.map(|part| (name.into(), part)));
    }

    /// Adds a value: primitives as text, objects as JSON, a list as a part for each item; null is left out.
    pub fn add<T: Argument + ?Sized>(&mut self, name: &str, value: &T) {
        self.add_each(name, value, |item| match item.scalar() {
            Some(text) => Part::text(text),
            None => Part::text(item.to_json()).with_media_type("application/json"),
        });
    }

    /// Adds a value as JSON, a list as a part for each item; null is left out.
    pub fn add_json<T: Argument + ?Sized>(&mut self, name: &str, media_type: &str, value: &T) {
        self.add_each(name, value, |item| {
            Part::text(item.to_json()).with_media_type(media_type)
        });
    }

    /// Adds a value as text with a media type, a list as a part for each item; null is left out.
    pub fn add_text<T: Argument + ?Sized>(&mut self, name: &str, media_type: &str, value: &T) {
        self.add_each(name, value, |item| {
            let text = item.scalar().map_or_else(|| item.to_json(), str::to_owned);
            Part::text(text).with_media_type(media_type)
        });
    }

    /// Adds a value as it would be spelled in a query, without its escapes.
    pub fn add_styled<T: Argument + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        let pairs = plain(value)
            .map_err(|error| error.to_string())
            .and_then(|value| style::pairs(name, style, &value));
        match pairs {
            Ok(pairs) => self.parts.extend(
                pairs
                    .into_iter()
                    .map(|(name, text)| (name.into(), Part::text(text))),
            ),
            Err(reason) => self.fail(name, &reason),
        }
    }

    /// Adds members that the document does not name, as [`Form::add`] does.
    pub fn add_rest<T: Argument>(&mut self, members: &Map<T>) {
        for (name, value) in members {
            self.add(name, value);
        }
    }

    /// Adds files that the document does not name.
    pub fn add_rest_of_files(&mut self, members: Map<Part>) {
        for (name, part) in members {
            self.add_files(&name, "*/*", part);
        }
    }

    fn add_each<T: Argument + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        part: impl Fn(&Plain) -> Part,
    ) {
        match plain(value) {
            Ok(Plain::Null) => {}
            Ok(Plain::List(items)) => self
                .parts
                .extend(items.iter().map(|item| (name.into(), part(item)))),
            Ok(value) => self.parts.push((name.into(), part(&value))),
            Err(error) => self.fail(name, &error.to_string()),
        }
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.problem
            .get_or_insert_with(|| format!("the part {name:?}: {reason}").into());
    }

    /// The media type with its boundary, and the body.
    pub(crate) fn finish(mut self, media_type: &str) -> Result<(String, Body), String> {
        if let Some(problem) = self.problem.take() {
            return Err(problem.into());
        }
        let kind = MediaType::new(media_type);
        let essence = if kind.is_range() {
            "multipart/form-data"
        } else {
            media_type.split(';').next().unwrap_or_default().trim()
        };
        let mut heads = Vec::new();
        for (name, part) in &self.parts {
            heads.push(head(name, part).map_err(|reason| format!("the part {name:?}: {reason}"))?);
        }
        let boundary = self.boundary(&heads);
        let mut bodies = Vec::new();
        let mut before = format!("--{boundary}\r\n");
        let any = !self.parts.is_empty();
        for ((_, part), head) in self.parts.into_iter().zip(heads) {
            bodies.push(Body::from(before + &head + "\r\n"));
            bodies.push(part.body);
            before = format!("\r\n--{boundary}\r\n");
        }
        let end = if any {
            format!("\r\n--{boundary}--\r\n")
        } else {
            format!("--{boundary}--\r\n")
        };
        bodies.push(Body::from(end));
        Ok((format!("{essence}; boundary={boundary}"), joined(bodies)))
    }

    /// A boundary that occurs in nothing that can be looked at.
    fn boundary(&self, heads: &[String]) -> String {
        loop {
            let boundary = random();
            let occurs = |bytes: &[u8]| {
                bytes
                    .windows(boundary.len())
                    .any(|window| window == boundary.as_bytes())
            };
            let in_bodies = self
                .parts
                .iter()
                .filter_map(|(_, part)| part.body.as_bytes())
                .any(|bytes| occurs(bytes));
            if !in_bodies && !heads.iter().any(|head| occurs(head.as_bytes())) {
                return boundary;
            }
        }
    }
}

/// Small bodies as one, so that they are sent in one piece and can be looked at.
fn joined(bodies: Vec<Body>) -> Body {
    const SMALL: usize = 64 * 1024;
    let bytes: Option<Vec<&Bytes>> = bodies.iter().map(Body::as_bytes).collect();
    match bytes {
        Some(bytes) if bytes.iter().map(|it| it.len()).sum::<usize>() <= SMALL => {
            Body::from(bytes.into_iter().flatten().copied().collect::<Vec<u8>>())
        }
        Some(_) | None => Body::chain(bodies),
    }
}

/// The header of a part: `Content-Disposition`, `Content-Type`, and what else was set.
fn head(name: &str, part: &Part) -> Result<String, String> {
    if let Some(problem) = &part.problem {
        return Err(problem.to_string());
    }
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
    let file_name = match (&part.file_name, part.kind) {
        (Some(file_name), _) => Some(&**file_name),
        (None, Kind::File) => Some(name),
        (None, Kind::Field) => None,
    };
    if let Some(file_name) = file_name {
        head += &format!("; filename=\"{}\"", escaped(file_name));
    }
    head += "\r\n";
    let media_type = match (&part.media_type, part.kind) {
        (Some(media_type), _) => Some(&**media_type),
        (None, Kind::File) => Some("application/octet-stream"),
        (None, Kind::Field) => None,
    };
    if let Some(media_type) = media_type {
        style::header_text(media_type).map_err(|reason| format!("its media type: {reason}"))?;
        head += &format!("Content-Type: {media_type}\r\n");
    }
    for (name, value) in &part.headers {
        // Checked to be visible ASCII.
        head += &format!("{name}: {}\r\n", value.to_str().unwrap_or_default());
    }
    Ok(head)
}

/// As browsers do: a double quote, a carriage return and a line feed cannot stand in a quoted name.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(other),
        }
    }
    out
}

/// 192 bits that nobody can foretell: the keys of the standard library's hash maps come from the system.
fn random() -> String {
    let keys = RandomState::new();
    let words: Vec<String> = (0..3_u8)
        .map(|word| format!("{:016x}", keys.hash_one(word)))
        .collect();
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(form: Form) -> (String, String) {
        let (kind, body) = form.finish("multipart/form-data").unwrap();
        let bytes = body.as_bytes().unwrap().to_vec();
        let boundary = kind.split_once("boundary=").unwrap().1;
        let text = String::from_utf8(bytes).unwrap().replace(boundary, "B");
        (kind.replace(boundary, "B"), text)
    }

    #[test]
    fn a_form_is_written_as_the_rfc_shows_it() {
        let form = Form::new()
            .part("a", Part::text("1"))
            .part("f", Part::bytes("x\r\n").with_file_name("x.txt"));
        let (kind, body) = text(form);
        assert_eq!(kind, "multipart/form-data; boundary=B");
        assert_eq!(
            body,
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\n\
             Content-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nx\r\n\r\n--B--\r\n"
        );
    }

    #[test]
    fn no_name_ends_its_header() {
        let form = Form::new().part(
            "a\"\r\nX: y",
            Part::bytes("").with_file_name("q\"; name=\"b\r\n\r\n\\é"),
        );
        let (_, body) = text(form);
        assert!(
            body.contains(
                "name=\"a%22%0D%0AX: y\"; filename=\"q%22; name=%22b%0D%0A%0D%0A\\é\"\r\n"
            ),
            "{body}"
        );
    }

    #[test]
    fn headers_are_refused_that_would_not_be_one() {
        let refused = |part: Part| {
            Form::new()
                .part("p", part)
                .finish("multipart/form-data")
                .unwrap_err()
        };
        assert!(refused(Part::text("").with_media_type("a/b\r\nX: y")).contains("carriage return"));
        assert!(refused(Part::text("").with_header("x", "a\nb")).contains("line feed"));
        assert!(
            refused(Part::text("").with_header("content-type", "a/b")).contains("content-type")
        );
    }

    #[test]
    fn an_empty_form_is_only_its_end() {
        assert_eq!(text(Form::new()).1, "--B--\r\n");
    }

    #[test]
    fn boundaries_differ() {
        let one = random();
        assert_eq!(one.len(), 48);
        assert_ne!(one, random());
    }

    #[test]
    fn values_are_parts() {
        let mut form = Form::new();
        form.add("list", &vec![1_i64, 2]);
        form.add("none", &None::<bool>);
        form.add_json("json", "application/json", "text");
        form.add_text("csv", "text/csv", "a,b");
        form.add_files(
            "file",
            "image/png",
            vec![
                Part::text("1"),
                Part::text("2").with_media_type("image/gif"),
            ],
        );
        let (_, body) = text(form);
        let found: Vec<&str> = body
            .split("--B")
            .map(str::trim)
            .filter(|part| !part.is_empty() && *part != "--")
            .collect();
        assert_eq!(
            found,
            [
                "Content-Disposition: form-data; name=\"list\"\r\n\r\n1",
                "Content-Disposition: form-data; name=\"list\"\r\n\r\n2",
                "Content-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n\"text\"",
                "Content-Disposition: form-data; name=\"csv\"\r\nContent-Type: text/csv\r\n\r\na,b",
                "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\n1",
                "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: image/gif\r\n\r\n2",
            ]
        );
    }
}
