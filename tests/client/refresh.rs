//! The operation of the document over real HTTP: every answer, and every way of not getting one.

use std::time::Duration;

use galileo_client::transport::TransportErrorKind;
use galileo_client::types::{HTTPValidationError, Token, ValidationErrorLocItem};
use galileo_client::{Client, Error, ErrorKind, StatusCode};
use mock_server::galileo::{self, Galileo, Settings};
use mock_server::{Answer, Server};

type Outcome = Result<Token, Error<HTTPValidationError>>;

const TOKEN: &str = r#"{"access_token":"a","token_type":"bearer"}"#;

/// Calls the operation of a server that always answers so.
async fn answered(answer: Answer) -> Outcome {
    let server = Server::start(move |_| answer.clone()).unwrap();
    let client = Client::builder(server.url())
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    client.auth().refresh_token("r").await
}

#[tokio::test]
async fn a_200_is_the_token() {
    let galileo = Galileo::start(Settings::default()).unwrap();
    let client = Client::new(galileo.url()).unwrap();
    let response = client
        .auth()
        .refresh_token("refresh-0")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert!(response.body().starts_with(b"{\"access_token\":"));
    assert_eq!(response.value().token_type, "bearer");

    let sent = galileo.server().last().unwrap();
    assert_eq!(
        (&*sent.method, &*sent.target),
        ("POST", "/v1/refresh_token")
    );
    assert_eq!(sent.header("cookie"), Some("refresh_token=refresh-0"));
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert!(sent.body.is_empty());
}

#[tokio::test]
async fn a_200_without_a_token_type_is_a_bearer_token() {
    let token = answered(Answer::json(200, r#"{"access_token":"a"}"#))
        .await
        .unwrap();
    assert_eq!(token, Token::new("a"));
    assert_eq!(token.token_type, "bearer");
}

#[tokio::test]
async fn a_422_is_the_declared_failure() {
    let error = answered(galileo::missing_cookie().header("x-request-id", "7"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Declared);
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(error.headers().unwrap()["x-request-id"], "7");
    assert!(error.body().unwrap().starts_with(br#"{"detail":[{"#));
    let Error::Declared(failure) = error else {
        panic!("{error:?}")
    };
    let detail = failure.into_value().detail.unwrap();
    assert_eq!(detail[0].msg, "Field required");
    assert_eq!(detail[0].type_, "missing");
    assert_eq!(
        detail[0].loc,
        [
            ValidationErrorLocItem::String("cookie".into()),
            ValidationErrorLocItem::String("refresh_token".into()),
        ]
    );
}

#[tokio::test]
async fn any_other_status_is_told_from_it_and_kept() {
    for status in [201, 204, 301, 302, 400, 401, 403, 404, 429, 500, 503] {
        let body = if status == 204 {
            ""
        } else {
            r#"{"detail":"why"}"#
        };
        let answer = Answer::json(status, body).header("x-request-id", "7");
        let error = answered(answer).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undeclared, "{status}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.headers().unwrap()["x-request-id"], "7", "{status}");
        assert_eq!(error.body().unwrap(), body, "{status}");
        let said = error.to_string();
        assert!(said.contains(&status.to_string()), "{said}");
        assert!(said.starts_with("POST http://127.0.0.1:"), "{said}");
        let operation = "/v1/refresh_token (refresh_token_v1_refresh_token_post) ";
        assert!(said.contains(operation), "{said}");
        assert!(!said.contains("why"), "{said}");
    }
}

/// Asserts that an answer is of a declared status, is not what the document says, and that the error says why.
async fn assert_undecodable(answer: Answer, status: u16, body: &[u8], why: &str) {
    let error = answered(answer.header("x-request-id", "7"))
        .await
        .unwrap_err();
    let said = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Decode, "{said}");
    assert_eq!(error.status().unwrap(), status, "{said}");
    assert_eq!(error.headers().unwrap()["x-request-id"], "7", "{said}");
    assert_eq!(error.body().unwrap(), body, "{said}");
    assert!(said.contains(why), "{why:?} is not in: {said}");
}

#[tokio::test]
async fn a_wrong_content_type_is_named() {
    let page = "<html>Please sign in</html>";
    for status in [200, 422] {
        let answer = Answer::body(status, "text/html; charset=utf-8", page);
        assert_undecodable(answer, status, page.as_bytes(), "text/html").await;
    }
}

#[tokio::test]
async fn broken_json_is_told_from_json_of_another_shape() {
    let broken = br#"{"access_token": "a","#;
    let answer = Answer::body(200, "application/json", &broken[..]);
    assert_undecodable(answer, 200, broken, "JSON").await;

    let trailing = br#"{"access_token":"a"} x"#;
    let answer = Answer::body(200, "application/json", &trailing[..]);
    assert_undecodable(answer, 200, trailing, "JSON").await;

    let answer = Answer::json(200, "{}");
    assert_undecodable(answer, 200, b"{}", "$.access_token").await;

    let body = r#"{"detail":[{"loc":[{}],"msg":"a","type":"b"}]}"#;
    let answer = Answer::json(422, body);
    assert_undecodable(answer, 422, body.as_bytes(), "$.detail[0].loc[0]").await;

    // FastAPI's own exceptions have a text here, which its document does not say.
    let body = r#"{"detail":"Invalid refresh token"}"#;
    let answer = Answer::json(422, body);
    assert_undecodable(answer, 422, body.as_bytes(), "$.detail").await;

    assert_undecodable(Answer::json(200, ""), 200, b"", "empty").await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_keeps_what_came() {
    let error = answered(Answer::json(200, TOKEN).cut_after(9))
        .await
        .unwrap_err();
    let kind = ErrorKind::Transport(TransportErrorKind::BrokenOff);
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    assert_eq!(error.body().unwrap(), &TOKEN[..9]);
}

#[tokio::test]
async fn a_connection_that_is_closed_is_broken_off() {
    let error = answered(Answer::closed()).await.unwrap_err();
    let kind = ErrorKind::Transport(TransportErrorKind::BrokenOff);
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn what_is_no_http_is_a_failure_of_the_transport() {
    let error = answered(Answer::garbage("SSH-2.0-OpenSSH_9.9\r\n"))
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
    assert!(!error.is_connect() && !error.is_timeout(), "{error}");
}

#[tokio::test]
async fn no_connection_is_said() {
    let client = Client::new(mock_server::nobody().unwrap()).unwrap();
    let error = client.auth().refresh_token("r").await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_server_that_is_too_slow_is_a_timeout() {
    let slow = |_: &_| Answer::json(200, TOKEN).late(Duration::from_secs(2));
    let server = Server::start(slow).unwrap();
    let client = Client::builder(server.url())
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let error = client.auth().refresh_token("r").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_redirect_to_elsewhere_takes_no_cookie_along() {
    let elsewhere = Server::start(|_| Answer::json(200, TOKEN)).unwrap();
    let target = format!("{}/v1/refresh_token", elsewhere.url());
    let redirect = Answer::status(307).header("location", &target);
    let outcome = answered(redirect).await;
    for request in elsewhere.requests() {
        assert_eq!(request.header("cookie"), None);
    }
    // The server elsewhere gives tokens to everyone; what counts is that ours was not shown to it.
    assert!(outcome.is_ok() || elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_cookie_that_cannot_be_sent_is_refused_before_sending() {
    let server = Server::start(|_| Answer::json(200, TOKEN)).unwrap();
    let client = Client::new(server.url()).unwrap();
    for token in [
        "a;b",
        "a b",
        "a,b",
        "\"a\"",
        "a\\b",
        "a\r\nb: c",
        "a\0b",
        "grüße",
        "a\u{7f}",
    ] {
        let error = client.auth().refresh_token(token).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{token:?}");
        let Error::Request(request) = &error else {
            panic!("{error:?}")
        };
        let (place, name) = request.parameter().unwrap();
        assert_eq!((&*place.to_string(), name), ("cookie", "refresh_token"));
        let said = error.to_string();
        assert!(said.contains("`refresh_token`"), "{said}");
        assert!(!said.contains(token), "{said}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn every_octet_that_a_cookie_may_have_goes_raw() {
    let octets: String = (0x21..=0x7e_u8)
        .filter(|octet| !br#"",;\"#.contains(octet))
        .map(char::from)
        .collect();
    assert_eq!(octets.len(), 90);
    let server = Server::start(|_| Answer::json(200, TOKEN)).unwrap();
    let client = Client::new(server.url()).unwrap();
    for token in [octets.as_str(), "YWJj+/8=%41", "eyJh.e30.c2ln", ""] {
        client.auth().refresh_token(token).await.unwrap();
        let header = format!("refresh_token={token}");
        assert_eq!(server.last().unwrap().header("cookie"), Some(&*header));
    }
}

#[tokio::test]
async fn a_request_can_go_to_another_thread() {
    let galileo = Galileo::start(Settings::default()).unwrap();
    let client = Client::new(galileo.url()).unwrap();
    let request = client.auth().refresh_token("refresh-0");
    drop(client);
    let token = tokio::spawn(async move { request.await }).await.unwrap();
    assert_eq!(token.unwrap().token_type, "bearer");
}
