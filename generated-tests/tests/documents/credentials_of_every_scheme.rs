use crate::support::{Sent, silent};
use generated_tests::credentials_of_every_scheme::Client;
use openapi_runtime::Credential;

fn client(credentials: &[(&str, Credential)]) -> (Client, Sent) {
    let (transport, sent) = silent();
    let mut builder = Client::builder("http://h").transport(transport);
    for (scheme, credential) in credentials {
        builder = builder.credential(*scheme, credential.clone());
    }
    (builder.build().unwrap(), sent)
}

#[tokio::test]
async fn each_operation_sends_what_it_asks_for() {
    let (client, sent) = client(&[
        ("bearer", Credential::token("t")),
        ("basic", Credential::basic("anna", "p:w")),
        ("header", Credential::token("h")),
        ("cookie", Credential::token("c")),
        ("oauth", Credential::token("o")),
    ]);
    client.usual().await.unwrap();
    assert_eq!(sent.header("authorization").as_deref(), Some("Bearer t"));
    client.none().await.unwrap();
    assert_eq!(
        (
            sent.header("authorization"),
            sent.header("x-key"),
            sent.header("cookie")
        ),
        (None, None, None)
    );
    client.either().await.unwrap();
    assert_eq!(
        (
            sent.header("x-key").as_deref(),
            sent.header("authorization")
        ),
        (Some("h"), None)
    );
    client.both().await.unwrap();
    assert_eq!(sent.header("x-key").as_deref(), Some("h"));
    assert_eq!(sent.header("cookie").as_deref(), Some("sid=c"));
    client.basic().await.unwrap();
    assert_eq!(
        sent.header("authorization").as_deref(),
        Some("Basic YW5uYTpwOnc=")
    );
    client.oauth().await.unwrap();
    assert_eq!(sent.header("authorization").as_deref(), Some("Bearer o"));
}

#[tokio::test]
async fn an_alternative_that_has_no_credential_is_passed_over() {
    let (client, sent) = client(&[("query", Credential::token("q&"))]);
    client.either().await.unwrap();
    assert_eq!(sent.target(), "/either?key=q%26");
    client.oauth().await.unwrap();
    assert_eq!(sent.header("authorization"), None);
}

#[test]
fn a_scheme_that_is_not_declared_is_refused() {
    let error = Client::builder("http://h")
        .credential("bear", Credential::token("s3cret"))
        .build()
        .unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("`bear`") && said.contains("`bearer`") && !said.contains("s3cret"),
        "{said}"
    );
}
