//! Servers that misbehave: each gives a clear error, soon, and keeps what came.

use std::time::{Duration, Instant};

use openapi_runtime::transport::TransportErrorKind;
use openapi_runtime::{CallOptions, ErrorKind};

use crate::api::{Client, Thing};
use crate::server::{Server, Step, answer};
use crate::{chain, things, wait};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

fn transport(kind: TransportErrorKind) -> ErrorKind {
    ErrorKind::Transport(kind)
}

#[test]
fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = wait(Client::new(&url).unwrap().things().get("1")).unwrap_err();
    assert!(error.is_connect() && error.status().is_none(), "{error:?}");
    assert!(
        error.to_string().starts_with(&format!(
            "GET {url}/v1/things/{{id}}/parts (get_thing): no connection: "
        )),
        "{error}"
    );
    assert!(chain(&error).len() > 1);
}

#[test]
fn the_connection_is_closed_before_an_answer() {
    for bytes in [
        "",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\nContent-Type: appl",
    ] {
        let error = wait(things(&Server::raw(bytes)).get("1")).unwrap_err();
        assert_eq!(
            error.kind(),
            transport(TransportErrorKind::BrokenOff),
            "{bytes:?}: {error} {:?}",
            chain(&error)
        );
        assert!(
            error.to_string().contains("closed before an answer came"),
            "{error}"
        );
    }
}

#[test]
fn half_an_answer_keeps_its_half() {
    for head in [
        format!("{HEAD}Content-Length: 100\r\n\r\n"),
        format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n64\r\n"),
    ] {
        let error = wait(things(&Server::raw(head + r#"{"a":"#)).get("1")).unwrap_err();
        assert_eq!(
            error.kind(),
            transport(TransportErrorKind::BrokenOff),
            "{error}"
        );
        assert_eq!(error.status().unwrap().as_u16(), 200);
        assert_eq!(error.headers().unwrap()["content-type"], "application/json");
        assert_eq!(&error.body().unwrap()[..], br#"{"a":"#);
        let text = "/v1/things/{id}/parts (get_thing): the answer was broken off (after status 200 and 5 bytes of the body)";
        assert!(error.to_string().ends_with(text), "{error}");
    }
}

#[test]
fn half_an_answer_without_a_length_is_broken_json() {
    let error = wait(things(&Server::raw(format!("{HEAD}\r\n{{\"a\":"))).get("1")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}

#[test]
fn what_comes_behind_an_answer_without_a_body_is_no_answer() {
    // HTTP has no body with 204 (RFC 9110 §15.3.5); what follows on the connection must not answer the next request.
    let server = Server::start(|request| {
        let smuggled = answer(
            "200 OK",
            &[("Content-Type", "application/json")],
            "{\"a\":[666]}",
        );
        let first = request.starts_with("PUT ");
        vec![Step::Write(if first {
            let head = "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n";
            [head.as_bytes(), &smuggled].concat()
        } else {
            answer(
                "200 OK",
                &[("Content-Type", "application/json")],
                "{\"a\":[1]}",
            )
        })]
    });
    wait(async {
        let things = things(&server);
        let nothing = things.put(&Thing::default()).send().await.unwrap();
        assert_eq!(nothing.status().as_u16(), 204);
        assert!(nothing.body().is_empty());
        assert_eq!(things.refresh("r").await.unwrap()["a"], [1]);
    });
}

#[test]
fn a_length_that_is_too_short_cuts_the_answer() {
    let error = wait(
        things(&Server::raw(format!(
            "{HEAD}Content-Length: 3\r\n\r\n{{\"a\":[1]}}"
        )))
        .get("1"),
    )
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert_eq!(error.body().unwrap().len(), 3);
}

#[test]
fn an_answer_that_is_no_http() {
    for bytes in [
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
    ] {
        let error = wait(things(&Server::raw(bytes)).get("1")).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Transport(_)),
            "{bytes:?}: {error}"
        );
    }
}

#[test]
fn where_an_answer_ends_is_said_once_and_well() {
    let body = r#"{"a":[1]}"#;
    for head in [
        "Content-Length: 9\r\nContent-Length: 3",
        "Content-Length: 9, 3",
        "Content-Length: -9",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffffffff\r\n",
    ] {
        let server = Server::raw(format!("{HEAD}{head}\r\n\r\n{body}"));
        let error = wait(things(&server).get("1")).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Transport(_)),
            "{head:?}: {error}"
        );
    }
}

#[test]
fn an_answer_that_is_announced_for_ever_runs_into_the_timeout() {
    let server = Server::start(|_| {
        let mut steps = Vec::new();
        for _ in 0..200 {
            steps.push(Step::Write(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()));
            steps.push(Step::Wait(Duration::from_millis(50)));
        }
        steps
    });
    let options = CallOptions::new().timeout(Duration::from_millis(400));
    let begun = Instant::now();
    let error = wait(things(&server).get("1").with_options(options)).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_body_that_trickles_runs_into_the_timeout_and_keeps_what_came() {
    let server = Server::start(|_| {
        let head = format!("{HEAD}Content-Length: 1000\r\n\r\n{{");
        let mut steps = vec![Step::Write(head.into_bytes())];
        for _ in 0..100 {
            steps.extend([
                Step::Wait(Duration::from_millis(50)),
                Step::Write(vec![b' ']),
            ]);
        }
        steps
    });
    let begun = Instant::now();
    let options = CallOptions::new().timeout(Duration::from_millis(400));
    let error = wait(things(&server).get("1").with_options(options)).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert!(error.body().unwrap().starts_with(b"{"));
}

#[test]
fn a_body_beyond_the_limit_is_not_read() {
    let announced = format!("{HEAD}Content-Length: 99999999999\r\n\r\n{{");
    let chunk = format!("400\r\n{}\r\n", " ".repeat(1024));
    let endless = Server::start(move |_| {
        let head = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n");
        vec![
            Step::Write(head.into_bytes()),
            Step::WriteForever(chunk.clone().into_bytes()),
        ]
    });
    for server in [Server::raw(announced), endless] {
        let client = Client::builder(server.url())
            .answer_limit(100_000)
            .build()
            .unwrap();
        let error = wait(client.things().get("1")).unwrap_err();
        assert_eq!(
            error.kind(),
            transport(TransportErrorKind::TooLarge),
            "{error}"
        );
        assert!(
            error.to_string().contains("larger than 100000 bytes"),
            "{error}"
        );
        assert!(error.body().unwrap().len() <= 100_000);
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
}

#[test]
fn a_body_of_exactly_the_limit_is_read() {
    let body = r#"{"a":[1]}"#;
    let server = Server::answering("200 OK", "application/json", body);
    let limited = |limit| {
        Client::builder(server.url())
            .answer_limit(limit)
            .build()
            .unwrap()
    };
    assert!(wait(limited(body.len() as u64).things().get("1")).is_ok());
    assert!(wait(limited(body.len() as u64 - 1).things().get("1")).is_err());
}

#[test]
fn deep_json_does_not_overflow_the_stack() {
    let deep = "[".repeat(200_000);
    for body in [
        deep.clone(),
        format!("{{\"a\":{deep}"),
        format!("{{\"unknown\":{}}}", "{\"a\":".repeat(100_000)),
    ] {
        let server = Server::answering("200 OK", "application/json", &body);
        let error = wait(things(&server).get("1")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().len() < 1000, "{error}");
    }
}

#[test]
fn another_charset_is_named() {
    let body = |text: &str, charset: &str| {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut bytes = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset={charset}\r\nContent-Length: {}\r\n\r\n",
            utf16.len()
        )
        .into_bytes();
        bytes.extend(utf16);
        bytes
    };
    let error = wait(things(&Server::raw(body("{}", "utf-16le"))).get("1")).unwrap_err();
    assert!(
        error.to_string().contains("in \"utf-16le\", not in UTF-8"),
        "{error}"
    );
    // A charset that is said wrongly does no harm to ASCII, and bytes that are not UTF-8 are seen.
    let server = Server::answering(
        "200 OK",
        "application/json; charset=iso-8859-1",
        r#"{"a":[1]}"#,
    );
    assert!(wait(things(&server).get("1")).is_ok());
    let mut latin = answer("200 OK", &[("Content-Type", "text/plain")], "x");
    *latin.last_mut().unwrap() = 0xe9;
    let error = wait(things(&Server::raw(latin)).list()).unwrap_err();
    assert!(error.to_string().contains("not UTF-8"), "{error}");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let server = Server::answering("200 OK", "application/json", "\u{feff}{\"a\":[]}");
    assert!(wait(things(&server).get("1")).is_ok());
}

#[test]
fn an_encoding_that_was_not_asked_for_is_named() {
    let headers = [
        ("Content-Type", "application/json"),
        ("Content-Encoding", "compress"),
    ];
    let error = wait(things(&Server::raw(answer("200 OK", &headers, "\u{1f}\u{8b}"))).get("1"))
        .unwrap_err();
    assert!(
        error.to_string().contains("encoded as \"compress\""),
        "{error}"
    );
}

#[test]
fn headers_without_end_are_refused() {
    let server = Server::start(|_| {
        vec![
            Step::Write(b"HTTP/1.1 200 OK\r\n".to_vec()),
            Step::WriteForever(b"X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n".to_vec()),
        ]
    });
    let error = wait(things(&server).get("1")).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
}

#[test]
fn a_content_type_that_is_not_text_is_an_error() {
    let mut bytes = answer("200 OK", &[("Content-Type", "x")], "{}");
    let at = bytes.windows(4).position(|four| four == b": x\r").unwrap() + 2;
    bytes[at] = 0xff;
    let error = wait(things(&Server::raw(bytes)).get("1")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}
