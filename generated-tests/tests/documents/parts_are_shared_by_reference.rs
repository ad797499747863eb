use crate::support::answering;
use generated_tests::parts_are_shared_by_reference::Client;
use generated_tests::parts_are_shared_by_reference::types::Thing;

#[tokio::test]
async fn parameters_of_the_path_hold_for_its_operations() {
    let (transport, sent) = answering(200, "application/json", r#"{"name":"a"}"#);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    // The operation's own `X-Trace` is a required number, that of the path an optional text.
    assert_eq!(client.get_a(7, 1).page(2).await.unwrap().name, "a");
    assert_eq!(
        (sent.target(), sent.header("x-trace").as_deref()),
        ("/a/7?page=2".to_owned(), Some("1"))
    );
    client
        .put_a(7, &Thing::new("b"))
        .x_trace("t")
        .await
        .unwrap();
    assert_eq!(sent.last().body(), r#"{"name":"b"}"#);
    assert_eq!(
        (sent.target(), sent.header("x-trace").as_deref()),
        ("/a/7".to_owned(), Some("t"))
    );
}

#[tokio::test]
async fn shared_answers_are_declared_for_each() {
    let (transport, _) = answering(418, "application/json", r#"{"code":1}"#);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(
        client
            .get_a(7, 1)
            .await
            .unwrap_err()
            .declared()
            .unwrap()
            .code,
        1
    );
    let error = client.put_a(7, &Thing::new("b")).await.unwrap_err();
    assert_eq!(error.declared().unwrap().code, 1);
}
