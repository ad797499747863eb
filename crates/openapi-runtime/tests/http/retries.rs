//! What is sent once more, how often, and what is said of it. Waits are short, because the clients say so.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use openapi_runtime::transport::{Body, BoxFuture, Memory, Transport, TransportError};
use openapi_runtime::{CallOptions, Error, ErrorKind, Method, Retries};

use crate::api::{Client, Thing};
use crate::server::{Server, Step, answer, header};
use crate::wait;

fn quick() -> Retries {
    Retries::default().first_wait(Duration::from_millis(20))
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(server.url()).retries(quick());
    builder.build().unwrap()
}

/// A server that fails so often before all is well.
fn failing(times: usize, failure: Vec<u8>) -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |_| {
        if count.fetch_add(1, Ordering::SeqCst) < times {
            vec![Step::Write(failure.clone())]
        } else {
            vec![Step::Write(answer(
                "200 OK",
                &[("Content-Type", "application/json")],
                "{}",
            ))]
        }
    })
}

#[test]
fn what_may_pass_is_sent_again_and_nothing_else() {
    for status in ["408 a", "429 a", "502 a", "503 a", "504 a"] {
        let server = failing(2, answer(status, &[], ""));
        wait(client(&server).things().get("1")).unwrap();
        assert_eq!(server.requests().len(), 3, "{status}");
    }
    for status in ["400 a", "401 a", "404 a", "409 a", "500 a", "501 a"] {
        let server = failing(1, answer(status, &[], ""));
        let error = wait(client(&server).things().get("1")).unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again() {
    let half =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{".to_vec();
    let server = failing(1, half.clone());
    wait(client(&server).things().get("1")).unwrap();
    assert_eq!(server.requests().len(), 2);
    let server = failing(9, half);
    let error = wait(client(&server).things().get("1")).unwrap_err();
    assert_eq!(server.requests().len(), 3);
    let Error::Transport(failure) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.attempts(), 3);
    assert!(
        error.to_string().contains("the last of 3 attempts"),
        "{error}"
    );
}

#[test]
fn the_last_answer_is_the_callers_and_says_how_often_it_was_asked_for() {
    let server = failing(9, answer("503 Away", &[], "later"));
    let error = wait(client(&server).things().get("1")).unwrap_err();
    assert_eq!(&error.body().unwrap()[..], b"later");
    assert!(error.to_string().contains("it was sent 3 times"), "{error}");
}

#[test]
fn nothing_is_sent_twice_without_being_told_to() {
    let server = failing(9, answer("503 Away", &[], ""));
    let client = Client::new(server.url()).unwrap();
    wait(client.things().get("1")).unwrap_err();
    assert_eq!(server.requests().len(), 1);
    let options = CallOptions::new().retries(quick());
    wait(client.things().get("1").with_options(options)).unwrap_err();
    assert_eq!(server.requests().len(), 4);
    let never = CallOptions::new().retries(Retries::none());
    let stubborn = self::client(&server).with_options(never);
    wait(stubborn.things().get("1")).unwrap_err();
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn a_post_is_sent_again_only_with_an_idempotency_key() {
    let server = failing(9, answer("503 Away", &[], ""));
    let client = client(&server);
    let post = || {
        client
            .request(Method::POST, "/v1/things")
            .bytes("text/plain", "x")
    };
    wait(post().send()).unwrap();
    assert_eq!(server.requests().len(), 1);
    wait(post().header("Idempotency-Key", "mine").send()).unwrap();
    assert_eq!(server.requests().len(), 4);
    let keyed = CallOptions::new().retries(quick().with_idempotency_keys());
    wait(post().with_options(keyed).send()).unwrap();
    let requests = server.requests();
    let keys: Vec<_> = requests[4..]
        .iter()
        .map(|it| header(it, "idempotency-key").unwrap())
        .collect();
    assert_eq!(keys.len(), 3);
    assert!(
        keys.iter().all(|it| *it == keys[0] && it.len() == 32),
        "{keys:?}"
    );
    assert!(
        requests.iter().all(|it| it.ends_with('x')),
        "the body goes again"
    );
}

#[test]
fn a_stream_cannot_be_sent_twice() {
    let server = failing(9, answer("503 Away", &[], ""));
    let body = Body::from_reader(std::io::Cursor::new(b"once".to_vec())).with_length(4);
    let request = client(&server).request(Method::PUT, "/v1/things");
    wait(request.bytes("text/plain", body).send()).unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn nobody_who_listens_is_asked_again() {
    // A port that was free a moment ago.
    let url = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let client = Client::builder(url).retries(quick()).build().unwrap();
    let error = wait(client.things().put(&Thing::default())).unwrap_err();
    assert!(
        error.is_connect() && error.to_string().contains("3 attempts"),
        "{error}"
    );
}

/// Answers 503 and remembers for how long it was told to wait.
struct Counting {
    retry_after: &'static str,
    waits: std::sync::Arc<Mutex<Vec<Duration>>>,
}

impl Transport for Counting {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut response = http::Response::builder().status(503);
        if !self.retry_after.is_empty() {
            response = response.header("retry-after", self.retry_after);
        }
        Box::pin(std::future::ready(Ok(response
            .body(Body::empty())
            .unwrap())))
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.waits.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }
}

fn waits(retry_after: &'static str, retries: Retries) -> Vec<Duration> {
    let waits = std::sync::Arc::default();
    let transport = Counting {
        retry_after,
        waits: std::sync::Arc::clone(&waits),
    };
    let builder = Client::builder("http://h").transport(transport);
    let client = builder.retries(retries).no_timeout().build().unwrap();
    let error = wait(client.things().get("1")).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    waits.lock().unwrap().clone()
}

#[test]
fn the_server_says_how_long_to_wait() {
    assert_eq!(waits("7", Retries::default()), [Duration::from_secs(7); 2]);
    assert_eq!(
        waits("Thu, 01 Jan 1970 00:00:00 GMT", Retries::default()),
        [Duration::ZERO; 2]
    );
    for endless in [
        "1000000000",
        "99999999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        assert!(waits(endless, Retries::default()).is_empty());
    }
    let patient = Retries::up_to(1).longest_retry_after(Duration::MAX);
    assert_eq!(
        waits("1000000000", patient),
        [Duration::from_secs(1_000_000_000)]
    );
}

#[test]
fn waits_without_a_word_of_the_server_are_random_below_a_limit_that_doubles() {
    let second = Duration::from_secs(1);
    let retries = Retries::up_to(6)
        .first_wait(second)
        .longest_wait(4 * second);
    let limits = [1, 2, 4, 4, 4, 4].map(|it| it * second);
    let mut all = Vec::new();
    for _ in 0..20 {
        let waits = waits("soon", retries.clone());
        assert_eq!(waits.len(), 6);
        assert!(
            waits.iter().zip(limits).all(|(wait, limit)| *wait <= limit),
            "{waits:?}"
        );
        all.extend(waits);
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 100, "they differ: {all:?}");
}

#[test]
fn the_time_of_the_call_holds_for_all_attempts() {
    let server = Server::start(|_| vec![Step::Wait(Duration::from_secs(20))]);
    let builder = Client::builder(server.url()).retries(quick());
    let builder = builder.timeout(Duration::from_millis(700));
    let client = builder
        .attempt_timeout(Duration::from_millis(150))
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = wait(client.things().get("1")).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(openapi_runtime::transport::TransportErrorKind::Timeout)
    );
    assert_eq!(server.requests().len(), 3, "{error}");
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn without_a_network_retries_take_no_time() {
    let count = AtomicUsize::new(0);
    let flaky = Memory::new(move |_| {
        let status = if count.fetch_add(1, Ordering::SeqCst) == 0 {
            503
        } else {
            200
        };
        let answer = http::Response::builder().status(status);
        answer
            .header("content-type", "application/json")
            .body(Body::from("{}"))
            .unwrap()
    });
    let patient = Retries::default().first_wait(Duration::from_secs(1000));
    let builder = Client::builder("http://h").transport(flaky).no_timeout();
    let client = builder.retries(patient).build().unwrap();
    assert_eq!(wait(client.things().get("1")).unwrap(), Thing::default());
}
