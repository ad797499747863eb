//! Tokens that are got when they are needed: by OAuth 2 flows against a token endpoint on loopback, and by closures.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openapi_runtime::client::schemes::{BearerScheme, OAuth2Scheme};
use openapi_runtime::{AccessToken, Auth, Credential, Error, Method, OAuth2, TokenError};

use crate::api::Client;
use crate::server::{Server, Step, answer, header};
use crate::{chain, wait};

const OAUTH: OAuth2Scheme = OAuth2Scheme::new("oauth");
const BEARER: BearerScheme = BearerScheme::new("bearer");

/// A server with a token endpoint that gives `t1`, `t2` … , and resources for which a token has to be good.
fn server(extra: &'static str, good: impl Fn(&str) -> bool + Send + Sync + 'static) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |request| {
        let path = request.split(' ').nth(1).unwrap_or_default();
        if !path.starts_with("/v1/") {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            let json = format!(r#"{{"access_token": "t{number}", "token_type": "bearer"{extra}}}"#);
            let kind = [("Content-Type", "application/json")];
            // Slow, so that all who need a token are waiting when it comes.
            return vec![
                Step::Wait(Duration::from_millis(80)),
                Step::Write(answer("200 OK", &kind, &json)),
            ];
        }
        let token = header(request, "authorization").unwrap_or_default();
        let status = if good(token) { "200 OK" } else { "401 No" };
        vec![Step::Write(answer(status, &[], ""))]
    })
}

fn client(server: &Server, auth: Auth) -> Client {
    Client::builder(server.url()).auth(auth).build().unwrap()
}

async fn call(client: &Client, scheme: &str) -> Result<u16, Error> {
    let request = client.request(Method::GET, "/v1/x").secured_by(scheme);
    request.send().await.map(|it| it.status().as_u16())
}

/// Bodies of the requests for tokens, with their `Authorization`.
fn asked(server: &Server) -> Vec<(String, Option<String>)> {
    let requests = server.requests();
    let asked = requests.iter().filter(|it| it.starts_with("POST "));
    asked
        .map(|it| {
            let body = it.split("\r\n\r\n").nth(1).unwrap_or_default();
            (
                body.to_owned(),
                header(it, "authorization").map(str::to_owned),
            )
        })
        .collect()
}

#[test]
fn a_password_gets_a_token_from_the_documents_endpoint() {
    let server = server("", |token| token == "Bearer t1");
    let client = client(&server, OAUTH.password("anna@example.com", "p w&="));
    assert_eq!(wait(call(&client, "oauth")).unwrap(), 200);
    assert_eq!(wait(call(&client, "oauth")).unwrap(), 200);
    let form = "grant_type=password&username=anna%40example.com&password=p+w%26%3D";
    assert_eq!(asked(&server), [(form.to_owned(), None)]);
    // `token` of the document is relative to the server.
    assert!(server.requests()[0].starts_with("POST /token HTTP"));
}

#[test]
fn a_relative_endpoint_is_below_the_server() {
    let server = server("", |_| true);
    let builder = Client::builder(server.url() + "/api").auth(OAUTH.password("a", "b"));
    wait(call(&builder.build().unwrap(), "oauth")).unwrap();
    assert!(server.requests()[0].starts_with("POST /api/token HTTP"));
}

#[test]
fn client_credentials_go_in_a_header_or_in_the_body() {
    let server = server("", |_| true);
    let flow = || {
        OAuth2::client_credentials("re:ports", "s3cret")
            .scope("a")
            .scope("b")
    };
    let in_header = client(&server, OAUTH.flow(flow().parameter("audience", "x")));
    wait(call(&in_header, "oauth")).unwrap();
    let in_body = client(&server, OAUTH.flow(flow().client_in_body()));
    wait(call(&in_body, "oauth")).unwrap();
    let asked = asked(&server);
    assert_eq!(
        asked[0].0,
        "grant_type=client_credentials&scope=a+b&audience=x"
    );
    // `re%3Aports:s3cret`
    assert_eq!(
        asked[0].1.as_deref(),
        Some("Basic cmUlM0Fwb3J0czpzM2NyZXQ=")
    );
    assert_eq!(
        asked[1],
        (
            "grant_type=client_credentials&scope=a+b&client_id=re%3Aports&client_secret=s3cret"
                .to_owned(),
            None
        )
    );
    assert!(server.requests()[0].starts_with("POST /oauth/token HTTP"));
}

#[test]
fn many_callers_cause_one_request_for_a_token() {
    let server = server("", |token| token == "Bearer t1");
    let client = client(&server, OAUTH.password("a", "b"));
    let all = wait(async {
        let calls: Vec<_> = (0..20)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { call(&client, "oauth").await.unwrap() })
            })
            .collect();
        let mut all = Vec::new();
        for call in calls {
            all.push(call.await.unwrap());
        }
        all
    });
    assert_eq!(all, [200; 20]);
    assert_eq!(asked(&server).len(), 1);
}

#[test]
fn a_token_that_is_refused_is_got_anew_once() {
    let server = server("", |token| token == "Bearer t2");
    let anew = client(&server, OAUTH.password("a", "b"));
    assert_eq!(wait(call(&anew, "oauth")).unwrap(), 200);
    assert_eq!(asked(&server).len(), 2);
    let server = self::server("", |_| false);
    let never = client(&server, OAUTH.password("a", "b"));
    assert_eq!(wait(call(&never, "oauth")).unwrap(), 401);
    assert_eq!((asked(&server).len(), server.requests().len()), (2, 4));
    // A token that was given once and for all is not got anew.
    let fixed = client(&server, OAUTH.token("fixed"));
    assert_eq!(wait(call(&fixed, "oauth")).unwrap(), 401);
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn a_refresh_token_gets_the_next_one() {
    let extra = r#", "expires_in": "0", "refresh_token": "r&""#;
    let server = server(extra, |_| true);
    let renewing = client(&server, OAUTH.client_credentials("id", "secret"));
    wait(call(&renewing, "oauth")).unwrap();
    wait(call(&renewing, "oauth")).unwrap();
    let asked = asked(&server);
    assert_eq!(asked[1].0, "grant_type=refresh_token&refresh_token=r%26");
    let requests = server.requests();
    assert!(
        requests[2].starts_with("POST /oauth/renew HTTP"),
        "{}",
        requests[2]
    );
}

#[test]
fn a_refresh_token_that_is_worn_out_makes_way_for_the_password() {
    let server = Server::start(|request| {
        let worn_out = request.contains("grant_type=refresh_token");
        let (status, body) = if worn_out {
            ("400 No", r#"{"error": "invalid_grant"}"#)
        } else {
            (
                "200 OK",
                r#"{"access_token": "t", "expires_in": 0, "refresh_token": "r"}"#,
            )
        };
        vec![Step::Write(answer(status, &[], body))]
    });
    let client = client(&server, OAUTH.password("a", "b"));
    wait(call(&client, "oauth")).unwrap();
    wait(call(&client, "oauth")).unwrap();
    let kinds: Vec<String> = asked(&server)
        .iter()
        .map(|(form, _)| form.split('&').next().unwrap_or_default().to_owned())
        .collect();
    let expected = ["password", "refresh_token", "password"].map(|it| format!("grant_type={it}"));
    assert_eq!(kinds, expected);
}

#[test]
fn a_failure_names_the_scheme_and_no_secret() {
    let body = r#"{"error": "invalid_client", "error_description": "s3cret is wrong"}"#;
    let server = Server::answering("401 No", "application/json", body);
    let client = client(&server, OAUTH.client_credentials("id", "s3cret"));
    let error = wait(call(&client, "oauth")).unwrap_err();
    let said = format!("{error} {error:?} {:?}", chain(&error));
    assert!(
        said.contains("there is no token for `oauth`")
            && said.contains("401 Unauthorized: invalid_client"),
        "{said}"
    );
    assert!(!said.contains("s3cret"), "{said}");
    assert_eq!(server.requests().len(), 1, "the call itself was not sent");
}

#[test]
fn a_token_endpoint_cannot_add_to_a_request() {
    for (body, reason) in [
        // A header of its own.
        (
            r#"{"access_token": "t\r\nX-Evil: 1", "token_type": "bearer"}"#,
            "header",
        ),
        (r#"{"access_token": "", "token_type": "bearer"}"#, ""),
        // A number of seconds that is none, or too many.
        (
            r#"{"access_token": "t", "token_type": "bearer", "expires_in": 1e400}"#,
            "",
        ),
        (r#"{"token_type": "bearer"}"#, "access_token"),
        ("[[[[", ""),
    ] {
        let server = Server::answering("200 OK", "application/json", body);
        let client = client(&server, OAUTH.client_credentials("id", "s3cret"));
        let error = wait(call(&client, "oauth")).unwrap_err();
        let said = format!("{error} {:?}", chain(&error));
        assert!(
            said.contains(reason) && !said.contains("X-Evil"),
            "{body}: {said}"
        );
        assert_eq!(
            server.requests().len(),
            1,
            "{body}: the call itself was not sent"
        );
    }
    let endless =
        r#"{"access_token": "t", "token_type": "bearer", "expires_in": 99999999999999999999999}"#;
    let server = Server::answering("200 OK", "application/json", endless);
    let client = client(&server, OAUTH.client_credentials("id", "s3cret"));
    let _ = wait(call(&client, "oauth"));
    let large = format!("{{\"access_token\": \"{}\"}}", "t".repeat(4 << 20));
    let server = Server::answering("200 OK", "application/json", &large);
    let client = self::client(&server, OAUTH.client_credentials("id", "s3cret"));
    assert!(wait(call(&client, "oauth")).is_err());
}

#[test]
fn a_closure_gives_tokens() {
    let server = server("", |token| token == "Bearer c2");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let auth = BEARER.from_fn(move || {
        let number = counted.fetch_add(1, Ordering::SeqCst) + 1;
        async move { Ok::<_, TokenError>(AccessToken::new(format!("c{number}"))) }
    });
    assert!(!format!("{auth:?}").contains("c1"));
    let client = client(&server, auth);
    assert_eq!(wait(call(&client, "bearer")).unwrap(), 200);
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let failing = BEARER.from_fn(|| async { Err::<String, _>("the vault is closed") });
    let error = wait(call(&self::client(&server, failing), "bearer")).unwrap_err();
    let said = chain(&error).join(" < ");
    assert!(
        said.contains("`bearer`") && said.contains("the vault is closed"),
        "{said}"
    );
}

#[test]
fn a_flow_has_to_fit_its_scheme() {
    let refused = |scheme: &str, flow: OAuth2| {
        let builder = Client::builder("http://h").credential(scheme, Credential::oauth2(flow));
        builder.build().unwrap_err().to_string()
    };
    let said = refused("basic", OAuth2::password("a", "b"));
    assert!(said.contains("user name"), "{said}");
    let said = refused("key", OAuth2::password("a", "b"));
    assert!(said.contains("bearer tokens"), "{said}");
    let said = refused("oauth", OAuth2::authorization_code("c", "http://back"));
    assert!(said.contains("token_url"), "{said}");
    let said = refused("bearer", OAuth2::refresh_token("r"));
    assert!(said.contains("token_url"), "{said}");
}

#[test]
fn nothing_secret_is_sent_from_https_to_http() {
    let transport = openapi_runtime::transport::Memory::new(|_| panic!("nothing is sent"));
    let flow = OAuth2::password("a", "b").token_url("http://h/token");
    let builder = Client::builder("https://h").transport(transport);
    let client = builder.auth(OAUTH.flow(flow)).build().unwrap();
    let error = wait(call(&client, "oauth")).unwrap_err();
    assert!(
        error.to_string().contains("nothing is sent there"),
        "{error}"
    );
}

#[cfg(feature = "oauth2-code")]
#[test]
fn a_code_is_exchanged_with_the_secret_of_its_consent() {
    use base64::Engine as _;
    use sha2::Digest as _;

    let consent = openapi_runtime::Consent::new(
        "http://h/authorize?x=y",
        "my app",
        "http://back",
        &["a", "b"],
    );
    let url: http::Uri = consent.url().parse().unwrap();
    let part = |name: &str| {
        let query = url.query().unwrap();
        let mut items = query.split('&').filter_map(|it| it.split_once('='));
        items.find(|it| it.0 == name).unwrap().1.to_owned()
    };
    assert_eq!(
        (part("client_id"), part("scope")),
        ("my%20app".into(), "a%20b".into())
    );
    let shown = format!("{consent:?}");
    assert!(!shown.contains(&part("state")), "{shown}");
    let flow = consent.finish("the code", &part("state")).unwrap();
    let server = server("", |_| true);
    let client = client(&server, OAUTH.flow(flow.token_url(server.url() + "/token")));
    wait(call(&client, "oauth")).unwrap();
    let (form, _) = asked(&server).remove(0);
    let verifier = form
        .split("code_verifier=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let hash = sha2::Sha256::digest(verifier.as_bytes());
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
    assert_eq!(part("code_challenge"), challenge);
    assert!(
        form.starts_with(
            "grant_type=authorization_code&code=the+code&redirect_uri=http%3A%2F%2Fback&"
        ),
        "{form}"
    );
    assert!(form.contains("client_id=my+app"), "{form}");
}

#[test]
fn a_token_has_a_time_of_its_own_within_that_of_the_call() {
    use crate::server::Step;
    use std::time::{Duration, Instant};
    let silent = Server::start(|_| vec![Step::Wait(Duration::from_secs(20))]);
    let call = |own: u64, timeout: u64| {
        let flow = OAuth2::client_credentials("id", "s3cret").token_url(silent.url());
        let flow = flow.timeout(Duration::from_millis(own));
        let builder = Client::builder(silent.url()).timeout(Duration::from_millis(timeout));
        let builder = builder.credential("oauth", Credential::oauth2(flow));
        let client = builder.build().unwrap();
        let begin = Instant::now();
        let error = wait(client.streams().watch()).unwrap_err();
        assert!(begin.elapsed() < Duration::from_secs(8), "{error}");
        let all = format!("{error} {:?}", chain(&error));
        assert!(!all.contains("s3cret"), "{all}");
        all
    };
    let said = call(200, 9000);
    assert!(
        said.contains("no token for `oauth`") && said.contains("200ms"),
        "{said}"
    );
    let said = call(9000, 200);
    assert!(
        said.contains("`oauth`") && said.contains("within 200ms"),
        "{said}"
    );
    let requests = silent.requests();
    assert!(
        requests.iter().all(|it| it.starts_with("POST / ")),
        "{requests:?}"
    );
}
