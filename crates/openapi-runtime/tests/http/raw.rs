//! Endpoints that the document does not have, and operations that do not answer what it says, read bit by bit.

use std::collections::BTreeMap;
use std::time::Duration;

use openapi_runtime::{CallOptions, Credential, ErrorKind, Method, RawRequest, Reconnects};

use crate::api::Client;
use crate::server::{Server, Step, answer, header};
use crate::streams::{eight, slowly, transports};
use crate::wait;

const SHORT: Duration = Duration::from_millis(900);

#[test]
fn what_no_document_describes_is_read_bit_by_bit() {
    for (name, sent) in transports() {
        let server = Server::start(eight);
        let builder = sent(Client::builder(server.url()).timeout(SHORT));
        let client: Client = builder.build().unwrap();
        wait(async {
            let open = |path| {
                let request = client.request(Method::GET, path);
                async { request.stream().await.unwrap().success().unwrap() }
            };
            // Each takes longer than a call may.
            let mut events = open("/v1/watch").await.text_events();
            let mut rows = open("/v1/rows").await.lines::<u8>();
            let download = open("/v1/other").await;
            assert_eq!(
                download.header("content-type"),
                Some("application/octet-stream")
            );
            let download = download.bytes();
            for _ in 0..8 {
                assert_eq!(events.next().await.unwrap().unwrap().data, "a", "{name}");
                assert_eq!(rows.next().await.unwrap().unwrap(), 7, "{name}");
            }
            assert!(events.next().await.is_none() && rows.next().await.is_none());
            assert_eq!(download.bytes().await.unwrap().len(), 40, "{name}");
        });
    }
}

#[test]
fn values_are_what_serde_reads() {
    let server = Server::start(|request| match header(request, "accept") {
        Some("text/event-stream") => slowly(
            "text/event-stream",
            &[
                "event: a\ndata: {\"x\":1}\n\n",
                "data: no\n\ndata: [DONE]\n\n",
            ],
            Duration::ZERO,
        ),
        _ => slowly(
            "application/json-seq",
            &["\u{1e}{\"x\":1}\n\u{1e}{\"x\"", ":2}\n"],
            Duration::ZERO,
        ),
    });
    let client = Client::new(server.url()).unwrap();
    type Value = BTreeMap<String, u8>;
    wait(async {
        let request = client.request(Method::POST, "/live");
        let request = request.header("Accept", "text/event-stream").json(&[1]);
        let mut events = request.stream().await.unwrap().events::<Value>();
        let first = events.next().await.unwrap().unwrap();
        assert_eq!((first.event.as_str(), first.data["x"]), ("a", 1));
        let wrong = events.next().await.unwrap().unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::Decode, "{wrong}");
        assert!(
            events.next().await.is_none(),
            "what is said to be the end is the end"
        );
        let request = client.request(Method::GET, "/values");
        let mut values = request.stream().await.unwrap().sequence::<Value>();
        assert_eq!(values.next().await.unwrap().unwrap()["x"], 1);
        assert_eq!(values.next().await.unwrap().unwrap()["x"], 2);
        assert!(values.next().await.is_none());
    });
}

#[test]
fn deep_values_and_endless_lines_are_errors() {
    let deep = format!("{}\n7\n", "[".repeat(100_000));
    let server = Server::start(move |_| slowly("application/x-ndjson", &[&deep], Duration::ZERO));
    let line = Server::start(|_| {
        let mut steps = slowly("application/x-ndjson", &[], Duration::ZERO);
        steps.push(Step::WriteForever(vec![b' '; 4096]));
        steps
    });
    wait(async {
        let open = async |server: &Server| {
            let builder = Client::builder(server.url()).answer_limit(200_000);
            let client: Client = builder.build().unwrap();
            let answer = client.request(Method::GET, "/rows").stream().await;
            answer.unwrap().lines::<serde_json::Value>()
        };
        let mut rows = open(&server).await;
        assert_eq!(
            rows.next().await.unwrap().unwrap_err().kind(),
            ErrorKind::Decode
        );
        assert_eq!(rows.next().await.unwrap().unwrap(), 7);
        let mut rows = open(&line).await;
        let error = rows.next().await.unwrap().unwrap_err();
        assert!(
            error.to_string().contains("larger than 200000 bytes"),
            "{error}"
        );
        assert!(rows.next().await.is_none());
    });
}

#[test]
fn a_failure_is_waited_for_and_kept() {
    let server = Server::answering("500 Oops", "text/plain", "no such luck");
    let client = Client::new(server.url()).unwrap();
    let answer = wait(client.request(Method::GET, "/x").stream()).unwrap();
    assert_eq!(answer.status().as_u16(), 500);
    let error = answer.success().unwrap_err();
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(&b"no such luck"[..])
    );
    let answer = wait(client.request(Method::GET, "/x").stream()).unwrap();
    assert_eq!(&wait(answer.bytes().bytes()).unwrap()[..], b"no such luck");
}

#[test]
fn events_of_an_undocumented_endpoint_go_on_where_they_broke_off() {
    let server = Server::start(|request| {
        let piece = match header(request, "last-event-id") {
            None => "retry: 1\nid: 7\ndata: a\n\n",
            Some("7") => "id: 8\ndata: b\n\n",
            Some(_) => return vec![Step::Write(answer("204 No Content", &[], ""))],
        };
        slowly("text/event-stream", &[piece], Duration::ZERO)
    });
    let client = Client::new(server.url()).unwrap();
    wait(async {
        let events = client.request(Method::GET, "/live?from=now").stream().await;
        let events = events.unwrap().text_events();
        let mut events = events.reconnecting(Reconnects::up_to(3));
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        assert_eq!(events.next().await.unwrap().unwrap().data, "b");
        assert!(events.next().await.is_none());
    });
    let asked = server.requests();
    assert_eq!(asked.len(), 3);
    assert!(
        asked.iter().all(|it| it.starts_with("GET /live?from=now ")),
        "{asked:?}"
    );
}

#[test]
fn an_operation_that_answers_something_else_is_sent_as_it_is() {
    let server = Server::start(|_| slowly("text/csv", &["id,", "name"], Duration::from_millis(20)));
    let builder =
        Client::builder(server.url()).credential("basic", Credential::basic("anna", "s3cret"));
    let client: Client = builder.build().unwrap();
    wait(async {
        let things = client.things();
        // As typed, its answer is an error: the document says JSON.
        assert_eq!(
            things.get("a/b").await.unwrap_err().kind(),
            ErrorKind::Decode
        );
        let options = CallOptions::new().query("since", "1");
        let request = RawRequest::of(things.get("a/b").with_options(options));
        let mut rows = request.stream().await.unwrap().success().unwrap().bytes();
        let mut text = Vec::new();
        while let Some(piece) = rows.next().await {
            text.extend_from_slice(&piece.unwrap());
        }
        assert_eq!(text, b"id,name");
        // An answer that the document calls a stream can be had whole.
        let whole = RawRequest::of(client.streams().download()).send().await;
        assert_eq!(&whole.unwrap().body()[..], b"id,name");
        // And one that it calls empty can be had bit by bit.
        let secured = RawRequest::of(things.secured()).stream().await.unwrap();
        assert_eq!(&secured.bytes().bytes().await.unwrap()[..], b"id,name");
        let refused = RawRequest::of(things.get("..")).stream().await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Request, "{refused}");
    });
    let asked = server.requests();
    let again = asked[1].split(" HTTP").next().unwrap_or_default();
    assert_eq!(again, "GET /v1/things/a%2Fb/parts?since=1");
    assert_eq!(header(&asked[1], "accept"), Some("application/json"));
    assert!(header(&asked[3], "authorization").is_some_and(|it| it.starts_with("Basic ")));
}
