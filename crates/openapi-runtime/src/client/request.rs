//! A request that is being put together.
//!
//! In: values by name and place. Out: a complete HTTP request, or the first thing that could not be sent, with its
//! name. Deliberately absent: sending, which is `send.rs`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Uri, header};

use super::Client;
use super::answer::{Codec, Sides};
use super::api::{Declared, In, Operation, OperationInfo};
use super::auth::{self, Additions, Choice, Security};
use super::error::RequestError;
use super::escape::{Keep, decode, encode};
use super::media::MediaType;
use super::multipart::{Form, Multipart};
use super::options::{CallOptions, Problem, checked_header};
use super::pages;
use super::path;
use super::redirect;
use super::retry::{self, Retries};
use super::send::{Pending, PendingResponse};
use super::style::{self, Style};
use super::tokens::TokenError;
use super::transport::Body;
use super::value::{Plain, plain};
use crate::wire::{self, Argument};

/// What was called, for messages: method and path template.
#[derive(Clone)]
pub(crate) enum Called {
    Operation(&'static OperationInfo),
    Undocumented(Method, Arc<str>),
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Called::Operation(info) => write!(f, "{} {}", info.method, info.path),
            Called::Undocumented(method, path) => {
                // A query may hold a key.
                let path = path.split(['?', '#']).next().unwrap_or_default();
                write!(f, "{method} {path}")
            }
        }
    }
}

impl fmt::Debug for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A request that is being put together: what generated request types hold.
///
/// The first value that cannot be sent is kept and reported by sending, with the parameter's name. `Debug` shows names,
/// no values.
pub struct Request {
    client: Client,
    called: Called,
    accepts: Declared,
    security: Security,
    path: Vec<(Box<str>, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<RequestBody>,
    options: CallOptions,
    problem: Option<Problem>,
    named: Vec<(In, Box<str>)>,
    /// The whole URL, where a server has named it.
    target: Option<Uri>,
}

/// A body that can be written in several ways: what generated enums of media types are.
pub trait AnyBody {
    /// Sets the body of a request.
    fn put(self, request: Request) -> Request;
}

struct RequestBody {
    media_type: HeaderValue,
    body: Body,
}

/// A request that can be sent.
pub(crate) struct Prepared {
    pub(crate) called: Called,
    pub(crate) accepts: Declared,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// How long one attempt may take.
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Retries,
    /// What to say when the server refuses the credentials.
    pub(crate) refused: Option<Box<str>>,
}

impl Request {
    pub(crate) fn operation<O: Operation>(client: Client) -> Self {
        Request::new(
            client,
            Called::Operation(O::INFO),
            O::accepts(),
            Security::Declared(O::INFO.security),
        )
    }

    pub(crate) fn new(
        client: Client,
        called: Called,
        accepts: Declared,
        security: Security,
    ) -> Self {
        Request {
            client,
            called,
            accepts,
            security,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            options: CallOptions::new(),
            problem: None,
            named: Vec::new(),
            target: None,
        }
    }

    /// Sets a path parameter.
    #[must_use]
    pub fn path<T: Argument + ?Sized>(self, name: &str, style: Style, value: &T) -> Self {
        self.put(In::Path, name, style, written(style, value))
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query<T: Argument + ?Sized>(self, name: &str, style: Style, value: &T) -> Self {
        self.put(In::Query, name, style, written(style, value))
    }

    /// Sets a header parameter.
    #[must_use]
    pub fn header<T: Argument + ?Sized>(self, name: &str, style: Style, value: &T) -> Self {
        self.put(In::Header, name, style, written(style, value))
    }

    /// Adds a cookie parameter.
    #[must_use]
    pub fn cookie<T: Argument + ?Sized>(self, name: &str, style: Style, value: &T) -> Self {
        self.put(In::Cookie, name, style, written(style, value))
    }

    /// Spells a written value in its place.
    pub(crate) fn put(
        mut self,
        place: In,
        name: &str,
        style: Style,
        value: Result<Plain, String>,
    ) -> Self {
        self.named.push((place, name.into()));
        let placed = value.and_then(|value| match place {
            In::Path => self.put_path(name, style, &value),
            In::Query => self.put_query(name, style, &value),
            In::Header => self.put_header(name, style, &value),
            In::Cookie => self.put_cookie(name, style, &value),
        });
        if let Err(reason) = placed {
            self.fail(Some((place, name)), &reason);
        }
        self
    }

    fn put_path(&mut self, name: &str, style: Style, value: &Plain) -> Result<(), String> {
        let text = style::path(name, style, value)?;
        self.path.retain(|(known, _)| **known != *name);
        self.path.push((name.into(), text));
        Ok(())
    }

    fn put_query(&mut self, name: &str, style: Style, value: &Plain) -> Result<(), String> {
        let items = style::query(name, style, value)?;
        self.query
            .extend(Some(items).filter(|items| !items.is_empty()));
        Ok(())
    }

    fn put_header(&mut self, name: &str, style: Style, value: &Plain) -> Result<(), String> {
        if let Some(text) = style::header(style, value)? {
            let (name, value) = checked_header(name, &text)?;
            self.headers.insert(name, value);
        }
        Ok(())
    }

    fn put_cookie(&mut self, name: &str, style: Style, value: &Plain) -> Result<(), String> {
        let cookies = style::cookie(name, style, value)?;
        self.cookies
            .extend(Some(cookies).filter(|cookies| !cookies.is_empty()));
        Ok(())
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn json<T: Argument + ?Sized>(self, media_type: &str, value: &T) -> Self {
        let json = wire::encode(value)
            .map(Body::from)
            .map_err(|error| error.to_string());
        self.body(media_type, "application/json", json)
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
        let form = plain(value)
            .map_err(|error| error.to_string())
            .and_then(|value| style::form(&value, styles));
        self.body(
            media_type,
            "application/x-www-form-urlencoded",
            form.map(Body::from),
        )
    }

    /// Sets a text body, in UTF-8.
    #[must_use]
    pub fn text(self, media_type: &str, text: impl Into<String>) -> Self {
        let (text, kind) = (text.into(), MediaType::new(media_type));
        let silent = !text.is_ascii() && kind.is_text() && kind.parameter("charset").is_none();
        let essence = if kind.is_range() {
            "text/plain"
        } else {
            media_type
        };
        let charset = if silent { "; charset=utf-8" } else { "" };
        self.body(&format!("{essence}{charset}"), "", Ok(Body::from(text)))
    }

    /// Sets a body of bytes, or of what is read bit by bit.
    #[must_use]
    pub fn bytes(self, media_type: &str, body: impl Into<Body>) -> Self {
        self.body(media_type, "application/octet-stream", Ok(body.into()))
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

    /// Adds to what the document says.
    #[must_use]
    pub fn with_options(mut self, options: CallOptions) -> Self {
        self.options = self.options.under(options);
        self
    }

    /// Sends it; gives the value.
    pub fn value<O: Operation>(self) -> Pending<O> {
        Pending::new(self)
    }

    /// Sends it; gives the value with status and headers.
    pub fn send<O: Operation>(self) -> PendingResponse<O> {
        PendingResponse::new(self)
    }

    pub(crate) fn secured_by(&mut self, security: Security) {
        self.security = security;
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

    /// The same request, which will not be sent for this reason.
    pub(crate) fn failed(mut self, parameter: Option<(In, &str)>, reason: &str) -> Self {
        self.fail(parameter, reason);
        self
    }

    pub(crate) fn fail(&mut self, parameter: Option<(In, &str)>, reason: &str) {
        let parameter = parameter.map(|(place, name)| (place, name.into()));
        self.problem.get_or_insert(Problem {
            parameter,
            reason: reason.into(),
        });
    }

    /// Puts the options of client and call together, and reports what could not be sent.
    pub(crate) fn settle(&mut self) -> Result<(), Box<RequestError>> {
        let of_client = self.client.options().cloned().unwrap_or_default();
        self.options = of_client.under(std::mem::take(&mut self.options));
        match self.problem.take().or_else(|| self.options.problem.take()) {
            Some(problem) => Err(self.refused(problem)),
            None => Ok(()),
        }
    }

    fn refused(&self, problem: Problem) -> Box<RequestError> {
        Box::new(RequestError {
            called: self.called.to_string().into(),
            parameter: problem.parameter,
            reason: problem.reason,
            source: None,
        })
    }

    fn broken(&self, reason: String) -> Box<RequestError> {
        self.refused(Problem {
            parameter: None,
            reason: reason.into(),
        })
    }

    /// The client that sends it.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The same request once more, if its body can be sent twice.
    pub(crate) fn again(&self) -> Option<Request> {
        let body = match &self.body {
            None => None,
            Some(body) => Some(RequestBody {
                media_type: body.media_type.clone(),
                body: body.body.try_clone()?,
            }),
        };
        Some(Request {
            client: self.client.clone(),
            called: self.called.clone(),
            accepts: self.accepts.clone(),
            security: self.security.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body,
            options: self.options.clone(),
            problem: self.problem.clone(),
            named: self.named.clone(),
            target: self.target.clone(),
        })
    }

    /// The value of an item of the query that was set.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let name = format!("{}=", encode(name, Keep::Unreserved));
        self.query.iter().find_map(|it| it.strip_prefix(&*name))
    }

    /// The same request with an item of the query set.
    pub(crate) fn with_query(mut self, name: &str, value: &str) -> Request {
        let name = format!("{}=", encode(name, Keep::Unreserved));
        self.query.retain(|it| !it.starts_with(&*name));
        self.query
            .push(format!("{name}{}", encode(value, Keep::Unreserved)));
        self
    }

    /// The same request with a member of its JSON body set; an error if it has no such body.
    pub(crate) fn with_member(
        mut self,
        name: &str,
        json: &str,
    ) -> Result<Request, Box<RequestError>> {
        let text = match &self.body {
            None => Some("{}"),
            Some(body) => body
                .body
                .as_bytes()
                .and_then(|it| std::str::from_utf8(it).ok()),
        };
        let Some(changed) = text.and_then(|it| pages::with_member(it, name, json)) else {
            return Err(self.without_page("its body is not a JSON object"));
        };
        match &mut self.body {
            Some(body) => body.body = Body::from(changed),
            None => return Ok(self.json_text(changed)),
        }
        Ok(self)
    }

    fn json_text(self, json: String) -> Request {
        self.body("application/json", "", Ok(Body::from(json)))
    }

    /// The same request to another URL of the same origin; an error if it is not one.
    pub(crate) fn at(mut self, url: &str) -> Result<Request, Box<RequestError>> {
        let Ok(base) = self.uri(&Additions::default()) else {
            return Err(self.without_page("its URL leads to another origin"));
        };
        match redirect::resolve(&base, url).filter(|it| redirect::same_origin(it, &base)) {
            Some(target) => {
                self.target = Some(target);
                Ok(self)
            }
            None => Err(self.without_page("its URL leads to another origin")),
        }
    }

    /// The error when the next page is not asked for.
    pub(crate) fn without_page(&self, why: &str) -> Box<RequestError> {
        self.broken(format!("the next page: {why}"))
    }

    /// What it calls.
    #[cfg(feature = "tracing")]
    pub(crate) fn called(&self) -> &Called {
        &self.called
    }

    /// How long the call may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.options.timeout.or(self.client.timeout())
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

    /// The request as it goes out, with these additions and this body.
    pub(crate) fn prepare(
        &self,
        additions: &Additions,
        body: Body,
    ) -> Result<Prepared, Box<RequestError>> {
        let uri = self.uri(additions).map_err(|it| self.refused(it))?;
        let mut headers = self
            .all_headers(additions, &body)
            .map_err(|it| self.refused(it))?;
        let method = match &self.called {
            Called::Operation(info) => Method::from_bytes(info.method.as_bytes())
                .map_err(|_| self.broken(format!("{:?} is not a method", info.method)))?,
            Called::Undocumented(method, _) => method.clone(),
        };
        let retries = self.options.retries.as_ref().or(self.client.retries());
        let retries = retries.cloned().unwrap_or_else(Retries::none);
        let key = retries.key(&method, &headers);
        if let Some(key) = key.and_then(|it| HeaderValue::try_from(it).ok()) {
            headers.insert(retry::KEY, key);
        }
        Ok(Prepared {
            called: self.called.clone(),
            accepts: self.accepts.clone(),
            method,
            uri,
            headers,
            body,
            attempt_timeout: self
                .options
                .attempt_timeout
                .or(self.client.attempt_timeout()),
            retries,
            refused: additions.note.clone(),
        })
    }

    /// The credentials that go with it, as they are configured.
    pub(crate) fn choose(&self) -> Result<Choice, Box<RequestError>> {
        let api = self.client.api();
        for (scheme, credential) in &self.options.credentials {
            auth::check(api, scheme, credential).map_err(|it| self.broken(it))?;
        }
        let choice = auth::choose(api, &self.security, |name| {
            let own = self
                .options
                .credentials
                .iter()
                .find(|(known, _)| **known == *name);
            own.map(|(_, credential)| credential)
                .or_else(|| self.client.credential(name))
        });
        choice.map_err(|it| self.broken(it))
    }

    /// What credentials that are ready add.
    pub(crate) fn placed(&self, choice: &Choice) -> Result<Additions, Box<RequestError>> {
        auth::placed(choice).map_err(|it| self.broken(it))
    }

    /// The error for a scheme whose token could not be got.
    pub(crate) fn without_token(&self, scheme: &str, why: Arc<TokenError>) -> Box<RequestError> {
        let reason = format!("there is no token for `{scheme}`: {why}");
        Box::new(RequestError {
            source: Some(why),
            ..*self.broken(reason)
        })
    }

    fn uri(&self, additions: &Additions) -> Result<Uri, Problem> {
        if let Some(target) = &self.target {
            return with_query_items(target, additions.query.iter().chain(&self.options.query));
        }
        let template = match &self.called {
            Called::Operation(info) => info.path,
            Called::Undocumented(_, path) => path,
        };
        let target = path::fill(template, &self.path).map_err(|unfit| Problem {
            parameter: unfit.parameter.map(|name| (In::Path, name)),
            reason: unfit.reason.into(),
        })?;
        let items = self
            .query
            .iter()
            .chain(&additions.query)
            .chain(&self.options.query)
            .map(String::as_str);
        let query: Vec<&str> = std::iter::once(target.query.as_str())
            .filter(|query| !query.is_empty())
            .chain(items)
            .collect();
        let refused = |error: http::Error| Problem {
            parameter: None,
            reason: format!("its URL is refused: {error}").into(),
        };
        self.client
            .base()
            .url(&target.path, &query.join("&"))
            .map_err(refused)
    }

    fn all_headers(&self, additions: &Additions, body: &Body) -> Result<HeaderMap, Problem> {
        let mut headers = self.client.headers().clone();
        headers.extend(self.headers.clone());
        if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, accept(&self.accepts.0));
        }
        if let Some(body) = &self.body {
            headers.insert(header::CONTENT_TYPE, body.media_type.clone());
        }
        for (name, value) in &additions.headers {
            headers.insert(name.clone(), value.clone());
        }
        headers.extend(self.options.headers.clone());
        self.join_cookies(&mut headers, additions)?;
        check_length(body, &mut headers)?;
        Ok(headers)
    }

    /// All cookies in one header, those of a header that was set by hand last.
    fn join_cookies(&self, headers: &mut HeaderMap, additions: &Additions) -> Result<(), Problem> {
        let refused = || Problem {
            parameter: Some((In::Header, "cookie".into())),
            reason: "it cannot stand in a header".into(),
        };
        let mut cookies: Vec<String> = self
            .cookies
            .iter()
            .chain(&additions.cookies)
            .cloned()
            .collect();
        if let Some(by_hand) = headers.remove(header::COOKIE) {
            cookies.push(by_hand.to_str().map_err(|_| refused())?.to_owned());
        }
        if !cookies.is_empty() {
            let mut value = HeaderValue::try_from(cookies.join("; ")).map_err(|_| refused())?;
            value.set_sensitive(true);
            headers.insert(header::COOKIE, value);
        }
        Ok(())
    }
}

/// A length that was set by hand has to be true, and is the transport's to send.
fn check_length(body: &Body, headers: &mut HeaderMap) -> Result<(), Problem> {
    let Some(length) = headers.remove(header::CONTENT_LENGTH) else {
        return Ok(());
    };
    let real = body.len();
    let said: Option<u64> = length.to_str().ok().and_then(|text| text.parse().ok());
    if said.is_some() && said == real {
        return Ok(());
    }
    let reason = match real {
        Some(real) => format!("the body has {real} bytes"),
        None => "the length of the body is not known before it is sent".to_owned(),
    };
    Err(Problem {
        parameter: Some((In::Header, "content-length".into())),
        reason: reason.into(),
    })
}

/// A URL that a server has named, with the items that credentials and options add; what it has by their names stays.
fn with_query_items<'a>(
    target: &Uri,
    items: impl Iterator<Item = &'a String>,
) -> Result<Uri, Problem> {
    let mut query = target.query().unwrap_or_default().to_owned();
    let name = |item: &str| decode(item.split('=').next().unwrap_or_default());
    let named: Vec<String> = query.split('&').map(name).collect();
    for item in items.filter(|it| !named.contains(&name(it))) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(item);
    }
    let mark = if query.is_empty() { "" } else { "?" };
    let mut parts = target.clone().into_parts();
    let path = format!("{}{mark}{query}", target.path());
    let refused = |error: String| Problem {
        parameter: None,
        reason: format!("its URL is refused: {error}").into(),
    };
    parts.path_and_query = Some(
        path.parse()
            .map_err(|it: http::uri::InvalidUri| refused(it.to_string()))?,
    );
    Uri::from_parts(parts).map_err(|it| refused(it.to_string()))
}

/// A value as its style spells it: JSON text, or what it is made of.
pub(crate) fn written<T: Argument + ?Sized>(style: Style, value: &T) -> Result<Plain, String> {
    if style.is_json() {
        let json = wire::encode(value).map_err(|error| error.to_string())?;
        return String::from_utf8(json)
            .map(Plain::String)
            .map_err(|error| error.to_string());
    }
    plain(value).map_err(|error| error.to_string())
}

/// What the client can read: every declared media type, in the document's order.
fn accept(sides: &Sides) -> HeaderValue {
    let mut media: Vec<&str> = Vec::new();
    for name in sides
        .all()
        .filter(|row| row.codec != Codec::Empty)
        .flat_map(|row| row.media)
    {
        if !media.contains(name) {
            media.push(name);
        }
    }
    let any = HeaderValue::from_static("*/*");
    if media.is_empty() {
        any
    } else {
        HeaderValue::try_from(media.join(", ")).unwrap_or(any)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<String> = self
            .named
            .iter()
            .map(|(place, name)| format!("{place} {name}"))
            .collect();
        let body = self
            .body
            .as_ref()
            .map(|body| format!("{:?}, {:?}", body.media_type, body.body));
        f.debug_struct("Request")
            .field("called", &self.called)
            .field("parameters", &named)
            .field("body", &body)
            .field("options", &self.options)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}
