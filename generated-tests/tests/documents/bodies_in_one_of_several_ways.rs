use crate::support::silent;
use generated_tests::bodies_in_one_of_several_ways::Client;
use generated_tests::bodies_in_one_of_several_ways::operations::{
    CreateThingBody, DeleteThingsBody,
};
use generated_tests::bodies_in_one_of_several_ways::types::{CreateThingMultipart, Thing};
use openapi_runtime::Part;

fn thing() -> Thing {
    let mut thing = Thing::new("a b");
    thing.tags = Some(vec!["x".into(), "y".into()]);
    thing
}

#[tokio::test]
async fn the_caller_chooses_the_media_type() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let check = |media_type: &str, body: &str| {
        let kind = sent.header("content-type").unwrap();
        assert!(kind.starts_with(media_type), "{kind}");
        assert_eq!(sent.last().body(), body);
    };

    client.create_thing(thing()).await.unwrap();
    check("application/json", r#"{"name":"a b","tags":["x","y"]}"#);
    client
        .create_thing(CreateThingBody::Form(thing()))
        .await
        .unwrap();
    check("application/x-www-form-urlencoded", "name=a+b&tags=x%7Cy");
    client.create_thing("<thing/>".to_owned()).await.unwrap();
    check("application/xml", "<thing/>");
    client
        .create_thing(CreateThingBody::Jpeg("jpeg".into()))
        .await
        .unwrap();
    check("image/jpeg", "jpeg");
    client
        .create_thing(CreateThingMultipart::new(Part::bytes("f")))
        .await
        .unwrap();
    assert!(
        sent.header("content-type")
            .unwrap()
            .starts_with("multipart/form-data; boundary=")
    );

    client.delete_things().await.unwrap();
    assert_eq!(
        (sent.header("content-type"), sent.last().body().as_str()),
        (None, "")
    );
    client
        .delete_things()
        .body(vec!["a".to_owned()])
        .await
        .unwrap();
    assert_eq!(sent.last().method(), "DELETE");
    check("application/json", r#"["a"]"#);
    client
        .delete_things()
        .body(DeleteThingsBody::Text("a".into()))
        .await
        .unwrap();
    check("text/plain", "a");
}

#[tokio::test]
async fn one_type_of_json_is_one_argument() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    client.alike(&thing()).await.unwrap();
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/json")
    );
}

#[tokio::test]
async fn lists_of_values_are_written_one_by_one() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    client
        .lines(&[Thing::new("a"), Thing::new("b\n")])
        .await
        .unwrap();
    assert_eq!(
        sent.last().body(),
        "{\"name\":\"a\"}\n{\"name\":\"b\\n\"}\n"
    );
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/x-ndjson")
    );
    client.sequence(&[1, 2]).await.unwrap();
    assert_eq!(sent.last().body(), "\u{1e}1\n\u{1e}2\n");

    client.raw().body("bytes").await.unwrap();
    assert_eq!(
        sent.header("content-type").as_deref(),
        Some("application/octet-stream")
    );
}

#[tokio::test]
async fn a_query_that_is_a_form_has_the_styles_of_its_members() {
    use generated_tests::bodies_in_one_of_several_ways::{invoke, types::*};
    let (transport, sent) = silent();
    let builder = Client::builder("http://h").transport(transport);
    let client = builder.build().unwrap();
    let (mut filter, mut place) = (WholeQueryItFilter::new(), WholeQueryItPlace::new());
    (filter.a, place.x) = (Some(7), Some(1));
    let mut it = WholeQueryIt::new();
    it.filter = Some(filter);
    it.list = Some(vec!["x".into(), "y z".into()]);
    it.place = Some(place);
    let expected = "/whole?filter=%7B%22a%22%3A7%7D&list=x%7Cy%20z&place%5Bx%5D=1";
    client.whole_query().it(&it).await.unwrap();
    let target = || sent.last().uri().path_and_query().unwrap().to_string();
    assert_eq!(target(), expected);
    let query =
        serde_json::json!({ "filter": { "a": 7 }, "list": ["x", "y z"], "place": { "x": 1 } });
    let arguments = serde_json::json!({ "query": { "it": query } });
    invoke(&client, "whole_query", arguments).await.unwrap();
    assert_eq!(target(), expected);
}
