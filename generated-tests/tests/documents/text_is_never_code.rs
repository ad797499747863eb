use crate::support::{answering, becomes, same, write};
use generated_tests::text_is_never_code::types::{Evil, EvilCD};
use generated_tests::text_is_never_code::{Client, Server};

#[test]
fn names_and_defaults_are_what_the_document_says() {
    becomes::<Evil>(
        r#"{"a\"b":"x"}"#,
        r#"{"a\"b":"x","$crate":-9223372036854775808,"g{}":["\"","{x}"]}"#,
    );
    same::<Evil>(r#"{"a\"b":"","c\\d":"\\","e\nf":"\"\\\n","$crate":0,"g{}":[]}"#);
    for value in ["\"", "\\", "\n", "{}", "{0}", "*/", "\u{0}", "\u{202e}"] {
        let known = EvilCD::from(value);
        assert!(!matches!(known, EvilCD::Unknown(_)), "{value:?}");
        same::<EvilCD>(&write(&value));
    }
}

#[tokio::test]
async fn paths_and_queries_are_what_the_document_says() {
    let (transport, sent) = answering(200, "application/json; x=\"y\"", r#"{"a\"b":"x"}"#);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let evil = client
        .mod_evil()
        .fn_main_compile_error("p")
        .q_x("v")
        .await
        .unwrap();
    assert_eq!(evil.a_b, "x");
    assert_eq!(sent.target(), "/a%22b/p?q%22%3B%20x=v");
}

#[test]
fn a_variable_of_a_server_cannot_leave_its_place() {
    assert!(Client::new(Server::FnX { a: "v1".into() }).is_ok());
    assert!(Client::new(Server::FnX { a: "../v1".into() }).is_err());
    assert!(Client::new(Server::FnX { a: "?x#y".into() }).is_err());
}
