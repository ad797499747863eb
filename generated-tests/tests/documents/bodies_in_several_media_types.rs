use crate::support::{Sent, silent};
use generated_tests::bodies_in_several_media_types::Client;
use generated_tests::bodies_in_several_media_types::types::Thing;
use openapi_runtime::{Body, ErrorKind};

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

#[tokio::test]
async fn a_body_says_which_of_a_range_it_is() {
    let (transport, sent) = silent();
    let builder = Client::builder("http://h").transport(transport);
    let client = builder.build().unwrap();
    let png = || Body::from(&b"PNG"[..]).with_media_type("image/png");
    assert_eq!(png().with_length(3).media_type(), Some("image/png"));
    let of = |sent: &Sent| sent.header("content-type");

    client.picture(png()).await.unwrap();
    assert_eq!(of(&sent).as_deref(), Some("image/png"));
    client.anything(png()).await.unwrap();
    assert_eq!(of(&sent).as_deref(), Some("image/png"));
    client.bytes(png()).await.unwrap();
    assert_eq!(of(&sent).as_deref(), Some("image/png"));
    client.anything(&b"?"[..]).await.unwrap();
    assert_eq!(of(&sent).as_deref(), Some("application/octet-stream"));
    let silent = client.picture(&b"?"[..]).await.unwrap_err().to_string();
    assert!(silent.contains("`Body::with_media_type`"), "{silent}");

    for (body, reason) in [
        (
            "text/plain",
            "\"text/plain\", where the document says \"image/*\"",
        ),
        ("image/*", "\"image/*\" is not a media type"),
        ("png", "\"png\" is not a media type"),
        ("image/png\r\nX: y", "is not a media type"),
    ] {
        let call = client.picture(Body::from("x").with_media_type(body));
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(reason), "{error}");
    }
}
