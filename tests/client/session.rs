//! What a session does, counted on the server.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use galileo_client::session::SessionError;
use galileo_client::transport::{Body, BoxFuture, Memory, Transport, TransportError};
use galileo_client::{Client, ErrorKind, Method, RawRequest, Session, StatusCode};
use mock_server::galileo::{Galileo, PROJECTS, REFRESH, Rotation, Settings};
use mock_server::{Answer, Server};

fn galileo(settings: Settings) -> (Galileo, Session) {
    let galileo = Galileo::start(settings).unwrap();
    let session = Session::new(Client::new(galileo.url()).unwrap(), "refresh-0");
    (galileo, session)
}

fn projects(client: &Client) -> RawRequest {
    client.request(Method::GET, PROJECTS)
}

/// A clock that is put forward by hand.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicU64>);

impl Hand {
    fn forward(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn clock(&self) -> impl Fn() -> SystemTime + Send + Sync + 'static {
        let (hand, start) = (self.clone(), SystemTime::now());
        move || start + Duration::from_secs(hand.0.load(Ordering::SeqCst))
    }
}

/// A client whose server counts refreshes and answers each with this body.
fn giving(body: &'static str) -> (Client, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    let counting = Arc::clone(&count);
    let transport = Memory::new(move |_| {
        counting.fetch_add(1, Ordering::SeqCst);
        json(200, body)
    });
    let client = Client::builder("http://localhost:1").transport(transport);
    (client.build().unwrap(), count)
}

fn json(status: u16, body: impl Into<Body>) -> http::Response<Body> {
    let answer = http::Response::builder().status(status);
    answer
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn an_undocumented_endpoint_is_called_with_the_token() {
    let (galileo, session) = galileo(Settings::default());
    for _ in 0..3 {
        let answer = session.send(projects).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.body().starts_with(b"[{"));
    }
    assert_eq!(galileo.refreshes(), 1);
    assert_eq!(galileo.server().count(PROJECTS), 3);
    let sent = galileo.server().last().unwrap();
    assert_eq!(
        sent.bearer(),
        Some(session.access_token().await.unwrap().expose())
    );
    assert_eq!(sent.header("cookie"), None);
}

#[tokio::test]
async fn a_generated_operation_is_called_with_the_token() {
    let (galileo, session) = galileo(Settings::default());
    let call = session.call(|client| client.auth().refresh_token("refresh-0"));
    assert_eq!(call.await.unwrap().token_type, "bearer");
    let call = session.call(|client| client.auth().refresh_token("refresh-0").send());
    assert_eq!(call.await.unwrap().status(), 200);
    // One for the session, and the two calls themselves.
    assert_eq!(galileo.refreshes(), 3);
    let sent = galileo.server().last().unwrap();
    assert_eq!(
        sent.bearer(),
        Some(session.access_token().await.unwrap().expose())
    );
    assert_eq!(sent.cookie("refresh_token"), Some("refresh-0"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_at_the_same_time_cause_one_refresh() {
    let (galileo, session) = galileo(Settings {
        delay: Duration::from_millis(200),
        ..Settings::default()
    });
    let calls: Vec<_> = (0..20)
        .map(|_| session.clone())
        .map(|session| tokio::spawn(async move { session.send(projects).await }))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().status(), 200);
    }
    assert_eq!(galileo.server().count(REFRESH), 1);
    assert_eq!(galileo.server().count(PROJECTS), 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_who_are_refused_at_the_same_time_cause_one_refresh() {
    let (galileo, session) = galileo(Settings {
        delay: Duration::from_millis(200),
        ..Settings::default()
    });
    session.access_token().await.unwrap();
    galileo.withdraw();
    let calls: Vec<_> = (0..20)
        .map(|_| session.clone())
        .map(|session| tokio::spawn(async move { session.send(projects).await }))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().status(), 200);
    }
    assert_eq!(galileo.server().count(REFRESH), 2);
}

#[tokio::test]
async fn a_failed_refresh_is_shared_by_those_who_waited_and_tried_again_by_the_next() {
    let slow = |_: &_| Answer::status(503).late(Duration::from_millis(100));
    let server = Server::start(slow).unwrap();
    let session = Session::new(Client::new(server.url()).unwrap(), "r");
    let (one, two) = tokio::join!(session.access_token(), session.access_token());
    assert_eq!(one.unwrap_err().call().unwrap().status().unwrap(), 503);
    assert!(!two.unwrap_err().needs_sign_in());
    assert_eq!(server.count(REFRESH), 1);
    session.access_token().await.unwrap_err();
    assert_eq!(server.count(REFRESH), 2);
}

#[tokio::test]
async fn a_401_causes_one_refresh_and_one_more_try() {
    let (galileo, session) = galileo(Settings::default());
    assert_eq!(session.send(projects).await.unwrap().status(), 200);
    galileo.withdraw();
    assert_eq!(session.send(projects).await.unwrap().status(), 200);
    assert_eq!(galileo.refreshes(), 2);
    assert_eq!(galileo.server().count(PROJECTS), 3);
}

#[tokio::test]
async fn a_second_401_is_given_to_the_caller() {
    let transport = Memory::new(|request| match request.uri().path() {
        REFRESH => json(200, r#"{"access_token":"a"}"#),
        _ => json(401, r#"{"detail":"no"}"#),
    });
    let client = Client::builder("http://localhost:1").transport(transport);
    let session = Session::new(client.build().unwrap(), "r");
    let mut built = 0;
    let answer = session.send(|client| {
        built += 1;
        projects(client)
    });
    assert_eq!(answer.await.unwrap().status(), 401);
    assert_eq!(built, 2);
}

#[tokio::test]
async fn a_declared_operation_is_tried_once_more_after_a_401() {
    let (refused, seen) = (
        Arc::new(Mutex::new(Vec::new())),
        Arc::new(AtomicU64::new(0)),
    );
    let tokens = Arc::clone(&refused);
    // The first access token is refused, whatever it is used for.
    let transport = Memory::new(
        move |request| match request.headers().get("authorization") {
            Some(token) if token == "Bearer 1" => {
                tokens
                    .lock()
                    .unwrap()
                    .push(token.to_str().unwrap().to_owned());
                json(401, "{}")
            }
            Some(_) => json(200, r#"{"access_token":"of the call"}"#),
            None => {
                let number = seen.fetch_add(1, Ordering::SeqCst) + 1;
                json(200, format!(r#"{{"access_token":"{number}"}}"#))
            }
        },
    );
    let client = Client::builder("http://localhost:1").transport(transport);
    let session = Session::new(client.build().unwrap(), "r");
    let token = session
        .call(|client| client.auth().refresh_token("x"))
        .await
        .unwrap();
    assert_eq!(token.access_token, "of the call");
    assert_eq!(refused.lock().unwrap().len(), 1);
    assert_eq!(session.access_token().await.unwrap().expose(), "2");
}

#[tokio::test]
async fn a_refresh_token_that_is_replaced_is_used_from_then_on() {
    let (galileo, session) = galileo(Settings {
        rotation: Rotation::Always,
        ..Settings::default()
    });
    for number in 1..=3 {
        galileo.withdraw();
        assert_eq!(session.send(projects).await.unwrap().status(), 200);
        assert_eq!(
            session.refresh_token().unwrap().expose(),
            format!("refresh-{number}")
        );
    }
    assert_eq!(galileo.refresh_token(), "refresh-3");
    assert_eq!(galileo.server().count(REFRESH), 3);
}

#[tokio::test]
async fn a_refresh_token_that_is_taken_back_ends_the_session() {
    let server = Server::start(|_| {
        Answer::json(200, r#"{"access_token":"a"}"#)
            .header("set-cookie", "refresh_token=\"\"; Max-Age=0; Path=/")
    })
    .unwrap();
    let hand = Hand::default();
    let session = Session::builder(Client::new(server.url()).unwrap(), "r")
        .clock(hand.clock())
        .build();
    assert_eq!(session.access_token().await.unwrap().expose(), "a");
    assert_eq!(session.refresh_token(), None);
    // The access token is still good.
    assert_eq!(session.access_token().await.unwrap().expose(), "a");
    hand.forward(3600);
    let error = session.access_token().await.unwrap_err();
    assert!(error.needs_sign_in() && error.call().is_none(), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_it_expires() {
    let galileo = Galileo::start(Settings {
        lifetime: Duration::from_secs(600),
        ..Settings::default()
    })
    .unwrap();
    let hand = Hand::default();
    let session = Session::builder(Client::new(galileo.url()).unwrap(), "refresh-0")
        .margin(Duration::from_secs(60))
        .clock(hand.clock())
        .build();
    session.access_token().await.unwrap();
    hand.forward(530);
    session.access_token().await.unwrap();
    assert_eq!(galileo.refreshes(), 1);
    hand.forward(15);
    session.access_token().await.unwrap();
    assert_eq!(galileo.refreshes(), 2);
}

#[tokio::test]
async fn a_token_that_says_nothing_is_renewed_by_its_age() {
    let (client, count) = giving(r#"{"access_token":"opaque"}"#);
    let hand = Hand::default();
    let session = Session::builder(client, "r")
        .max_age(Duration::from_secs(10))
        .clock(hand.clock())
        .build();
    for (forward, refreshes) in [(0, 1), (9, 1), (1, 2), (9, 2), (1, 3)] {
        hand.forward(forward);
        session.access_token().await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), refreshes);
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_does_not_refresh_for_every_call() {
    let (galileo, _) = galileo(Settings::default());
    let session = Session::builder(Client::new(galileo.url()).unwrap(), "refresh-0")
        .clock(|| SystemTime::now() + Duration::from_secs(1_000_000))
        .build();
    for _ in 0..5 {
        assert_eq!(session.send(projects).await.unwrap().status(), 200);
    }
    assert_eq!(galileo.refreshes(), 1);
}

#[tokio::test]
async fn a_failed_refresh_is_told_from_a_failed_request() {
    let (_galileo, session) = galileo(Settings {
        refresh_token: "another".to_owned(),
        ..Settings::default()
    });
    let error = session.send(projects).await.unwrap_err();
    let refresh = error.refresh().unwrap();
    assert!(refresh.needs_sign_in());
    assert_eq!(refresh.call().unwrap().status().unwrap(), 401);
    assert!(
        error
            .to_string()
            .starts_with("the access token could not be refreshed: "),
        "{error}"
    );
    assert!(error.request().is_none());

    let (_galileo, session) = self::galileo(Settings::default());
    let call = session.call(|client| client.auth().refresh_token("a;b"));
    let error = call.await.unwrap_err();
    assert!(error.refresh().is_none());
    assert_eq!(error.request().unwrap().kind(), ErrorKind::Request);
    let SessionError::Request(_) = error else {
        panic!("{error:?}")
    };
}

#[tokio::test]
async fn a_token_of_another_type_is_not_sent_as_a_bearer_token() {
    let (client, count) = giving(r#"{"access_token":"a","token_type":"mac"}"#);
    let error = Session::new(client, "r").send(projects).await.unwrap_err();
    assert!(error.to_string().contains("\"mac\""), "{error}");
    assert!(!error.refresh().unwrap().needs_sign_in());
    assert_eq!(count.load(Ordering::SeqCst), 1);

    let (client, _) = giving(r#"{"access_token":"a","token_type":"Bearer"}"#);
    assert!(Session::new(client, "r").access_token().await.is_ok());
}

#[tokio::test]
async fn a_caller_who_gives_up_does_not_lose_the_refresh() {
    let (galileo, session) = galileo(Settings {
        delay: Duration::from_millis(300),
        rotation: Rotation::Always,
        ..Settings::default()
    });
    let hasty = tokio::time::timeout(Duration::from_millis(100), session.send(projects));
    assert!(hasty.await.is_err());
    // The server has replaced the refresh token by then; another refresh with the old one would be refused.
    assert_eq!(session.send(projects).await.unwrap().status(), 200);
    assert_eq!(galileo.server().count(REFRESH), 1);
    assert_eq!(session.refresh_token().unwrap().expose(), "refresh-1");
}

/// Never answers the first request, and answers the others.
struct FirstFails(AtomicU64);

impl Transport for FirstFails {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move {
            if first {
                tokio::time::sleep(Duration::from_millis(50)).await;
                let kind = galileo_client::transport::TransportErrorKind::Timeout;
                return Err(TransportError::new(kind, "too late"));
            }
            Ok(json(200, r#"{"access_token":"a"}"#))
        })
    }
}

#[tokio::test]
async fn a_refresh_that_was_left_alone_and_failed_is_done_again() {
    let client = Client::builder("http://localhost:1").transport(FirstFails(AtomicU64::new(0)));
    let session = Session::new(client.build().unwrap(), "r");
    let hasty = tokio::time::timeout(Duration::from_millis(10), session.access_token());
    assert!(hasty.await.is_err());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(session.access_token().await.unwrap().expose(), "a");
}

#[tokio::test]
async fn a_session_works_for_what_can_be_sent_only_once() {
    let (galileo, session) = galileo(Settings::default());
    let client = session.client().await.unwrap();
    assert_eq!(projects(&client).send().await.unwrap().status(), 200);
    galileo.withdraw();
    assert_eq!(projects(&client).send().await.unwrap().status(), 401);
}

#[test]
fn a_session_can_go_to_other_threads() {
    fn sendable<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn future(_: impl Future + Send) {}
    let (client, _) = giving("{}");
    let session = Session::new(client, "r");
    sendable(&session);
    future(session.access_token());
    future(session.send(projects));
    future(session.call(|client| client.auth().refresh_token("x")));
}
