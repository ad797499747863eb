//! What a request carries: its body, in one of the ways in which a document has it written.
//!
//! In: a value and a media type. Out: the body of the request, or why there is none. Deliberately absent: what a type
//! looks like as JSON, which is `wire`, and parts, which are `multipart`.

use http::HeaderValue;

use super::Request;
use crate::client::media::MediaType;
use crate::client::multipart::{Form, Multipart};
use crate::client::style::{self, Style};
use crate::client::transport::Body;
use crate::client::value::{Plain, plain};
use crate::wire::{self, Argument};

/// A body that can be written in several ways: what generated enums of media types are.
pub trait AnyBody {
    /// Sets the body of a request.
    fn put(self, request: Request) -> Request;
}

pub(super) struct RequestBody {
    pub(super) media_type: HeaderValue,
    pub(super) body: Body,
}

fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8"]
        .iter()
        .any(|it| charset.eq_ignore_ascii_case(it))
}

impl Request {
    /// Sets a JSON body.
    #[must_use]
    pub fn json<T: Argument + ?Sized>(self, media_type: &str, value: &T) -> Self {
        self.json_of(media_type, wire::encode(value).map_err(|it| it.to_string()))
    }

    fn json_of(mut self, media_type: &str, json: Result<Vec<u8>, String>) -> Self {
        if let Ok(json) = &json {
            self.check_body(media_type, || json.clone());
        }
        self.body(media_type, "application/json", json.map(Body::from))
    }

    /// Sets a form body (`application/x-www-form-urlencoded`); members are sent as text, objects in it as JSON.
    #[must_use]
    pub fn form<T: Argument + ?Sized>(self, media_type: &str, value: &T) -> Self {
        self.form_encoded(media_type, value, &[])
    }

    /// Sets a form body of which some members have a style: the document's `encoding`.
    #[must_use]
    pub fn form_encoded<T: Argument + ?Sized>(
        self,
        media_type: &str,
        value: &T,
        styles: &[(&str, Style)],
    ) -> Self {
        self.form_of(
            media_type,
            plain(value).map_err(|it| it.to_string()),
            styles,
        )
    }

    fn form_of(
        mut self,
        media_type: &str,
        value: Result<Plain, String>,
        styles: &[(&str, Style)],
    ) -> Self {
        if let Ok(value) = &value {
            self.check_body(media_type, || value.to_json().into_bytes());
        }
        let form = value.and_then(|value| style::form(&value, styles));
        self.body(
            media_type,
            "application/x-www-form-urlencoded",
            form.map(Body::from),
        )
    }

    /// Sets a text body, in UTF-8. Where the text is not ASCII and the media type does not say a character set, it is made to
    /// say it; one that says another is an error: such a body is given as bytes.
    #[must_use]
    pub fn text(self, media_type: &str, text: impl Into<String>) -> Self {
        let (text, kind) = (text.into(), MediaType::new(media_type));
        let charset = kind.parameter("charset").filter(|_| !text.is_ascii());
        if let Some(other) = charset.filter(|it| !is_utf8(it)) {
            let reason = format!(
                "it is not ASCII and goes as UTF-8, where the document says the character set {other:?}"
            );
            return self.body(media_type, "", Err(reason));
        }
        let says = kind.is_text() || kind.is_xml();
        let silent = !text.is_ascii() && says && kind.parameter("charset").is_none();
        let essence = if kind.is_range() {
            "text/plain"
        } else {
            media_type
        };
        let charset = if silent { "; charset=utf-8" } else { "" };
        self.body(&format!("{essence}{charset}"), "", Ok(Body::from(text)))
    }

    /// Sets a body of bytes, or of what is read bit by bit. What the body says of itself has to be what the document takes.
    #[must_use]
    pub fn bytes(self, media_type: &str, body: impl Into<Body>) -> Self {
        let (body, declared) = (body.into(), MediaType::new(media_type));
        let Some(own) = body.media_type().map(str::to_owned) else {
            let usual = "application/octet-stream";
            let silent = declared.is_range() && !MediaType::new(usual).is_one_of(&declared);
            let body = match silent {
                true => Err(format!(
                    "the document takes {media_type:?}; which it is has to be said (`Body::with_media_type`)"
                )),
                false => Ok(body),
            };
            return self.body(media_type, usual, body);
        };
        let kind = MediaType::new(&own);
        // Bytes that a document calls nothing more than that may be called more precisely.
        let any = declared.is_octets();
        let body = match (kind.is_range(), any || kind.is_one_of(&declared)) {
            (true, _) => Err(format!("{own:?} is not a media type")),
            (false, false) => Err(format!(
                "it is {own:?}, where the document says {media_type:?}"
            )),
            (false, true) => Ok(body),
        };
        self.body(&own, "", body)
    }

    /// Sets a body of parts.
    #[must_use]
    pub fn multipart(self, media_type: &str, body: impl Multipart) -> Self {
        let mut form = Form::new();
        body.fill(&mut form);
        match form.finish(media_type) {
            Ok((media_type, body)) => self.body(&media_type, "", Ok(body)),
            Err(reason) => self.body("multipart/form-data", "", Err(reason)),
        }
    }

    /// Sets a body of JSON values, one a line.
    #[must_use]
    pub fn lines<T: Argument>(self, media_type: &str, items: &[T]) -> Self {
        self.items(media_type, items, "")
    }

    /// Sets a body of JSON values, each behind a record separator (RFC 7464).
    #[must_use]
    pub fn sequence<T: Argument>(self, media_type: &str, items: &[T]) -> Self {
        self.items(media_type, items, "\u{1e}")
    }

    fn items<T: Argument>(self, media_type: &str, items: &[T], before: &str) -> Self {
        let mut all = Vec::new();
        for item in items {
            match wire::encode(item) {
                Ok(json) => {
                    all.extend_from_slice(before.as_bytes());
                    all.extend_from_slice(&json);
                    all.push(b'\n');
                }
                Err(error) => {
                    return self.body(media_type, "application/x-ndjson", Err(error.to_string()));
                }
            }
        }
        self.body(media_type, "application/x-ndjson", Ok(Body::from(all)))
    }

    /// Sets the body in one of the ways in which the document lets it be written.
    #[must_use]
    pub fn any_body(self, body: impl AnyBody) -> Self {
        body.put(self)
    }

    pub(crate) fn body(
        mut self,
        media_type: &str,
        usual: &str,
        body: Result<Body, String>,
    ) -> Self {
        // A range says what a server takes; what is sent needs a name.
        let name = if MediaType::new(media_type).is_range() {
            usual
        } else {
            media_type
        };
        let media_type =
            HeaderValue::try_from(name).map_err(|_| format!("{name:?} is not a media type"));
        match (media_type, body) {
            (Ok(media_type), Ok(body)) => self.body = Some(RequestBody { media_type, body }),
            (Err(reason), _) | (_, Err(reason)) => {
                self.fail(None, &format!("the body: {reason}"));
            }
        }
        self
    }

    /// The body, which is there for once if it is a stream; and whether it can be had again.
    pub(crate) fn take_body(&mut self) -> (Body, bool) {
        let Some(body) = &mut self.body else {
            return (Body::empty(), true);
        };
        match body.body.try_clone() {
            Some(copy) => (copy, true),
            None => (std::mem::replace(&mut body.body, Body::empty()), false),
        }
    }
}
