//! Which credentials go with a request.
//!
//! In: the alternatives that an operation asks for, the schemes of the document and the credentials that are
//! configured. Out: headers, query items and cookies. The first alternative whose schemes all have a credential is
//! used; one that asks for nothing comes last. When none can be satisfied, the request goes out without: documents often
//! ask for more than servers do, and a credential may come by another way (a header of the call, a proxy). A 401 or 403
//! then says in its error which credentials were missing. Deliberately absent: getting and renewing tokens, which is
//! `tokens.rs` and `oauth.rs`.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::Client;
use super::api::{Api, In, Requirement, Scheme};
use super::cookie;
use super::escape::{Keep, decode, encode, is_token};
use super::oauth::OAuth2;
use super::style::{CookieText, header_text};
use super::tokens::{AccessToken, TokenError, TokenSource, Tokens};
use super::transport::{BoxFuture, MaybeSend, MaybeSync};

/// A text that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl Secret {
    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Box<str>>> From<T> for Secret {
    fn from(text: T) -> Self {
        Secret(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// What is configured for a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Token(Secret),
    Basic { user: Box<str>, password: Secret },
    Source(Shared),
}

/// A source with the token that it gave; clones share it.
#[derive(Clone)]
struct Shared(Arc<(Tokens, Source)>);

enum Source {
    Own(Box<dyn TokenSource>),
    OAuth(Box<OAuth2>),
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Shared {}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a source of tokens")
    }
}

/// A closure that gives tokens.
struct FromFn<F>(F);

impl<F, R, T, E> TokenSource for FromFn<F>
where
    F: Fn() -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Result<T, E>> + MaybeSend + 'static,
    T: Into<AccessToken>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let got = (self.0)();
        Box::pin(async {
            let failed = |why| TokenError::new("its source gives none").with_source(why);
            got.await.map(Into::into).map_err(failed)
        })
    }
}

impl Credential {
    /// A key or token: for `apiKey`, bearer, OAuth 2, OpenID Connect and other HTTP schemes.
    pub fn token(token: impl Into<Secret>) -> Self {
        Credential(Kind::Token(token.into()))
    }

    /// User name and password: for HTTP basic.
    pub fn basic(user: impl Into<Box<str>>, password: impl Into<Secret>) -> Self {
        Credential(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// Tokens of a source: got when one is needed, shared by all calls and by clones of this credential, got anew shortly
    /// before they expire and once when a server refuses one with 401.
    pub fn source(source: impl TokenSource) -> Self {
        Credential::shared(Source::Own(Box::new(source)))
    }

    /// Tokens that a closure gets, as [`Credential::source`]: a text, or an [`AccessToken`] with its lifetime.
    ///
    /// ```
    /// use openapi_runtime::Credential;
    ///
    /// let credential = Credential::from_fn(|| async { std::fs::read_to_string("/run/secrets/token") });
    /// assert!(!format!("{credential:?}").contains("token\""));
    /// ```
    pub fn from_fn<F, R, T, E>(get: F) -> Self
    where
        F: Fn() -> R + MaybeSend + MaybeSync + 'static,
        R: Future<Output = Result<T, E>> + MaybeSend + 'static,
        T: Into<AccessToken>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Credential::source(FromFn(get))
    }

    /// Tokens of an OAuth 2 flow, as [`Credential::source`].
    #[must_use]
    pub fn oauth2(flow: OAuth2) -> Self {
        Credential::shared(Source::OAuth(Box::new(flow)))
    }

    fn shared(source: Source) -> Self {
        Credential(Kind::Source(Shared(Arc::new((Tokens::default(), source)))))
    }

    /// The credential as it is sent: with a token other than the one that was refused. Gives the token as well when it is
    /// one that can be got anew. `left` is the time that is left for the call.
    pub(crate) async fn ready(
        &self,
        scheme: &'static Scheme,
        refused: Option<&Secret>,
        client: &Client,
        left: Option<Duration>,
    ) -> Result<(Credential, Option<Secret>), Arc<TokenError>> {
        let Kind::Source(Shared(shared)) = &self.0 else {
            return Ok((self.clone(), None));
        };
        let (tokens, source) = &**shared;
        let ask = || async {
            match source {
                Source::Own(source) => source.token().await,
                Source::OAuth(flow) => flow.token(scheme, client, left).await,
            }
        };
        let token = tokens.get(refused, ask).await?;
        Ok((Credential(Kind::Token(token.clone())), Some(token)))
    }
}

/// What a credential adds to a request.
#[derive(Clone, Debug)]
enum Placed {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
    Nothing,
}

/// Checks that a credential fits its scheme and can be sent.
pub(crate) fn check(api: &Api, name: &str, credential: &Credential) -> Result<(), String> {
    let Some(scheme) = api.scheme(name) else {
        let known: Vec<String> = api
            .schemes
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let known = if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        };
        return Err(format!(
            "the document declares no security scheme `{name}` (it declares {known})"
        ));
    };
    let fits = match &credential.0 {
        Kind::Source(shared) => shared.check(scheme),
        Kind::Token(_) | Kind::Basic { .. } => place(scheme, credential).map(|_| ()),
    };
    fits.map_err(|reason| format!("the credential for `{name}`: {reason}"))
}

impl Shared {
    fn check(&self, scheme: &Scheme) -> Result<(), String> {
        match (scheme, &self.0.1) {
            (Scheme::Basic, _) => Err("HTTP basic takes a user name and a password".to_owned()),
            (_, Source::OAuth(flow)) => flow.check(scheme),
            (_, Source::Own(_)) => Ok(()),
        }
    }
}

fn place(scheme: &Scheme, credential: &Credential) -> Result<Placed, String> {
    let authorization = |value: String| {
        let mut value =
            HeaderValue::try_from(value).map_err(|_| "it cannot stand in a header".to_owned())?;
        value.set_sensitive(true);
        Ok(Placed::Header(header::AUTHORIZATION, value))
    };
    match (scheme, &credential.0) {
        (Scheme::MutualTls, _) => Ok(Placed::Nothing),
        (_, Kind::Source(_)) => Err("its token was not got".to_owned()),
        (Scheme::Basic, Kind::Basic { user, password }) => {
            if user.contains(':') {
                return Err("a user name cannot hold ':'".to_owned());
            }
            let pair = format!("{user}:{}", password.expose());
            authorization(format!(
                "Basic {}",
                base64::engine::general_purpose::STANDARD.encode(pair)
            ))
        }
        (Scheme::Basic, Kind::Token(_)) => {
            Err("HTTP basic takes a user name and a password".to_owned())
        }
        (_, Kind::Basic { .. }) => {
            Err("only HTTP basic takes a user name and a password".to_owned())
        }
        (Scheme::Bearer | Scheme::OAuth2 { .. } | Scheme::OpenIdConnect, Kind::Token(token)) => {
            authorization(format!("Bearer {}", header_text(token.expose())?))
        }
        (Scheme::Http { scheme }, Kind::Token(token)) if is_token(scheme) => {
            authorization(format!("{scheme} {}", header_text(token.expose())?))
        }
        (Scheme::Http { scheme }, Kind::Token(_)) => {
            Err(format!("{scheme:?} is not the name of an HTTP scheme"))
        }
        (Scheme::ApiKey { location, name }, Kind::Token(token)) => {
            place_key(*location, name, token.expose())
        }
    }
}

fn place_key(location: In, name: &str, key: &str) -> Result<Placed, String> {
    match location {
        In::Header => {
            let header = HeaderName::try_from(name)
                .map_err(|_| format!("{name:?} is not a name of a header"))?;
            let mut value = HeaderValue::try_from(header_text(key)?)
                .map_err(|_| "it cannot stand in a header".to_owned())?;
            value.set_sensitive(true);
            Ok(Placed::Header(header, value))
        }
        In::Query => Ok(Placed::Query(format!(
            "{}={}",
            encode(name, Keep::Unreserved),
            encode(key, Keep::Unreserved)
        ))),
        In::Cookie if is_token(name) => {
            cookie::value(key, CookieText::Raw).map(|key| Placed::Cookie(format!("{name}={key}")))
        }
        In::Cookie => Err(format!("{name:?} is not a name that a cookie can have")),
        In::Path => Err("a key cannot stand in a path".to_owned()),
    }
}

/// What a request asks for.
#[derive(Clone, Debug)]
pub(crate) enum Security {
    /// What the document says.
    Declared(&'static [&'static [Requirement]]),
    /// The first scheme of the document that has a credential.
    Any,
    /// One scheme.
    Only(Box<str>),
    /// Nothing.
    Nothing,
}

/// What goes with a request.
#[derive(Debug, Default)]
pub(crate) struct Additions {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) query: Vec<String>,
    pub(crate) cookies: Vec<String>,
    /// What to say when the server refuses.
    pub(crate) note: Option<Box<str>>,
}

/// The credentials that go with a request.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    pub(crate) credentials: Vec<(Box<str>, &'static Scheme, Credential)>,
    /// What to say when the server refuses.
    pub(crate) note: Option<Box<str>>,
}

/// Chooses credentials; `credential` finds what is configured for a scheme.
pub(crate) fn choose<'c>(
    api: &'static Api,
    security: &Security,
    credential: impl Fn(&str) -> Option<&'c Credential>,
) -> Result<Choice, String> {
    let chosen: Vec<&str> = match security {
        Security::Nothing => Vec::new(),
        Security::Only(name) if api.scheme(name).is_none() => {
            return Err(format!("the document declares no security scheme `{name}`"));
        }
        Security::Only(name) if credential(name).is_none() => {
            return Err(format!("no credential is configured for `{name}`"));
        }
        Security::Only(name) => vec![name],
        Security::Any => api
            .schemes
            .iter()
            .map(|(name, _)| *name)
            .find(|name| credential(name).is_some())
            .into_iter()
            .collect(),
        Security::Declared(alternatives) => {
            let satisfied = |requirement: &Requirement| {
                api.scheme(requirement.scheme) == Some(&Scheme::MutualTls)
                    || credential(requirement.scheme).is_some()
            };
            let adds = |alternative: &&&[Requirement]| {
                alternative
                    .iter()
                    .any(|requirement| credential(requirement.scheme).is_some())
            };
            let mut usable = alternatives
                .iter()
                .filter(|alternative| alternative.iter().all(satisfied));
            match usable.clone().find(adds).or_else(|| usable.next()) {
                Some(alternative) => alternative
                    .iter()
                    .map(|requirement| requirement.scheme)
                    .collect(),
                None if alternatives.is_empty() => Vec::new(),
                None => {
                    return Ok(Choice {
                        note: Some(missing(alternatives)),
                        credentials: Vec::new(),
                    });
                }
            }
        }
    };
    let found = |name: &str| Some((name.into(), api.scheme(name)?, credential(name)?.clone()));
    Ok(Choice {
        credentials: chosen.into_iter().filter_map(found).collect(),
        note: None,
    })
}

/// Places credentials that are ready.
pub(crate) fn placed(choice: &Choice) -> Result<Additions, String> {
    let mut additions = Additions {
        note: choice.note.clone(),
        ..Additions::default()
    };
    for (name, scheme, credential) in &choice.credentials {
        let placed = place(scheme, credential)
            .map_err(|reason| format!("the credential for `{name}`: {reason}"))?;
        additions.add(placed)?;
    }
    Ok(additions)
}

impl Additions {
    fn add(&mut self, placed: Placed) -> Result<(), String> {
        match placed {
            Placed::Header(name, _) if self.headers.iter().any(|(known, _)| *known == name) => {
                return Err(format!(
                    "two security schemes that are both asked for set the header `{name}`"
                ));
            }
            Placed::Header(name, value) => self.headers.push((name, value)),
            Placed::Query(item) => self.query.push(item),
            Placed::Cookie(cookie) => self.cookies.push(cookie),
            Placed::Nothing => {}
        }
        Ok(())
    }

    /// Leaves out what a call says itself, in the same place and by the same name: many documents declare a key also as a
    /// parameter, and two values of one name are for servers to choose from.
    pub(crate) fn yield_to<'a>(
        &mut self,
        headers: &HeaderMap,
        query: impl Iterator<Item = &'a String>,
        cookies: &[String],
    ) {
        self.headers.retain(|(name, _)| !headers.contains_key(name));
        let said = names(query, "&");
        self.query.retain(|it| !said.contains(&name_of(it)));
        let said = names(cookies.iter(), "; ");
        self.cookies.retain(|it| !said.contains(&name_of(it)));
    }
}

fn names<'a>(items: impl Iterator<Item = &'a String>, between: &str) -> Vec<String> {
    items
        .flat_map(|it| it.split(between))
        .map(name_of)
        .collect()
}

fn name_of(item: &str) -> String {
    decode(item.split('=').next().unwrap_or_default())
}

fn missing(alternatives: &[&[Requirement]]) -> Box<str> {
    let named = |alternative: &&[Requirement]| {
        let names: Vec<String> = alternative
            .iter()
            .map(|requirement| format!("`{}`", requirement.scheme))
            .collect();
        names.join(" and ")
    };
    let alternatives: Vec<String> = alternatives.iter().map(named).collect();
    format!(
        "the operation asks for {}, for which no credential is configured",
        alternatives.join(", or ")
    )
    .into()
}
