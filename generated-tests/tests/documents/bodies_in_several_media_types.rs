use crate::support::silent;
use generated_tests::bodies_in_several_media_types::Client;
use generated_tests::bodies_in_several_media_types::types::Thing;

fn thing() -> Thing {
    let mut thing = Thing::new("a &b");
    thing.tags = Some(vec!["x".into(), "ü=".into()]);
    thing
}

#[tokio::test]
async fn bodies_go_as_the_document_says() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();

    client.json(&thing()).await.unwrap();
    assert_eq!(sent.last().body(), r#"{"name":"a &b","tags":["x","ü="]}"#);
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/json")
    );

    client.maybe().await.unwrap();
    assert_eq!(
        (sent.last().body().as_str(), sent.header("content-type")),
        ("", None)
    );
    client.maybe().body(&Thing::new("b")).await.unwrap();
    assert_eq!(sent.last().body(), r#"{"name":"b"}"#);

    client.form(&thing()).await.unwrap();
    assert_eq!(sent.last().body(), "name=a+%26b&tags=x&tags=%C3%BC%3D");
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/x-www-form-urlencoded")
    );

    client.text("grüße").await.unwrap();
    assert_eq!(sent.last().body(), "grüße");
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("text/plain; charset=utf-8")
    );

    client.bytes(&b"\x01\x02"[..]).await.unwrap();
    assert_eq!(sent.last().body(), "\u{1}\u{2}");
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/octet-stream")
    );

    client.list(&[1, 2]).await.unwrap();
    assert_eq!(sent.last().body(), "[1,2]");
}
