//! What comes back.

use openapi_runtime::{Error, ErrorKind};

use crate::api::{Client, ListErr, ListOk};
use crate::server::{Server, answer};
use crate::{chain, things, wait};

fn list(status: &str, headers: &[(&str, &str)], body: &str) -> Result<ListOk, Error<ListErr>> {
    wait(things(&Server::raw(answer(status, headers, body))).list())
}

#[test]
fn a_success_keeps_status_headers_and_bytes() {
    let headers = [
        ("Content-Type", "application/json"),
        ("Set-Cookie", "refresh_token=n3w"),
        ("X-A", "1"),
    ];
    let server = Server::raw(answer("200 OK", &headers, r#"{"a":[1]}"#));
    let response = wait(things(&server).refresh("r").send()).unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["set-cookie"], "refresh_token=n3w");
    assert_eq!(&response.body()[..], br#"{"a":[1]}"#);
    assert!(!format!("{response:?}").contains("n3w"), "{response:?}");
    assert_eq!(response.into_value()["a"], [1]);
}

#[test]
fn a_declared_failure_is_typed_and_keeps_the_answer() {
    let server = Server::answering(
        "422 Unprocessable Entity",
        "application/json",
        r#"{"detail":"s3cret"}"#,
    );
    let error = wait(things(&server).refresh("r")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Declared);
    assert_eq!(error.declared().unwrap()["detail"], "s3cret");
    assert_eq!(error.status().unwrap().as_u16(), 422);
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    assert_eq!(error.body().unwrap().len(), 19);
    let url = server.url();
    let text = format!(
        "POST {url}/v1/refresh (refresh_v1_refresh_post) answered 422 Unprocessable Entity (application/json, 19 bytes), \
         a failure that the document declares"
    );
    assert_eq!(error.to_string(), text);
    match error {
        Error::Declared(failure) => assert_eq!(failure.into_value()["detail"], "s3cret"),
        other => panic!("{other}"),
    }
}

#[test]
fn an_undeclared_status_keeps_the_answer() {
    let server = Server::answering("503 Service Unavailable", "text/html", "<p>later");
    let error = wait(things(&server).refresh("r")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undeclared);
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(&error.body().unwrap()[..], b"<p>later");
    let url = server.url();
    let text = format!(
        "POST {url}/v1/refresh (refresh_v1_refresh_post) answered 503 Service Unavailable (text/html, 8 bytes), \
         which the document does not declare"
    );
    assert_eq!(error.to_string(), text);
    // A success that is not declared is no success either.
    let server = Server::answering("201 Created", "application/json", "{}");
    assert_eq!(
        wait(things(&server).refresh("r")).unwrap_err().kind(),
        ErrorKind::Undeclared
    );
}

#[test]
fn exact_beats_range_beats_default() {
    let json = [("Content-Type", "application/json")];
    let text = [("Content-Type", "text/plain; charset=utf-8")];
    assert!(matches!(list("200 OK", &json, "{}"), Ok(ListOk::Ok(_))));
    assert!(matches!(
        list("206 Partial Content", &json, "{}"),
        Ok(ListOk::Default(_))
    ));
    assert!(matches!(
        list("204 No Content", &[], ""),
        Ok(ListOk::NoContent)
    ));
    let failure = |status, headers: &[(&str, &str)], body| list(status, headers, body).unwrap_err();
    assert!(matches!(
        failure("404 Not Found", &json, "{}").declared(),
        Some(ListErr::NotFound(_))
    ));
    assert!(
        matches!(failure("418 Teapot", &text, "é").declared(), Some(ListErr::Client(it)) if it == "é")
    );
    assert!(
        matches!(failure("500 Oops", &text, "x").declared(), Some(ListErr::Default(it)) if &it[..] == b"x")
    );
    // The range is what counts for 418, and it does not fall back to the default.
    assert_eq!(failure("418 Teapot", &json, "{}").kind(), ErrorKind::Decode);
}

#[test]
fn the_media_type_picks_among_equals() {
    let ok = |media: &str, body| list("200 OK", &[("Content-Type", media)], body).unwrap();
    assert!(matches!(
        ok("application/json; charset=UTF-8", "{}"),
        ListOk::Ok(_)
    ));
    assert!(matches!(
        ok("APPLICATION/VND.THING+JSON", "{}"),
        ListOk::Ok(_)
    ));
    assert!(matches!(
        ok("application/problem+json", "{}"),
        ListOk::Ok(_)
    ));
    assert!(matches!(ok("text/csv", "a,b"), ListOk::Text(it) if it == "a,b"));
    assert!(matches!(ok("image/png", "PNG"), ListOk::Image(it) if &it[..] == b"PNG"));
    let error = list("200 OK", &[("Content-Type", "application/xml")], "<a/>").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(&error.body().unwrap()[..], b"<a/>");
    let text = "/v1/things (list) answered 200 OK (application/xml, 4 bytes), but the content type is \"application/xml\" \
                where the document says application/json, application/vnd.thing+json, text/*, image/png";
    assert!(error.to_string().ends_with(text), "{error}");
    // With several to choose from, a missing header decides nothing.
    assert_eq!(
        list("200 OK", &[], "{}").unwrap_err().kind(),
        ErrorKind::Decode
    );
}

#[test]
fn a_missing_content_type_is_fine_where_there_is_no_choice() {
    let server = Server::raw(answer("200 OK", &[], r#"{"a":[]}"#));
    assert!(wait(things(&server).refresh("r")).is_ok());
}

#[test]
fn html_where_json_is_declared_is_an_error_that_says_so() {
    let server = Server::answering("200 OK", "text/html", "<p>please log in");
    let error = wait(things(&server).refresh("r")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(&error.body().unwrap()[..], b"<p>please log in");
    assert!(
        error
            .to_string()
            .contains("\"text/html\" where the document says application/json"),
        "{error}"
    );
}

#[test]
fn broken_json_is_named_by_its_path() {
    for (body, reason) in [
        (r#"{"a":[1,"x"]}"#, "$.a[1]: "),
        (r#"{"a":[1"#, "EOF"),
        ("", "the body is empty"),
        ("{} x", "trailing"),
        ("nope", "expected"),
    ] {
        let server = Server::answering("200 OK", "application/json", body);
        let error = wait(things(&server).refresh("r")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(error.to_string().contains(reason), "{body}: {error}");
        assert_eq!(error.status().unwrap().as_u16(), 200);
        assert_eq!(&error.body().unwrap()[..], body.as_bytes());
    }
}

#[test]
fn causes_form_a_chain() {
    let server = Server::answering("200 OK", "application/json", r#"{"a":[true]}"#);
    let error = wait(things(&server).refresh("r")).unwrap_err();
    let chain = chain(&error);
    assert_eq!(chain.len(), 2, "{chain:?}");
    assert!(chain[1].starts_with("$.a[0]: "), "{chain:?}");
}

#[test]
fn no_content_is_read_from_nothing_and_from_something() {
    for body in ["", "null", "<p>done"] {
        let server = Server::answering("200 OK", "text/html", body);
        wait(things(&server).secured()).unwrap();
    }
}

#[test]
fn a_body_that_the_document_does_not_declare_is_kept() {
    for body in ["", "id,name\n1,x\n", "\u{1f}\u{0}"] {
        let server = Server::answering("200 OK", "text/csv", body);
        let response = wait(things(&server).secured().send()).unwrap();
        assert_eq!(&response.body()[..], body.as_bytes());
        assert_eq!(response.headers()["content-type"], "text/csv");
    }
    // The limit holds for it too: it is waited for.
    let server = Server::answering("200 OK", "text/csv", "id,name");
    let builder = Client::builder(server.url()).answer_limit(3);
    let client: Client = builder.build().unwrap();
    let error = wait(client.things().secured()).unwrap_err();
    assert!(error.to_string().contains("larger than 3 bytes"), "{error}");
}

#[test]
fn an_error_can_forget_its_type() {
    let server = Server::answering("422 Unprocessable Entity", "application/json", "{}");
    let error: Error = wait(things(&server).refresh("r")).unwrap_err().forget();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Undeclared, 422)
    );
}

#[test]
fn an_error_says_what_kind_it_is_and_what_the_server_said() {
    let error = |status: &str, body: &str| {
        let server = Server::answering(status, "application/json", body);
        wait(things(&server).get("1")).unwrap_err()
    };
    let missing = error("404 Not Found", r#"{"detail": "There is no such thing"}"#);
    assert!(missing.is_not_found() && !missing.is_unauthorized());
    assert_eq!(missing.message().as_deref(), Some("There is no such thing"));
    let refused = error("401 No", r#"{"title": "Who are you?"}"#);
    assert!(refused.is_unauthorized() && !refused.is_forbidden());
    assert_eq!(refused.message().as_deref(), Some("Who are you?"));
    assert!(error("403 No", "").is_forbidden());
    let busy = error("429 Slow down", "oh");
    assert!(busy.is_rate_limited() && !busy.is_timeout());
    assert_eq!(busy.message(), None);
}
