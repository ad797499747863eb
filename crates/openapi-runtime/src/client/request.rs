//! A request that is being put together.
//!
//! In: values by name and place. Out: the same, as they go out, or the first thing that could not be sent, with its
//! name. One file a question: `body` what it carries, `complete` the HTTP request that it becomes, `next` the request
//! for the page after it. Deliberately absent: sending, which is `send.rs`.

mod body;
mod complete;
mod next;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, Uri};

use super::Client;
use super::api::{Declared, In, Operation, OperationInfo};
use super::auth::Security;
use super::error::RequestError;
use super::options::{CallOptions, Limit, Problem, checked_header};
use super::send::{Pending, PendingResponse};
use super::style::{self, Style};
use super::value::{Plain, plain};
use crate::check::Violations;
use crate::wire::{self, Argument};

pub use body::AnyBody;
use body::RequestBody;
pub(crate) use complete::Prepared;

/// What was called, for messages: method, server, path template and operation. No value of a parameter is there.
#[derive(Clone)]
pub(crate) struct Called {
    pub(crate) what: What,
    /// The base URL, when it is known.
    at: Option<Arc<str>>,
}

#[derive(Clone)]
pub(crate) enum What {
    Operation(&'static OperationInfo),
    Undocumented(Method, Arc<str>),
}

/// `GET https://api.example.com/v1/things/{id} (get_thing)`
impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.as_deref().unwrap_or_default();
        match &self.what {
            What::Operation(info) => {
                write!(f, "{} {at}{}", info.method, info.path)?;
                // One without an `operationId` goes by method and path.
                if info.id.contains(' ') {
                    return Ok(());
                }
                write!(f, " ({})", info.id)
            }
            What::Undocumented(method, path) => {
                // A query may hold a key.
                let path = path.split(['?', '#']).next().unwrap_or_default();
                write!(f, "{method} {at}{path}")
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
    violating: Option<Violating>,
    named: Vec<(In, Box<str>)>,
    /// The whole URL, where a server has named it.
    target: Option<Uri>,
    reading: Reading,
}

/// A value that violates its schema: of a parameter, or of the body.
#[derive(Clone)]
struct Violating {
    parameter: Option<(In, Box<str>)>,
    violations: Violations,
}

/// How the body of an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As the document declares it.
    Declared,
    /// Until all of it has come.
    Whole,
    /// Bit by bit, where the answer is a success. What a failure says is needed whole.
    Stream,
}

impl Request {
    pub(crate) fn operation<O: Operation>(client: Client) -> Self {
        Request::new(
            client,
            What::Operation(&O::DESCRIBED.info),
            O::accepts(),
            Security::Declared(O::DESCRIBED.info.security),
        )
    }

    pub(crate) fn new(client: Client, what: What, accepts: Declared, security: Security) -> Self {
        Request {
            client,
            called: Called { what, at: None },
            accepts,
            security,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            options: CallOptions::new(),
            problem: None,
            violating: None,
            named: Vec::new(),
            target: None,
            reading: Reading::Declared,
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
        if let Ok(value) = &value {
            self.check_parameter((place, name), style, value);
        }
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

    /// Checks a parameter by its schema, where that is asked.
    fn check_parameter(&mut self, (place, name): (In, &str), style: Style, value: &Plain) {
        let checker = self.client.checker();
        if !checker.of_requests() {
            return;
        }
        // In such a style the value is JSON text already.
        let json = match value {
            Plain::String(json) if style.is_json() => json.clone(),
            value => value.to_json(),
        };
        let checked = checker.parameter(&self.called.what, (place, name), json.as_bytes());
        self.violates(Some((place, name)), checked);
    }

    /// Checks a body by its schema, where that is asked.
    fn check_body(&mut self, media_type: &str, json: impl FnOnce() -> Vec<u8>) {
        let checker = self.client.checker();
        if checker.of_requests() {
            let checked = checker.body(&self.called.what, media_type, &json());
            self.violates(None, checked);
        }
    }

    fn violates(&mut self, parameter: Option<(In, &str)>, checked: Result<(), Violations>) {
        if let (Err(violations), None) = (checked, &self.violating) {
            let parameter = parameter.map(|(place, name)| (place, name.into()));
            self.violating = Some(Violating {
                parameter,
                violations,
            });
        }
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

    pub(crate) fn read_as(&mut self, reading: Reading) {
        self.reading = reading;
    }

    pub(crate) fn secured_by(&mut self, security: Security) {
        self.security = security;
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
        let at = self.base().ok().map(|base| base.to_string().into());
        self.called.at = at;
        if let Some(problem) = self.problem.take().or_else(|| self.options.problem.take()) {
            return Err(self.refused(problem));
        }
        if let Some(violating) = self.violating.take() {
            return Err(self.violated(violating));
        }
        // One key for all that is sent for this call.
        self.add_key()
    }

    fn refused(&self, problem: Problem) -> Box<RequestError> {
        Box::new(RequestError {
            called: self.called.to_string().into(),
            parameter: problem.parameter,
            reason: problem.reason,
            source: None,
            violations: None,
        })
    }

    fn violated(&self, violating: Violating) -> Box<RequestError> {
        let what = match violating.parameter {
            Some(_) => "it",
            None => "the body",
        };
        let problem = Problem {
            reason: format!("{what} violates the document: {}", violating.violations).into(),
            parameter: violating.parameter,
        };
        let mut error = self.refused(problem);
        error.violations = Some(violating.violations);
        error
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

    /// What it calls.
    pub(crate) fn called(&self) -> &Called {
        &self.called
    }

    /// How long the call may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        let own = self.options.timeout;
        own.map_or(self.client.timeout(), Limit::time)
    }
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
