use crate::support::{Sent, silent};
use generated_tests::parameters_in_every_style::Client;
use generated_tests::parameters_in_every_style::types::{Color, QueryLevel};
use openapi_runtime::{Error, ErrorKind};

fn client() -> (Client, Sent) {
    let (transport, sent) = silent();
    (
        Client::builder("http://h")
            .transport(transport)
            .build()
            .unwrap(),
        sent,
    )
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn color() -> Color {
    let mut color = Color::new(100, 200);
    color.b = Some(150);
    color
}

#[tokio::test]
async fn paths() {
    let (client, sent) = client();
    client
        .simple("a b/../c?#", &[1, -2], &color())
        .await
        .unwrap();
    assert_eq!(
        sent.target(),
        "/simple/a%20b%2F..%2Fc%3F%23/1,-2/R=100,G=200,B=150"
    );
    client
        .label_and_matrix(&texts(&["a", "b/c"]), &texts(&["d", "e;"]))
        .await
        .unwrap();
    assert_eq!(sent.target(), "/label.a,b%2Fc/matrix;two=d;two=e%3B");
}

#[tokio::test]
async fn a_path_cannot_be_changed_by_a_value() {
    let (client, sent) = client();
    for evil in ["", ".", ".."] {
        match client.simple(evil, &[1], &color()).await {
            Ok(()) => assert!(
                !sent.target().contains("simple/./") && !sent.target().contains("simple/../")
            ),
            Err(error) => {
                let Error::Request(request) = error else {
                    panic!("{error:?}")
                };
                assert_eq!(request.parameter().unwrap().1, "one");
            }
        }
    }
}

#[tokio::test]
async fn queries() {
    let (client, sent) = client();
    client.query("a&b=c d+é").await.unwrap();
    assert_eq!(sent.target(), "/query?must=a%26b%3Dc%20d%2B%C3%A9");

    let list = texts(&["x,y", "z"]);
    for (call, expected) in [
        (client.query("m").form(&list), "form=x%2Cy&form=z"),
        (client.query("m").joined(&list), "joined=x%2Cy,z"),
        (client.query("m").space(&list), "space=x%2Cy%20z"),
        (client.query("m").pipe(&list), "pipe=x%2Cy%7Cz"),
        (
            client.query("m").deep(&color()),
            "deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150",
        ),
        (client.query("m").exploded(&color()), "R=100&G=200&B=150"),
        (
            client.query("m").json(&color()),
            "json=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
        ),
        (client.query("m").flag(true), "flag=true"),
        (client.query("m").level(&QueryLevel::High), "level=high"),
        (client.query("m").level(&"other".into()), "level=other"),
        (client.query("m").half(0.5), "half=0.5"),
        (client.query("m").limit(-1), "limit=-1"),
        (
            client
                .query("m")
                .at(&"2024-01-02T03:04:05+01:00".parse().unwrap()),
            "at=2024-01-02T03%3A04%3A05%2B01%3A00",
        ),
    ] {
        call.await.unwrap();
        assert_eq!(sent.target(), format!("/query?must=m&{expected}"));
    }
    client.query("m").reserved("a/b?c&d#e").await.unwrap();
    let target = sent.target();
    assert!(
        target.starts_with("/query?must=m&reserved=a/b?c"),
        "{target}"
    );
    assert!(!target.contains('#') && !target.contains("&d"), "{target}");
}

#[tokio::test]
async fn a_default_is_not_sent() {
    let (client, sent) = client();
    client.query("m").await.unwrap();
    assert_eq!(sent.target(), "/query?must=m");
    client.query("m").form(&[]).await.unwrap();
    assert_eq!(sent.target(), "/query?must=m");
}

#[tokio::test]
async fn headers() {
    let (client, sent) = client();
    client
        .header("a b, c")
        .x_list(&[1, 2])
        .x_color(&color())
        .await
        .unwrap();
    assert_eq!(sent.header("x-must").as_deref(), Some("a b, c"));
    assert_eq!(sent.header("x-list").as_deref(), Some("1,2"));
    assert_eq!(sent.header("x-color").as_deref(), Some("R=100,G=200,B=150"));
}

#[tokio::test]
async fn a_header_cannot_be_split() {
    let (client, sent) = client();
    let error = client.header("a\r\nX-Evil: 1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("`X-Must`"), "{error}");
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn cookies() {
    let (client, sent) = client();
    client.cookie("a%20b=").may(7).await.unwrap();
    assert_eq!(sent.header("cookie").as_deref(), Some("must=a%20b=; may=7"));
    let error = client.cookie("a; b=c").await.unwrap_err();
    assert!(error.to_string().contains("`must`"), "{error}");
    assert_eq!(sent.count(), 1);
}
