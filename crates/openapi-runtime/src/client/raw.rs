//! Endpoints that the document does not have.
//!
//! In: a method, a path, and what goes with them. Out: the answer as it came. Deliberately absent: declared answers; every
//! status is a success here.

use bytes::Bytes;
use http::header::AsHeaderName;
use http::{HeaderMap, Method, StatusCode};

use super::Client;
use super::answer::{Answer, read};
use super::api::Declared;
use super::auth::Security;
use super::error::{Error, Undecodable};
use super::escape::{Keep, encode};
use super::multipart::Form;
use super::options::CallOptions;
use super::request::{Request, What};
use super::send;
use super::style::Style;
use super::transport::Body;
use crate::wire::Wire;

/// A call to an endpoint that the document does not have.
///
/// Made by `client.request(method, path)`. It takes part in the client's base URL, headers, timeout, redirects and limits.
/// Unless told otherwise, it sends the credential of the first scheme of the document that has one.
#[must_use = "a request is sent by `.send()`"]
#[derive(Debug)]
pub struct RawRequest(Request);

impl RawRequest {
    pub(crate) fn new(client: Client, method: Method, path: &str) -> Self {
        // Braces are no expressions here; what the path holds is sent.
        let template = path.replace('{', "%7B").replace('}', "%7D");
        let shown = path.split(['?', '#']).next().unwrap_or(path);
        let problem = (!path.starts_with('/'))
            .then(|| format!("the path {shown:?} does not begin with a slash"));
        let mut request = Request::new(
            client,
            What::Undocumented(method, template.into()),
            Declared::default(),
            Security::Any,
        );
        if let Some(reason) = problem {
            request.fail(None, &reason);
        }
        RawRequest(request)
    }

    /// Adds an item to the query.
    pub fn query(self, name: &str, value: &str) -> Self {
        RawRequest(self.0.query(name, Style::FORM, value))
    }

    /// Sets a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        RawRequest(self.0.header(name, Style::SIMPLE, value))
    }

    /// Sets a JSON body from a type that serde can write; generated types are such.
    pub fn json<T: serde::Serialize + ?Sized>(self, value: &T) -> Self {
        let bytes = serde_json::to_vec(value)
            .map(Body::from)
            .map_err(|error| error.to_string());
        RawRequest(self.0.body("application/json", "application/json", bytes))
    }

    /// Sets a form body from pairs.
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let items: Vec<String> = pairs
            .iter()
            .map(|(name, value)| {
                format!("{}={}", encode(name, Keep::Form), encode(value, Keep::Form))
            })
            .collect();
        RawRequest(self.0.body(
            "application/x-www-form-urlencoded",
            "",
            Ok(items.join("&").into()),
        ))
    }

    /// Sets a body of bytes, or of what is read bit by bit.
    pub fn bytes(self, media_type: &str, body: impl Into<Body>) -> Self {
        RawRequest(self.0.bytes(media_type, body))
    }

    /// Sets a body of parts, as `multipart/form-data`.
    pub fn multipart(self, form: Form) -> Self {
        RawRequest(self.0.multipart("multipart/form-data", form))
    }

    /// Sends the credential of this security scheme.
    pub fn secured_by(mut self, scheme: &str) -> Self {
        self.0.secured_by(Security::Only(scheme.into()));
        self
    }

    /// Sends no credential.
    pub fn anonymous(mut self) -> Self {
        self.0.secured_by(Security::Nothing);
        self
    }

    /// Adds headers, query items, a credential or a timeout.
    pub fn with_options(self, options: CallOptions) -> Self {
        RawRequest(self.0.with_options(options))
    }

    /// Sends the request. Every status is a success here.
    ///
    /// # Errors
    /// When the request cannot be made, or no complete answer comes.
    pub async fn send(self) -> Result<RawResponse, Error> {
        send::execute(self.0)
            .await
            .map(RawResponse)
            .map_err(send::Fault::into_error)
    }
}

/// An answer from an endpoint that the document does not have.
#[derive(Debug)]
pub struct RawResponse(Answer);

impl RawResponse {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// The value of a header, if it is text.
    #[must_use]
    pub fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.0
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    }

    /// The same answer, if its status is a success.
    ///
    /// # Errors
    /// When the status is not 2xx; the error keeps the answer.
    pub fn success(self) -> Result<RawResponse, Error> {
        if self.0.status().is_success() {
            Ok(self)
        } else {
            Err(Error::Undeclared(Box::new(self.0)))
        }
    }

    /// The body as JSON, into a type that serde can read; generated types are such.
    ///
    /// # Errors
    /// When the status is not 2xx, or the body is not the JSON of a `T`; the error keeps the answer.
    pub fn json<T: serde::de::DeserializeOwned>(self) -> Result<T, Error> {
        let answer = self.success()?.0;
        let read = read::json::<Readable<T>>(answer.body());
        let undecodable = |reason| Error::Decode(Box::new(Undecodable { answer, reason }));
        read.map(|value| value.0).map_err(undecodable)
    }
}

/// A type that serde can read, where a [`Wire`] is wanted for reading only.
struct Readable<T>(T);

impl<T: serde::de::DeserializeOwned> Wire for Readable<T> {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Readable)
    }

    fn write<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("this type is only read"))
    }
}
