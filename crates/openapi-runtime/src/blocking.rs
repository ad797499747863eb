//! Calls without an async runtime.
//!
//! In: a request. Out: its outcome, when it is there. It is the same client, polled where it stands: with the transport
//! `transport::Ureq` (feature `blocking`) or any other that needs no runtime. Deliberately absent: a second
//! client with the same methods.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Waits for a request, or anything else that can be awaited, on this thread.
///
/// ```
/// use openapi_runtime::blocking::Wait as _;
///
/// assert_eq!(std::future::ready(7).wait(), 7);
/// ```
///
/// With a generated client: `client.auth().refresh_token("…").wait()`. The reqwest transport needs a Tokio runtime, and
/// fails without one; do not call it from within an async function, whose thread would stand still.
pub trait Wait: IntoFuture + Sized {
    /// Waits for the outcome.
    fn wait(self) -> Self::Output {
        block_on(self.into_future())
    }
}

impl<F: IntoFuture> Wait for F {}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
