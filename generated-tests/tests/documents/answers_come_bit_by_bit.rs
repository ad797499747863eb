use generated_tests::answers_come_bit_by_bit::Client;
use generated_tests::answers_come_bit_by_bit::operations::ChatOk;
use generated_tests::answers_come_bit_by_bit::types::{ChatBody, Delta, ToldEventsResponse};
use mock_server::{Answer, End, Server};
use openapi_runtime::transport::TransportErrorKind;
use openapi_runtime::{Error, ErrorKind, Event, Reconnects};
use std::time::Duration;

const SSE: &str = "text/event-stream; charset=utf-8";
const SOON: Duration = Duration::from_millis(2);

fn served(answer: Answer) -> (Server, Client) {
    let server = Server::start(move |_| answer.clone()).unwrap();
    let client = Client::builder(server.url())
        .answer_limit(1000)
        .build()
        .unwrap();
    (server, client)
}

fn pieces(kind: &str, pieces: &[&str], end: End) -> (Server, Client) {
    served(Answer::pieces(kind, pieces.iter().copied(), SOON, end))
}

#[tokio::test]
async fn the_answer_decides_between_one_and_many() {
    let body = ChatBody::new();
    let (_server, client) = served(Answer::json(200, r#"{"text":"all"}"#));
    let ChatOk::OkJson(reply) = client.chat(&body).await.unwrap() else {
        panic!("one answer");
    };
    assert_eq!(reply.text, "all");

    let (server, client) = pieces(
        SSE,
        &[
            "data: {\"del",
            "ta\":\"a\"}\n",
            "\n: wait\n\nid: 4\nevent: more\ndata: {\"delta\":\ndata: \"b\"}\r\n\r\ndata: [DONE]\n\n",
            "data: {}\n\n",
        ],
        End::Never,
    );
    let ChatOk::OkEvents(mut events) = client.chat(&body).await.unwrap() else {
        panic!("many events");
    };
    assert_eq!(
        server.last().unwrap().header("accept"),
        Some("application/json, text/event-stream")
    );
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(
        (&*first.event, &first.data, &*first.id),
        ("message", &Delta::new("a"), "")
    );
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(
        (&*second.event, &second.data, &*second.id),
        ("more", &Delta::new("b"), "4")
    );
    assert!(events.next().await.is_none(), "`[DONE]` is the end");
    assert!(events.next().await.is_none());
    assert_eq!(events.last_event_id(), Some("4"));
}

#[tokio::test]
async fn a_failure_of_a_stream_is_the_declared_one() {
    let (_server, client) = served(Answer::json(422, r#"{"why":"no"}"#));
    let error = client.chat(&ChatBody::new()).await.unwrap_err();
    assert_eq!(error.declared().unwrap().why, "no");
}

#[tokio::test]
async fn an_event_that_is_wrong_does_not_end_the_stream() {
    let (_server, client) = pieces(
        SSE,
        &["data: {}\n\ndata: {\"delta\":\"a\"}\n\n"],
        End::Whole,
    );
    let mut events = client.whole_events().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(&error.body().unwrap()[..], b"{}");
    assert!(error.to_string().contains("delta"), "{error}");
    assert_eq!(events.next().await.unwrap().unwrap().data, Delta::new("a"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn events_may_be_text_or_described_as_a_whole() {
    let (_server, client) = pieces(
        SSE,
        &["\u{feff}data: a\ndata:  b\n\n", "data: lost"],
        End::Whole,
    );
    let mut events = client.text_events().await.unwrap();
    let Event { data, .. } = events.next().await.unwrap().unwrap();
    assert_eq!(data, "a\n b");
    assert!(
        events.next().await.is_none(),
        "an event without its end is dropped"
    );

    let told = "event: started\ndata: 12\n\nevent: moved\ndata: {\"delta\":\"x\"}\n\n";
    let (_server, client) = pieces(SSE, &[told], End::Whole);
    let mut events = client.told_events().await.unwrap();
    match events.next().await.unwrap().unwrap().data {
        ToldEventsResponse::Started(it) => assert_eq!(it.data, "12"),
        other => panic!("{other:?}"),
    }
    match events.next().await.unwrap().unwrap().data {
        ToldEventsResponse::Moved(it) => assert_eq!(it.data, Delta::new("x")),
        other => panic!("{other:?}"),
    }

    let (_server, client) = pieces(SSE, &["data: {\"delta\":\"x\"}\n\n"], End::Whole);
    let mut events = client.item_events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, Delta::new("x"));
}

#[tokio::test]
async fn a_stream_that_breaks_off_says_so() {
    let (_server, client) = pieces(SSE, &["data: a\n\ndata: b"], End::BrokenOff);
    let mut events = client.text_events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::BrokenOff)
    );
    assert_eq!(error.status().unwrap(), 200);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_endless_stream_is_read_as_far_as_it_is_asked() {
    // More than the limit of an answer in all, none of it too much at once.
    let (_server, client) = pieces(
        SSE,
        &["data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n"],
        End::Never,
    );
    let mut events = client.text_events().await.unwrap();
    for _ in 0..40 {
        assert_eq!(events.next().await.unwrap().unwrap().data.len(), 45);
    }
}

#[tokio::test]
async fn an_endless_event_or_line_is_too_large() {
    let too_large = ErrorKind::Transport(TransportErrorKind::TooLarge);
    let (_server, client) = pieces(
        SSE,
        &["data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"],
        End::Never,
    );
    let mut events = client.text_events().await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), too_large);
    assert!(events.next().await.is_none());

    let (_server, client) = pieces(
        "application/x-ndjson",
        &["[[[[[[[[[[[[[[[[[[[[[[[[[[[["],
        End::Never,
    );
    let mut lines = client.lines().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap_err().kind(), too_large);
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn lines_and_sequences_are_values_one_by_one() {
    let text = [
        "{\"delta\":\"a\"}\n\n{\"del",
        "ta\":\"b\"}\r\n{\"delta\":1}\n{\"delta\":\"c\"}",
    ];
    let (_server, client) = pieces("application/jsonl", &text, End::Whole);
    let mut lines = client.lines().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Delta::new("a"));
    assert_eq!(lines.next().await.unwrap().unwrap(), Delta::new("b"));
    assert_eq!(
        lines.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Decode
    );
    assert_eq!(lines.next().await.unwrap().unwrap(), Delta::new("c"));
    assert!(lines.next().await.is_none());

    let (_server, client) = pieces(
        "application/x-ndjson",
        &["{\"delta\":\"a\"}\n{\"del"],
        End::BrokenOff,
    );
    let mut lines = client.lines().await.unwrap();
    assert!(lines.next().await.unwrap().is_ok());
    let half = lines.next().await.unwrap().unwrap_err();
    assert_eq!(
        half.kind(),
        ErrorKind::Transport(TransportErrorKind::BrokenOff)
    );
    assert_eq!(&half.body().unwrap()[..], b"{\"del");
    assert!(lines.next().await.is_none());

    let (_server, client) = pieces(
        "application/json-seq",
        &["\u{1e}1\n\u{1e}", "22\n\u{1e}3"],
        End::Whole,
    );
    let mut values = client.sequence().await.unwrap();
    assert_eq!(values.next().await.unwrap().unwrap(), 1);
    assert_eq!(values.next().await.unwrap().unwrap(), 22);
    assert_eq!(
        values.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Decode
    );
    assert!(values.next().await.is_none());
}

#[tokio::test]
async fn a_download_is_read_piece_by_piece_or_whole() {
    let kind = "application/octet-stream";
    let (_server, client) = served(Answer::body(200, kind, vec![7_u8; 900]));
    let mut download = client.download().await.unwrap();
    assert_eq!(download.len(), Some(900));
    let mut come = 0;
    while let Some(piece) = download.next().await {
        come += piece.unwrap().len();
    }
    assert_eq!(come, 900);
    assert_eq!(
        client
            .download()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .len(),
        900
    );

    // The limit is for what is held in memory, not for what is read.
    let (_server, client) = served(Answer::body(200, kind, vec![7_u8; 100_000]));
    let mut download = client.download().await.unwrap();
    let mut come = 0;
    while let Some(piece) = download.next().await {
        come += piece.unwrap().len();
    }
    assert_eq!(come, 100_000);
    let error = client.download().await.unwrap().bytes().await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::TooLarge)
    );

    let (_server, client) = served(Answer::body(200, kind, vec![7_u8; 900]).cut_after(10));
    let error = client.download().await.unwrap().bytes().await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::BrokenOff)
    );
    assert_eq!(error.body().unwrap().len(), 10);

    let (_server, client) = served(Answer::json(404, r#"{"why":"gone"}"#));
    let Err(Error::Declared(failure)) = client.download().await else {
        panic!("a declared failure");
    };
    assert_eq!(failure.value().why, "gone");
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_asked_for_again() {
    // The first connection breaks off in an event, the second ends, the third says that there is no more.
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server =
        Server::start(
            move |_| match count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => Answer::pieces(
                    SSE,
                    ["retry: 5\nid: 7\ndata: a\n\ndata: lost"],
                    SOON,
                    End::BrokenOff,
                ),
                1 => Answer::pieces(SSE, ["data: b\n\n"], SOON, End::Whole),
                _ => Answer::status(204),
            },
        )
        .unwrap();
    let client = Client::new(server.url()).unwrap();
    let events = client.text_events().await.unwrap();
    let mut events = events.reconnecting(Reconnects::up_to(2));
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    assert_eq!(events.next().await.unwrap().unwrap().data, "b");
    assert!(events.next().await.is_none());
    assert_eq!(events.retry(), Some(Duration::from_millis(5)));
    let ids: Vec<Option<String>> = server
        .requests()
        .iter()
        .map(|it| it.header("last-event-id").map(str::to_owned))
        .collect();
    assert_eq!(ids, [None, Some("7".to_owned()), Some("7".to_owned())]);
}

#[tokio::test]
async fn a_stream_is_asked_for_again_only_so_often() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server =
        Server::start(
            move |_| match count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => Answer::pieces(SSE, ["data: a\n\n"], SOON, End::BrokenOff),
                1 => Answer::closed(),
                _ => Answer::json(503, "{}"),
            },
        )
        .unwrap();
    let client = Client::new(server.url()).unwrap();
    let again = Reconnects::up_to(3).wait(SOON);
    let mut events = client.text_events().await.unwrap().reconnecting(again);
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Undeclared, 503)
    );
    assert!(events.next().await.is_none());
    assert_eq!(server.requests().len(), 3);
}
