//! Until when an access token is used.
//!
//! In: when it came, and when it expires, if it says so. Out: the moment from which on another one is asked for.
//! Deliberately absent: certainty. A server may withdraw a token at any time, and clocks differ; a 401 settles it.

use std::time::{Duration, SystemTime};

/// How long a token is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// So long before it expires, a token is no longer used.
    pub(crate) margin: Duration,
    /// So long a token is used that does not say when it expires.
    pub(crate) max_age: Duration,
}

impl Default for Freshness {
    fn default() -> Self {
        Freshness {
            margin: Duration::from_secs(30),
            max_age: Duration::from_secs(5 * 60),
        }
    }
}

impl Freshness {
    /// Until when a token is used that came at `now`.
    ///
    /// The margin is never more than half of the token's life, so that a short life does not mean a refresh for every
    /// call. A token that seems to be expired when it comes means that the clocks differ: then its age counts.
    pub(crate) fn until(self, now: SystemTime, expiry: Option<SystemTime>) -> SystemTime {
        let life = expiry.and_then(|expiry| expiry.duration_since(now).ok());
        let used = match life {
            Some(life) if life > Duration::ZERO => life - self.margin.min(life / 2),
            Some(_) | None => self.max_age,
        };
        now.checked_add(used).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;

    fn used(expires_after: Option<i64>) -> u64 {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let expiry = expires_after.map(|after| match u64::try_from(after) {
            Ok(after) => now + Duration::from_secs(after),
            Err(_) => now - Duration::from_secs(after.unsigned_abs()),
        });
        let until = Freshness::default().until(now, expiry);
        until.duration_since(now).unwrap().as_secs()
    }

    #[test]
    fn a_token_is_used_until_shortly_before_it_expires() {
        assert_eq!(used(Some(3600)), 3570);
        assert_eq!(used(Some(40)), 20);
        assert_eq!(used(None), 300);
    }

    #[test]
    fn a_token_that_comes_expired_is_used_for_its_age() {
        assert_eq!(used(Some(0)), 300);
        assert_eq!(used(Some(-1000)), 300);
    }
}
