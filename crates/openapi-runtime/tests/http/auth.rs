//! Credentials: which alternative, where they go, and that they never show.

use openapi_runtime::{CallOptions, Credential, Method};

use crate::api::Client;
use crate::server::{Server, header};
use crate::wait;

fn ok() -> Server {
    Server::answering("200 OK", "application/json", "{}")
}

/// What a call of `secured` sends with these credentials.
fn secured(credentials: &[(&str, Credential)]) -> String {
    let server = ok();
    let mut builder = Client::builder(server.url());
    for (scheme, credential) in credentials {
        builder = builder.credential(*scheme, credential.clone());
    }
    wait(builder.build().unwrap().things().secured()).unwrap();
    server.request()
}

fn token() -> Credential {
    Credential::token("t0k:en/=")
}

#[test]
fn all_schemes_of_an_alternative_go_along() {
    let request = secured(&[("key", token()), ("queryKey", Credential::token("a&b"))]);
    assert!(
        request.starts_with("GET /v1/secured?api%20key=a%26b HTTP/1.1"),
        "{request}"
    );
    assert_eq!(header(&request, "x-key"), Some("t0k:en/="));
    assert_eq!(header(&request, "authorization"), None);

    let request = secured(&[("bearer", token()), ("cookieKey", token())]);
    assert_eq!(header(&request, "authorization"), Some("Bearer t0k:en/="));
    assert_eq!(header(&request, "cookie"), Some("sid=t0k:en/="));
}

#[test]
fn the_first_alternative_with_all_credentials_is_used() {
    // `key` alone satisfies nothing, so `basic` is used, and `key` is not sent.
    let request = secured(&[
        ("key", token()),
        ("basic", Credential::basic("aladdin", "opensesame")),
    ]);
    assert_eq!(
        header(&request, "authorization"),
        Some("Basic YWxhZGRpbjpvcGVuc2VzYW1l")
    );
    assert_eq!(header(&request, "x-key"), None);
    let request = secured(&[("digest", token())]);
    assert_eq!(header(&request, "authorization"), Some("Digest t0k:en/="));
}

#[test]
fn nothing_configured_sends_nothing() {
    let request = secured(&[]);
    assert_eq!(header(&request, "authorization"), None);
    let request = secured(&[("cookieKey", token())]);
    assert_eq!(header(&request, "cookie"), None);
}

#[test]
fn a_refusal_names_what_was_missing() {
    let server = Server::answering("401 Unauthorized", "text/plain", "no");
    let client = Client::builder(server.url())
        .credential("key", token())
        .build()
        .unwrap();
    let error = wait(client.things().secured()).unwrap_err();
    let text = "the operation asks for `key` and `queryKey`, or `basic`, or `bearer` and `cookieKey`, or `digest`, \
                or `oauth` and `basic`, for which no credential is configured";
    assert!(error.to_string().ends_with(text), "{error}");
    // Whoever sets a header by hand is not told about schemes.
    let call = client
        .things()
        .secured()
        .with_options(CallOptions::new().bearer("x"));
    let error = wait(call).unwrap_err();
    assert!(!error.to_string().contains("configured"), "{error}");
}

#[test]
fn an_alternative_that_asks_for_nothing_comes_last() {
    let call = |builder: openapi_runtime::ClientBuilder<Client>| {
        wait(builder.build().unwrap().things().refresh("r")).unwrap();
    };
    let server = ok();
    call(Client::builder(server.url()));
    call(
        Client::builder(server.url())
            .credential("oauth", token())
            .credential("cookieKey", token()),
    );
    let requests = server.requests();
    assert_eq!(header(&requests[0], "authorization"), None);
    assert_eq!(
        header(&requests[1], "authorization"),
        Some("Bearer t0k:en/=")
    );
    assert_eq!(
        header(&requests[1], "cookie"),
        Some("refresh_token=r; sid=t0k:en/=")
    );
}

#[test]
fn a_call_can_bring_its_own_credential() {
    let server = ok();
    let client = Client::builder(server.url())
        .credential("basic", Credential::basic("a", "b"))
        .build()
        .unwrap();
    let options = CallOptions::new().credential("digest", token());
    wait(client.things().secured().with_options(options.clone())).unwrap();
    wait(
        client
            .request(Method::GET, "/x")
            .secured_by("digest")
            .with_options(options)
            .send(),
    )
    .unwrap();
    let requests = server.requests();
    assert_eq!(header(&requests[0], "authorization"), Some("Basic YTpi"));
    assert_eq!(
        header(&requests[1], "authorization"),
        Some("Digest t0k:en/=")
    );
    let unknown = CallOptions::new().credential("nope", token());
    let error = wait(client.things().secured().with_options(unknown)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("declares no security scheme `nope`"),
        "{error}"
    );
}

#[test]
fn undocumented_endpoints_get_the_first_credential_unless_told_otherwise() {
    let server = ok();
    let client = Client::builder(server.url())
        .credential("bearer", token())
        .credential("key", token());
    let client = client.build().unwrap();
    wait(client.request(Method::GET, "/1").send()).unwrap();
    wait(
        client
            .request(Method::GET, "/2")
            .secured_by("bearer")
            .send(),
    )
    .unwrap();
    wait(client.request(Method::GET, "/3").anonymous().send()).unwrap();
    let error = wait(client.request(Method::GET, "/4").secured_by("basic").send()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no credential is configured for `basic`"),
        "{error}"
    );
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|it| {
            (
                header(it, "x-key").is_some(),
                header(it, "authorization").is_some(),
            )
        })
        .collect();
    assert_eq!(sent, [(true, false), (false, true), (false, false)]);
}

#[test]
fn two_schemes_cannot_share_a_header() {
    let server = ok();
    let client = Client::builder(server.url())
        .credential("oauth", token())
        .credential("basic", Credential::basic("a", "b"))
        .build()
        .unwrap();
    // `basic` alone is an alternative before; without it, the last one is a contradiction.
    wait(client.things().secured()).unwrap();
    assert_eq!(
        header(&server.request(), "authorization"),
        Some("Basic YTpi")
    );
}

#[test]
fn secrets_show_nowhere() {
    let server = Server::answering("401 Unauthorized", "text/plain", "s3cret in the body");
    let secret = "s3cret";
    let client = Client::builder(server.url())
        .credential("key", Credential::token(secret))
        .credential("queryKey", Credential::token(secret))
        .credential("basic", Credential::basic("user", secret))
        .header("X-Mine", secret)
        .header("Authorization", secret);
    let mut shown = format!("{client:?}");
    let client = client
        .build()
        .unwrap()
        .with_options(CallOptions::new().bearer(secret).query("k", secret));
    let call = client.things().refresh(secret).with_options(
        CallOptions::new()
            .header("cookie", secret)
            .header("x-other", secret),
    );
    shown += &format!("{client:?} {call:?} {:?}", client.things());
    let error = wait(client.things().secured()).unwrap_err();
    shown += &format!("{error:?} {error} {:?}", crate::chain(&error));
    shown += &format!("{:?}", Credential::basic("user", secret));
    let gone = Client::builder("http://127.0.0.1:1")
        .credential("queryKey", Credential::token(secret))
        .build()
        .unwrap();
    let error = wait(gone.request(Method::GET, "/x?k=s3cret").send()).unwrap_err();
    shown += &format!("{error:?} {error} {:?}", crate::chain(&error));
    assert!(!shown.contains(secret), "{shown}");
    assert!(
        shown.contains("refresh_token") && shown.contains("x-other"),
        "{shown}"
    );
}
