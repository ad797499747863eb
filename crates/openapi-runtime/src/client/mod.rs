//! Calling an API: servers, credentials, requests, answers, errors, transports.
//!
//! In: what generated code states about operations, and values. Out: typed answers or errors. One file a question:
//! [`server`] where, `request` what is sent, `style` and `path` how parameters are spelled, [`auth`] which credentials go
//! along, `send` and `redirect` how an answer is come by, [`answer`] what it means, `header` what its headers hold, `checks` whether the document's schemas let it through, [`error`] what went wrong, [`dynamic`] calls by name,
//! [`transport`] the network. Deliberately absent: how values look as JSON, which is [`crate::wire`].

pub mod answer;
pub mod api;
pub mod auth;
mod body;
mod builder;
mod checks;
mod clock;
mod cookie;
pub mod dynamic;
pub mod error;
mod escape;
mod exclusive;
mod header;
mod macros;
mod media;
mod message;
pub mod multipart;
mod named_parts;
mod oauth;
mod options;
pub mod pages;
mod path;
mod raw;
mod redirect;
mod request;
mod retry;
pub mod schemes;
mod send;
pub mod server;
pub mod stream;
pub mod style;
mod threads;
mod tokens;
mod trace;
pub mod transport;
mod value;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

pub use answer::{Answer, Failure, Reason, Response};
pub use api::Operation;
pub use auth::{Credential, Secret};
pub use builder::ClientBuilder;
#[cfg(feature = "check")]
pub use checks::{Checks, Violating};
pub use error::{
    BuildError, Error, ErrorKind, RequestError, TransportFailure, Undeclared, Undecodable,
};
pub use header::{Header, HeaderError};
pub use named_parts::{NamedPart, NamedParts};
#[cfg(feature = "oauth2-code")]
pub use oauth::Consent;
pub use oauth::OAuth2;
pub use options::CallOptions;
pub use pages::{Items, Pages};
pub use raw::{RawRequest, RawResponse, RawStream};
pub use redirect::Redirects;
pub use request::{AnyBody, Request};
pub use retry::Retries;
pub use schemes::Auth;
pub use send::{Pending, PendingResponse};
pub use server::{BaseUrl, OperationServers};
pub use tokens::{AccessToken, TokenError, TokenSource};

use api::Api;
use checks::Checker;
use server::Base;
use transport::Transport;

/// What generated clients hold: cheap to clone, and to be shared between threads.
///
/// `Debug` shows no secret.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    options: Option<Arc<CallOptions>>,
}

/// Clients go to other threads, and are shared between them.
#[cfg(not(target_family = "wasm"))]
const _: fn() = || {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Client>();
};

pub(crate) struct Shared {
    api: &'static Api,
    base: Base,
    /// Whether operations are sent to servers of their own at other origins.
    own_servers: bool,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    retries: Option<Retries>,
    headers: HeaderMap,
    credentials: Vec<(Box<str>, Credential)>,
    limit: u64,
    redirects: Redirects,
    checker: Checker,
    transport: Arc<dyn Transport>,
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Client {
            shared: Arc::new(shared),
            options: None,
        }
    }

    /// Begins a call of an operation.
    #[must_use]
    pub fn call<O: Operation>(&self) -> Request {
        Request::operation::<O>(self.clone())
    }

    /// Begins a call to an endpoint that the document does not have.
    pub fn request(&self, method: Method, path: &str) -> RawRequest {
        RawRequest::new(self.clone(), method, path)
    }

    /// The same client, of which every call has these options, over those that it had.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        let options = self.options().cloned().unwrap_or_default().under(options);
        Client {
            shared: Arc::clone(&self.shared),
            options: Some(Arc::new(options)),
        }
    }

    pub(crate) fn api(&self) -> &'static Api {
        self.shared.api
    }

    pub(crate) fn base(&self) -> &Base {
        &self.shared.base
    }

    /// Whether operations are sent to servers of their own at other origins.
    pub(crate) fn own_servers(&self) -> bool {
        self.shared.own_servers
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.shared.timeout
    }

    pub(crate) fn attempt_timeout(&self) -> Option<Duration> {
        self.shared.attempt_timeout
    }

    pub(crate) fn idle_timeout(&self) -> Option<Duration> {
        self.shared.idle_timeout
    }

    pub(crate) fn retries(&self) -> Option<&Retries> {
        self.shared.retries.as_ref()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.shared.headers
    }

    pub(crate) fn credential(&self, scheme: &str) -> Option<&Credential> {
        self.shared
            .credentials
            .iter()
            .find(|(known, _)| **known == *scheme)
            .map(|(_, credential)| credential)
    }

    pub(crate) fn limit(&self) -> u64 {
        self.shared.limit
    }

    pub(crate) fn redirects(&self) -> Redirects {
        self.shared.redirects
    }

    pub(crate) fn checker(&self) -> Checker {
        self.shared.checker
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.shared.transport
    }

    pub(crate) fn options(&self) -> Option<&CallOptions> {
        self.options.as_deref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self
            .shared
            .credentials
            .iter()
            .map(|(scheme, _)| &**scheme)
            .collect();
        f.debug_struct("Client")
            .field("api", &self.shared.api.title)
            .field("server", &format_args!("{}", self.shared.base))
            .field("timeout", &self.shared.timeout)
            .field("idle_timeout", &self.shared.idle_timeout)
            .field("retries", &self.shared.retries)
            .field("headers", &options::Names(&self.shared.headers))
            .field("credentials", &schemes)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
