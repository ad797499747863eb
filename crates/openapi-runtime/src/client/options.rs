//! What a single call, or all calls of a client, add to what the document says.
//!
//! In: headers, query items, credentials, a timeout. Out: the same, checked. Deliberately absent: settings of the
//! connection, which belong to the client.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::api::In;
use super::auth::{Credential, Secret};
use super::escape::{Keep, encode};
use super::retry::Retries;
use super::schemes::Auth;
use super::server::BaseUrl;
use super::style::header_text;

/// What a call adds to what the document says.
///
/// The first thing that cannot be sent is reported when the request is sent, with its name.
///
/// ```
/// use openapi_runtime::CallOptions;
/// use std::time::Duration;
///
/// let options = CallOptions::new().bearer("eyJhbGciOi…").header("x-request-id", "7").timeout(Duration::from_secs(5));
/// assert!(!format!("{options:?}").contains("eyJ"));
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<String>,
    pub(crate) credentials: Vec<(Box<str>, Credential)>,
    pub(crate) server: Option<BaseUrl>,
    pub(crate) timeout: Option<Limit>,
    pub(crate) idle_timeout: Option<Limit>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Option<Retries>,
    pub(crate) problem: Option<Problem>,
}

/// A limit of time that is set, also to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    After(Duration),
    Never,
}

impl Limit {
    /// The time; none where there is no limit.
    pub(crate) fn time(self) -> Option<Duration> {
        match self {
            Limit::After(time) => Some(time),
            Limit::Never => None,
        }
    }
}

/// What is wrong with a part of a request.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) parameter: Option<(In, Box<str>)>,
    pub(crate) reason: Box<str>,
}

impl CallOptions {
    /// Adds nothing.
    #[must_use]
    pub fn new() -> Self {
        CallOptions::default()
    }

    /// Sets a header, in place of any other value that it would have.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match checked_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(reason) => self.fail(In::Header, name, &reason),
        }
        self
    }

    /// Sets `Authorization: Bearer TOKEN`.
    #[must_use]
    pub fn bearer(self, token: impl Into<Secret>) -> Self {
        self.header(
            header::AUTHORIZATION.as_str(),
            &format!("Bearer {}", token.into().expose()),
        )
    }

    /// Adds an item to the query.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push(format!(
            "{}={}",
            encode(name, Keep::Unreserved),
            encode(value, Keep::Unreserved)
        ));
        self
    }

    /// Sends to this server, in place of the client's and of one that the operation has of its own: a documented one, or any
    /// base URL. The credentials of the client go along.
    ///
    /// ```
    /// use openapi_runtime::CallOptions;
    ///
    /// let options = CallOptions::new().server("https://eu.example.com/v1");
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn server(mut self, server: impl Into<BaseUrl>) -> Self {
        self.server = Some(server.into());
        self
    }

    /// Sets the credential for a security scheme of the document, by its constant in the generated module `schemes`.
    #[must_use]
    pub fn auth(self, auth: impl Into<Auth>) -> Self {
        let Auth { scheme, credential } = auth.into();
        self.credential(scheme, credential)
    }

    /// Sets the credential for a security scheme, by its name in the document.
    #[must_use]
    pub fn credential(mut self, scheme: &str, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| **known != *scheme);
        self.credentials.push((scheme.into(), credential));
        self
    }

    /// Sets how long the call may take, from the first step to the last byte; of a stream, to the end of its head.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(Limit::After(timeout));
        self
    }

    /// The call may take as long as it likes.
    #[must_use]
    pub fn no_timeout(mut self) -> Self {
        self.timeout = Some(Limit::Never);
        self
    }

    /// Sets how long a stream may be silent: the longest time from one piece of it to the next.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(Limit::After(timeout));
        self
    }

    /// A stream may be silent as long as it likes.
    #[must_use]
    pub fn no_idle_timeout(mut self) -> Self {
        self.idle_timeout = Some(Limit::Never);
        self
    }

    /// Sets how long one attempt of the call may take; see [`CallOptions::retries`].
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets what is sent once more when it fails in a way that may pass, in place of what the client has.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// These options, with others on top of them.
    pub(crate) fn under(mut self, others: CallOptions) -> Self {
        self.headers.extend(others.headers);
        self.query.extend(others.query);
        for (scheme, credential) in others.credentials {
            self = self.credential(&scheme, credential);
        }
        self.server = others.server.or(self.server);
        self.timeout = others.timeout.or(self.timeout);
        self.idle_timeout = others.idle_timeout.or(self.idle_timeout);
        self.attempt_timeout = others.attempt_timeout.or(self.attempt_timeout);
        self.retries = others.retries.or(self.retries);
        self.problem = self.problem.or(others.problem);
        self
    }

    fn fail(&mut self, place: In, name: &str, reason: &str) {
        self.problem.get_or_insert(Problem {
            parameter: Some((place, name.into())),
            reason: reason.into(),
        });
    }
}

/// The names of headers: any value that was set by hand may be a secret.
pub(crate) struct Names<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.keys().map(HeaderName::as_str);
        f.debug_list().entries(names).finish()
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self
            .credentials
            .iter()
            .map(|(scheme, _)| &**scheme)
            .collect();
        let query: Vec<&str> = self
            .query
            .iter()
            .map(|item| item.split('=').next().unwrap_or(item))
            .collect();
        f.debug_struct("CallOptions")
            .field("headers", &Names(&self.headers))
            .field("query", &query)
            .field("credentials", &schemes)
            .field("server", &self.server)
            .field("timeout", &self.timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retries", &self.retries)
            .finish()
    }
}

/// Headers that say how the message is framed: they are the transport's.
const FRAMING: [HeaderName; 5] = [
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
];

/// Headers whose values are secrets.
const SECRET: [HeaderName; 3] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
];

/// Checks a header that is not the client's own.
pub(crate) fn checked_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::try_from(name)
        .map_err(|_| "it is not a name that a header can have".to_owned())?;
    if FRAMING.contains(&name) {
        return Err("it says how the message is framed, which is the transport's".to_owned());
    }
    let text = header_text(value)?;
    let mut value =
        HeaderValue::try_from(text).map_err(|_| "it cannot stand in a header".to_owned())?;
    value.set_sensitive(SECRET.contains(&name));
    Ok((name, value))
}
