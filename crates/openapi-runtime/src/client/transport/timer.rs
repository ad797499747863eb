//! Waiting without an async runtime: a thread that sleeps.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

/// Ends after some time. The thread begins to sleep when it is polled for the first time.
pub(super) struct Sleep {
    time: Duration,
    started: Option<(Instant, Arc<Mutex<Waker>>)>,
}

impl Sleep {
    pub(super) fn new(time: Duration) -> Self {
        Sleep {
            time,
            started: None,
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let time = self.time;
        match &self.started {
            Some((began, _)) if began.elapsed() >= time => return Poll::Ready(()),
            Some((_, waker)) => {
                let mut waker = waker.lock().unwrap_or_else(PoisonError::into_inner);
                waker.clone_from(context.waker());
            }
            None => {
                let waker = Arc::new(Mutex::new(context.waker().clone()));
                self.started = Some((Instant::now(), Arc::clone(&waker)));
                let slept = move || {
                    thread::sleep(time);
                    let waker = waker.lock().unwrap_or_else(PoisonError::into_inner);
                    waker.wake_by_ref();
                };
                if thread::Builder::new().spawn(slept).is_err() {
                    // No thread to be had: this one sleeps.
                    thread::sleep(time);
                    return Poll::Ready(());
                }
            }
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Wake;

    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    #[test]
    fn it_wakes_who_waits_when_the_time_is_over() {
        let begin = Instant::now();
        let mut sleep = std::pin::pin!(Sleep::new(Duration::from_millis(30)));
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        while sleep
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            thread::park_timeout(Duration::from_secs(10));
        }
        let took = begin.elapsed();
        assert!(took >= Duration::from_millis(30) && took < Duration::from_secs(5));
    }
}
