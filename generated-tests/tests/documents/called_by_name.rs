//! Operations called by name, with JSON in and JSON out, over real HTTP: what is sent is what a call in Rust sends.

use base64_of_bytes as base64;
use generated_tests::{
    answers_by_status_and_media_type as answers, answers_come_bit_by_bit as streams,
    bodies_in_one_of_several_ways as ways, bodies_in_several_media_types as bodies,
    bodies_of_several_parts as parts, credentials_of_every_scheme as credentials,
    names_are_legal_and_apart as names, parameters_in_every_style as parameters,
};
use mock_server::{Answer, End, Request, Server};
use openapi_runtime::{Error, ErrorKind};
use serde_json::{Value, json};
use std::time::Duration;

/// The base64 of a few bytes, written down.
fn base64_of_bytes(bytes: &[u8]) -> &'static str {
    match bytes {
        b"%PDF" => "JVBERg==",
        [0, 255, 62] => "AP8+",
        other => panic!("{other:?}"),
    }
}

/// Calls, and gives the request that came, and the result.
macro_rules! called {
    ($module:ident, $answer:expr, $id:expr, $($arguments:tt)+) => {{
        let answer: Answer = $answer;
        let server = Server::start(move |_| answer.clone()).unwrap();
        let client = $module::Client::new(server.url()).unwrap();
        let result: Result<Value, Error> = $module::invoke(&client, $id, json!($($arguments)+)).await;
        (server.last(), result)
    }};
}

fn nothing() -> Answer {
    Answer::status(204)
}

/// A call that sent something and was answered 204.
#[track_caller]
fn sent((request, result): (Option<Request>, Result<Value, Error>)) -> Request {
    let result = result.unwrap();
    assert_eq!(
        (&result["status"], &result["body"]),
        (&json!(204), &Value::Null)
    );
    request.unwrap()
}

/// The message of a call that sent nothing.
#[track_caller]
fn refused((request, result): (Option<Request>, Result<Value, Error>)) -> String {
    let error = result.unwrap_err();
    assert!(request.is_none(), "{error}");
    assert_eq!(error.kind(), ErrorKind::Request);
    error.to_string()
}

#[tokio::test]
async fn parameters_of_every_place_and_style() {
    let request = sent(called!(parameters, nothing(), "simple", {
        "path": { "one": "a/b", "list": [1, 2.0], "object": { "R": 1, "G": 2 } }
    }));
    assert_eq!(request.target, "/simple/a%2Fb/1,2/R=1,G=2");
    let request = sent(called!(parameters, nothing(), "label_and_matrix", {
        "path": { "one": ["a", "b"], "two": ["c", "d"] }
    }));
    assert_eq!(request.target, "/label.a,b/matrix;two=c;two=d");
    let request = sent(called!(parameters, nothing(), "query", { "query": {
        "must": "a&b", "form": ["x", "y"], "joined": ["x,y", "z"], "space": ["a", "b"], "pipe": ["a", "b"],
        "deep": { "R": 1, "G": 2, "B": 3 }, "exploded": { "R": 4, "G": 5 }, "json": { "R": 6, "G": 7 },
        "reserved": "a/b?c", "flag": true, "level": "low", "at": "2024-01-02T03:04:05Z", "half": 0.5, "limit": 7
    } }));
    assert_eq!(
        request.target,
        "/query?must=a%26b&form=x&form=y&joined=x%2Cy,z&space=a%20b&pipe=a%7Cb\
         &deep%5BR%5D=1&deep%5BG%5D=2&deep%5BB%5D=3&R=4&G=5&json=%7B%22R%22%3A6%2C%22G%22%3A7%7D\
         &reserved=a/b?c&flag=true&level=low&at=2024-01-02T03%3A04%3A05Z&half=0.5&limit=7"
    );
    let request = sent(called!(parameters, nothing(), "header", { "header": {
        "x-must": "v", "X-LIST": [1, 2], "X-Color": { "R": 1, "G": 2 }
    } }));
    assert_eq!(
        [
            request.header("x-must"),
            request.header("x-list"),
            request.header("x-color")
        ],
        [Some("v"), Some("1,2"), Some("R=1,G=2")]
    );
    let request = sent(
        called!(parameters, nothing(), "cookie", { "cookie": { "must": "a%20b==", "may": 7 } }),
    );
    assert_eq!(request.header("cookie"), Some("must=a%20b==; may=7"));
}

#[tokio::test]
async fn bodies_of_every_kind() {
    let thing = json!({ "name": "a &b", "tags": ["x", "ü="] });
    let request = sent(called!(bodies, nothing(), "json", { "body": thing }));
    assert_eq!(request.text(), r#"{"name":"a &b","tags":["x","ü="]}"#);
    assert_eq!(request.header("content-type"), Some("application/json"));
    let request = sent(called!(bodies, nothing(), "form", { "body": thing }));
    assert_eq!(request.text(), "name=a+%26b&tags=x&tags=%C3%BC%3D");
    let request = sent(called!(bodies, nothing(), "text", { "body": "grüße" }));
    assert_eq!(request.text(), "grüße");
    assert_eq!(
        request.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    let request = sent(called!(bodies, nothing(), "bytes", { "body": base64(&[0, 255, 62]) }));
    assert_eq!(request.body, [0, 255, 62]);
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    let request = sent(called!(bodies, nothing(), "list", { "body": [1, 2.0] }));
    assert_eq!(request.text(), "[1,2]");
    let request = sent(called!(bodies, nothing(), "maybe", {}));
    assert_eq!(
        (request.body.len(), request.header("content-type")),
        (0, None)
    );
    let request = sent(called!(bodies, nothing(), "maybe", {
        "path": {}, "body": { "name": "b" }, "contentType": "Application/JSON; charset=utf-8"
    }));
    assert_eq!(request.text(), r#"{"name":"b"}"#);
}

/// The body of a result whose status is the one that was answered.
#[track_caller]
fn body(status: u16, (_, result): (Option<Request>, Result<Value, Error>)) -> Value {
    let mut result = result.unwrap();
    assert_eq!(result["status"], status);
    result["body"].take()
}

#[tokio::test]
async fn every_declared_answer_is_a_result() {
    for (status, kind, text, expected) in [
        (
            200,
            "application/json",
            r#"{"name":"a"}"#,
            json!({ "name": "a" }),
        ),
        (
            201,
            "application/json",
            r#"{"id":7.0,"more":1}"#,
            json!({ "id": 7 }),
        ),
        (204, "", "", Value::Null),
        (
            404,
            "application/json",
            r#"{"what":"x"}"#,
            json!({ "what": "x" }),
        ),
        (
            409,
            "application/problem+json",
            r#"{"title":"t"}"#,
            json!({ "title": "t" }),
        ),
        (503, "text/plain", "grüße", json!("grüße")),
    ] {
        let answer = if kind.is_empty() {
            Answer::status(status)
        } else {
            Answer::body(status, kind, text)
        };
        assert_eq!(
            body(status, called!(answers, answer, "several", {})),
            expected
        );
    }
    let pdf = Answer::body(200, "application/pdf", "%PDF");
    assert_eq!(
        body(200, called!(answers, pdf, "media", {})),
        base64(b"%PDF")
    );
    let csv = Answer::body(200, "text/csv; header=present", "a,b");
    assert_eq!(body(200, called!(answers, csv, "media", {})), "a,b");
    let list = Answer::json(200, r#"[{"id":1},{"id":2.0}]"#);
    assert_eq!(
        body(200, called!(answers, list, "list", {})),
        json!([{ "id": 1 }, { "id": 2 }])
    );
    for status in [200, 299, 404, 500] {
        let thing = Answer::json(status, r#"{"name":"a"}"#);
        assert_eq!(
            body(status, called!(answers, thing, "any", {})),
            json!({ "name": "a" })
        );
    }
}

#[tokio::test]
async fn headers_are_in_lower_case_and_joined() {
    let answer = Answer::json(200, r#"{"name":"a"}"#)
        .header("X-Page", "1")
        .header("x-page", "2")
        .header("Set-Cookie", "a=b");
    let (_, result) = called!(answers, answer, "several", {});
    let headers = result.unwrap()["headers"].take();
    assert_eq!(headers["x-page"], "1, 2");
    assert_eq!(headers["set-cookie"], "a=b");
    assert_eq!(headers["content-type"], "application/json");
}

#[tokio::test]
async fn other_answers_are_errors_that_keep_them() {
    let (_, result) = called!(answers, Answer::json(500, "{}"), "range", {});
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Undeclared, 500)
    );
    let (_, result) = called!(answers, Answer::json(200, r#"{"name":7}"#), "several", {});
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("$.name"), "{error}");
    assert_eq!(error.body().unwrap(), r#"{"name":7}"#);
    let (_, result) = called!(answers, Answer::body(200, "text/html", "<p>"), "several", {
    });
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Decode);
    let (_, result) = called!(answers, Answer::closed(), "several", {});
    assert!(matches!(
        result.unwrap_err().kind(),
        ErrorKind::Transport(_)
    ));
}

#[tokio::test]
async fn wrong_arguments_are_named_with_their_place_and_not_sent() {
    for (arguments, named) in [
        (json!({}), "query parameter `must`: it is required"),
        (
            json!({ "query": { "must": 7 } }),
            "query parameter `must`: ",
        ),
        (
            json!({ "query": { "must": null } }),
            "query parameter `must`: ",
        ),
        (
            json!({ "query": { "must": "a", "limit": "7" } }),
            "query parameter `limit`: ",
        ),
        (
            json!({ "query": { "must": "a", "limit": 7.5 } }),
            "query parameter `limit`: ",
        ),
        (
            json!({ "query": { "must": "a", "form": "x" } }),
            "query parameter `form`: ",
        ),
        (
            json!({ "query": { "must": "a", "form": ["x", 1] } }),
            "`form`: $[1]: ",
        ),
        (
            json!({ "query": { "must": "a", "deep": { "R": 1 } } }),
            "query parameter `deep`: ",
        ),
        (
            json!({ "query": { "must": "a", "Must": "a" } }),
            "query parameter `Must`: the operation has only `must`, ",
        ),
        (
            json!({ "query": { "must": "a" }, "path": { "id": 1 } }),
            "path parameter `id`: the operation has no path",
        ),
        (
            json!({ "query": { "must": "a" }, "header": { "X-A": "b" } }),
            "header parameter `X-A`: ",
        ),
        (
            json!({ "query": { "must": "a" }, "queries": {} }),
            "\"queries\"",
        ),
        (json!({ "query": ["must"] }), "query parameters"),
        (
            json!({ "query": { "must": "a" }, "body": {} }),
            "the body: the operation takes none",
        ),
        (
            json!({ "query": { "must": "a" }, "contentType": "a/b" }),
            "contentType: the operation takes no body",
        ),
        (json!([]), "the arguments are an object"),
    ] {
        let message = refused(called!(parameters, nothing(), "query", arguments.clone()));
        assert!(message.contains(named), "{arguments}: {message}");
        assert!(
            message.starts_with("GET http") && message.contains("/query (query) was not sent: "),
            "{message}"
        );
    }
    let twice = refused(
        called!(parameters, nothing(), "header", { "header": { "X-Must": "a", "x-must": "b" } }),
    );
    assert!(
        twice.contains("X-Must` is given twice") || twice.contains("given twice"),
        "{twice}"
    );
    for (arguments, named) in [
        (json!({}), "the body: it is required"),
        (json!({ "body": null }), "the body: "),
        (json!({ "body": { "name": 7 } }), "the body: $.name: "),
        (
            json!({ "body": { "name": "a" }, "contentType": "text/xml" }),
            "contentType: the body can be sent as application/json",
        ),
        (
            json!({ "body": { "name": "a" }, "contentType": 7 }),
            "contentType: ",
        ),
    ] {
        let message = refused(called!(bodies, nothing(), "json", arguments.clone()));
        assert!(message.contains(named), "{arguments}: {message}");
    }
    for body in [json!("%"), json!(7)] {
        let message = refused(called!(bodies, nothing(), "bytes", { "body": body }));
        assert!(message.contains("the body: "), "{message}");
    }
    let message = refused(called!(bodies, nothing(), "Json", {}));
    assert!(
        message.starts_with("\"Json\" was not sent: no operation"),
        "{message}"
    );
}

#[tokio::test]
async fn credentials_go_along() {
    let server = Server::start(|_| nothing()).unwrap();
    let client = credentials::Client::builder(server.url())
        .credential("bearer", openapi_runtime::Credential::token("t"))
        .build()
        .unwrap();
    let callable = credentials::OPERATIONS
        .iter()
        .find(|it| {
            it.info
                .security
                .iter()
                .any(|all| all.iter().any(|one| one.scheme == "bearer") && all.len() == 1)
        })
        .unwrap();
    credentials::invoke(&client, callable.info.id, Value::Null)
        .await
        .unwrap();
    assert_eq!(server.last().unwrap().bearer(), Some("t"));
}

#[tokio::test]
async fn the_table_says_what_an_operation_takes() {
    let callable = parameters::OPERATIONS
        .iter()
        .find(|it| it.info.id == "cookie")
        .unwrap();
    assert_eq!(
        (callable.info.method, callable.info.path),
        ("GET", "/cookie")
    );
    let taken: Vec<String> = callable
        .parameters
        .iter()
        .map(|it| format!("{} {} {:?}", it.place, it.name, it.need))
        .collect();
    assert_eq!(taken, ["cookie must Required", "cookie may Optional"]);
    let callable = bodies::OPERATIONS
        .iter()
        .find(|it| it.info.id == "form")
        .unwrap();
    assert_eq!(
        callable.bodies[0].media_type,
        "application/x-www-form-urlencoded"
    );
}

#[tokio::test]
async fn operations_without_a_name_go_by_method_and_path() {
    let unnamed: Vec<&str> = names::OPERATIONS
        .iter()
        .map(|it| it.info.id)
        .filter(|it| it.starts_with("GET /"))
        .collect();
    assert!(!unnamed.is_empty());
    for id in unnamed {
        let callable = names::OPERATIONS
            .iter()
            .find(|it| it.info.id == id)
            .unwrap();
        assert_eq!(
            id,
            format!("{} {}", callable.info.method, callable.info.path)
        );
    }
}

#[test]
fn the_call_can_be_spawned() {
    fn spawned<T: Send>(_: T) {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    let client = bodies::Client::new("http://127.0.0.1:9").unwrap();
    spawned(bodies::invoke(&client, "json", Value::Null));
    error::<Error>();
}

#[tokio::test]
async fn a_content_type_chooses_among_several() {
    let id = "create_thing";
    let thing = json!({ "name": "a", "tags": ["x", "y"] });
    let usual = sent(called!(ways, nothing(), id, { "body": thing }));
    assert_eq!(usual.header("content-type"), Some("application/json"));
    let form = sent(called!(ways, nothing(), id, {
        "body": thing, "contentType": "application/x-www-form-urlencoded"
    }));
    assert_eq!(form.text(), "name=a&tags=x%7Cy");
    let png = sent(called!(ways, nothing(), id, { "body": "AP8+", "contentType": "image/png" }));
    assert_eq!(
        (png.header("content-type"), &png.body[..]),
        (Some("image/png"), &[0, 255, 62][..])
    );
    let xml =
        sent(called!(ways, nothing(), id, { "body": "<a/>", "contentType": "application/xml" }));
    assert_eq!(xml.text(), "<a/>");
    let other = sent(called!(ways, nothing(), "alike", {
        "body": { "name": "a" }, "contentType": "application/vnd.thing+json"
    }));
    assert_eq!(
        other.header("content-type"),
        Some("application/vnd.thing+json")
    );
    let ranged = sent(called!(ways, nothing(), "raw", { "body": "AP8+", "contentType": "a/b" }));
    assert_eq!(ranged.header("content-type"), Some("a/b"));
    let message = refused(called!(ways, nothing(), id, { "body": thing, "contentType": "a/b" }));
    assert!(
        message.contains("contentType: the body can be sent as application/json, "),
        "{message}"
    );
}

#[tokio::test]
async fn lists_of_values_are_bodies() {
    let lines =
        sent(called!(ways, nothing(), "lines", { "body": [{ "name": "a" }, { "name": "b" }] }));
    assert_eq!(lines.text(), "{\"name\":\"a\"}\n{\"name\":\"b\"}\n");
    let sequence = sent(called!(ways, nothing(), "sequence", { "body": [1, 2.0] }));
    assert_eq!(sequence.text(), "\u{1e}1\n\u{1e}2\n");
    let message = refused(called!(ways, nothing(), "lines", { "body": [{ "name": 1 }] }));
    assert!(message.contains("the body: $[0].name: "), "{message}");
}

#[tokio::test]
async fn files_are_base64_alone_or_with_what_is_said_of_them() {
    let request = sent(called!(parts, nothing(), "upload_files", { "body": {
        "files": ["AP8+", { "base64": "JVBERg==", "fileName": "a \"b\".pdf", "contentType": "application/pdf" }],
        "cover": { "base64": "AP8+" }
    } }));
    let text = request.text();
    assert!(
        request
            .header("content-type")
            .unwrap()
            .starts_with("multipart/form-data; boundary=")
    );
    for part in [
        "name=\"files\"; filename=\"files\"\r\nContent-Type: application/octet-stream\r\n\r\n\u{0}",
        "name=\"files\"; filename=\"a %22b%22.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n",
        "name=\"cover\"; filename=\"cover\"\r\nContent-Type: image/png\r\n\r\n\u{0}",
    ] {
        assert!(text.contains(part), "{part:?} in {text:?}");
    }
    for (body, said) in [
        (json!({}), "`files`"),
        (json!({ "files": [{ "fileName": "a" }] }), "`files`"),
        (json!({ "files": ["%"] }), "`files`"),
        (json!({ "files": [], "more": 1 }), "`more`"),
        (json!([]), "an object"),
    ] {
        let message = refused(called!(parts, nothing(), "upload_files", { "body": body }));
        assert!(
            message.contains("the body: ") && message.contains(said),
            "{message}"
        );
    }
}

#[tokio::test]
async fn values_in_parts_are_those_of_their_types() {
    let request = sent(called!(parts, nothing(), "whole_form", { "body": {
        "id": "00000000-0000-0000-0000-000000000000", "kind": "small", "address": { "street": "a" },
        "purpose": "upload", "tags": ["x", "y"], "extra": 7.0
    } }));
    let text = request.text();
    for part in [
        "name=\"purpose\"\r\n\r\nupload\r\n",
        "name=\"tags\"\r\n\r\nx\r\n",
        "name=\"tags\"\r\n\r\ny\r\n",
        "{\"street\":\"a\"}\r\n",
        "name=\"extra\"\r\n\r\n7\r\n",
    ] {
        assert!(text.contains(part), "{part:?} in {text:?}");
    }
    let message = refused(called!(parts, nothing(), "whole_form", { "body": {
        "id": "x", "kind": "small", "address": {}
    } }));
    assert!(message.contains("`address`"), "{message}");
    let message = refused(called!(parts, nothing(), "whole_form", { "body": {
        "id": "00000000-0000-0000-0000-000000000000", "kind": "small", "address": { "street": "a" },
        "purpose": "download"
    } }));
    assert!(
        message.contains("`purpose` can only be \"upload\""),
        "{message}"
    );
}

/// An answer in pieces.
fn pieces(kind: &str, pieces: &[&str], end: End) -> Answer {
    Answer::pieces(kind, pieces.iter().copied(), Duration::from_millis(1), end)
}

#[tokio::test]
async fn streams_are_lists() {
    let chat = json!({ "body": {} });
    let one = Answer::json(200, r#"{"text":"all"}"#);
    assert_eq!(
        body(200, called!(streams, one, "chat", chat.clone())),
        json!({ "text": "all" })
    );
    let events = pieces(
        "text/event-stream",
        &[
            "data: {\"delta\":\"a\"}\n\nid: 4\nevent: more\ndata: {\"del",
            "ta\":\"b\"}\n\ndata: [DONE]\n\n",
        ],
        End::Never,
    );
    let expected = json!([{ "delta": "a" }, { "delta": "b" }]);
    assert_eq!(
        body(200, called!(streams, events, "chat", chat.clone())),
        expected
    );
    let whole = "event: more\ndata: {\"delta\":\"a\"}\n\n";
    let events = pieces("text/event-stream", &[whole], End::Whole);
    let expected = json!([{ "event": "more", "data": { "delta": "a" } }]);
    assert_eq!(
        body(200, called!(streams, events, "whole_events", {})),
        expected
    );
    let events = pieces(
        "text/event-stream",
        &["data: a\n\n", "data: b\ndata: c\n\n"],
        End::Whole,
    );
    assert_eq!(
        body(200, called!(streams, events, "text_events", {})),
        json!(["a", "b\nc"])
    );
    let lines = pieces(
        "application/x-ndjson",
        &["{\"delta\":\"a\"}\n{\"del", "ta\":\"b\"}"],
        End::Whole,
    );
    let expected = json!([{ "delta": "a" }, { "delta": "b" }]);
    assert_eq!(body(200, called!(streams, lines, "lines", {})), expected);
    let sequence = pieces(
        "application/json-seq",
        &["\u{1e}1\n\u{1e}2.0\n"],
        End::Whole,
    );
    assert_eq!(
        body(200, called!(streams, sequence, "sequence", {})),
        json!([1, 2])
    );
    let download = pieces("application/octet-stream", &["%P", "DF"], End::Whole);
    assert_eq!(
        body(200, called!(streams, download, "download", {})),
        base64(b"%PDF")
    );
}

#[tokio::test]
async fn a_stream_without_an_end_is_cut_and_a_wrong_one_refused() {
    let many = "{\"delta\":\"a\"}\n".repeat(1001);
    let endless = pieces("application/x-ndjson", &[&many], End::Never);
    let list = body(200, called!(streams, endless, "lines", {}));
    assert_eq!(list.as_array().unwrap().len(), 1000);
    let wrong = pieces(
        "application/x-ndjson",
        &["{\"delta\":\"a\"}\n{}\n"],
        End::Whole,
    );
    let (_, result) = called!(streams, wrong, "lines", {});
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Decode);
    let failure = Answer::json(404, r#"{"why":"gone"}"#);
    assert_eq!(
        body(404, called!(streams, failure, "download", {})),
        json!({ "why": "gone" })
    );
}
