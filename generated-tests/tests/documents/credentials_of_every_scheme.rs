use crate::support::{Sent, silent};
use generated_tests::credentials_of_every_scheme::{Client, schemes};
use openapi_runtime::transport::{Body, Memory};
use openapi_runtime::{CallOptions, Credential, OAuth2};

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

#[tokio::test]
async fn a_scheme_has_a_constant_that_knows_its_kind() {
    let (transport, sent) = silent();
    let client = Client::builder("http://h")
        .transport(transport)
        .auth(schemes::BEARER.token("t"))
        .auth(schemes::BASIC.login("anna", "p:w"))
        .auth(schemes::HEADER.key("h"))
        .build()
        .unwrap();
    client.usual().await.unwrap();
    assert_eq!(sent.header("authorization").as_deref(), Some("Bearer t"));
    client.basic().await.unwrap();
    assert_eq!(
        sent.header("authorization").as_deref(),
        Some("Basic YW5uYTpwOnc=")
    );
    client.either().await.unwrap();
    assert_eq!(sent.header("x-key").as_deref(), Some("h"));
    let other = CallOptions::new().auth(schemes::BEARER.token("u"));
    client.usual().with_options(other).await.unwrap();
    assert_eq!(sent.header("authorization").as_deref(), Some("Bearer u"));
}

#[tokio::test]
async fn what_a_call_says_goes_before_a_credential_of_the_same_name() {
    let (client, sent) = client(&[
        ("header", Credential::token("h")),
        ("query", Credential::token("q")),
        ("cookie", Credential::token("c")),
    ]);
    client.declared_as_well().await.unwrap();
    assert_eq!(sent.target(), "/declared-as-well?key=q");
    assert_eq!(sent.header("x-key").as_deref(), Some("h"));
    let call = client.declared_as_well().x_key("mine").key("my own");
    call.sid("me").await.unwrap();
    assert_eq!(sent.target(), "/declared-as-well?key=my%20own");
    assert_eq!(sent.header("x-key").as_deref(), Some("mine"));
    assert_eq!(sent.header("cookie").as_deref(), Some("sid=me"));
}

#[tokio::test]
async fn a_flow_asks_the_token_endpoint_of_the_document() {
    let server = Memory::new(|request| {
        let answer = http::Response::builder();
        match request.uri().to_string().as_str() {
            "https://h.example/token" => {
                let answer = answer.status(200);
                answer.body(Body::from(r#"{"access_token": "a"}"#)).unwrap()
            }
            "https://api.example/oauth" => {
                assert_eq!(request.headers()["authorization"], "Bearer a");
                answer.status(204).body(Body::empty()).unwrap()
            }
            other => panic!("{other}"),
        }
    });
    let flow = OAuth2::client_credentials("me", "s3cret").scope("read:it");
    let client = Client::builder("https://api.example")
        .transport(server)
        .auth(schemes::OAUTH.flow(flow))
        .build()
        .unwrap();
    client.oauth().await.unwrap();
}
