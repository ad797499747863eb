//! A secret is in no message, in no `Debug`, and in no error along the way.

use std::fmt::Debug;

use galileo_client::transport::{Body, Memory};
use galileo_client::types::Token;
use galileo_client::{CallOptions, Client, Credential, Session};

const REFRESH: &str = "s3cret-refresh";
const ACCESS: &str = "s3cret-access";

fn assert_silent(what: &str, shown: &str) {
    assert!(!shown.contains("s3cret"), "{what}: {shown}");
    assert!(!shown.is_empty(), "{what}");
}

fn debug(what: &str, value: &impl Debug) {
    assert_silent(what, &format!("{value:?}"));
    assert_silent(what, &format!("{value:#?}"));
}

/// An error, and everything that caused it.
fn error(what: &str, error: &impl std::error::Error) {
    debug(what, error);
    assert_silent(what, &error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        assert_silent(what, &format!("{error} {error:?}"));
        cause = error.source();
    }
}

/// A client whose server always answers so, and sets a secret cookie.
fn client(status: u16, content_type: &'static str, body: String) -> Client {
    let transport = Memory::new(move |_| {
        http::Response::builder()
            .status(status)
            .header("content-type", content_type)
            .header("set-cookie", "refresh_token=s3cret-next; HttpOnly")
            .body(Body::from(body.clone()))
            .unwrap()
    });
    let builder = Client::builder("http://localhost:1")
        .header("authorization", "Bearer s3cret")
        .header("cookie", "a=s3cret")
        .transport(transport);
    debug("builder", &builder);
    builder.build().unwrap()
}

#[tokio::test]
async fn clients_requests_and_options() {
    let client = client(200, "application/json", String::new());
    debug("client", &client);
    debug("group", &client.auth());
    debug("request", &client.auth().refresh_token(REFRESH));
    debug(
        "a request that cannot be sent",
        &client.auth().refresh_token("s3cret;"),
    );
    let options = CallOptions::new()
        .bearer(ACCESS)
        .header("cookie", "a=s3cret")
        .query("key", "s3cret");
    debug("options", &options);
    debug("client with options", &client.with_options(options.clone()));
    debug(
        "request with options",
        &client.auth().refresh_token(REFRESH).with_options(options),
    );
    debug("credential", &Credential::token("s3cret"));
    debug("pending", &client.auth().refresh_token(REFRESH).send());
}

#[tokio::test]
async fn answers() {
    let client = client(
        200,
        "application/json",
        format!(r#"{{"access_token":"{ACCESS}"}}"#),
    );
    let response = client.auth().refresh_token(REFRESH).send().await.unwrap();
    debug("response", &response);
    debug("token", response.value());
    debug("token in an option", &Some(Token::new(ACCESS)));
    let raw = client
        .request(http::Method::GET, "/x")
        .send()
        .await
        .unwrap();
    debug("raw answer", &raw);
}

#[tokio::test]
async fn errors() {
    for (status, content_type, body) in [
        (
            200,
            "application/json",
            format!(r#"{{"access_token":["{ACCESS}"]}}"#),
        ),
        (
            200,
            "application/json",
            format!(r#"{{"access_token":"{ACCESS}"#),
        ),
        (
            200,
            "application/json",
            format!(r#"{{"token_type":"a","{ACCESS}":1}}"#),
        ),
        (200, "application/json", format!(r#""{ACCESS}""#)),
        (200, "text/html", ACCESS.to_owned()),
        (422, "application/json", r#"{"detail":[]}"#.to_owned()),
        (
            422,
            "application/json",
            format!(r#"{{"detail":"{ACCESS}"}}"#),
        ),
        (500, "text/plain", ACCESS.to_owned()),
    ] {
        let client = client(status, content_type, body.clone());
        let failed = client.auth().refresh_token(REFRESH).await.unwrap_err();
        error(&body, &failed);
        let session = Session::new(client, REFRESH);
        error(&body, &session.access_token().await.unwrap_err());
        let failed = session
            .call(|client| client.auth().refresh_token(REFRESH))
            .await;
        error(&body, &failed.unwrap_err());
    }
    let client = client(200, "", String::new());
    error(
        "a cookie that cannot be sent",
        &client.auth().refresh_token("s3cret;").await.unwrap_err(),
    );
    let failed = Client::new("http://user:s3cret@localhost:1").unwrap_err();
    error("a password in a base URL", &failed);
}

#[tokio::test]
async fn sessions() {
    let client = client(
        200,
        "application/json",
        format!(r#"{{"access_token":"{ACCESS}"}}"#),
    );
    debug("builder", &Session::builder(client.clone(), REFRESH));
    let session = Session::new(client, REFRESH);
    debug("new session", &session);
    let token = session.access_token().await.unwrap();
    assert_eq!(token.expose(), ACCESS);
    debug("secret", &token);
    debug("session", &session);
    debug("refresh token", &session.refresh_token());
    assert_eq!(session.refresh_token().unwrap().expose(), "s3cret-next");
}
