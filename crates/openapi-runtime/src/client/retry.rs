//! Whether a request is sent once more, and when.
//!
//! In: what came of an attempt, the request, and the client's [`Retries`]. Out: how long to wait before the next
//! attempt, or that there is none. Deliberately absent: waiting, which is the transport's, and the body, which may be gone.
//!
//! - Nothing was sent when there was no connection: any request may go again.
//! - After an attempt that broke off or ran out of time, and after 408, 429, 502, 503 and 504, only requests go again
//!   that do no harm twice: idempotent methods (RFC 9110 §9.2.2), and those with a header `Idempotency-Key`.
//! - `Retry-After` (RFC 9110 §10.2.3) is obeyed. One that asks for more patience than there is ends the call with the answer.
//! - Otherwise the wait is random between nothing and a limit that doubles ("full jitter"), so that many clients do not
//!   come back at the same moment.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::time::Duration;

use http::{HeaderMap, HeaderName, Method, StatusCode, header};

use super::threads::{self, SystemTime};
use super::transport::TransportErrorKind;

/// The header by which a server knows that it has seen a request before.
pub(crate) const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Which requests are sent once more when they fail in a way that may pass, and how soon.
///
/// A client retries nothing unless it is told to:
///
/// ```
/// use openapi_runtime::Retries;
/// use std::time::Duration;
///
/// let patient = Retries::up_to(4).first_wait(Duration::from_secs(1));
/// assert_eq!(Retries::default(), Retries::up_to(2));
/// # let _ = patient;
/// ```
///
/// Sent again are requests that got no connection; and, if they do no harm twice, those whose answer broke off, ran out of
/// time, or has the status 408, 429, 502, 503 or 504. Harmless are the methods `GET`, `HEAD`, `OPTIONS`, `TRACE`, `QUERY`,
/// `PUT` and `DELETE`, and any request with a header `Idempotency-Key`. A body that is a stream cannot be sent twice. The
/// time for the call holds for all of its attempts and the waits between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retries {
    most: u32,
    first: Duration,
    longest: Duration,
    patience: Duration,
    keys: bool,
}

impl Default for Retries {
    /// Two retries: three attempts in all.
    fn default() -> Self {
        Retries::up_to(2)
    }
}

impl Retries {
    /// None.
    #[must_use]
    pub fn none() -> Self {
        Retries::up_to(0)
    }

    /// So many after the first attempt.
    #[must_use]
    pub fn up_to(retries: u32) -> Self {
        Retries {
            most: retries,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
            patience: Duration::from_secs(60),
            keys: false,
        }
    }

    /// The longest wait before the first retry, where the server names none; it doubles with each further one. Half a
    /// second if not set.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first = wait;
        self
    }

    /// The longest wait before any retry, where the server names none; 8 seconds if not set.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How long a server may let the client wait by `Retry-After`; 60 seconds if not set. When it asks for more, there is
    /// no retry, and the answer is given to the caller.
    #[must_use]
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.patience = wait;
        self
    }

    /// Gives each `POST` and `PATCH` a header `Idempotency-Key` with a random value, the same for all of its attempts, unless
    /// it has one. For servers that know this header: they answer the second attempt as they answered the first.
    #[must_use]
    pub fn with_idempotency_keys(mut self) -> Self {
        self.keys = true;
        self
    }

    /// The key that a request without one is to have, if it needs one.
    pub(crate) fn key(&self, method: &Method) -> Option<String> {
        let needed = self.keys && self.most > 0 && !is_idempotent(method);
        needed.then(|| {
            let (high, low) = (random(), random());
            format!("{high:016x}{low:016x}")
        })
    }

    /// How long to wait before the next attempt; none when there is to be none. `attempts` is how many there were.
    pub(crate) fn wait(
        &self,
        attempts: u32,
        request: (&Method, &HeaderMap),
        outcome: &Outcome<'_>,
        left: Option<Duration>,
    ) -> Option<Duration> {
        let harmless = is_idempotent(request.0) || request.1.contains_key(KEY);
        if attempts > self.most || !outcome.may_pass(harmless) {
            return None;
        }
        let wait = match outcome.retry_after(threads::now()) {
            Some(asked) if asked > self.patience => return None,
            Some(asked) => asked,
            None => self.jitter(attempts, random()),
        };
        // A wait that uses up all the time leaves none for the attempt.
        left.is_none_or(|left| wait < left).then_some(wait)
    }

    /// A wait between nothing and the limit of this attempt; `random` is any number.
    fn jitter(&self, attempts: u32, random: u64) -> Duration {
        let doubled = 2u32.saturating_pow(attempts.saturating_sub(1));
        share(self.first.saturating_mul(doubled).min(self.longest), random)
    }
}

/// A random time between nothing and a limit.
pub(crate) fn random_below(limit: Duration) -> Duration {
    share(limit, random())
}

fn share(limit: Duration, random: u64) -> Duration {
    let nanos = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX - 1);
    Duration::from_nanos(random % nanos.saturating_add(1).max(1))
}

/// What came of an attempt.
pub(crate) enum Outcome<'a> {
    Answer(StatusCode, &'a HeaderMap),
    Failure(TransportErrorKind),
}

impl Outcome<'_> {
    fn may_pass(&self, harmless: bool) -> bool {
        use TransportErrorKind::{
            Body, BrokenOff, Connect, ConnectTimeout, IdleTimeout, Other, Timeout, TooLarge,
        };
        match self {
            Outcome::Answer(status, _) => {
                harmless && matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
            }
            Outcome::Failure(Connect | ConnectTimeout) => true,
            Outcome::Failure(Timeout | IdleTimeout | BrokenOff) => harmless,
            Outcome::Failure(Body | TooLarge | Other) => false,
        }
    }

    fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        match self {
            Outcome::Answer(_, headers) => {
                let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
                retry_after(text.trim(), now)
            }
            Outcome::Failure(_) => None,
        }
    }
}

/// Seconds, or a date; none when it is neither.
fn retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        // More digits than fit are more patience than anyone has.
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    Some(until.duration_since(now).unwrap_or(Duration::ZERO))
}

fn is_idempotent(method: &Method) -> bool {
    ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"].contains(&method.as_str())
}

/// Any number. Good for waits and names of requests, not for secrets.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_doubles_up_to_the_longest_wait() {
        let retries = Retries::up_to(9).longest_wait(Duration::from_secs(3));
        let limit = |attempts| {
            // The largest of the possible waits.
            let nanos = [1, 2, 4, 6]
                .map(|half_seconds| half_seconds * 500_000_000)
                .into_iter();
            nanos
                .map(|it| retries.jitter(attempts, it))
                .max()
                .unwrap_or_default()
        };
        assert_eq!(limit(1), Duration::from_millis(500));
        assert_eq!(limit(2), Duration::from_secs(1));
        assert_eq!(limit(3), Duration::from_secs(2));
        assert_eq!(limit(4), Duration::from_secs(3));
        assert_eq!(limit(u32::MAX), Duration::from_secs(3));
        assert_eq!(retries.jitter(1, 500_000_001), Duration::ZERO);
        let endless = Retries::up_to(1).first_wait(Duration::MAX);
        assert!(endless.jitter(40, 7) <= Duration::from_secs(8));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Thu, 01 Jan 2026 00:00:00 GMT").unwrap();
        let cases = [
            ("0", Some(0)),
            ("120", Some(120)),
            ("Thu, 01 Jan 2026 00:00:07 GMT", Some(7)),
            ("Thursday, 01-Jan-26 00:00:07 GMT", Some(7)),
            ("Thu Jan  1 00:00:07 2026", Some(7)),
            ("Wed, 31 Dec 2025 23:59:59 GMT", Some(0)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ];
        for (text, seconds) in cases {
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(retry_after(text, now), expected, "{text:?}");
        }
        assert_eq!(
            retry_after("99999999999999999999999", now),
            Some(Duration::MAX)
        );
    }

    #[test]
    fn only_what_does_no_harm_twice_goes_again() {
        let retries = Retries::default();
        let none = HeaderMap::new();
        let keyed = HeaderMap::from_iter([(KEY, http::HeaderValue::from_static("k"))]);
        let unavailable = Outcome::Answer(StatusCode::SERVICE_UNAVAILABLE, &none);
        let broken = Outcome::Failure(TransportErrorKind::BrokenOff);
        let refused = Outcome::Failure(TransportErrorKind::Connect);
        let waits = |method: Method, headers: &HeaderMap, outcome: &Outcome<'_>| {
            retries.wait(1, (&method, headers), outcome, None).is_some()
        };
        for outcome in [&unavailable, &broken] {
            assert!(waits(Method::GET, &none, outcome) && waits(Method::DELETE, &none, outcome));
            assert!(!waits(Method::POST, &none, outcome) && !waits(Method::PATCH, &none, outcome));
            assert!(waits(Method::POST, &keyed, outcome));
        }
        assert!(waits(Method::POST, &none, &refused));
        assert!(
            retries
                .wait(3, (&Method::GET, &none), &refused, None)
                .is_none()
        );
        let teapot = Outcome::Answer(StatusCode::INTERNAL_SERVER_ERROR, &none);
        assert!(!waits(Method::GET, &none, &teapot));
    }

    #[test]
    fn there_is_no_wait_beyond_patience_and_the_time_of_the_call() {
        let asked =
            |seconds: &str| HeaderMap::from_iter([(header::RETRY_AFTER, seconds.parse().unwrap())]);
        let wait = |seconds: &str, left: Option<u64>| {
            let headers = asked(seconds);
            let outcome = Outcome::Answer(StatusCode::TOO_MANY_REQUESTS, &headers);
            let request = (&Method::GET, &HeaderMap::new());
            Retries::default().wait(1, request, &outcome, left.map(Duration::from_secs))
        };
        assert_eq!(wait("60", None), Some(Duration::from_secs(60)));
        assert_eq!(wait("61", None), None);
        assert_eq!(wait("1000000000", None), None);
        assert_eq!(wait("9", Some(10)), Some(Duration::from_secs(9)));
        assert_eq!(wait("10", Some(10)), None);
    }

    #[test]
    fn keys_are_for_what_would_do_harm_twice() {
        let retries = Retries::default().with_idempotency_keys();
        let (one, other) = (
            retries.key(&Method::POST).unwrap(),
            retries.key(&Method::POST).unwrap(),
        );
        assert!(one != other && one.len() == 32, "{one} {other}");
        assert_eq!(retries.key(&Method::GET), None);
        assert_eq!(Retries::default().key(&Method::POST), None);
    }
}
