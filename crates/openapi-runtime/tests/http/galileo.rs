//! The main job: a refresh token in, an access token out, and what FastAPI answers when it is not content.

use openapi_runtime::ErrorKind;

use crate::api::{Client, types::ValidationErrorLocItem};
use crate::server::{Server, answer, header};
use crate::wait;

#[test]
fn a_token_is_refreshed() {
    let headers = [
        ("Content-Type", "application/json"),
        ("Set-Cookie", "refresh_token=next; HttpOnly"),
    ];
    let server = Server::raw(answer("200 OK", &headers, r#"{"access_token":"eyJ"}"#));
    let client = Client::new(server.url()).unwrap();
    let response = wait(client.auth().refresh_token("a%3D=").send()).unwrap();
    assert_eq!(
        response.headers()["set-cookie"],
        "refresh_token=next; HttpOnly"
    );
    let token = response.into_value();
    assert_eq!(
        (&*token.access_token, &*token.token_type),
        ("eyJ", "bearer")
    );
    assert!(!format!("{token:?}").contains("eyJ"));
    let request = server.request();
    assert!(
        request.starts_with("POST /v1/refresh_token HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(&request, "cookie"), Some("refresh_token=a%3D="));
}

#[test]
fn what_fastapi_refuses_is_typed() {
    let body = r#"{"detail":[{"loc":["cookie","refresh_token",0],"msg":"Field required","type":"missing","input":null}]}"#;
    let server = Server::answering("422 Unprocessable Entity", "application/json", body);
    let error = wait(Client::new(server.url()).unwrap().auth().refresh_token("x")).unwrap_err();
    let detail = error.declared().and_then(|it| it.detail.as_ref()).unwrap();
    assert_eq!(detail[0].msg, "Field required");
    assert_eq!(detail[0].loc[2], ValidationErrorLocItem::Integer(0));
}

#[test]
fn a_token_without_its_member_is_an_error_with_the_path() {
    for (body, message) in [
        (
            r#"{"token_type":"bearer"}"#,
            "$.access_token: required member is missing",
        ),
        (r#"{"access_token":null}"#, "$.access_token: "),
        (r#"[]"#, "$: "),
    ] {
        let server = Server::answering("200 OK", "application/json", body);
        let error = wait(Client::new(server.url()).unwrap().auth().refresh_token("x")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(message), "{error}");
    }
}
