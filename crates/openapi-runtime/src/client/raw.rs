//! Endpoints that the document does not have.
//!
//! In: a method, a path, and what goes with them, or the request of an operation. Out: the answer as it came, whole or bit by
//! bit (`stream`). Deliberately absent: declared answers; every status is a success here.

mod stream;

use bytes::Bytes;
use http::header::AsHeaderName;
use http::{HeaderMap, Method, StatusCode};

use super::Client;
use super::answer::{Answer, read};
use super::api::{Declared, Operation};
use super::auth::Security;
use super::error::{Error, Undecodable};
use super::escape::{Keep, encode};
use super::multipart::Form;
use super::options::CallOptions;
use super::request::{Reading, Request, What};
use super::send;
use super::style::Style;
use super::transport::Body;

pub use stream::RawStream;

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

    /// The call of an operation whose answer is not what the document says: with its parameters, its body and its credential.
    ///
    /// ```
    /// # use openapi_runtime::{Client, RawRequest};
    /// # async fn show<O: openapi_runtime::__private::v1::Operation>(export: O) -> Result<(), openapi_runtime::Error> {
    /// // `let export = client.reports().export("7").since("2026-01-01");`
    /// // The document says that this answers JSON. What it answers is a file.
    /// let mut file = RawRequest::of(export).stream().await?.success()?.bytes();
    /// while let Some(piece) = file.next().await {
    ///     println!("{} bytes", piece?.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn of<O: Operation>(request: O) -> Self {
        RawRequest(request.into_request())
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

    /// Sends the request, and waits for all of the answer. Every status is a success here.
    ///
    /// # Errors
    /// When the request cannot be made, or no complete answer comes, or one that is larger than the client's limit.
    pub async fn send(self) -> Result<RawResponse, Error> {
        self.sent(Reading::Whole).await.map(RawResponse)
    }

    /// Sends the request, and waits for the head of the answer; the body is read as it comes. Every status is a success here.
    ///
    /// The time for the call ends with the head; from then on `idle_timeout` holds, as for streams that the document
    /// declares. The body of a failure is waited for.
    ///
    /// ```
    /// # async fn show(client: openapi_runtime::Client) -> Result<(), openapi_runtime::Error> {
    /// use openapi_runtime::Method;
    ///
    /// let request = client.request(Method::GET, "/v1/live").header("Accept", "text/event-stream");
    /// let mut events = request.stream().await?.success()?.text_events();
    /// while let Some(event) = events.next().await {
    ///     println!("{}", event?.data);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the request cannot be made, or no answer comes.
    pub async fn stream(self) -> Result<RawStream, Error> {
        self.sent(Reading::Stream).await.map(RawStream::new)
    }

    async fn sent(mut self, reading: Reading) -> Result<Answer, Error> {
        self.0.read_as(reading);
        let answer = send::execute(self.0).await;
        answer.map_err(send::Fault::into_error)
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
        read::readable(answer.body())
            .map_err(|reason| Error::Decode(Box::new(Undecodable { answer, reason })))
    }
}
