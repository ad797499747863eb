//! Plays the Galileo API as its FastAPI server does.
//!
//! In: a refresh token that it takes, and how it treats tokens. Out: `POST /v1/refresh_token` with the answers 200 and
//! 422 of the document, 401 for a token that it does not know, and `GET /v1/projects`, which is not in the published
//! document and wants a bearer token. It counts, and it can withdraw its access tokens.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::{Answer, Request, Server, lock};

/// Where the operation of the document is.
pub const REFRESH: &str = "/v1/refresh_token";

/// An endpoint that the document does not have.
pub const PROJECTS: &str = "/v1/projects";

/// Whether a refresh also brings a new refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The refresh token stays.
    Never,
    /// Each refresh sets a new one as a cookie, and the old one is void.
    Always,
}

/// How the server treats tokens.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The refresh token that it takes at first.
    pub refresh_token: String,
    /// For how long an access token is good; it stands in the token as `exp`.
    pub lifetime: Duration,
    /// Whether the refresh token changes.
    pub rotation: Rotation,
    /// How long a refresh takes.
    pub delay: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            refresh_token: "refresh-0".to_owned(),
            lifetime: Duration::from_secs(3600),
            rotation: Rotation::Never,
            delay: Duration::ZERO,
        }
    }
}

/// The server, with its memory.
#[derive(Debug)]
pub struct Galileo {
    server: Server,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    settings: Settings,
    /// How many access tokens were given out.
    refreshes: usize,
    /// Access tokens that are good.
    good: Vec<String>,
}

impl Galileo {
    /// Starts it.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(settings: Settings) -> io::Result<Galileo> {
        let state = Arc::new(Mutex::new(State {
            settings,
            refreshes: 0,
            good: Vec::new(),
        }));
        let playing = Arc::clone(&state);
        let server = Server::start(move |request| match (&*request.method, request.path()) {
            ("POST", REFRESH) => lock(&playing).refresh(request),
            (_, PROJECTS) => lock(&playing).projects(request),
            (_, _) => Answer::json(404, r#"{"detail":"Not Found"}"#),
        })?;
        Ok(Galileo { server, state })
    }

    /// The server beneath.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The base URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// How many access tokens were given out.
    #[must_use]
    pub fn refreshes(&self) -> usize {
        lock(&self.state).refreshes
    }

    /// Withdraws all access tokens, as a server does that was restarted with another key.
    pub fn withdraw(&self) {
        lock(&self.state).good.clear();
    }

    /// The refresh token that the server takes now.
    #[must_use]
    pub fn refresh_token(&self) -> String {
        lock(&self.state).settings.refresh_token.clone()
    }
}

impl State {
    fn refresh(&mut self, request: &Request) -> Answer {
        let Some(token) = request.cookie("refresh_token") else {
            return missing_cookie();
        };
        if token != self.settings.refresh_token {
            let detail = r#"{"detail":"Invalid refresh token"}"#;
            return Answer::json(401, detail).late(self.settings.delay);
        }
        self.refreshes += 1;
        let access = jwt(self.settings.lifetime, self.refreshes);
        // FastAPI leaves nothing out; that `token_type` may be absent is tested apart from this.
        let body = format!(r#"{{"access_token":"{access}","token_type":"bearer"}}"#);
        self.good.push(access);
        let answer = Answer::json(200, body).late(self.settings.delay);
        match self.settings.rotation {
            Rotation::Never => answer,
            Rotation::Always => {
                self.settings.refresh_token = format!("refresh-{}", self.refreshes);
                let token = &self.settings.refresh_token;
                let attributes = "HttpOnly; Max-Age=2592000; Path=/; SameSite=lax; Secure";
                answer.header(
                    "set-cookie",
                    &format!("refresh_token={token}; {attributes}"),
                )
            }
        }
    }

    fn projects(&self, request: &Request) -> Answer {
        let known = |token: &str| self.good.iter().any(|good| good == token);
        match request.bearer() {
            Some(token) if known(token) => Answer::json(
                200,
                r#"[{"id":"7f9c24e8-3b12-4fef-91e0-56a2d5a3c0e1","name":"first"}]"#,
            ),
            Some(_) | None => Answer::json(401, r#"{"detail":"Could not validate credentials"}"#)
                .header("www-authenticate", "Bearer"),
        }
    }
}

/// What FastAPI says when the cookie is not there.
#[must_use]
pub fn missing_cookie() -> Answer {
    let body = r#"{"detail":[{"type":"missing","loc":["cookie","refresh_token"],"msg":"Field required","input":null}]}"#;
    Answer::json(422, body)
}

/// A token that looks like a real one: a JWT whose `exp` is so far away. The signature is none.
#[must_use]
pub fn jwt(lifetime: Duration, number: usize) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let exp = (now + lifetime).as_secs();
    let claims = format!(r#"{{"sub":"user","jti":"{number}","exp":{exp}}}"#);
    let header = base64url(br#"{"alg":"HS256","typ":"JWT"}"#);
    format!("{header}.{}.c2lnbmF0dXJl", base64url(claims.as_bytes()))
}

/// Base64 with the URL-safe alphabet, without padding.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * place)) & 63;
            out.push(char::from(ALPHABET[index as usize]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_as_rfc_4648_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
        ] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }
}
