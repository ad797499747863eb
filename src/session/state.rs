//! Which tokens there are, and who waits for the next one.
//!
//! In: what a caller wants, the outcome of a refresh. Out: a token, or the refresh to wait for. There is at most one
//! refresh at a time, and it belongs to the session and not to the caller who caused it: when that caller gives up, the
//! next one goes on with it, because a server that was asked may already have replaced the refresh token. The lock is
//! never held while something is awaited.

use std::fmt;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use futures_util::future::{FutureExt as _, Shared};
use openapi_runtime::Secret;
use openapi_runtime::transport::{BoxFuture, MaybeSend};

use super::RefreshError;
use super::access::{Access, Wanted};
use super::exchange::Renewed;
use super::set_cookie::Told;

type Outcome = Result<Renewed, RefreshError>;

type Refresh = Shared<BoxFuture<'static, Outcome>>;

/// A refresh under way.
pub(crate) struct Flight {
    pub(crate) number: u64,
    pub(crate) future: Refresh,
    /// It was under way, and nobody waited for it.
    pub(crate) was_abandoned: bool,
}

/// What a caller does next.
pub(crate) enum Next {
    /// Use this token.
    Ready(Access),
    /// Wait for this refresh, and settle it.
    Wait(Flight),
    /// There is no refresh token any more.
    Ended,
}

/// The tokens of a session. `Debug` does not show them.
pub(crate) struct State(Mutex<Tokens>);

struct Tokens {
    refresh: Option<Secret>,
    access: Option<Access>,
    flight: Option<(u64, Refresh)>,
    /// The number of the last refresh that was begun.
    begun: u64,
}

impl State {
    pub(crate) fn new(refresh_token: Secret) -> State {
        State(Mutex::new(Tokens {
            refresh: Some(refresh_token),
            access: None,
            flight: None,
            begun: 0,
        }))
    }

    pub(crate) fn refresh_token(&self) -> Option<Secret> {
        self.lock().refresh.clone()
    }

    /// What to do to get what is wanted; `begin` makes a refresh from the refresh token.
    pub(crate) fn next<F>(
        &self,
        wanted: Wanted,
        now: SystemTime,
        begin: impl FnOnce(Secret) -> F,
    ) -> Next
    where
        F: Future<Output = Outcome> + MaybeSend + 'static,
    {
        let mut tokens = self.lock();
        if let Some(access) = tokens.access.as_ref().filter(|it| it.is(wanted, now)) {
            return Next::Ready(access.clone());
        }
        if let Some((number, future)) = &tokens.flight {
            return Next::Wait(Flight {
                number: *number,
                // One owner is this state; the others wait.
                was_abandoned: future.strong_count().is_some_and(|owners| owners <= 1),
                future: future.clone(),
            });
        }
        let Some(refresh_token) = tokens.refresh.clone() else {
            return Next::Ended;
        };
        tokens.begun += 1;
        let number = tokens.begun;
        let boxed: BoxFuture<'static, Outcome> = Box::pin(begin(refresh_token));
        let future = boxed.shared();
        tokens.flight = Some((number, future.clone()));
        Next::Wait(Flight {
            number,
            future,
            was_abandoned: false,
        })
    }

    /// Takes in the outcome of a refresh; the first of those who waited does it.
    pub(crate) fn settle(&self, number: u64, outcome: &Outcome) {
        let mut tokens = self.lock();
        let is_this = |(flight, _): &(u64, Refresh)| *flight == number;
        if !tokens.flight.as_ref().is_some_and(is_this) {
            return;
        }
        tokens.flight = None;
        if let Ok(renewed) = outcome {
            tokens.access = Some(renewed.access(number));
            match &renewed.refresh_token {
                Told::Nothing => {}
                Told::New(token) => tokens.refresh = Some(token.as_str().into()),
                Told::Forget => tokens.refresh = None,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tokens> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = self.lock();
        f.debug_struct("State")
            .field("refresh_token", &tokens.refresh)
            .field(
                "access_token_until",
                &tokens.access.as_ref().map(|it| it.until),
            )
            .field("is_refreshing", &tokens.flight.is_some())
            .finish()
    }
}
