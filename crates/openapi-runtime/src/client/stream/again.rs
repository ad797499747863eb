//! How a stream of events that ended is asked for again (WHATWG HTML, "Server-sent events").
//!
//! In: the request, and the last id that came. Out: another answer, got like the first: with a token of its own, with
//! retries, within the time for a call. Deliberately absent: when it is asked for, which is `events`.

use std::time::Duration;

use http::HeaderValue;

use crate::client::answer::Answer;
use crate::client::request::Request;
use crate::client::retry::random_below;
use crate::client::send::{self, Fault};
use crate::client::transport::BoxFuture;

/// A server cannot make a client wait for longer than this.
const LONGEST_WISH: Duration = Duration::from_secs(60 * 60);

/// Where waits that grow by themselves stop.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// A request whose stream of events can be asked for again.
pub(crate) struct Again(Request);

/// A connection that is being opened again.
pub(super) type Opening = BoxFuture<'static, (Box<Again>, Result<Answer, Fault>)>;

impl Again {
    /// A request that is settled, and whose body can be sent twice.
    pub(crate) fn new(request: Request) -> Self {
        Again(request)
    }

    /// Waits, and asks for what comes after the event with this id.
    pub(super) fn open(self: Box<Self>, wait: Duration, last_id: &str) -> Opening {
        let last_id = HeaderValue::from_bytes(last_id.as_bytes());
        let last_id = last_id.ok().filter(|id| !id.is_empty());
        Box::pin(async move {
            self.0.client().transport().wait(wait).await;
            let got = match self.0.after_event(last_id) {
                Ok(request) => send::execute_settled(request).await,
                Err(error) => Err(Fault::Request(error)),
            };
            (self, got)
        })
    }
}

/// Whether a stream of events that ended is asked for again.
///
/// The wait before an attempt is what the server wished (`retry:`), but no more than an hour; else one second. It doubles
/// with each attempt in a row that fails, up to a minute, and is longer by a random part of up to a half, so that many
/// clients do not come back at the same moment.
///
/// ```
/// # async fn follow(events: openapi_runtime::EventStream<String>) {
/// use openapi_runtime::Reconnects;
///
/// let mut events = events.reconnecting(Reconnects::up_to(5));
/// # let _ = events.next().await;
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reconnects {
    most: u32,
    wait: Option<Duration>,
}

impl Reconnects {
    /// Never: what streams do until they are told otherwise.
    #[must_use]
    pub fn never() -> Self {
        Reconnects::default()
    }

    /// As often as this without an event in between.
    #[must_use]
    pub fn up_to(attempts: u32) -> Self {
        Reconnects {
            most: attempts,
            wait: None,
        }
    }

    /// Sets the wait before an attempt, where the server wished none.
    #[must_use]
    pub fn wait(self, wait: Duration) -> Self {
        Reconnects {
            wait: Some(wait),
            ..self
        }
    }

    pub(super) fn allows(self, attempts: u32) -> bool {
        attempts < self.most
    }

    /// The wait before an attempt; the first one is 1.
    pub(super) fn next(self, attempt: u32, wished: Option<Duration>) -> Duration {
        let base = wished.map(|it| it.min(LONGEST_WISH)).or(self.wait);
        let base = base.unwrap_or(Duration::from_secs(1));
        let doubled = base.saturating_mul(2u32.saturating_pow(attempt.saturating_sub(1)));
        let wait = doubled.min(base.max(LONGEST_BACKOFF));
        wait.saturating_add(random_below(wait / 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_never_shorter_than_wished_and_grow_with_failures() {
        let seconds = Duration::from_secs;
        let again = Reconnects::up_to(9);
        for (attempt, wished, least) in [
            (1, None, 1),
            (1, Some(seconds(5)), 5),
            (2, Some(seconds(5)), 10),
            (3, None, 4),
            (30, None, 60),
            (2, Some(seconds(90)), 90),
            (1, Some(Duration::MAX), 3600),
            (u32::MAX, Some(seconds(5)), 60),
        ] {
            let waits: Vec<Duration> = (0..50).map(|_| again.next(attempt, wished)).collect();
            let (least, most) = (seconds(least), seconds(least) * 3 / 2);
            assert!(
                waits.iter().all(|it| (least..=most).contains(it)),
                "{attempt} {wished:?}"
            );
            assert!(waits.iter().any(|it| *it != waits[0]), "they differ");
        }
        assert_eq!(again.wait(Duration::ZERO).next(1, None), Duration::ZERO);
    }
}
