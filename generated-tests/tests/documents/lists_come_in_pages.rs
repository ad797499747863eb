use std::sync::{Arc, Mutex};

use generated_tests::lists_come_in_pages::Client;
use generated_tests::lists_come_in_pages::types::Search;
use http::{Request, Response};
use openapi_runtime::CallOptions;
use openapi_runtime::transport::{Body, Memory};

/// What was asked for: target, and body.
type Asked = Arc<Mutex<Vec<String>>>;

/// A client of a server that answers requests by their number with a body and a `Link` header; the last one again and again.
fn client(answers: &[(&'static str, &'static str)]) -> (Client, Asked) {
    let (asked, answers) = (Asked::default(), answers.to_vec());
    let noted = Arc::clone(&asked);
    let transport = Memory::new(move |request: Request<Body>| {
        let mut asked = noted.lock().unwrap();
        let number = asked.len().min(answers.len() - 1);
        let body = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
        asked.push(format!("{}{body}", request.uri().path_and_query().unwrap()));
        let (body, link) = answers[number];
        let mut answer = Response::builder().header("content-type", "application/json");
        if !link.is_empty() {
            answer = answer.header("link", link);
        }
        answer.body(Body::from(body)).unwrap()
    });
    let client = Client::builder("http://h/api").transport(transport);
    (client.build().unwrap(), asked)
}

fn asked(asked: &Asked) -> Vec<String> {
    asked.lock().unwrap().clone()
}

#[tokio::test]
async fn a_cursor_in_the_query_leads_through_all_pages() {
    let (client, sent) = client(&[
        (
            r#"{"datasets": [{"name": "a"}, {"name": "b"}], "next_starting_token": 2}"#,
            "",
        ),
        (r#"{"datasets": [], "next_starting_token": 4}"#, ""),
        (
            r#"{"datasets": [{"name": "c"}], "next_starting_token": null}"#,
            "",
        ),
    ]);
    let all = client
        .list_datasets()
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap();
    let names: Vec<_> = all.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(
        asked(&sent),
        [
            "/api/datasets?limit=2",
            "/api/datasets?limit=2&starting_token=2",
            "/api/datasets?limit=2&starting_token=4"
        ]
    );
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let (client, sent) = client(&[
        (
            r#"{"datasets": [{"name": "a"}], "next_starting_token": 1}"#,
            "",
        ),
        (r#"{"datasets": [{"name": "b"}]}"#, ""),
    ]);
    let mut pages = client.list_datasets().starting_token(0).pages();
    assert_eq!(asked(&sent).len(), 0);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.datasets.unwrap()[0].name, "a");
    assert_eq!(asked(&sent), ["/api/datasets?starting_token=0"]);
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(asked(&sent).len(), 2);
}

#[tokio::test]
async fn a_cursor_in_the_body_replaces_its_member_alone() {
    let (client, sent) = client(&[
        (
            r#"{"datasets": [{"name": "a"}], "next_starting_token": 1}"#,
            "",
        ),
        (r#"{"datasets": []}"#, ""),
    ]);
    let mut search = Search::new();
    search.name = Some("starting_token\",{".into());
    search.starting_token = Some(0);
    assert_eq!(
        client
            .search_datasets(&search)
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        asked(&sent)[1],
        r#"/api/datasets/search{"starting_token":1,"name":"starting_token\",{"}"#
    );
}

#[tokio::test]
async fn the_same_cursor_twice_is_an_error_and_not_a_circle() {
    let (client, sent) = client(&[(
        r#"{"datasets": [{"name": "a"}], "next_starting_token": 1}"#,
        "",
    )]);
    let mut items = client.list_datasets().items();
    let error = loop {
        match items.next().await.expect("an error comes before the end") {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(error.to_string().contains("given before"), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(asked(&sent).len(), 2);
}

#[tokio::test]
async fn a_last_id_counts_only_while_there_is_more() {
    let (client, sent) = client(&[
        (
            r#"{"data": [{"name": "a"}], "has_more": true, "last_id": "x y"}"#,
            "",
        ),
        (
            r#"{"data": [{"name": "b"}], "has_more": false, "last_id": "z"}"#,
            "",
        ),
    ]);
    assert_eq!(
        client.list_events().items().collect().await.unwrap().len(),
        2
    );
    assert_eq!(asked(&sent), ["/api/events", "/api/events?after=x%20y"]);
}

#[tokio::test]
async fn items_and_pages_are_counted() {
    let (client, sent) = client(&[
        (r#"[{"name": "a"}, {"name": "b"}]"#, ""),
        (r#"[{"name": "c"}]"#, ""),
    ]);
    let all = client
        .by_offset()
        .offset(5)
        .limit(2)
        .items()
        .collect()
        .await;
    assert_eq!(all.unwrap().len(), 3);
    assert_eq!(
        asked(&sent),
        [
            "/api/by_offset?offset=5&limit=2",
            "/api/by_offset?limit=2&offset=7"
        ]
    );

    let (client, sent) = self::client(&[(r#"[{"name": "a"}]"#, ""), ("[]", "")]);
    assert_eq!(client.by_page().items().collect().await.unwrap().len(), 1);
    assert_eq!(asked(&sent), ["/api/by_page", "/api/by_page?page=1"]);
}

#[tokio::test]
async fn a_server_that_does_not_count_is_an_error() {
    let (client, sent) = client(&[(r#"[{"name": "a"}]"#, "")]);
    let error = client.by_page().items().collect().await.unwrap_err();
    assert!(error.to_string().contains("given before"), "{error}");
    assert_eq!(asked(&sent).len(), 2);
}

#[tokio::test]
async fn links_are_followed_at_home_alone() {
    let (client, sent) = client(&[
        (
            r#"["a"]"#,
            r#"<http://h/api/by_link?after=1&x>; rel="next""#,
        ),
        (r#"["b"]"#, r#"<?after=2>; rel=next, </>; rel=first"#),
        (r#"["c"]"#, r#"</>; rel=first"#),
    ]);
    assert_eq!(
        client.by_link().items().collect().await.unwrap(),
        ["a", "b", "c"]
    );
    assert_eq!(
        asked(&sent),
        [
            "/api/by_link",
            "/api/by_link?after=1&x",
            "/api/by_link?after=2"
        ]
    );
    // What a call adds goes along, unless the URL has it: a name that ends alike is another one.
    let (client, sent) = self::client(&[
        (r#"["a"]"#, r#"<?after=1&not_key=s>; rel="next""#),
        (r#"["b"]"#, r#"<?after=2&%6Bey=t>; rel="next""#),
        (r#"["c"]"#, ""),
    ]);
    let options = CallOptions::new().query("key", "s");
    let items = client.by_link().with_options(options).items();
    assert_eq!(items.collect().await.unwrap(), ["a", "b", "c"]);
    assert_eq!(
        asked(&sent),
        [
            "/api/by_link?key=s",
            "/api/by_link?after=1&not_key=s&key=s",
            "/api/by_link?after=2&%6Bey=t"
        ]
    );
    let (client, sent) = self::client(&[("[]", r#"<https://elsewhere/x>; rel="next""#)]);
    let error = client.by_link().items().collect().await.unwrap_err();
    assert!(error.to_string().contains("another origin"), "{error}");
    assert_eq!(asked(&sent).len(), 1);
}

#[tokio::test]
async fn the_document_can_say_how_it_is() {
    let (client, sent) = client(&[
        (
            r#"{"zeilen": [1], "spalten": [7], "meta": {"weiter": "w"}}"#,
            "",
        ),
        (r#"{"zeilen": [2], "meta": {}}"#, ""),
    ]);
    assert_eq!(client.stated().items().collect().await.unwrap(), [1, 2]);
    assert_eq!(asked(&sent), ["/api/stated", "/api/stated?von=w"]);
}

#[tokio::test]
async fn a_cursor_may_lie_in_an_object_that_may_be_missing() {
    let (client, sent) = client(&[
        (
            r#"{"data": [{"name": "a"}], "meta": {"next_cursor": "x", "has_more": true}}"#,
            "",
        ),
        (
            r#"{"data": [{"name": "b"}], "meta": {"next_cursor": "y"}}"#,
            "",
        ),
        (r#"{"data": [{"name": "c"}], "meta": null}"#, ""),
    ]);
    let all = client.in_meta().items().collect().await.unwrap();
    assert_eq!(all.len(), 3);
    let expected = [
        "/api/in_meta",
        "/api/in_meta?cursor=x",
        "/api/in_meta?cursor=y",
    ];
    assert_eq!(asked(&sent), expected);
    let (client, sent) = self::client(&[(
        r#"{"data": [{"name": "a"}], "meta": {"next_cursor": "x", "has_more": false}}"#,
        "",
    )]);
    assert_eq!(client.in_meta().items().collect().await.unwrap().len(), 1);
    assert_eq!(asked(&sent).len(), 1);
}

#[tokio::test]
async fn a_total_says_whether_a_short_page_is_the_last() {
    // The server gives two at most, whatever is asked for; the last page is full.
    let pages = [
        (
            r#"{"items": [{"name": "a"}, {"name": "b"}], "pagination": {"total": 4}}"#,
            "",
        ),
        (
            r#"{"items": [{"name": "c"}, {"name": "d"}], "pagination": {"total": 4}}"#,
            "",
        ),
    ];
    let (client, sent) = client(&pages);
    let all = client.with_total().limit(100).items().collect().await;
    assert_eq!(all.unwrap().len(), 4);
    let expected = [
        "/api/with_total?limit=100",
        "/api/with_total?limit=100&offset=2",
    ];
    assert_eq!(asked(&sent), expected);

    // Who begins in the middle has skipped some.
    let (client, sent) = self::client(&pages[..1]);
    let some = client.with_total().offset(2).items().collect().await;
    assert_eq!((some.unwrap().len(), asked(&sent).len()), (2, 1));

    // A total of less than what has come is that of a page: it ends nothing, and a short page does.
    let (client, sent) = self::client(&[
        (
            r#"{"items": [{"name": "a"}, {"name": "b"}], "pagination": {"total": 1}}"#,
            "",
        ),
        (
            r#"{"items": [{"name": "c"}], "pagination": {"total": 1}}"#,
            "",
        ),
    ]);
    let all = client.with_total().limit(2).items().collect().await;
    assert_eq!((all.unwrap().len(), asked(&sent).len()), (3, 2));
}

#[tokio::test]
async fn a_word_on_whether_there_is_more_holds_over_a_count() {
    let (client, sent) = client(&[
        (
            r#"{"items": [{"name": "a"}], "has_more": true, "total": 1}"#,
            "",
        ),
        (
            r#"{"items": [{"name": "b"}, {"name": "c"}], "has_more": false, "total": 99}"#,
            "",
        ),
    ]);
    let all = client.with_more().page_size(2).items().collect().await;
    assert_eq!(all.unwrap().len(), 3);
    let expected = [
        "/api/with_more?page_size=2",
        "/api/with_more?page_size=2&page=2",
    ];
    assert_eq!(asked(&sent), expected);
    // Nothing comes of a page without items, whatever it says.
    let (client, sent) = self::client(&[(r#"{"items": [], "has_more": true, "total": 9}"#, "")]);
    assert!(
        client
            .with_more()
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(asked(&sent).len(), 1);
}

#[tokio::test]
async fn what_is_stated_may_lie_deep() {
    let (client, sent) = client(&[
        (r#"{"zeilen": [1], "info": {"mengen": {"alle": 3}}}"#, ""),
        (r#"{"zeilen": [2, 3], "info": {"mengen": {"alle": 3}}}"#, ""),
    ]);
    let all = client.stated_deep().items().collect().await.unwrap();
    assert_eq!(all, [1, 2, 3]);
    let expected = ["/api/stated_deep", "/api/stated_deep?seite=1"];
    assert_eq!(asked(&sent), expected);
}
