//! What the tests of generated code share: reading and writing JSON, and a transport that remembers.

// Each test takes what it needs.
#![allow(dead_code)]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use http::{Request, Response};
use openapi_runtime::Wire;
use openapi_runtime::transport::{Body, Memory};
use serde_json::Value;

/// Reads a value through `Wire`'s serde impls.
#[track_caller]
pub fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Asserts that a value is written back as it was read.
#[track_caller]
pub fn same<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) {
    becomes::<T>(text, text);
}

/// Asserts what a value is written back as; members keep the order of the document.
#[track_caller]
pub fn becomes<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str, expected: &str) {
    assert_eq!(write(&read::<T>(text)), expected, "from {text}");
}

/// Writes a value.
#[track_caller]
pub fn write(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// Why a value cannot be read.
#[track_caller]
pub fn fault<T: serde::de::DeserializeOwned + Debug>(text: &str) -> String {
    match serde_json::from_str::<T>(text) {
        Ok(value) => panic!("{text} was read as {value:?}"),
        Err(error) => error.to_string(),
    }
}

/// Asserts that a generated type reads and writes the same through `serde_json::Value`, which sorts members.
#[track_caller]
pub fn through_a_tree<T: Wire + serde::de::DeserializeOwned + serde::Serialize>(text: &str) {
    let tree: Value = read(text);
    let value: T = serde_json::from_value(tree.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), tree);
}

/// The requests that a transport was given.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Vec<Request<String>>>>);

impl Sent {
    /// The last request; its body as text.
    #[track_caller]
    pub fn last(&self) -> Request<String> {
        let sent = self.0.lock().unwrap();
        let last = sent.last().expect("nothing was sent");
        let mut copy = Request::new(last.body().clone());
        *copy.method_mut() = last.method().clone();
        *copy.uri_mut() = last.uri().clone();
        *copy.headers_mut() = last.headers().clone();
        copy
    }

    /// Path and query of the last request.
    #[track_caller]
    pub fn target(&self) -> String {
        self.last().uri().path_and_query().unwrap().to_string()
    }

    /// A header of the last request.
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<String> {
        let value = self
            .last()
            .headers()
            .get(name)?
            .to_str()
            .unwrap()
            .to_owned();
        Some(value)
    }

    /// How many requests were sent.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// A transport that always answers so, and remembers what it was asked.
pub fn answering(status: u16, content_type: &str, body: &str) -> (Memory, Sent) {
    let sent = Sent::default();
    let (remembering, body) = (sent.clone(), body.to_owned());
    let content_type = content_type.to_owned();
    let transport = Memory::new(move |request: Request<Body>| {
        let request = request.map(|body| {
            let bytes = body.as_bytes().expect("a body of bytes");
            String::from_utf8_lossy(bytes).into_owned()
        });
        remembering.0.lock().unwrap().push(request);
        let mut response = Response::builder().status(status);
        if !content_type.is_empty() {
            response = response.header("content-type", content_type.as_bytes());
        }
        response.body(Body::from(body.clone())).unwrap()
    });
    (transport, sent)
}

/// A transport that answers 204, and remembers what it was asked.
pub fn silent() -> (Memory, Sent) {
    answering(204, "", "")
}
