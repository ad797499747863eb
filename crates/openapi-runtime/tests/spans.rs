//! The spans of calls: their names, and that they hold no secret.

#![cfg(feature = "tracing")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use openapi_runtime::__private::v1 as rt;
use openapi_runtime::blocking::Wait as _;
use openapi_runtime::transport::{Body, Memory};
use openapi_runtime::{CallOptions, ClientBuilder, Method, Retries};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

static API: rt::Api = rt::Api {
    title: "T",
    version: "1",
    schemes: &[],
    servers: &[],
};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of every span.
#[derive(Clone, Default)]
struct Spans {
    all: Arc<Mutex<BTreeMap<u64, Fields>>>,
    /// The last span: there is one at a time in these tests.
    last: Arc<Mutex<Option<(u64, &'static Metadata<'static>)>>>,
}

struct Put<'a>(&'a mut Fields);

impl Visit for Put<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Spans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut all = self.all.lock().unwrap();
        let id = all.len() as u64 + 1;
        span.record(&mut Put(all.entry(id).or_default()));
        *self.last.lock().unwrap() = Some((id, span.metadata()));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut all = self.all.lock().unwrap();
        values.record(&mut Put(all.entry(span.into_u64()).or_default()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}

    fn current_span(&self) -> Current {
        match *self.last.lock().unwrap() {
            Some((id, metadata)) => Current::new(Id::from_u64(id), metadata),
            None => Current::none(),
        }
    }
}

/// The fields of the span of one call.
fn fields(statuses: &'static [u16], path: &str) -> Fields {
    let count = AtomicUsize::new(0);
    let server = Memory::new(move |_| {
        let status = statuses[count.fetch_add(1, Ordering::SeqCst)];
        let answer = http::Response::builder().status(status);
        answer.body(Body::from("s3cret")).unwrap()
    });
    let builder: ClientBuilder<rt::Client> = ClientBuilder::new(&API, "https://h.example/api");
    let builder = builder.transport(server).retries(Retries::default());
    let client = builder.build().unwrap();
    let spans = Spans::default();
    tracing::subscriber::with_default(spans.clone(), || {
        let request = client.request(Method::GET, path).query("key", "s3cret");
        let request = request.with_options(CallOptions::new().bearer("s3cret"));
        request.send().wait().unwrap();
    });
    let all = spans.all.lock().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(!format!("{all:?}").contains("s3cret"), "{all:?}");
    all[&1].clone()
}

#[test]
fn a_span_says_what_was_called_and_how_it_ended() {
    let span = fields(&[200], "/a/s3cret");
    let field = |name: &str| span.get(name).map(String::as_str);
    assert_eq!(field("otel.name"), Some("GET"));
    assert_eq!(field("otel.kind"), Some("client"));
    assert_eq!(field("http.request.method"), Some("GET"));
    assert_eq!(field("url.scheme"), Some("https"));
    assert_eq!(field("server.address"), Some("h.example"));
    assert_eq!(field("server.port"), Some("443"));
    assert_eq!(field("http.response.status_code"), Some("200"));
    assert_eq!(
        (field("error.type"), field("http.request.resend_count")),
        (None, None)
    );
}

#[test]
fn retries_and_failures_are_counted_and_named() {
    let span = fields(&[503, 503, 404], "/a");
    let field = |name: &str| span.get(name).map(String::as_str);
    assert_eq!(field("http.request.resend_count"), Some("2"));
    assert_eq!(field("http.response.status_code"), Some("404"));
    assert_eq!(field("error.type"), Some("404"));
    assert_eq!(field("otel.status_code"), Some("ERROR"));
}
