//! Transports beside reqwest: without an async runtime, and through tower services.

#![cfg(all(feature = "blocking", feature = "tower"))]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use openapi_runtime::__private::v1 as rt;
use openapi_runtime::blocking::Wait as _;
use openapi_runtime::transport::{Body, Memory, Tower, TransportError, TransportService, Ureq};
use openapi_runtime::{BaseUrl, ClientBuilder, Method, Retries};
use tower_service::Service;

static API: rt::Api = rt::Api {
    title: "T",
    version: "1",
    schemes: &[],
    servers: &[],
};

fn builder(url: impl Into<BaseUrl>) -> ClientBuilder<rt::Client> {
    ClientBuilder::new(&API, url)
}

/// A server that answers its first requests so, one each, and keeps what came.
fn server(answers: &[&'static str]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (answers, kept) = (answers.to_vec(), Arc::default());
    let came: Arc<Mutex<Vec<String>>> = Arc::clone(&kept);
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut text = String::new();
            let mut piece = [0; 4096];
            while !(text.contains("\r\n\r\n")
                && (!text.starts_with("POST") || text.ends_with("end")))
            {
                let count = stream.read(&mut piece).unwrap();
                assert!(count > 0, "{text}");
                text.push_str(&String::from_utf8_lossy(&piece[..count]));
            }
            came.lock().unwrap().push(text);
            stream.write_all(answer.as_bytes()).unwrap();
            if answer.is_empty() {
                thread::sleep(Duration::from_secs(3));
            }
        }
    });
    (url, kept)
}

const OK: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";

#[test]
fn a_call_needs_no_runtime() {
    let (url, came) = server(&[
        "HTTP/1.1 503 Away\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        OK,
        OK,
    ]);
    let builder = builder(url)
        .transport(Ureq::new())
        .retries(Retries::default());
    let client = builder.build().unwrap();
    let answer = client
        .request(Method::GET, "/a")
        .header("x-b", "c")
        .send()
        .wait()
        .unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.body()[..]),
        (200, &b"hello"[..])
    );
    let stream = Body::from_reader(std::io::Cursor::new(b"to the end".to_vec())).with_length(10);
    let post = client
        .request(Method::POST, "/d")
        .bytes("text/plain", stream);
    assert_eq!(post.send().wait().unwrap().status(), 200);
    let came = came.lock().unwrap();
    assert!(
        came[1].starts_with("GET /a HTTP/1.1") && came[1].contains("x-b: c"),
        "{}",
        came[1]
    );
    let post = came[2].to_lowercase();
    assert!(
        post.contains("content-length: 10") && post.ends_with("to the end"),
        "{post}"
    );
}

#[test]
fn what_goes_wrong_has_its_kind() {
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let get = |client: rt::Client| client.request(Method::GET, "/").send().wait();
    let client = builder(nobody).transport(Ureq::new()).build().unwrap();
    assert!(get(client).unwrap_err().is_connect());
    let (url, _) = server(&[""]);
    let slow = builder(url)
        .transport(Ureq::new())
        .timeout(Duration::from_millis(200));
    let error = get(slow.build().unwrap()).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let (url, _) = server(&["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"]);
    let error = get(builder(url).transport(Ureq::new()).build().unwrap()).unwrap_err();
    assert_eq!(&error.body().unwrap()[..], b"half");
}

/// Counts what goes through it.
#[derive(Clone)]
struct Counting<S>(S, Arc<AtomicUsize>);

impl<S: Service<http::Request<Body>>> Service<http::Request<Body>> for Counting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> S::Future {
        self.1.fetch_add(1, Ordering::SeqCst);
        let value = http::HeaderValue::from_static("yes");
        request.headers_mut().insert("x-counted", value);
        self.0.call(request)
    }
}

#[test]
fn a_service_around_a_transport_is_a_transport() {
    let memory = Memory::new(|request| {
        assert_eq!(request.headers()["x-counted"], "yes");
        http::Response::new(Body::from("hello"))
    });
    let count = Arc::new(AtomicUsize::new(0));
    let layered = Counting(TransportService::new(memory), Arc::clone(&count));
    let client = builder("http://h")
        .transport(Tower::new(layered))
        .build()
        .unwrap();
    for _ in 0..2 {
        let answer = client.request(Method::GET, "/").send().wait().unwrap();
        assert_eq!(&answer.body()[..], b"hello");
    }
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let failing = Memory::failing(|_| {
        let kind = openapi_runtime::transport::TransportErrorKind::Connect;
        Err(TransportError::new(kind, "no connection"))
    });
    let failing = Tower::new(Counting(TransportService::new(failing), count));
    let client = builder("http://h").transport(failing).build().unwrap();
    let error = client.request(Method::GET, "/").send().wait().unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}
