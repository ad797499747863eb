//! Real HTTP over loopback: headers as a server writes them, read by the constants of the request type.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use generated_tests::headers_of_answers_have_types::Client;
use generated_tests::headers_of_answers_have_types::operations::ListThings;
use generated_tests::headers_of_answers_have_types::types::{ListThingsFailure, ListThingsXOrder};
use openapi_runtime::Response;

type Error = openapi_runtime::Error<ListThingsFailure>;

/// Calls a server that answers once, with this status line and these headers.
async fn answered(status: &str, headers: &[&str]) -> Result<Response<Vec<String>>, Error> {
    let body = if status.starts_with('2') { "[]" } else { "{}" };
    let length = format!("content-length: {}", body.len());
    let fixed = [
        "content-type: application/json",
        "connection: close",
        &length,
    ];
    let lines: Vec<&str> = headers.iter().copied().chain(fixed).collect();
    let text = format!("HTTP/1.1 {status}\r\n{}\r\n\r\n{body}", lines.join("\r\n"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            request.extend(byte);
        }
        stream.write_all(text.as_bytes()).unwrap();
    });
    let client = Client::new(base.as_str()).unwrap();
    let answer = client.list_things().send().await;
    server.join().unwrap();
    answer
}

#[tokio::test]
async fn words_are_what_their_type_says() {
    let answer = answered(
        "200 OK",
        &[
            "link: </a>; rel=\"next\", </b>; rel=\"last\"",
            "x-rate-limit-remaining: 59",
            "X-RESET: 2026-01-02T03:04:05Z",
            "x-price: 0.30",
            "x-order: down",
            "x-level: 2",
            "x-any: 7",
        ],
    )
    .await
    .unwrap();
    let link = answer.header(ListThings::LINK).unwrap().unwrap();
    assert_eq!(link, "</a>; rel=\"next\", </b>; rel=\"last\"");
    let left: Option<i64> = answer.header(ListThings::X_RATE_LIMIT_REMAINING).unwrap();
    assert_eq!(left, Some(59));
    let reset = answer.header(ListThings::X_RESET).unwrap().unwrap();
    assert_eq!(reset.to_string(), "2026-01-02T03:04:05Z");
    assert_eq!(answer.header(ListThings::X_PRICE).unwrap(), Some(0.3));
    let order = answer.header(ListThings::X_ORDER).unwrap();
    assert_eq!(order, Some(ListThingsXOrder::Down));
    let level = answer.header(ListThings::X_LEVEL).unwrap().unwrap();
    assert_eq!(serde_json::to_string(&level).unwrap(), "2");
    let any = answer.header(ListThings::X_ANY).unwrap();
    assert_eq!(any, Some(serde_json::json!(7)));
    assert_eq!(answer.header(ListThings::X_COLOURS).unwrap(), None);
}

#[tokio::test]
async fn lists_and_objects_are_read_in_their_style() {
    let answer = answered(
        "200 OK",
        &[
            "x-colours: blue, black",
            "x-colours: 7",
            "x-numbers: 1,2",
            "x-range: from,3,unit,5,end,true",
            "x-range-exploded: from=3,unit=5,end=true",
            "x-told: {\"why\": [\"a, b\"]}",
            "x-pair: a,7",
            "set-cookie: a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT",
            "set-cookie: b=2",
        ],
    )
    .await
    .unwrap();
    let colours = answer.header(ListThings::X_COLOURS).unwrap();
    assert_eq!(colours.unwrap(), ["blue", "black", "7"]);
    let numbers = answer.header(ListThings::X_NUMBERS).unwrap();
    assert_eq!(numbers.unwrap(), [1, 2]);
    let range = answer.header(ListThings::X_RANGE).unwrap().unwrap();
    assert_eq!(
        (range.from, range.unit.as_deref(), range.end),
        (3, Some("5"), Some(true))
    );
    let exploded = answer.header(ListThings::X_RANGE_EXPLODED).unwrap();
    assert_eq!(exploded, Some(range));
    let told = answer.header(ListThings::X_TOLD).unwrap().unwrap();
    assert_eq!(told.why, ["a, b"]);
    let pair = answer.header(ListThings::X_PAIR).unwrap().unwrap();
    assert_eq!(pair, ("a".to_owned(), 7));
    assert_eq!(
        answer
            .header(ListThings::SET_COOKIE)
            .unwrap()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn a_union_takes_what_fits() {
    for (text, expected) in [("7", "7"), ("true", "true"), ("x", "\"x\"")] {
        let answer = answered("200 OK", &[&format!("x-mixed: {text}")]).await;
        let mixed = answer.unwrap().header(ListThings::X_MIXED).unwrap();
        assert_eq!(serde_json::to_string(&mixed.unwrap()).unwrap(), expected);
    }
}

#[tokio::test]
async fn a_failure_has_its_headers_too() {
    let error = answered("429 Too Many Requests", &["retry-after: 30"]).await;
    let error = error.unwrap_err();
    let answer = error.answer().unwrap();
    assert_eq!(answer.header(ListThings::RETRY_AFTER).unwrap(), Some(30));
    let Error::Declared(failure) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(failure.header(ListThings::RETRY_AFTER).unwrap(), Some(30));
    let left = failure.header(ListThings::X_RATE_LIMIT_REMAINING).unwrap();
    assert_eq!(left, None);
}

#[tokio::test]
async fn what_is_not_as_declared_is_an_error_and_the_value_is_there_all_the_same() {
    let answer = answered(
        "200 OK",
        &["x-rate-limit-remaining: hush, hush", "x-range: unit,a"],
    );
    let answer = answer.await.unwrap();
    let error = answer
        .header(ListThings::X_RATE_LIMIT_REMAINING)
        .unwrap_err();
    assert_eq!(error.name(), "X-Rate-Limit-Remaining");
    assert_eq!(
        error.to_string(),
        "header `X-Rate-Limit-Remaining`: invalid type: string, expected an integer that fits i64"
    );
    let error = answer.header(ListThings::X_RANGE).unwrap_err();
    assert!(error.reason().contains("from"), "{error}");
    assert!(answer.value().is_empty());
}
