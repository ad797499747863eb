//! Tokens that are got when they are needed, and shared.
//!
//! In: a source of tokens. Out: a token that is fresh, got once for all who need it at the same time. A failure is
//! shared by those who waited for it; the next call asks the source again. Deliberately absent: how a token is got, and
//! where it goes in a request.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::auth::Secret;
use super::threads::Instant;
use super::transport::{BoxFuture, MaybeSend, MaybeSync};

/// Gets tokens: from a vault, a metadata service, a login of one's own.
///
/// The runtime asks when a request needs a token and there is none that is fresh, and once more when a server refuses a
/// token with 401. It asks once for all who wait. A closure is a source by [`Credential::from_fn`].
///
/// ```
/// use openapi_runtime::{AccessToken, TokenError, TokenSource, transport::BoxFuture};
/// use std::time::Duration;
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl TokenSource for Vault {
///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
///         Box::pin(async { Ok(AccessToken::new("eyJ…").expires_in(Duration::from_secs(300))) })
///     }
/// }
/// ```
///
/// [`Credential::from_fn`]: crate::Credential::from_fn
pub trait TokenSource: MaybeSend + MaybeSync + 'static {
    /// Gets a new token.
    ///
    /// # Errors
    /// When there is none; the request that needs it is then not sent.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>>;
}

/// A token, and how long it is good for. `Debug` does not show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub(crate) text: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that is used until a server refuses it.
    pub fn new(text: impl Into<Secret>) -> Self {
        AccessToken {
            text: text.into(),
            lifetime: None,
        }
    }

    /// The token is good for so long; a new one is got a little earlier.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl<T: Into<Secret>> From<T> for AccessToken {
    fn from(text: T) -> Self {
        AccessToken::new(text)
    }
}

/// Why there is no token: a message without secrets, and what caused it.
#[derive(Debug)]
pub struct TokenError {
    message: Box<str>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenError {
    /// An error with its message: a clause without a capital and without a full stop, and without secrets.
    pub fn new(message: impl Into<Box<str>>) -> Self {
        TokenError {
            message: message.into(),
            source: None,
        }
    }

    /// Adds what caused the error.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        TokenError {
            source: Some(source.into()),
            ..self
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_ref()?;
        Some(&**source)
    }
}

/// The token of a source, and who waits for the next one.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<State>);

#[derive(Default)]
struct State {
    token: Option<(Secret, Option<Instant>)>,
    /// How often the source was asked.
    asked: u64,
    /// Whether it is being asked.
    asking: bool,
    /// The last time that it failed: which one it was, and why.
    failed: Option<(u64, Arc<TokenError>)>,
    waiting: Vec<Waker>,
}

impl Tokens {
    /// A token other than the one that was refused; `ask` asks the source.
    pub(crate) async fn get<F>(
        &self,
        refused: Option<&Secret>,
        ask: impl FnOnce() -> F,
    ) -> Result<Secret, Arc<TokenError>>
    where
        F: Future<Output = Result<AccessToken, TokenError>>,
    {
        let begun = {
            let state = self.state();
            // Who asks already asks for us.
            state.asked - u64::from(state.asking)
        };
        let turn = match Waiting(self, refused, begun).await {
            Turn::Token(token) => return Ok(token),
            Turn::Failed(why) => return Err(why),
            Turn::Ask(turn) => turn,
        };
        let got = ask().await;
        let mut state = self.state();
        match got {
            Ok(token) => {
                let until = token.lifetime.and_then(fresh_until);
                state.token = Some((token.text.clone(), until));
                drop(state);
                drop(turn);
                Ok(token.text)
            }
            Err(why) => {
                let why = Arc::new(why);
                state.token = None;
                state.failed = Some((state.asked, Arc::clone(&why)));
                drop(state);
                drop(turn);
                Err(why)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code of others runs while it is locked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Until when a token is used: a tenth of its life, at most half a minute, is left for the way.
fn fresh_until(lifetime: Duration) -> Option<Instant> {
    let margin = (lifetime / 10).min(Duration::from_secs(30));
    Instant::now().checked_add(lifetime.saturating_sub(margin))
}

/// Waits for a token, or for one's turn to ask.
struct Waiting<'a>(&'a Tokens, Option<&'a Secret>, u64);

enum Turn<'a> {
    Token(Secret),
    Failed(Arc<TokenError>),
    Ask(Asking<'a>),
}

impl<'a> Future for Waiting<'a> {
    type Output = Turn<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Turn<'a>> {
        let Waiting(tokens, refused, begun) = *self;
        let mut state = tokens.state();
        let now = Instant::now();
        if let Some((token, until)) = &state.token {
            if Some(token) != refused && until.is_none_or(|until| now < until) {
                return Poll::Ready(Turn::Token(token.clone()));
            }
        }
        if state.asking {
            state.waiting.push(context.waker().clone());
            return Poll::Pending;
        }
        if let Some((_, why)) = state.failed.as_ref().filter(|(at, _)| *at > begun) {
            return Poll::Ready(Turn::Failed(Arc::clone(why)));
        }
        state.asking = true;
        state.asked += 1;
        drop(state);
        Poll::Ready(Turn::Ask(Asking(tokens)))
    }
}

/// Asks the source; lets others have their turn when it is dropped, also in the middle.
struct Asking<'a>(&'a Tokens);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.state();
            state.asking = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    fn gives(text: &'static str) -> std::future::Ready<Result<AccessToken, TokenError>> {
        std::future::ready(Ok(AccessToken::new(text)))
    }

    #[test]
    fn a_token_is_kept_until_it_is_refused_or_old() {
        let tokens = Tokens::default();
        let get = |refused: Option<&str>, next: &'static str| {
            let refused = refused.map(Secret::from);
            now(tokens.get(refused.as_ref(), || gives(next)))
                .unwrap()
                .unwrap()
                .expose()
                .to_owned()
        };
        assert_eq!(get(None, "a"), "a");
        assert_eq!(get(None, "b"), "a");
        assert_eq!(get(Some("a"), "b"), "b");
        // Somebody else has got a new one already.
        assert_eq!(get(Some("a"), "c"), "b");
        let old = || std::future::ready(Ok(AccessToken::new("d").expires_in(Duration::ZERO)));
        let refused = Secret::from("b");
        assert!(now(tokens.get(Some(&refused), old)).unwrap().is_ok());
        assert_eq!(get(None, "e"), "e");
    }

    #[test]
    fn whoever_gives_up_in_the_middle_lets_others_ask() {
        let tokens = Tokens::default();
        {
            let mut first = std::pin::pin!(tokens.get(None, std::future::pending));
            let mut context = Context::from_waker(Waker::noop());
            assert!(first.as_mut().poll(&mut context).is_pending());
            assert!(now(tokens.get(None, || gives("never"))).is_none());
        }
        let got = now(tokens.get(None, || gives("a"))).unwrap().unwrap();
        assert_eq!(got.expose(), "a");
    }

    #[test]
    fn those_who_waited_share_a_failure_and_the_next_asks_again() {
        let tokens = Tokens::default();
        let gate = Mutex::new(false);
        let slow = || {
            std::future::poll_fn(|_| {
                if *gate.lock().unwrap() {
                    Poll::Ready(Err(TokenError::new("the vault is closed")))
                } else {
                    Poll::Pending
                }
            })
        };
        let mut first = Box::pin(tokens.get(None, slow));
        let mut second = Box::pin(tokens.get(None, || gives("not asked")));
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert!(second.as_mut().poll(&mut context).is_pending());
        *gate.lock().unwrap() = true;
        let said = |it: Poll<Result<Secret, Arc<TokenError>>>| match it {
            Poll::Ready(Err(why)) => why.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            said(first.as_mut().poll(&mut context)),
            "the vault is closed"
        );
        assert_eq!(
            said(second.as_mut().poll(&mut context)),
            "the vault is closed"
        );
        assert!(now(tokens.get(None, || gives("a"))).unwrap().is_ok());
    }
}
