//! What generated code states about a document: its schemes and operations.
//!
//! In: constants in generated code. Out: the same, read by the rest of the client. Deliberately absent: anything
//! that changes while a program runs.

use std::fmt;

use super::answer::{Answer, Response, Row, Sides};
use super::error::Error;
use super::request::Request;

/// An API: what holds for all of its operations.
#[derive(Debug)]
pub struct Api {
    /// Title of the document.
    pub title: &'static str,
    /// Version of the document.
    pub version: &'static str,
    /// Declared security schemes by name.
    pub schemes: &'static [(&'static str, Scheme)],
    /// URLs of the document's servers, with the defaults of their variables.
    pub servers: &'static [&'static str],
}

impl Api {
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, scheme)| scheme)
    }
}

/// How a security scheme sends its credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A key in a header, a query parameter or a cookie.
    ApiKey {
        /// Where the key goes.
        location: In,
        /// Name of the header, query parameter or cookie.
        name: &'static str,
    },
    /// HTTP basic: user name and password.
    Basic,
    /// HTTP bearer.
    Bearer,
    /// Another HTTP scheme: sent as `Authorization: SCHEME CREDENTIAL`.
    Http {
        /// Name of the scheme as it stands before the credential.
        scheme: &'static str,
    },
    /// OAuth 2: an access token, sent as a bearer token.
    OAuth2 {
        /// The ways to get one that the document names.
        flows: &'static [Flow],
    },
    /// OpenID Connect: a token, sent as a bearer token.
    OpenIdConnect,
    /// Mutual TLS: a matter of the transport, nothing is added to a request.
    MutualTls,
}

/// A way to get an access token (OpenAPI's OAuth Flow Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Which way.
    pub grant: Grant,
    /// Where a user gives consent; empty where there is no such place.
    pub authorization_url: &'static str,
    /// Where tokens are given; empty where there is no such place. May be relative to the server.
    pub token_url: &'static str,
    /// Where tokens are renewed, if that is another place.
    pub refresh_url: &'static str,
}

/// Which way an OAuth 2 flow goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grant {
    /// The authorization code that a user's consent gives.
    AuthorizationCode,
    /// The client's own credentials.
    ClientCredentials,
    /// A user's name and password.
    Password,
    /// Consent gives the token itself.
    Implicit,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum In {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

impl fmt::Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            In::Path => "path",
            In::Query => "query",
            In::Header => "header",
            In::Cookie => "cookie",
        })
    }
}

/// A scheme that an alternative asks for.
#[derive(Debug)]
pub struct Requirement {
    /// Name of the scheme.
    pub scheme: &'static str,
    /// Scopes or roles.
    pub scopes: &'static [&'static str],
}

/// What is known of an operation before it is called.
#[derive(Debug)]
pub struct OperationInfo {
    /// The operation's `operationId`, or `METHOD /path`.
    pub id: &'static str,
    /// HTTP method in upper case.
    pub method: &'static str,
    /// Path template.
    pub path: &'static str,
    /// The server that it has of its own; empty when it has none.
    pub server: &'static str,
    /// Alternatives of schemes: one of them, all of its schemes. None at all: no credential is asked for.
    pub security: &'static [&'static [Requirement]],
}

/// An operation before it is called, and what it may answer. One constant: each one costs a client's build.
#[derive(Debug)]
pub struct Described<T: 'static, E: 'static> {
    /// The operation.
    pub info: OperationInfo,
    /// Declared successes.
    pub ok: &'static [Row<T>],
    /// Declared failures.
    pub err: &'static [Row<E>],
}

/// An operation of a document, with its answers.
///
/// Implemented by `operation!` for each request type.
pub trait Operation: Sized {
    /// What a success gives.
    type Ok: 'static;
    /// What a declared failure gives.
    type Err: 'static;
    /// What is known of the operation, and its answers.
    const DESCRIBED: &'static Described<Self::Ok, Self::Err>;

    /// The request, without its type.
    #[doc(hidden)]
    fn into_request(self) -> Request;

    /// Reads an answer.
    ///
    /// # Errors
    /// A declared failure, a status that is not declared, a body that cannot be read.
    fn decode(answer: Answer) -> Result<Response<Self::Ok>, Error<Self::Err>> {
        super::answer::decode(answer, Self::DESCRIBED.ok, Self::DESCRIBED.err)
    }

    /// The declared answers of both sides.
    #[doc(hidden)]
    fn accepts() -> Declared {
        Declared(Sides {
            ok: Self::DESCRIBED.ok.iter().map(|row| &row.accepts).collect(),
            err: Self::DESCRIBED.err.iter().map(|row| &row.accepts).collect(),
        })
    }
}

/// The declared answers of both sides.
#[doc(hidden)]
#[derive(Clone, Default)]
pub struct Declared(pub(crate) Sides);

impl fmt::Debug for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.all()).finish()
    }
}
