//! What can go to another thread, where there are threads, and what time it is.
//!
//! In a browser (`wasm32-unknown-unknown`) there is one thread, what JavaScript gives must stay on it, and the standard
//! library has no clock. Everywhere else [`MaybeSend`] is `Send`, and [`MaybeSync`] is `Sync`.

use std::future::Future;
use std::pin::Pin;

/// `Send`, except in a browser, where it is nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Sync`, except in a browser, where it is nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// A future in a box that can go to another thread, where there are threads.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// `Send`, except in a browser, where it is nothing.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync`, except in a browser, where it is nothing.
#[cfg(target_family = "wasm")]
pub trait MaybeSync {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSync for T {}

/// A future in a box that can go to another thread, where there are threads.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod clock {
    pub(crate) use std::time::{Instant, SystemTime};

    /// The time of the day.
    pub(crate) fn now() -> SystemTime {
        SystemTime::now()
    }
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod clock {
    pub(crate) use std::time::SystemTime;
    pub(crate) use web_time::Instant;
    use web_time::web::SystemTimeExt as _;

    /// The time of the day.
    pub(crate) fn now() -> SystemTime {
        web_time::SystemTime::now().to_std()
    }
}

pub(crate) use clock::{Instant, SystemTime, now};
