//! Waiting with whatever there is: Tokio's timer, or one thread for all who wait.

#[cfg(not(target_family = "wasm"))]
pub(super) use threaded::after;

/// Never ready: there is no thread that could wait.
#[cfg(target_family = "wasm")]
pub(super) fn after(_: std::time::Duration) -> super::BoxFuture<'static, ()> {
    Box::pin(std::future::pending())
}

#[cfg(not(target_family = "wasm"))]
mod threaded {
    use std::collections::BTreeMap;
    use std::future::Future;
    use std::pin::Pin;
    use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
    use std::task::{Context, Poll, Waker};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::super::BoxFuture;

    /// Is ready after this time.
    pub(in super::super) fn after(time: Duration) -> BoxFuture<'static, ()> {
        #[cfg(feature = "reqwest")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Box::pin(tokio::time::sleep(time));
        }
        Box::pin(Sleep::new(time))
    }

    /// Ends after some time, which is counted from the first time that it is polled.
    struct Sleep {
        time: Duration,
        alarm: Option<Alarm>,
    }

    /// When somebody is to be woken; the number tells those of one moment apart.
    type Alarm = (Instant, u64);

    impl Sleep {
        fn new(time: Duration) -> Self {
            Sleep { time, alarm: None }
        }
    }

    impl Future for Sleep {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            let alarm = match self.alarm {
                Some(alarm) => alarm,
                None => {
                    let Some(until) = Instant::now().checked_add(self.time) else {
                        // Longer than any clock goes.
                        return Poll::Pending;
                    };
                    *self.alarm.insert((until, Sleepers::number()))
                }
            };
            if Instant::now() >= alarm.0 {
                return Poll::Ready(());
            }
            if Sleepers::wake(alarm, context.waker()).is_err() {
                // No thread to be had: this one sleeps.
                thread::sleep(alarm.0.saturating_duration_since(Instant::now()));
                return Poll::Ready(());
            }
            Poll::Pending
        }
    }

    impl Drop for Sleep {
        fn drop(&mut self) {
            if let Some(alarm) = self.alarm {
                Sleepers::lock().alarms.remove(&alarm);
            }
        }
    }

    /// All who wait, and the thread that wakes them.
    #[derive(Default)]
    struct Sleepers {
        alarms: BTreeMap<Alarm, Waker>,
        count: u64,
        runs: bool,
    }

    static SLEEPERS: OnceLock<(Mutex<Sleepers>, Condvar)> = OnceLock::new();

    impl Sleepers {
        fn shared() -> &'static (Mutex<Sleepers>, Condvar) {
            SLEEPERS.get_or_init(Default::default)
        }

        fn lock() -> MutexGuard<'static, Sleepers> {
            // No code of others runs while it is locked.
            let (sleepers, _) = Sleepers::shared();
            sleepers.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn number() -> u64 {
            let mut sleepers = Sleepers::lock();
            sleepers.count += 1;
            sleepers.count
        }

        /// Has somebody woken at a moment; fails when there is no thread to do it.
        fn wake(alarm: Alarm, waker: &Waker) -> std::io::Result<()> {
            let mut sleepers = Sleepers::lock();
            if !sleepers.runs {
                let thread = thread::Builder::new().name("timer".to_owned());
                thread.spawn(Sleepers::run)?;
                sleepers.runs = true;
            }
            let first = sleepers.alarms.first_key_value().map(|(alarm, _)| *alarm);
            sleepers.alarms.insert(alarm, waker.clone());
            if first.is_none_or(|first| alarm < first) {
                Sleepers::shared().1.notify_one();
            }
            Ok(())
        }

        /// Wakes those whose time has come, for ever.
        fn run() {
            let (_, changed) = Sleepers::shared();
            let mut sleepers = Sleepers::lock();
            loop {
                let now = Instant::now();
                let later = sleepers.alarms.split_off(&(now, u64::MAX));
                let due = std::mem::replace(&mut sleepers.alarms, later);
                if !due.is_empty() {
                    drop(sleepers);
                    due.into_values().for_each(Waker::wake);
                    sleepers = Sleepers::lock();
                    continue;
                }
                let next = sleepers.alarms.first_key_value().map(|(alarm, _)| alarm.0);
                sleepers = match next {
                    None => changed.wait(sleepers),
                    Some(next) => changed
                        .wait_timeout(sleepers, next.saturating_duration_since(now))
                        .map(|(sleepers, _)| sleepers)
                        .map_err(|poisoned| PoisonError::new(poisoned.into_inner().0)),
                }
                .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::blocking::block_on;

        #[test]
        fn those_who_wait_are_woken_when_their_time_is_over() {
            let begin = Instant::now();
            let millis = [30, 10, 60, 10].map(Duration::from_millis);
            let waiting = millis.map(|time| thread::spawn(move || block_on(Sleep::new(time))));
            for (thread, time) in waiting.into_iter().zip(millis) {
                thread.join().unwrap();
                assert!(begin.elapsed() >= time, "{time:?}");
            }
            assert!(begin.elapsed() < Duration::from_secs(5));
        }

        #[test]
        fn who_gives_up_is_forgotten() {
            let mut sleep = Box::pin(Sleep::new(Duration::from_secs(3600)));
            let mut context = Context::from_waker(Waker::noop());
            assert!(sleep.as_mut().poll(&mut context).is_pending());
            let alarm = sleep.alarm.unwrap();
            assert!(Sleepers::lock().alarms.contains_key(&alarm));
            drop(sleep);
            assert!(!Sleepers::lock().alarms.contains_key(&alarm));
            let mut endless = Box::pin(Sleep::new(Duration::MAX));
            assert!(endless.as_mut().poll(&mut context).is_pending());
        }
    }
}
