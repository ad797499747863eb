//! How long streams may take, over every transport.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use openapi_runtime::transport::{Body, TransportErrorKind};
use openapi_runtime::{CallOptions, ClientBuilder, Credential, Error, ErrorKind, Reconnects};

use crate::api::Client;
use crate::server::{Server, Step, answer, header};
use crate::wait;

const SHORT: Duration = Duration::from_millis(900);

fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// The head of an answer that ends with its connection, then pieces with a wait before each.
pub(crate) fn slowly(content_type: &str, pieces: &[&str], wait: Duration) -> Vec<Step> {
    let head =
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {content_type}\r\n\r\n");
    let mut steps = vec![Step::Write(head.into_bytes())];
    for piece in pieces {
        steps.push(Step::Wait(wait));
        steps.push(Step::Write(piece.as_bytes().to_vec()));
    }
    steps
}

/// Answers each path with a stream of its kind: eight pieces in 1.6 seconds.
pub(crate) fn eight(request: &str) -> Vec<Step> {
    if request.starts_with("GET /v1/watch") {
        slowly("text/event-stream", &["data: a\n\n"; 8], millis(200))
    } else if request.starts_with("GET /v1/rows") {
        slowly("application/x-ndjson", &["7\n"; 8], millis(200))
    } else {
        slowly("application/octet-stream", &["bytes"; 8], millis(200))
    }
}

/// A stream that begins and then says nothing for long.
fn silent(request: &str) -> Vec<Step> {
    let mut steps = eight(request);
    steps.truncate(3);
    steps.push(Step::Wait(Duration::from_secs(20)));
    steps
}

pub(crate) type Sent = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;

/// The transports, each as it is used.
pub(crate) fn transports() -> Vec<(&'static str, Sent)> {
    let reqwest: Sent = |builder| builder;
    #[cfg_attr(not(any(feature = "blocking", feature = "tower")), allow(unused_mut))]
    let mut all = vec![("reqwest", reqwest)];
    #[cfg(feature = "blocking")]
    all.push(("ureq", |builder| {
        builder.transport(openapi_runtime::transport::Ureq::new())
    }));
    #[cfg(feature = "tower")]
    all.push(("tower", |builder| {
        use openapi_runtime::transport::{Reqwest, Tower, TransportService};
        let inner = reqwest::Client::builder().no_proxy();
        let inner = inner.tls_backend_preconfigured(crate::builder::tls());
        let inner = Reqwest::from(inner.build().unwrap());
        builder.transport(Tower::new(TransportService::new(inner)))
    }));
    all
}

fn client(server: &Server, sent: Sent, timeout: Duration, idle: Duration) -> Client {
    let builder = Client::builder(server.url()).timeout(timeout);
    sent(builder.idle_timeout(idle)).build().unwrap()
}

#[test]
fn a_stream_may_take_longer_than_a_call() {
    for (name, sent) in transports() {
        let server = Server::start(eight);
        let client = client(&server, sent, SHORT, millis(5000));
        wait(async {
            let streams = client.streams();
            let mut events = streams.watch().await.unwrap();
            let mut rows = streams.rows().await.unwrap();
            let download = streams.download().await.unwrap();
            for _ in 0..8 {
                assert_eq!(events.next().await.unwrap().unwrap().data, "a", "{name}");
            }
            for _ in 0..8 {
                assert_eq!(rows.next().await.unwrap().unwrap(), 7, "{name}");
            }
            assert!(rows.next().await.is_none());
            assert_eq!(download.bytes().await.unwrap().len(), 40, "{name}");
        });
    }
}

#[test]
fn a_stream_that_falls_silent_is_an_error_in_time() {
    let idle = ErrorKind::Transport(TransportErrorKind::IdleTimeout);
    for (name, sent) in transports() {
        let server = Server::start(silent);
        let client = client(&server, sent, millis(9000), SHORT);
        let begin = Instant::now();
        wait(async {
            let mut events = client.streams().watch().await.unwrap();
            assert_eq!(events.next().await.unwrap().unwrap().data, "a");
            let error = events.next().await.unwrap().unwrap_err();
            assert_eq!(error.kind(), idle, "{name}: {error}");
            assert!(error.is_timeout());
            assert!(error.to_string().contains("silent"), "{name}: {error}");
            assert!(events.next().await.is_none());
            let mut rows = client.streams().rows().await.unwrap();
            assert_eq!(rows.next().await.unwrap().unwrap(), 7);
            let error = rows.next().await.unwrap().unwrap_err();
            assert_eq!(error.kind(), idle, "{name}: {error}");
            assert!(rows.next().await.is_none());
            let download = client.streams().download().await.unwrap();
            let error = download.bytes().await.unwrap_err();
            assert_eq!(error.kind(), idle, "{name}: {error}");
            assert_eq!(&error.body().unwrap()[..], b"bytes", "{name}");
        });
        assert!(begin.elapsed() >= 3 * SHORT, "{name}");
        assert!(begin.elapsed() < millis(8000), "{name}");
    }
}

#[test]
fn the_head_of_a_stream_and_ordinary_bodies_come_within_the_time_of_the_call() {
    let ran_out = ErrorKind::Transport(TransportErrorKind::Timeout);
    for (name, sent) in transports() {
        // What is silent may be so; what is late may not.
        let late = Server::start(|_| vec![Step::Wait(Duration::from_secs(20))]);
        let client_of_late = client(&late, sent, SHORT, millis(9000));
        let error = wait(client_of_late.streams().watch()).unwrap_err();
        assert_eq!(error.kind(), ran_out, "{name}: {error}");

        // A failure of a stream is an ordinary body.
        let dripping = Server::start(|request| {
            let status = if request.contains("/download") {
                "422 No"
            } else {
                "200 OK"
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"
            );
            let mut steps = vec![Step::Write(head.into_bytes())];
            for _ in 0..40 {
                steps.extend([Step::Wait(millis(100)), Step::Write(b" ".to_vec())]);
            }
            steps
        });
        let client_of_dripping = client(&dripping, sent, SHORT, millis(9000));
        let begin = Instant::now();
        let error = wait(client_of_dripping.things().get("1")).unwrap_err();
        assert_eq!(error.kind(), ran_out, "{name}: {error}");
        assert_eq!(error.status().unwrap(), 200, "the error keeps what came");
        let error = wait(client_of_dripping.streams().download()).unwrap_err();
        assert_eq!(error.kind(), ran_out, "{name}: {error}");
        assert_eq!(error.status().unwrap(), 422);
        assert!(begin.elapsed() < millis(3000), "{name}");
    }
}

#[test]
fn a_call_can_have_limits_of_its_own() {
    let server = Server::start(silent);
    let client = client(&server, |it| it, millis(9000), millis(9000));
    wait(async {
        let quick = CallOptions::new().idle_timeout(millis(900));
        let watch = client.streams().watch().with_options(quick);
        let mut events = watch.await.unwrap();
        assert!(events.next().await.unwrap().is_ok());
        let error = events.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("within 900ms"), "{error}");

        // Comments keep a stream alive, and none of them is an event.
        let chatty = Server::start(|_| slowly("text/event-stream", &[":\n"; 8], millis(200)));
        let client = crate::streams::client(&chatty, |it| it, SHORT, SHORT);
        let mut events = client.streams().watch().await.unwrap();
        assert!(events.next().await.is_none());

        let never = CallOptions::new().no_timeout().no_idle_timeout();
        let late = Server::start(|request| {
            let mut steps = vec![Step::Wait(millis(500))];
            steps.extend(eight(request));
            steps
        });
        let client = crate::streams::client(&late, |it| it, millis(100), millis(50));
        let rows = client.streams().rows().with_options(never);
        let mut rows = rows.await.unwrap();
        assert_eq!(rows.next().await.unwrap().unwrap(), 7);
    });
}

#[test]
fn what_is_sent_on_keeps_its_limit() {
    let server = Server::start(silent);
    let client = client(&server, |it| it, millis(9000), millis(200));
    let other = Server::start(|_| vec![Step::Wait(Duration::from_secs(20))]);
    let other = Client::new(other.url()).unwrap();
    let begin = Instant::now();
    let error = wait(async {
        let body: Body = client.streams().download().await.unwrap().into_body();
        let sent = other.request(http::Method::POST, "/x");
        let sent = sent.bytes("application/octet-stream", body).send().await;
        sent.unwrap_err()
    });
    assert!(error.is_timeout(), "{error}");
    assert!(begin.elapsed() < millis(8000));
}

#[test]
fn a_stream_is_asked_for_again_when_it_falls_silent_with_a_token_that_is_good_then() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |request| match count.fetch_add(1, Ordering::SeqCst) {
        0 => {
            let mut steps = slowly("text/event-stream", &["id: 1\ndata: a\n\n"], millis(1));
            steps.push(Step::Wait(Duration::from_secs(20)));
            steps
        }
        // The token is worn out by now.
        1 => vec![Step::Write(answer("401 Unauthorized", &[], ""))],
        2 => slowly("text/event-stream", &["id: 2\ndata: b\n\n"], millis(1)),
        _ if request.contains("last-event-id: 2") => {
            vec![Step::Write(answer("204 No Content", &[], ""))]
        }
        _ => vec![],
    });
    let tokens = AtomicUsize::new(0);
    let source = Credential::from_fn(move || {
        let number = tokens.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok::<_, Error>(format!("token-{number}")))
    });
    let builder = Client::builder(server.url()).credential("bearer", source);
    let client = builder.idle_timeout(millis(300)).build().unwrap();
    wait(async {
        let events = client.streams().watch().await.unwrap();
        let again = Reconnects::up_to(2).wait(millis(1));
        let mut events = events.reconnecting(again);
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        assert_eq!(events.next().await.unwrap().unwrap().data, "b");
        assert!(events.next().await.is_none());
    });
    let requests = server.requests();
    let sent: Vec<Option<&str>> = requests
        .iter()
        .map(|it| header(it, "authorization"))
        .collect();
    let (old, new) = (Some("Bearer token-0"), Some("Bearer token-1"));
    assert_eq!(sent, [old, old, new, new]);
}

#[test]
fn a_connection_that_is_made_again_has_the_time_of_a_call() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => slowly("text/event-stream", &["data: a\n\n"], millis(1)),
        _ => vec![Step::Wait(Duration::from_secs(20))],
    });
    let client = client(&server, |it| it, SHORT, millis(9000));
    let begin = Instant::now();
    wait(async {
        let events = client
            .streams()
            .watch()
            .with_options(CallOptions::new().header("last-event-id", "41"));
        let again = Reconnects::up_to(1).wait(millis(1));
        let mut events = events.await.unwrap().reconnecting(again);
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Transport(TransportErrorKind::Timeout)
        );
    });
    assert!(begin.elapsed() < millis(8000));
    // No event had an id, so that the caller's own place still holds.
    let requests = server.requests();
    let ids: Vec<Option<&str>> = requests
        .iter()
        .map(|it| header(it, "last-event-id"))
        .collect();
    assert_eq!(ids, [Some("41"), Some("41")]);
}

#[test]
fn a_stream_in_memory_has_limits_too() {
    use openapi_runtime::transport::Memory;
    let client = |body: fn() -> Body| {
        let memory = Memory::new(move |_| {
            let answer = http::Response::builder().header("content-type", "application/x-ndjson");
            answer.body(body()).unwrap()
        });
        let builder = Client::builder("http://h").transport(memory);
        builder.idle_timeout(millis(100)).build().unwrap()
    };
    let never = client(|| Body::from_stream(Never));
    // Without an async runtime as well.
    use openapi_runtime::blocking::Wait as _;
    let mut rows = never.streams().rows().wait().unwrap();
    let error = rows.next().wait().unwrap().unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::IdleTimeout)
    );
    let mut rows = client(|| Body::from("7\n"))
        .streams()
        .rows()
        .wait()
        .unwrap();
    assert_eq!(rows.next().wait().unwrap().unwrap(), 7);
}

/// A stream that never gives anything.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}
