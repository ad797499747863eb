//! What a client is built with.
//!
//! In: a base URL and settings. Out: a client, or the first setting that cannot be. Nothing is sent while building.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};

use super::api::{Api, Scheme};
use super::auth::{self, Credential};
use super::checks::Checker;
#[cfg(feature = "check")]
use super::checks::Checks;
use super::error::BuildError;
use super::options::checked_header;
use super::redirect::Redirects;
use super::retry::Retries;
use super::schemes::Auth;
use super::server::{BaseUrl, OperationServers};
use super::transport::Transport;
use super::{Client, Shared};
use crate::check::Schemas;

const TIMEOUT: Duration = Duration::from_secs(30);
/// What servers and proxies on the way commonly have.
const IDLE_TIMEOUT: Duration = Duration::from_secs(60);
#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const LIMIT: u64 = 64 * 1024 * 1024;
const USER_AGENT: &str = concat!("openapi-runtime/", env!("CARGO_PKG_VERSION"));

/// Builds a client. `Debug` shows no secret.
#[must_use = "a client is made by `.build()`"]
pub struct ClientBuilder<C> {
    api: &'static Api,
    server: BaseUrl,
    timeout: Option<Duration>,
    #[cfg(feature = "reqwest")]
    connect_timeout: Option<Duration>,
    headers: Vec<(String, String)>,
    credentials: Vec<(Box<str>, Credential)>,
    attempt_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    retries: Option<Retries>,
    limit: u64,
    redirects: Redirects,
    operation_servers: OperationServers,
    checker: Checker,
    transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// A builder with the defaults.
    #[doc(hidden)]
    pub fn new(api: &'static Api, server: impl Into<BaseUrl>) -> Self {
        ClientBuilder {
            api,
            server: server.into(),
            timeout: Some(TIMEOUT),
            #[cfg(feature = "reqwest")]
            connect_timeout: Some(CONNECT_TIMEOUT),
            headers: Vec::new(),
            credentials: Vec::new(),
            attempt_timeout: None,
            idle_timeout: Some(IDLE_TIMEOUT),
            retries: None,
            limit: LIMIT,
            redirects: Redirects::default(),
            operation_servers: OperationServers::default(),
            checker: Checker::default(),
            transport: None,
            client: PhantomData,
        }
    }

    /// A security scheme of the document.
    pub(crate) fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.api.scheme(name)
    }

    /// How long a call may take, from the first step to the last byte, with redirects, retries and the waits between
    /// them; 30 seconds if not set. Of an answer that is a stream, only the head counts: see
    /// [`ClientBuilder::idle_timeout`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Calls may take as long as they like.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// How long a stream (events, many values, a download) may be silent: the longest time from one piece of it to the next,
    /// whatever the piece is; 60 seconds if not set. A stream as a whole may take as long as it likes.
    ///
    /// ```
    /// # use openapi_runtime::{Client, ClientBuilder};
    /// # fn build(builder: ClientBuilder<Client>) -> Result<Client, openapi_runtime::BuildError> {
    /// use std::time::Duration;
    ///
    /// // An answer begins within ten seconds, and a stream is silent for no longer than five minutes.
    /// builder.timeout(Duration::from_secs(10)).idle_timeout(Duration::from_secs(300)).build()
    /// # }
    /// ```
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Streams may be silent as long as they like.
    pub fn no_idle_timeout(mut self) -> Self {
        self.idle_timeout = None;
        self
    }

    /// How long one attempt of a call may take; as long as the call if not set. See [`ClientBuilder::retries`].
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// What is sent once more when it fails in a way that may pass; nothing if not set.
    ///
    /// `Retries::default()` is a good start.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = Some(retries);
        self
    }

    /// How long it may take to connect; 10 seconds if not set. Not for a transport of one's own.
    #[cfg(feature = "reqwest")]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// A header of every request, unless the request sets it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The `User-Agent` header.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        self.header(header::USER_AGENT.as_str(), name)
    }

    /// The credential for a security scheme, by its constant in the generated module `schemes`:
    /// `.auth(schemes::API_KEY.key("…"))`.
    pub fn auth(self, auth: impl Into<Auth>) -> Self {
        let Auth { scheme, credential } = auth.into();
        self.credential(scheme, credential)
    }

    /// The credential for a security scheme, by the scheme's name in the document.
    pub fn credential(mut self, scheme: impl Into<Box<str>>, credential: Credential) -> Self {
        self.credentials.push((scheme.into(), credential));
        self
    }

    /// How many bytes an answer's body may have; 64 MiB if not set.
    pub fn answer_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Which redirects are followed; [`Redirects::Safe`] if not set.
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// Where operations are sent that have servers of their own in the document; [`OperationServers::OfDocument`] if not set.
    pub fn operation_servers(mut self, servers: OperationServers) -> Self {
        self.operation_servers = servers;
        self
    }

    /// What is checked by the schemas of the document: what is sent, what comes, or both; nothing if not set.
    ///
    /// For clients that are generated with checks; others have no schemas, and nothing is checked.
    ///
    /// ```
    /// # use openapi_runtime::{Client, ClientBuilder};
    /// # fn build(builder: ClientBuilder<Client>) -> Result<Client, openapi_runtime::BuildError> {
    /// use openapi_runtime::client::{Checks, Violating};
    ///
    /// builder.checks(Checks::new().requests().answers(Violating::Error)).build()
    /// # }
    /// ```
    #[cfg(feature = "check")]
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checker.set_checks(checks);
        self
    }

    /// The schemas of the document.
    #[doc(hidden)]
    pub fn schemas(mut self, schemas: &'static Schemas) -> Self {
        self.checker.set_schemas(schemas);
        self
    }

    /// Sends by a transport of one's own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sends by this reqwest client, with its own settings.
    ///
    /// Build it with `redirect::Policy::none()`: reqwest's own policy would take API keys in headers to other origins.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(super::transport::Reqwest::from(client))
    }

    /// Makes the client.
    ///
    /// # Errors
    /// When the base URL is none, a header or a credential cannot be sent or fits no declared scheme, or TLS cannot be
    /// set up.
    pub fn build(self) -> Result<C, BuildError> {
        self.client().map(C::from)
    }

    /// What the client holds.
    pub(crate) fn client(self) -> Result<Client, BuildError> {
        let base = self.server.check().map_err(BuildError::new)?;
        let documented = self.server.is_documented(&base, self.api.servers);
        let headers = self.checked_headers()?;
        for (scheme, credential) in &self.credentials {
            auth::check(self.api, scheme, credential).map_err(BuildError::new)?;
        }
        let transport = match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => self.own_transport()?,
        };
        let ClientBuilder {
            api,
            timeout,
            attempt_timeout,
            idle_timeout,
            retries,
            mut credentials,
            limit,
            redirects,
            operation_servers,
            checker,
            ..
        } = self;
        // The last one given wins, and the first one found is used.
        credentials.reverse();
        let shared = Shared {
            api,
            base,
            own_servers: match operation_servers {
                OperationServers::OfDocument => documented,
                OperationServers::Always => true,
                OperationServers::Never => false,
            },
            timeout,
            attempt_timeout,
            idle_timeout,
            retries,
            headers,
            credentials,
            limit,
            redirects,
            checker,
            transport,
        };
        Ok(Client::new(shared))
    }

    fn checked_headers(&self) -> Result<HeaderMap, BuildError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        for (name, value) in &self.headers {
            let refused = |reason| BuildError::new(format!("the header `{name}`: {reason}"));
            let (name, value) = checked_header(name, value).map_err(refused)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }

    #[cfg(feature = "reqwest")]
    fn own_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        let settings = super::transport::Settings {
            connect_timeout: self.connect_timeout,
        };
        Ok(Arc::new(super::transport::Reqwest::new(&settings)?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn own_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        Err(BuildError::new(
            "there is no transport: give one, or turn the feature `reqwest` of openapi-runtime on",
        ))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        let schemes: Vec<&str> = self
            .credentials
            .iter()
            .map(|(scheme, _)| &**scheme)
            .collect();
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.title)
            .field("server", &self.server)
            .field("timeout", &self.timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("retries", &self.retries)
            .field("headers", &headers)
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}
