//! What goes wrong with a session: there is no access token, or the request itself failed.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use openapi_runtime::{Error, Undeclared};

use crate::types::HTTPValidationError;

/// Why a call of a session gave no value.
pub enum SessionError<E = Undeclared> {
    /// There was no access token to send the request with, and none could be got.
    Refresh(RefreshError),
    /// The request itself failed.
    Request(Error<E>),
}

impl<E> SessionError<E> {
    /// The failure of the request; none when it was the refresh that failed.
    #[must_use]
    pub fn request(&self) -> Option<&Error<E>> {
        match self {
            SessionError::Refresh(_) => None,
            SessionError::Request(error) => Some(error),
        }
    }

    /// The failure of the refresh; none when it was the request that failed.
    #[must_use]
    pub fn refresh(&self) -> Option<&RefreshError> {
        match self {
            SessionError::Refresh(error) => Some(error),
            SessionError::Request(_) => None,
        }
    }
}

impl<E> From<RefreshError> for SessionError<E> {
    fn from(error: RefreshError) -> Self {
        SessionError::Refresh(error)
    }
}

impl<E> fmt::Display for SessionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SessionError::Refresh(error) => error.fmt(f),
            SessionError::Request(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for SessionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SessionError::Refresh(error) => f.debug_tuple("Refresh").field(error).finish(),
            SessionError::Request(error) => f.debug_tuple("Request").field(error).finish(),
        }
    }
}

impl<E: fmt::Debug> StdError for SessionError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            SessionError::Refresh(error) => error.source(),
            SessionError::Request(error) => error.source(),
        }
    }
}

/// Why there is no fresh access token. Callers who waited for the same refresh share it.
#[derive(Clone)]
pub struct RefreshError(Arc<Why>);

#[derive(Debug)]
enum Why {
    Request(Error<HTTPValidationError>),
    TokenType(String),
    Ended,
}

impl RefreshError {
    pub(crate) fn request(error: Error<HTTPValidationError>) -> Self {
        RefreshError(Arc::new(Why::Request(error)))
    }

    pub(crate) fn token_type(kind: String) -> Self {
        RefreshError(Arc::new(Why::TokenType(kind)))
    }

    pub(crate) fn ended() -> Self {
        RefreshError(Arc::new(Why::Ended))
    }

    /// How the call of the operation failed; none when it did not, and its answer was of no use.
    #[must_use]
    pub fn call(&self) -> Option<&Error<HTTPValidationError>> {
        match &*self.0 {
            Why::Request(error) => Some(error),
            Why::TokenType(_) | Why::Ended => None,
        }
    }

    /// Whether another refresh token is needed: the server refused this one (400, 401, 403 or 422), or took it back.
    ///
    /// Otherwise it may help to try again.
    #[must_use]
    pub fn needs_sign_in(&self) -> bool {
        match &*self.0 {
            Why::Request(error) => error
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 400 | 401 | 403 | 422)),
            Why::TokenType(_) => false,
            Why::Ended => true,
        }
    }
}

impl fmt::Display for RefreshError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the access token could not be refreshed: ")?;
        match &*self.0 {
            Why::Request(error) => error.fmt(f),
            Why::TokenType(kind) => write!(
                f,
                "the server gave a token of the type {kind:?}, not a bearer token"
            ),
            Why::Ended => f.write_str("the server took the refresh token back"),
        }
    }
}

impl fmt::Debug for RefreshError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RefreshError").field(&self.0).finish()
    }
}

impl StdError for RefreshError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.0 {
            Why::Request(error) => Some(error),
            Why::TokenType(_) | Why::Ended => None,
        }
    }
}
