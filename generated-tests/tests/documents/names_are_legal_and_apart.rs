use crate::support::{answering, read, same, silent};
use generated_tests::names_are_legal_and_apart::types::{self, Words};
use generated_tests::names_are_legal_and_apart::{Client, REPORT};

/// Every member, each with its own name as its value.
const ALL: &str = r#"{"type":"type","fooBar":"fooBar","foo_bar":"foo_bar","foo-bar":"foo-bar","self":"self","Self":"Self","crate":"crate","_":"_","":"","1st":"1st","+1":"+1","-1":"-1","@id":"@id","$ref_":"$ref_","größe":"größe","名前":"名前","new":"new","gen":"gen","async":"async","try":"try","HTTPServerURL":"HTTPServerURL","OAuthToken":"OAuthToken"}"#;

#[test]
fn every_member_goes_by_its_own_name() {
    same::<Words>(ALL);
    let words: Words = read(ALL);
    assert_eq!((&*words.foo_bar, &*words.foo_bar_2), ("foo_bar", "fooBar"));
    assert_eq!(words.foo_bar_3.as_deref(), Some("foo-bar"));
    assert_eq!(words.größe.as_deref(), Some("größe"));
    assert_eq!(words.http_server_url.as_deref(), Some("HTTPServerURL"));
}

#[test]
fn types_may_be_called_like_those_of_rust() {
    same::<Words>(
        r#"{"type":"","fooBar":"","foo_bar":"","self":"","strings":[{"text":"a"}],"option":{"of":null},"vec":{"of":["a"]},"box":{"of":{}},"result":{"ok":true},"error":"Ok","default":1,"some":{"a":"b"},"client":{"id":"1"},"i64":{"a":1}}"#,
    );
    assert_eq!(types::Error::from("None"), types::Error::None);
    assert!(types::Result::new().ok);
}

#[test]
fn names_that_were_shortened_are_told() {
    let _: (Option<types::Project>, Option<types::Foo>) = (None, None);
    for told in [
        "`Foo-Input` is called `Foo`",
        "`get_it` is called `get_it_a`",
        "the field `foo_bar_2`",
    ] {
        assert!(REPORT.contains(told), "{told} is not in\n{REPORT}");
    }
}

#[tokio::test]
async fn parameters_go_by_their_own_names() {
    let (transport, sent) = answering(200, "application/json", ALL);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let call = client.the_things().list_things_v1("a/b");
    let call = call
        .filter_name("1")
        .query_filter_name("2")
        .x_request_id("3");
    let call = call.query_self("4").query_send("5").query_with_options("6");
    assert_eq!(call.await.unwrap().type_, "type");
    assert_eq!(
        sent.target(),
        "/things/a%2Fb?filter%5Bname%5D=1&filter_name=2&self=4&send=5&with_options=6"
    );
    assert_eq!(sent.header("x-request-id").as_deref(), Some("3"));
}

#[tokio::test]
async fn operations_stay_out_of_the_way_of_the_client() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    client.request_api().request().await.unwrap();
    assert_eq!(sent.target(), "/request");
    client.builder_get().await.unwrap();
    client.new_get().await.unwrap();
    client.a().get_it_a().await.unwrap();
    client.a().get_it_b().await.unwrap();
    client.a().get_no_id_id_parts("1").await.unwrap();
    assert_eq!(sent.target(), "/no-id/1/parts");
    client
        .request(http::Method::GET, "/undocumented")
        .send()
        .await
        .unwrap();
    assert_eq!(sent.count(), 7);
}

#[tokio::test]
async fn names_without_case_are_types_and_parameters() {
    let answer = r#"{"a":{"S":{"m":{"kind":"K","k":"text"}}},"ＩＤ":"1","µ":"2"}"#;
    same::<types::A>(answer);
    let (transport, sent) = answering(200, "application/json", answer);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let call = client.名前()._400(&types::Codes::_400, "5");
    let answer = call._404(&types::Codes::_404).turned("t").await.unwrap();
    assert_eq!(
        (answer.id.as_deref(), answer.μ.as_deref()),
        (Some("1"), Some("2"))
    );
    assert_eq!(sent.target(), "/400/400/5?404=404&turned%E2%80%AE=t");
}
