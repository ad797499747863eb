//! The same requests over real HTTP: nothing on the way changes what was spelled.

use generated_tests::bodies_in_several_media_types::Client as Bodies;
use generated_tests::bodies_in_several_media_types::types::Thing;
use generated_tests::parameters_in_every_style::Client as Parameters;
use mock_server::{Answer, Server};

#[tokio::test]
async fn targets_headers_and_cookies_arrive_as_spelled() {
    let server = Server::start(|_| Answer::status(204)).unwrap();
    let client = Parameters::new(format!("{}/base/", server.url())).unwrap();
    let query = client
        .query("a&b=c d+é")
        .joined(&["x,y".into(), "|".into()]);
    query.reserved("a/b?c").await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!(sent.method, "GET");
    assert_eq!(
        sent.target,
        "/base/query?must=a%26b%3Dc%20d%2B%C3%A9&joined=x%2Cy,%7C&reserved=a/b?c"
    );
    assert_eq!(sent.header("accept"), Some("*/*"));

    client
        .cookie("a%20b==!#$&'()*+-./:<>?@[]^_`{|}~")
        .await
        .unwrap();
    let sent = server.last().unwrap();
    assert_eq!(
        sent.cookie("must"),
        Some("a%20b==!#$&'()*+-./:<>?@[]^_`{|}~")
    );

    client.header("a, \"b\"").x_list(&[1, 2]).await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!(
        (sent.header("x-must"), sent.header("x-list")),
        (Some("a, \"b\""), Some("1,2"))
    );
}

#[tokio::test]
async fn bodies_arrive_with_their_type_and_length() {
    let server = Server::start(|_| Answer::status(204)).unwrap();
    let client = Bodies::new(server.url()).unwrap();
    client.json(&Thing::new("ü")).await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!(
        (&*sent.method, sent.text()),
        ("POST", r#"{"name":"ü"}"#.to_owned())
    );
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("content-length"), Some("13"));

    client.bytes(vec![0_u8; 100_000]).await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!((&*sent.method, sent.body.len()), ("PUT", 100_000));

    client.maybe().await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!((sent.body.len(), sent.header("content-type")), (0, None));
}
