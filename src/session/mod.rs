//! A session: it holds a refresh token, keeps a fresh access token, and sends requests with it.
//!
//! In: a client, a refresh token, and functions that build requests. Out: their answers. One file a question:
//! `builder` what is set, `access` which token serves a caller, `state` who waits for the next one, `exchange` how one is got,
//! `freshness` until when it is used, `jwt` when it expires, `set_cookie` what an answer says about a cookie, `error`
//! what went wrong. Deliberately absent: storing tokens, and signing in with a password.

mod access;
mod builder;
mod error;
mod exchange;
mod freshness;
mod jwt;
mod set_cookie;
mod state;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::SystemTime;

use openapi_runtime::{CallOptions, Error, RawRequest, RawResponse, Secret, StatusCode};

pub use builder::SessionBuilder;
pub use error::{RefreshError, SessionError};

use crate::Client;
use access::{Access, Wanted};
use freshness::Freshness;
use state::{Next, State};

/// What the time is.
type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Holds a refresh token, keeps a fresh access token, and sends requests with it.
///
/// - The access token is got when it is first needed, and used until shortly before it expires: by the claim `exp` if it
///   is a JWT that has one, else for a [maximum age](SessionBuilder::max_age).
/// - Callers who need a token at the same time cause one refresh and share its outcome.
/// - An answer 401 causes one refresh, and the request is built and sent once more.
/// - When a refresh sets a cookie `refresh_token`, the session uses its value from then on; see
///   [`Session::refresh_token`].
///
/// It is cheap to clone, and its clones share their tokens. `Debug` shows no token. It works with every async runtime
/// that the client's transport works with.
///
/// ```
/// use galileo_client::transport::{Body, Memory};
/// use galileo_client::{Client, Method, Server, Session};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // In place of a server; leave `.transport(…)` out to send over the network.
/// let pretend = Memory::new(|request| match request.uri().path() {
///     "/v1/refresh_token" => json(r#"{"access_token": "a"}"#),
///     _ if request.headers()["authorization"] == "Bearer a" => json(r#"[{"name": "first"}]"#),
///     _ => panic!("a request without a token"),
/// });
/// let client = Client::builder(Server::ApiStagingGalileo).transport(pretend).build()?;
///
/// let session = Session::new(client, "the-refresh-token");
/// let answer = session
///     .send(|client| client.request(Method::GET, "/v1/projects").query("limit", "10"))
///     .await?;
/// assert_eq!(&answer.body()[..], br#"[{"name": "first"}]"#);
/// # Ok(())
/// # }
/// # fn json(text: &'static str) -> http::Response<Body> {
/// #     http::Response::builder().header("content-type", "application/json").body(text.into()).unwrap()
/// # }
/// ```
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    freshness: Freshness,
    clock: Clock,
    state: State,
}

impl Session {
    /// A session with the default settings. Nothing is sent yet.
    pub fn new(client: Client, refresh_token: impl Into<Secret>) -> Session {
        Session::builder(client, refresh_token).build()
    }

    /// A session with settings.
    pub fn builder(client: Client, refresh_token: impl Into<Secret>) -> SessionBuilder {
        SessionBuilder::new(client, refresh_token.into())
    }

    /// A fresh access token; it is refreshed if need be.
    ///
    /// # Errors
    /// When it had to be refreshed and could not be.
    pub async fn access_token(&self) -> Result<Secret, RefreshError> {
        self.access(Wanted::Fresh).await.map(|access| access.token)
    }

    /// The refresh token that the session holds now; none after the server took it back.
    ///
    /// A program that stores the refresh token stores this one at its end: the server may have replaced the first.
    #[must_use]
    pub fn refresh_token(&self) -> Option<Secret> {
        self.inner.state.refresh_token()
    }

    /// The client, of which every call sends the access token that is fresh now.
    ///
    /// For what is sent once and cannot be built again. The token is not refreshed later on, and a 401 is a 401.
    ///
    /// # Errors
    /// When the token had to be refreshed and could not be.
    pub async fn client(&self) -> Result<Client, RefreshError> {
        let access = self.access(Wanted::Fresh).await?;
        Ok(self.with(&access))
    }

    /// Calls an operation with the access token.
    ///
    /// `build` gets a client that sends the token, and builds the request; after a 401 it is asked to build it again.
    /// To get status and headers too, let it end in `.send()`.
    ///
    /// ```no_run
    /// # async fn f(session: galileo_client::Session) -> Result<(), Box<dyn std::error::Error>> {
    /// let token = session.call(|client| client.auth().refresh_token("another-one")).await?;
    /// let response = session.call(|client| client.auth().refresh_token("another-one").send()).await?;
    /// assert_eq!(response.status(), 200);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`SessionError::Refresh`] when there is no access token, [`SessionError::Request`] when the request failed.
    pub async fn call<R, T, E>(
        &self,
        mut build: impl FnMut(&Client) -> R,
    ) -> Result<T, SessionError<E>>
    where
        R: IntoFuture<Output = Result<T, Error<E>>>,
    {
        let access = self.access(Wanted::Fresh).await?;
        let first = build(&self.with(&access)).into_future();
        match first.await {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {}
            outcome => return outcome.map_err(SessionError::Request),
        }
        let access = self.access(Wanted::InPlaceOf(access.number)).await?;
        let second = build(&self.with(&access)).into_future();
        second.await.map_err(SessionError::Request)
    }

    /// Calls an endpoint that the document does not have, with the access token.
    ///
    /// `build` gets a client that sends the token, and builds the request; after a 401 it is asked to build it again.
    /// Every status is a success here, also a second 401; see [`RawResponse::success`].
    ///
    /// # Errors
    /// [`SessionError::Refresh`] when there is no access token, [`SessionError::Request`] when no answer came.
    pub async fn send(
        &self,
        mut build: impl FnMut(&Client) -> RawRequest,
    ) -> Result<RawResponse, SessionError> {
        let access = self.access(Wanted::Fresh).await?;
        let first = build(&self.with(&access)).send();
        match first.await {
            Ok(answer) if answer.status() == StatusCode::UNAUTHORIZED => {}
            outcome => return outcome.map_err(SessionError::Request),
        }
        let access = self.access(Wanted::InPlaceOf(access.number)).await?;
        let second = build(&self.with(&access)).send();
        second.await.map_err(SessionError::Request)
    }

    fn with(&self, access: &Access) -> Client {
        let options = CallOptions::new().bearer(access.token.clone());
        self.inner.client.with_options(options)
    }

    /// The access token that is wanted, after the refresh that it may need.
    async fn access(&self, wanted: Wanted) -> Result<Access, RefreshError> {
        let Inner {
            client,
            freshness,
            clock,
            state,
        } = &*self.inner;
        loop {
            let begin =
                |token| exchange::exchange(client.clone(), token, *freshness, clock.clone());
            match state.next(wanted, clock(), begin) {
                Next::Ready(access) => return Ok(access),
                Next::Ended => return Err(RefreshError::ended()),
                Next::Wait(flight) => {
                    let outcome = flight.future.clone().await;
                    state.settle(flight.number, &outcome);
                    match outcome {
                        Ok(renewed) => return Ok(renewed.access(flight.number)),
                        // It may have failed only because nobody attended to it.
                        Err(_) if flight.was_abandoned => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("client", &self.inner.client)
            .field("state", &self.inner.state)
            .field("freshness", &self.inner.freshness)
            .finish_non_exhaustive()
    }
}
