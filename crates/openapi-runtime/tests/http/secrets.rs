//! No secret is shown, whatever kind of credential it is and wherever it is: for many secrets, by all that can be shown.

use std::fmt::Debug;

use openapi_runtime::transport::{Memory, TransportError, TransportErrorKind};
use openapi_runtime::{
    AccessToken, BaseUrl, CallOptions, Credential, Error, Method, OAuth2, Secret, TokenError,
};

use crate::api::Client;
use crate::server::{Server, answer};
use crate::{chain, wait};

/// All that is shown, and the spellings in which a secret could be in it.
struct Shown {
    text: String,
    secret: String,
}

impl Shown {
    fn debug(&mut self, value: &dyn Debug) {
        self.text += &format!("{value:?}\n{value:#?}\n");
    }

    fn error<E: Debug + std::fmt::Display + std::error::Error>(&mut self, error: &E) {
        self.debug(error);
        self.text += &format!("{error}\n{:?}\n", chain(error));
    }

    fn check(&self) {
        use base64::Engine as _;
        let base64 = base64::engine::general_purpose::STANDARD;
        let secret = &self.secret;
        let percent: String = secret
            .bytes()
            .map(|it| match it {
                it if it.is_ascii_alphanumeric() => char::from(it).to_string(),
                it => format!("%{it:02X}"),
            })
            .collect();
        // Of a pair in base64, what does not depend on where the secret begins.
        let pair = base64.encode(format!("anna:{secret}"));
        for spelling in [secret.clone(), percent, pair, base64.encode(secret)] {
            assert!(!self.text.contains(&spelling), "{spelling}: {}", self.text);
        }
    }
}

/// Secrets that can stand in a header, a cookie and a query.
fn secrets() -> impl Iterator<Item = String> {
    let signs = ['-', '_', '.', '~', '+', '/', '=', '!', '*', '\''];
    (0..40u64).map(move |seed| {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let sign = signs[usize::try_from(next() % 10).unwrap()];
        format!("sk{:016x}{sign}{:08x}", next(), next() % 0xFFFF_FFFF)
    })
}

fn flows(secret: &str) -> Vec<OAuth2> {
    let token = "http://127.0.0.1:1/token";
    [
        OAuth2::client_credentials("id", secret),
        OAuth2::client_credentials("id", secret).client_in_body(),
        OAuth2::password("anna", secret),
        OAuth2::password("anna", "x").client("id", secret),
        OAuth2::authorization_code(secret, "http://h/back").verifier(secret),
        OAuth2::refresh_token(secret),
        OAuth2::client_credentials("id", "x").parameter("assertion", secret),
    ]
    .into_iter()
    .map(|flow| flow.token_url(token))
    .collect()
}

/// Each kind of credential, for a scheme that takes it.
fn credentials(secret: &str) -> Vec<(&'static str, Credential)> {
    let owned = secret.to_owned();
    let source = move || std::future::ready(Ok::<_, TokenError>(AccessToken::new(owned.clone())));
    let mut all = vec![
        ("key", Credential::token(secret)),
        ("queryKey", Credential::token(secret)),
        ("cookieKey", Credential::token(secret)),
        ("bearer", Credential::token(secret)),
        ("digest", Credential::token(secret)),
        ("basic", Credential::basic("anna", secret)),
        ("bearer", Credential::from_fn(source)),
    ];
    let flows = flows(secret).into_iter().map(Credential::oauth2);
    all.extend(flows.map(|it| ("oauth", it)));
    all
}

#[test]
fn what_is_configured_is_not_shown() {
    for secret in secrets() {
        let mut shown = Shown {
            text: String::new(),
            secret: secret.clone(),
        };
        let secret = &*secret;
        shown.debug(&Secret::from(secret));
        shown.debug(&AccessToken::new(secret));
        shown.debug(&BaseUrl::from(format!("http://anna:{secret}@h/")));
        shown.error(&Client::new(format!("http://anna:{secret}@h/")).unwrap_err());
        flows(secret).iter().for_each(|it| shown.debug(it));
        #[cfg(feature = "oauth2-code")]
        shown.debug(
            &openapi_runtime::Consent::new(
                "http://h/authorize",
                "app",
                &format!("http://h/{secret}"),
                &[],
            )
            .finish(secret, "another state")
            .unwrap_err(),
        );
        let options = CallOptions::new().bearer(secret).query("api_key", secret);
        let options = options.header("x-mine", secret).header("cookie", secret);
        for (scheme, credential) in credentials(secret) {
            shown.debug(&credential);
            let options = options.clone().credential(scheme, credential.clone());
            shown.debug(&options);
            let builder = Client::builder("http://h").credential(scheme, credential);
            let unused = Memory::new(|_| unreachable!("nothing is sent"));
            let builder = builder.transport(unused);
            let builder = builder.header("x-mine", secret).user_agent(secret);
            shown.debug(&builder);
            let client = builder.build().unwrap().with_options(options.clone());
            shown.debug(&client);
            shown.debug(
                &client
                    .things()
                    .refresh(secret)
                    .with_options(options.clone()),
            );
            shown.debug(
                &client
                    .request(Method::GET, "/x")
                    .query("api_key", secret)
                    .json(secret),
            );
        }
        // What cannot be sent is not quoted.
        for (scheme, credential) in credentials(&format!("{secret}\r\n")) {
            let builder = Client::builder("http://h").credential(scheme, credential);
            if let Err(error) = builder.build() {
                shown.error(&error);
            }
        }
        shown.check();
    }
}

#[test]
fn what_was_sent_and_what_came_is_not_shown() {
    for secret in secrets().take(2) {
        let mut shown = Shown {
            text: String::new(),
            secret: secret.clone(),
        };
        let secret = &*secret;
        let (location, cookie) = (format!("/x?code={secret}"), format!("sid={secret}"));
        let headers = [
            ("Location", &*location),
            ("Set-Cookie", &*cookie),
            ("X-Auth-Token", secret),
            ("Content-Type", "text/plain"),
        ];
        let refusing = Server::raw(answer("403 Forbidden", &headers, secret));
        let failing =
            Memory::failing(|_| Err(TransportError::new(TransportErrorKind::Other, "no luck")));
        let options = CallOptions::new()
            .query("api_key", secret)
            .header("x-mine", secret);
        for (scheme, credential) in credentials(secret) {
            let built = |server: &str| {
                let builder = Client::builder(server).credential(scheme, credential.clone());
                builder.build().unwrap().with_options(options.clone())
            };
            let refused = built(&refusing.url());
            let gone = built("http://127.0.0.1:1");
            for client in [&refused, &gone] {
                shown.error(&wait(client.things().secured()).unwrap_err());
                shown.error(&wait(client.things().refresh(secret)).unwrap_err());
                let raw = client.request(Method::POST, &format!("/x?api_key={secret}"));
                match wait(raw.secured_by(scheme).send()) {
                    Ok(answer) => shown.debug(&answer),
                    Err(error) => shown.error(&error),
                }
            }
        }
        let builder = Client::builder("http://h").transport(failing);
        let client = builder.build().unwrap().with_options(options);
        let error: Error = wait(client.request(Method::GET, "/x").send()).unwrap_err();
        shown.error(&error);
        shown.check();
    }
}
