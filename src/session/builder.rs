//! What is set about a session.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use openapi_runtime::Secret;

use super::freshness::Freshness;
use super::state::State;
use super::{Clock, Inner, Session};
use crate::Client;

/// Builds a [`Session`]. `Debug` shows no token.
#[must_use = "a session is made by `.build()`"]
pub struct SessionBuilder {
    client: Client,
    refresh_token: Secret,
    freshness: Freshness,
    clock: Clock,
}

impl SessionBuilder {
    pub(crate) fn new(client: Client, refresh_token: Secret) -> Self {
        SessionBuilder {
            client,
            refresh_token,
            freshness: Freshness::default(),
            clock: Arc::new(SystemTime::now),
        }
    }

    /// So long before it expires, an access token is no longer used; 30 seconds if not set.
    ///
    /// It is never more than half of the token's life.
    pub fn margin(mut self, margin: Duration) -> Self {
        self.freshness.margin = margin;
        self
    }

    /// So long an access token is used that does not say when it expires; 5 minutes if not set.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.freshness.max_age = age;
        self
    }

    /// Another clock than the system's: for tests.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Makes the session. Nothing is sent yet.
    #[must_use]
    pub fn build(self) -> Session {
        let SessionBuilder {
            client,
            refresh_token,
            freshness,
            clock,
        } = self;
        let state = State::new(refresh_token);
        Session {
            inner: Arc::new(Inner {
                client,
                freshness,
                clock,
                state,
            }),
        }
    }
}

impl fmt::Debug for SessionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBuilder")
            .field("client", &self.client)
            .field("refresh_token", &self.refresh_token)
            .field("freshness", &self.freshness)
            .finish_non_exhaustive()
    }
}
