//! Access tokens by OAuth 2 (RFC 6749): password, client credentials, authorization code with PKCE (RFC 7636), refresh.
//!
//! In: what a flow needs, and the token endpoint of the document or one's own. Out: tokens, renewed by the refresh token
//! where the server gives one. Deliberately absent: the implicit flow, whose token comes with the consent; showing a
//! consent page; when a token is got, which is `tokens.rs`.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri, header};

use super::Client;
use super::api::{Flow, Grant, Scheme};
use super::auth::Secret;
use super::clock::{Clock, Deadline};
use super::escape::{Keep, encode};
use super::redirect;
use super::send;
use super::tokens::{AccessToken, TokenError};
use super::transport::{Body, Limits};

/// A token endpoint has little to say.
const LIMIT: u64 = 1024 * 1024;

const TIMEOUT: Duration = Duration::from_secs(30);

/// How access tokens are got by OAuth 2. `Debug` shows no secret.
///
/// The token endpoint is that of the document's flow; a relative one is below the client's server. It is asked through the
/// client's transport. Where it gives a refresh token, the next access token is got by that.
///
/// ```
/// use openapi_runtime::OAuth2;
///
/// let flow = OAuth2::client_credentials("reports", "s3cret").scope("read").scope("write");
/// assert!(!format!("{flow:?}").contains("s3cret"));
/// ```
pub struct OAuth2 {
    asks: Asks,
    client: Option<(Box<str>, Option<Secret>)>,
    place: ClientPlace,
    scopes: Vec<Box<str>>,
    extra: Vec<(Box<str>, Secret)>,
    token_url: Option<Box<str>>,
    timeout: Duration,
    refresh: Mutex<Option<Secret>>,
}

enum Asks {
    ClientCredentials,
    Password {
        user: Box<str>,
        password: Secret,
    },
    Code {
        code: Secret,
        redirect_uri: Box<str>,
        verifier: Option<Secret>,
    },
    /// By the refresh token alone.
    Refresh,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ClientPlace {
    Header,
    Body,
}

impl OAuth2 {
    fn new(asks: Asks) -> Self {
        OAuth2 {
            asks,
            client: None,
            place: ClientPlace::Header,
            scopes: Vec::new(),
            extra: Vec::new(),
            token_url: None,
            timeout: TIMEOUT,
            refresh: Mutex::new(None),
        }
    }

    /// By the client's own credentials (RFC 6749 §4.4).
    pub fn client_credentials(id: impl Into<Box<str>>, secret: impl Into<Secret>) -> Self {
        OAuth2::new(Asks::ClientCredentials).client(id, secret)
    }

    /// By a user's name and password (RFC 6749 §4.3).
    pub fn password(user: impl Into<Box<str>>, password: impl Into<Secret>) -> Self {
        OAuth2::new(Asks::Password {
            user: user.into(),
            password: password.into(),
        })
    }

    /// By the code that a user's consent gave (RFC 6749 §4.1); it is good for one access token, so that the server has to
    /// give a refresh token for the next.
    pub fn authorization_code(code: impl Into<Secret>, redirect_uri: impl Into<Box<str>>) -> Self {
        OAuth2::new(Asks::Code {
            code: code.into(),
            redirect_uri: redirect_uri.into(),
            verifier: None,
        })
    }

    /// By a refresh token that one has (RFC 6749 §6).
    pub fn refresh_token(token: impl Into<Secret>) -> Self {
        let flow = OAuth2::new(Asks::Refresh);
        *flow.refresh() = Some(token.into());
        flow
    }

    /// The client's name and secret, sent by HTTP basic; see [`OAuth2::client_in_body`].
    #[must_use]
    pub fn client(mut self, id: impl Into<Box<str>>, secret: impl Into<Secret>) -> Self {
        self.client = Some((id.into(), Some(secret.into())));
        self
    }

    /// The name of a client that has no secret.
    #[must_use]
    pub fn public_client(mut self, id: impl Into<Box<str>>) -> Self {
        self.client = Some((id.into(), None));
        self
    }

    /// Sends the client's name and secret in the body, for servers that do not take HTTP basic.
    #[must_use]
    pub fn client_in_body(mut self) -> Self {
        self.place = ClientPlace::Body;
        self
    }

    /// Asks for this scope, and others that are asked for.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Box<str>>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Adds a parameter, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<Box<str>>, value: impl Into<Secret>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    /// The token endpoint, in place of the document's.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// How long it may take to get a token; 30 seconds if not set. A call that needs one waits no longer than it may take
    /// itself.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The secret that the code's consent was asked with (RFC 7636).
    #[must_use]
    pub fn verifier(mut self, secret: impl Into<Secret>) -> Self {
        if let Asks::Code { verifier, .. } = &mut self.asks {
            *verifier = Some(secret.into());
        }
        self
    }

    /// Whether a scheme can have tokens of this flow, and says where they are given.
    pub(crate) fn check(&self, scheme: &Scheme) -> Result<(), String> {
        match scheme {
            Scheme::OAuth2 { .. } | Scheme::OpenIdConnect | Scheme::Bearer => {
                if self.endpoint(scheme, Wanted::New).is_empty() {
                    return Err(
                        "the document names no token URL; give one by `token_url`".to_owned()
                    );
                }
                Ok(())
            }
            Scheme::ApiKey { .. } | Scheme::Basic | Scheme::Http { .. } | Scheme::MutualTls => {
                Err("OAuth 2 gives bearer tokens, which this scheme does not take".to_owned())
            }
        }
    }

    /// Gets a token.
    pub(crate) async fn token(
        &self,
        scheme: &Scheme,
        client: &Client,
        left: Option<Duration>,
    ) -> Result<AccessToken, TokenError> {
        let refresh = self.refresh().clone();
        if let Some(refresh) = refresh {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh.expose()),
            ];
            let asked = self.ask(scheme, client, left, Wanted::Renewed, &form).await;
            match (asked, &self.asks) {
                (Ok(token), _) => return Ok(token),
                (Err(Refused::ByServer(_)), Asks::ClientCredentials | Asks::Password { .. }) => {
                    *self.refresh() = None;
                }
                (Err(Refused::ByServer(why) | Refused::Otherwise(why)), _) => return Err(why),
            }
        }
        let form = match &self.asks {
            Asks::ClientCredentials => vec![("grant_type", "client_credentials")],
            Asks::Password { user, password } => vec![
                ("grant_type", "password"),
                ("username", user),
                ("password", password.expose()),
            ],
            Asks::Code {
                code,
                redirect_uri,
                verifier,
            } => {
                let mut form = vec![
                    ("grant_type", "authorization_code"),
                    ("code", code.expose()),
                    ("redirect_uri", redirect_uri),
                ];
                form.extend(verifier.iter().map(|it| ("code_verifier", it.expose())));
                form
            }
            Asks::Refresh => return Err(TokenError::new("there is no refresh token")),
        };
        let asked = self.ask(scheme, client, left, Wanted::New, &form).await;
        asked.map_err(Refused::why)
    }

    async fn ask(
        &self,
        scheme: &Scheme,
        client: &Client,
        left: Option<Duration>,
        wanted: Wanted,
        form: &[(&str, &str)],
    ) -> Result<AccessToken, Refused> {
        let uri = self
            .uri(scheme, client, wanted)
            .map_err(Refused::Otherwise)?;
        let request = self.request(uri, client, form);
        let unreachable = |why| {
            Refused::Otherwise(
                TokenError::new("the token endpoint gives no answer").with_source(why),
            )
        };
        let own = Deadline::after(Some(self.timeout));
        let mut clock = Clock::new(client, own, "a token (`OAuth2::timeout`)");
        let limits = Limits {
            // A transport that blocks cannot be interrupted when the time of the call is over.
            timeout: left.into_iter().chain([self.timeout]).min(),
            ..Limits::default()
        };
        let answer = send::head(client, request, limits, &mut clock)
            .await
            .map_err(unreachable)?;
        let (head, body) = answer.into_parts();
        let (body, end) = send::read(body, LIMIT, &mut clock).await;
        end.map_err(unreachable)?;
        let answer = read(head.status, &body)?;
        if let Some(refresh) = answer.refresh {
            *self.refresh() = Some(refresh);
        }
        Ok(answer.token)
    }

    fn request(&self, uri: Uri, client: &Client, form: &[(&str, &str)]) -> http::Request<Body> {
        let mut pairs: Vec<(&str, &str)> = form.to_vec();
        let scope = self.scopes.join(" ");
        if !scope.is_empty() {
            pairs.push(("scope", &scope));
        }
        let mut authorization = None;
        match (&self.client, self.place) {
            (Some((id, Some(secret))), ClientPlace::Header) => {
                let words = [&**id, secret.expose()].map(|it| encode(it, Keep::Form));
                let words = base64::engine::general_purpose::STANDARD.encode(words.join(":"));
                authorization = HeaderValue::try_from(format!("Basic {words}")).ok();
            }
            (Some((id, secret)), ClientPlace::Body | ClientPlace::Header) => {
                pairs.push(("client_id", id));
                pairs.extend(secret.iter().map(|it| ("client_secret", it.expose())));
            }
            (None, _) => {}
        }
        pairs.extend(self.extra.iter().map(|(name, it)| (&**name, it.expose())));
        let items: Vec<String> = pairs
            .iter()
            .map(|(name, it)| format!("{}={}", encode(name, Keep::Form), encode(it, Keep::Form)))
            .collect();
        let mut request = http::Request::new(Body::from(items.join("&")));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        let known = HeaderValue::from_static;
        headers.insert(header::ACCEPT, known("application/json"));
        headers.insert(
            header::CONTENT_TYPE,
            known("application/x-www-form-urlencoded"),
        );
        if let Some(agent) = client.headers().get(header::USER_AGENT) {
            headers.insert(header::USER_AGENT, agent.clone());
        }
        if let Some(mut value) = authorization {
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        request
    }

    /// The endpoint as it is written; empty when there is none.
    fn endpoint<'a>(&'a self, scheme: &Scheme, wanted: Wanted) -> &'a str {
        if let Some(own) = &self.token_url {
            return own;
        }
        let flows: &'static [Flow] = match scheme {
            Scheme::OAuth2 { flows } => flows,
            Scheme::ApiKey { .. }
            | Scheme::Basic
            | Scheme::Bearer
            | Scheme::Http { .. }
            | Scheme::OpenIdConnect
            | Scheme::MutualTls => &[],
        };
        let grant = match &self.asks {
            Asks::ClientCredentials => Some(Grant::ClientCredentials),
            Asks::Password { .. } => Some(Grant::Password),
            Asks::Code { .. } => Some(Grant::AuthorizationCode),
            Asks::Refresh => None,
        };
        let mut flows = flows
            .iter()
            .filter(|it| grant.is_none_or(|grant| it.grant == grant) && !it.token_url.is_empty());
        flows.next().map_or("", |flow| match wanted {
            Wanted::Renewed if !flow.refresh_url.is_empty() => flow.refresh_url,
            Wanted::Renewed | Wanted::New => flow.token_url,
        })
    }

    /// The endpoint's URL; a relative one is below the server.
    fn uri(&self, scheme: &Scheme, client: &Client, wanted: Wanted) -> Result<Uri, TokenError> {
        let text = self.endpoint(scheme, wanted);
        let none = || TokenError::new(format!("{text:?} is not the URL of a token endpoint"));
        if text.is_empty() {
            return Err(none());
        }
        let base = client.base().url("/", "").map_err(|_| none())?;
        let uri = redirect::resolve(&base, text).ok_or_else(none)?;
        if base.scheme_str() == Some("https") && uri.scheme_str() != Some("https") {
            let message =
                "the token endpoint is http, where the server is https: nothing is sent there";
            return Err(TokenError::new(message));
        }
        Ok(uri)
    }

    fn refresh(&self) -> MutexGuard<'_, Option<Secret>> {
        self.refresh.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an endpoint is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    New,
    Renewed,
}

/// Why there is no token.
enum Refused {
    /// The endpoint says no.
    ByServer(TokenError),
    Otherwise(TokenError),
}

impl Refused {
    fn why(self) -> TokenError {
        match self {
            Refused::ByServer(why) | Refused::Otherwise(why) => why,
        }
    }
}

struct Read {
    token: AccessToken,
    refresh: Option<Secret>,
}

/// RFC 6749 §5.
fn read(status: StatusCode, body: &Bytes) -> Result<Read, Refused> {
    let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    let text = |name: &str| json.as_ref()?.get(name)?.as_str();
    if !status.is_success() {
        // A code of the specification; other words may repeat what was sent.
        let code = text("error").filter(|it| {
            it.len() < 64 && it.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
        });
        let code = code.map(|it| format!(": {it}")).unwrap_or_default();
        let why = TokenError::new(format!("the token endpoint answered {status}{code}"));
        // Those that ask for patience say nothing about the credentials.
        let later = matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
        );
        return Err(if status.is_client_error() && !later {
            Refused::ByServer(why)
        } else {
            Refused::Otherwise(why)
        });
    }
    let Some(access) = text("access_token").filter(|it| !it.is_empty()) else {
        let message = "the token endpoint answered without an `access_token`";
        return Err(Refused::Otherwise(TokenError::new(message)));
    };
    // Some servers write the number as text.
    let seconds = json.as_ref().and_then(|it| it.get("expires_in"));
    let seconds = seconds.and_then(|it| it.as_u64().or_else(|| it.as_str()?.parse().ok()));
    Ok(Read {
        token: AccessToken {
            text: access.into(),
            lifetime: seconds.map(Duration::from_secs),
        },
        refresh: text("refresh_token").map(Secret::from),
    })
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match &self.asks {
            Asks::ClientCredentials => "client_credentials",
            Asks::Password { .. } => "password",
            Asks::Code { .. } => "authorization_code",
            Asks::Refresh => "refresh_token",
        };
        f.debug_struct("OAuth2")
            .field("grant", &grant)
            .field("client", &self.client.as_ref().map(|(id, _)| id))
            .field("scopes", &self.scopes)
            .field("token_url", &self.token_url)
            .finish_non_exhaustive()
    }
}

/// A user's consent that is being asked for: the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636). `Debug` shows
/// no secret.
///
/// ```
/// use openapi_runtime::Consent;
///
/// let consent = Consent::new("https://login.example.com/authorize", "my-app", "http://127.0.0.1:8123/back", &["read"]);
/// assert!(consent.url().starts_with("https://login.example.com/authorize?response_type=code&client_id=my-app&"));
/// // Show `consent.url()` to the user; what comes back at the redirect URI has a code and the state.
/// assert!(consent.finish("a code", "another state").is_err());
/// ```
#[cfg(feature = "oauth2-code")]
#[derive(Debug)]
pub struct Consent {
    url: Secret,
    state: Secret,
    verifier: Secret,
    client: Box<str>,
    redirect_uri: Box<str>,
}

#[cfg(feature = "oauth2-code")]
impl Consent {
    /// Asks for these scopes at an authorization endpoint.
    #[must_use]
    pub fn new(authorization_url: &str, client: &str, redirect_uri: &str, scopes: &[&str]) -> Self {
        let (state, verifier) = (secret(), secret());
        let hash = <sha2::Sha256 as sha2::Digest>::digest(verifier.as_bytes());
        let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
        let scope = scopes.join(" ");
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", redirect_uri),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        if !scope.is_empty() {
            pairs.push(("scope", &scope));
        }
        let items: Vec<String> = pairs
            .iter()
            .map(|(name, it)| format!("{name}={}", encode(it, Keep::Unreserved)))
            .collect();
        let mark = if authorization_url.contains('?') {
            '&'
        } else {
            '?'
        };
        Consent {
            url: format!("{authorization_url}{mark}{}", items.join("&")).into(),
            state: state.into(),
            verifier: verifier.into(),
            client: client.into(),
            redirect_uri: redirect_uri.into(),
        }
    }

    /// The page to show to the user.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.expose()
    }

    /// The flow that goes on with the code.
    ///
    /// # Errors
    /// When the state is not the one that the page was asked with: the answer belongs to somebody else's question.
    pub fn finish(self, code: impl Into<Secret>, state: &str) -> Result<OAuth2, TokenError> {
        if self.state.expose() != state {
            return Err(TokenError::new("the state is not the one that was sent"));
        }
        let flow = OAuth2::authorization_code(code, self.redirect_uri);
        Ok(flow.public_client(self.client).verifier(self.verifier))
    }
}

/// 256 bits that nobody can guess, as 43 characters.
#[cfg(feature = "oauth2-code")]
fn secret() -> String {
    let mut bytes = [0; 32];
    // The operating system's source fails only where there is none at all, and nothing secret can be made there.
    getrandom::fill(&mut bytes)
        .unwrap_or_else(|why| unreachable!("there is no source of randomness: {why}"));
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_busy_has_refused_nothing() {
        let refuses = |status: u16| {
            let status = StatusCode::from_u16(status).unwrap();
            matches!(read(status, &Bytes::new()), Err(Refused::ByServer(_)))
        };
        assert!([400, 401, 403].into_iter().all(refuses));
        assert!(![408, 429, 500, 503].into_iter().any(refuses));
    }
}
