use crate::support::answering;
use generated_tests::answers_by_status_and_media_type::Client;
use generated_tests::answers_by_status_and_media_type::operations::{
    MediaOk, SeveralError, SeveralOk, VersionsOk,
};
use openapi_runtime::{Error, ErrorKind};

const JSON: &str = "application/json";

fn client(status: u16, content_type: &str, body: &str) -> Client {
    let (transport, _) = answering(status, content_type, body);
    Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn every_success_is_a_variant() {
    let several = client(200, JSON, r#"{"name":"a"}"#)
        .several()
        .await
        .unwrap();
    assert!(matches!(several, SeveralOk::Ok(thing) if thing.name == "a"));
    let several = client(201, "application/json; charset=utf-8", r#"{"id":7}"#)
        .several()
        .await
        .unwrap();
    assert!(matches!(several, SeveralOk::Created(made) if made.id == 7));
    assert_eq!(
        client(204, "", "").several().await.unwrap(),
        SeveralOk::NoContent
    );
}

#[tokio::test]
async fn a_failure_is_found_by_status_then_range_then_default() {
    for (status, kind, body) in [
        (404, JSON, r#"{"what":"x"}"#),
        (409, "application/problem+json", r#"{"title":"x"}"#),
        (500, "text/plain", "x"),
    ] {
        let error = client(status, kind, body).several().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap(), body);
        match (status, error.declared()) {
            (404, Some(SeveralError::NotFound(missing))) => assert_eq!(missing.what, "x"),
            (409, Some(SeveralError::ClientError(problem))) => assert_eq!(problem.title, "x"),
            (500, Some(SeveralError::Default(text))) => assert_eq!(text, "x"),
            (_, _) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn a_declared_status_with_another_content_is_undecodable() {
    for (status, kind, body) in [
        (200, "text/html", "<p>"),
        (404, "text/plain", "x"),
        (404, JSON, r#"{"title":"x"}"#),
        (201, JSON, r#"{"id":"7"}"#),
        (500, JSON, "{}"),
    ] {
        let error = client(status, kind, body).several().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{status} {error}");
        assert_eq!(
            (error.status().unwrap().as_u16(), &error.body().unwrap()[..]),
            (status, body.as_bytes())
        );
    }
}

#[tokio::test]
async fn the_media_type_decides_among_several() {
    let media = client(200, JSON, r#"{"name":"a"}"#).media().await.unwrap();
    assert!(matches!(media, MediaOk::OkJson(thing) if thing.name == "a"));
    let media = client(200, "text/csv; header=present", "a,b")
        .media()
        .await
        .unwrap();
    assert!(matches!(media, MediaOk::OkText(text) if text == "a,b"));
    let media = client(200, "application/pdf", "%PDF")
        .media()
        .await
        .unwrap();
    let MediaOk::OkBytes(download) = media else {
        panic!("{media:?}")
    };
    assert_eq!(&download.bytes().await.unwrap()[..], b"%PDF");
}

#[tokio::test]
async fn parameters_decide_among_media_types_of_one_name() {
    let versions = async |kind: &str, body: &str| client(200, kind, body).versions().await;
    for kind in [
        "application/json; v=1",
        "application/json",
        "application/json; v=3",
    ] {
        let first = versions(kind, r#"{"name":"a"}"#).await.unwrap();
        assert!(matches!(first, VersionsOk::OkJson(thing) if thing.name == "a"));
    }
    let second = versions("Application/JSON; charset=utf-8; V=\"2\"", r#"{"id":7}"#);
    assert!(matches!(second.await.unwrap(), VersionsOk::OkJson2(made) if made.id == 7));
}

#[tokio::test]
async fn a_parameter_may_have_any_letter() {
    let media = client(200, "text/csv; name=\"é.csv\"", "a").media();
    assert!(matches!(media.await.unwrap(), MediaOk::OkText(text) if text == "a"));
}

#[tokio::test]
async fn ranges_and_default() {
    for status in [200, 206, 299] {
        assert_eq!(
            client(status, JSON, r#"{"name":"a"}"#)
                .range()
                .await
                .unwrap()
                .name,
            "a"
        );
        assert_eq!(
            client(status, JSON, r#"{"name":"a"}"#)
                .any()
                .await
                .unwrap()
                .name,
            "a"
        );
    }
    let error = client(500, JSON, r#"{"name":"a"}"#)
        .range()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undeclared);
    let Err(Error::Declared(failure)) = client(500, JSON, r#"{"name":"a"}"#).any().await else {
        panic!()
    };
    assert_eq!(failure.value().name, "a");
}

#[tokio::test]
async fn nothing_bytes_and_lists() {
    client(204, "", "").nothing().await.unwrap();
    let error = client(200, JSON, "{}").nothing().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undeclared);
    assert_eq!(
        &client(200, "application/octet-stream", "\u{0}x")
            .bytes()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()[..],
        b"\0x"
    );
    let list = client(200, JSON, r#"[{"id":1},{"id":2}]"#)
        .list()
        .await
        .unwrap();
    assert_eq!(list.iter().map(|item| item.id).collect::<Vec<_>>(), [1, 2]);
    let error = client(200, JSON, r#"[{"id":1},{}]"#)
        .list()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("$[1].id"), "{error}");
}
