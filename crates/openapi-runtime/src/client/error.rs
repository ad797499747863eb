//! What can go wrong with a call, and what is kept of it.
//!
//! In: failures of every step. Out: [`Error`], with the answer as far as there was one. A message names the
//! operation, what happened and what can be done; it never shows a body, a credential or a URL with its query.
//! Deliberately absent: what a failure means for one API; that is the `E` of a declared failure.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::{Answer, Failure, Reason};
use super::api::In;
use super::request::Called;
use super::tokens::TokenError;
use super::transport::{TransportError, TransportErrorKind};
use crate::check::Violations;

/// The failure type of operations that declare none: it has no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {}

impl fmt::Display for Undeclared {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// Why a call gave no value.
///
/// Every variant that had an answer keeps its status, headers and bytes: see [`Error::status`], [`Error::headers`] and
/// [`Error::body`].
#[non_exhaustive]
pub enum Error<E = Undeclared> {
    /// The request could not be made; nothing was sent. The error names the parameter.
    Request(Box<RequestError>),
    /// No complete answer came: no connection, a timeout, an answer that was broken off or is too large.
    Transport(Box<TransportFailure>),
    /// A failure that the document declares, as its type.
    Declared(Box<Failure<E>>),
    /// A status that the document does not declare.
    Undeclared(Box<Answer>),
    /// A declared status whose body is not what the document says.
    Decode(Box<Undecodable>),
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made.
    Request,
    /// The transport failed.
    Transport(TransportErrorKind),
    /// A declared failure.
    Declared,
    /// A status that is not declared.
    Undeclared,
    /// A body that is not what the document says.
    Decode,
}

impl<E> Error<E> {
    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Request(_) => ErrorKind::Request,
            Error::Transport(failure) => ErrorKind::Transport(failure.error.kind()),
            Error::Declared(_) => ErrorKind::Declared,
            Error::Undeclared(_) => ErrorKind::Undeclared,
            Error::Decode(_) => ErrorKind::Decode,
        }
    }

    /// The answer, if one came at least in part.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Error::Request(_) => None,
            Error::Transport(failure) => failure.partial.as_ref(),
            Error::Declared(failure) => Some(failure.answer()),
            Error::Undeclared(answer) => Some(answer),
            Error::Decode(undecodable) => Some(&undecodable.answer),
        }
    }

    /// The answer's status.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(Answer::status)
    }

    /// The answer's headers.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(Answer::headers)
    }

    /// The answer's bytes, as far as they came.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(Answer::body)
    }

    /// The declared failure.
    #[must_use]
    pub fn declared(&self) -> Option<&E> {
        match self {
            Error::Declared(failure) => Some(failure.value()),
            Error::Request(_) | Error::Transport(_) | Error::Undeclared(_) | Error::Decode(_) => {
                None
            }
        }
    }

    /// Whether the time for the call or for connecting ran out, or a stream was silent for too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        use TransportErrorKind::{ConnectTimeout, IdleTimeout, Timeout};
        matches!(
            self.kind(),
            ErrorKind::Transport(Timeout | ConnectTimeout | IdleTimeout)
        )
    }

    /// Whether no connection could be made; nothing was sent then.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Connect, ConnectTimeout};
        matches!(self.kind(), ErrorKind::Transport(Connect | ConnectTimeout))
    }

    /// Whether the answer is 401: there is no credential, or it is not good (any more).
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the answer is 403: the credential is good, but not for this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the answer is 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the answer is 429: too many requests. See also [`crate::Retries`].
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// What the server says about the failure, if its body is written in a usual way: problem details (RFC 9457),
    /// FastAPI's `{"detail": …}` with text or a list, or a member `message` or `error`. It makes no difference whether the
    /// document declares the body. The words are the server's, and may hold anything.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        super::message::of(self.body()?)
    }

    /// The same error without the type of the declared failure, which becomes an undeclared status.
    ///
    /// For functions that call several operations and do not care what each of them declares.
    #[must_use]
    pub fn forget(self) -> Error {
        match self {
            Error::Request(error) => Error::Request(error),
            Error::Transport(failure) => Error::Transport(failure),
            Error::Declared(failure) => Error::Undeclared(Box::new(failure.into_answer())),
            Error::Undeclared(answer) => Error::Undeclared(answer),
            Error::Decode(undecodable) => Error::Decode(undecodable),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Request(error) => error.fmt(f),
            Error::Transport(failure) => failure.fmt(f),
            Error::Declared(failure) => {
                let answer = failure.answer();
                write!(f, "{answer}, a failure that the document declares")?;
                answer.fmt_note(f)
            }
            Error::Undeclared(answer) => {
                write!(f, "{answer}, which the document does not declare")?;
                answer.fmt_note(f)
            }
            Error::Decode(undecodable) => undecodable.fmt(f),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Request(error) => f.debug_tuple("Request").field(error).finish(),
            Error::Transport(failure) => f.debug_tuple("Transport").field(failure).finish(),
            Error::Declared(failure) => f.debug_tuple("Declared").field(failure).finish(),
            Error::Undeclared(answer) => f.debug_tuple("Undeclared").field(answer).finish(),
            Error::Decode(undecodable) => f.debug_tuple("Decode").field(undecodable).finish(),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::Request(error) => error.source(),
            Error::Transport(failure) => Some(&failure.error),
            Error::Decode(undecodable) => undecodable.reason.source(),
            Error::Declared(_) | Error::Undeclared(_) => None,
        }
    }
}

/// Why a request could not be made.
#[derive(Debug)]
pub struct RequestError {
    /// What was called, in words.
    pub(crate) called: Box<str>,
    pub(crate) parameter: Option<(In, Box<str>)>,
    pub(crate) reason: Box<str>,
    /// Why there was no token, if that is the reason.
    pub(crate) source: Option<Arc<TokenError>>,
    /// What it violates, if that is the reason.
    pub(crate) violations: Option<Violations>,
}

impl RequestError {
    /// Place and name of the parameter that is at fault, if it is one.
    #[must_use]
    pub fn parameter(&self) -> Option<(In, &str)> {
        self.parameter
            .as_ref()
            .map(|(place, name)| (*place, &**name))
    }

    /// What is wrong. Values are not quoted.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What the parameter or the body violates, if that is the reason: only where requests are checked.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        self.violations.as_ref()
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: ", self.called)?;
        if let Some((place, name)) = &self.parameter {
            write!(f, "{place} parameter `{name}`: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // The token's own error is told in the message; what caused that is not.
        self.source.as_ref().and_then(|it| it.source())
    }
}

/// A failure of the transport, with what had come of the answer.
#[derive(Debug)]
pub struct TransportFailure {
    pub(crate) called: Called,
    pub(crate) error: TransportError,
    pub(crate) partial: Option<Answer>,
    pub(crate) attempts: u32,
}

impl TransportFailure {
    /// How often the request was sent, the last time with this failure.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the transport reported.
    #[must_use]
    pub fn error(&self) -> &TransportError {
        &self.error
    }

    /// Status, headers and the first bytes of an answer that was broken off.
    #[must_use]
    pub fn partial(&self) -> Option<&Answer> {
        self.partial.as_ref()
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.called, self.error)?;
        if self.attempts > 1 {
            write!(f, " (the last of {} attempts)", self.attempts)?;
        }
        match &self.partial {
            None => Ok(()),
            Some(partial) => {
                write!(
                    f,
                    " (after status {} and {} bytes of the body)",
                    partial.status().as_u16(),
                    partial.body().len()
                )
            }
        }
    }
}

/// An answer whose status is declared, with a body that is not what the document says.
#[derive(Debug)]
pub struct Undecodable {
    pub(crate) answer: Answer,
    pub(crate) reason: Reason,
}

impl Undecodable {
    /// The answer as it came.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// What is wrong with it.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but {}", self.answer, self.reason)
    }
}

/// Why no client could be made.
#[derive(Debug)]
pub struct BuildError {
    message: Box<str>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl BuildError {
    pub(crate) fn new(message: impl Into<Box<str>>) -> Self {
        BuildError {
            message: message.into(),
            source: None,
        }
    }

    #[cfg_attr(not(feature = "reqwest"), allow(dead_code))]
    pub(crate) fn because(
        message: impl Into<Box<str>>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        BuildError {
            message: message.into(),
            source: Some(source.into()),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no client could be made: {}", self.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
