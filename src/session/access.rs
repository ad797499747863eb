//! An access token that a refresh gave, and whether it is the one that a caller wants.

use std::time::SystemTime;

use openapi_runtime::Secret;

/// What a caller wants.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// A token that is fresh.
    Fresh,
    /// Another token than the one of this number, which the server refused.
    InPlaceOf(u64),
}

/// An access token.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) token: Secret,
    /// Until when it is used.
    pub(crate) until: SystemTime,
    /// Of which refresh it is.
    pub(crate) number: u64,
}

impl Access {
    /// Whether it is what is wanted.
    pub(crate) fn is(&self, wanted: Wanted, now: SystemTime) -> bool {
        let other = match wanted {
            Wanted::Fresh => true,
            Wanted::InPlaceOf(number) => self.number != number,
        };
        other && now < self.until
    }
}
