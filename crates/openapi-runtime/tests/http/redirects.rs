//! Redirects: what is followed, and what goes along.

use openapi_runtime::{CallOptions, Credential, ErrorKind, Method, Redirects};

use crate::api::{Client, Thing};
use crate::server::{Server, Step, answer, header};
use crate::{things, wait};

fn redirect(status: &str, location: &str) -> Vec<u8> {
    answer(status, &[("Location", location)], "")
}

fn target() -> Server {
    Server::answering("200 OK", "application/json", r#"{"a":[7]}"#)
}

/// Redirects the first request, answers the second.
fn detour(status: &'static str, location: &'static str) -> Server {
    Server::start(move |request| {
        let first = request.contains(" /v1/");
        let body = answer(
            "200 OK",
            &[("Content-Type", "application/json")],
            r#"{"a":[7]}"#,
        );
        vec![Step::Write(if first {
            redirect(status, location)
        } else {
            body
        })]
    })
}

/// A client with every kind of secret.
fn laden(server: &Server) -> Client {
    let client = Client::builder(server.url())
        .header("X-Mine", "s3cret")
        .credential("key", Credential::token("s3cret"))
        .credential("bearer", Credential::token("s3cret"));
    client.build().unwrap().with_options(
        CallOptions::new()
            .bearer("s3cret")
            .header("cookie", "sid=s3cret"),
    )
}

#[test]
fn within_an_origin_everything_goes_along() {
    for status in ["301 x", "302 x", "303 x", "307 x", "308 x"] {
        let server = detour(status, "../elsewhere?x=y#z");
        let thing = wait(laden(&server).things().get("1").trace("t")).unwrap();
        assert_eq!(thing["a"], [7]);
        let second = server.requests().pop().unwrap();
        assert!(
            second.starts_with("GET /v1/things/elsewhere?x=y") || second.starts_with("GET /"),
            "{second}"
        );
        assert_eq!(header(&second, "x-trace"), Some("t"));
        assert_eq!(header(&second, "authorization"), Some("Bearer s3cret"));
    }
}

#[test]
fn to_another_origin_no_secret_goes_along() {
    let other = target();
    let location = format!("{}/elsewhere", other.url());
    let server = Server::raw(redirect("302 Found", &location));
    let thing = wait(laden(&server).things().get("1").trace("t")).unwrap();
    assert_eq!(thing["a"], [7]);
    let request = other.request();
    assert!(!request.contains("s3cret"), "{request}");
    for name in ["authorization", "cookie", "x-key", "x-mine", "x-trace"] {
        assert_eq!(header(&request, name), None, "{name}");
    }
    assert_eq!(header(&request, "accept"), Some("application/json"));
}

#[test]
fn a_body_does_not_go_to_another_origin() {
    let other = target();
    let server = Server::raw(redirect("307 Temporary Redirect", &other.url()));
    let call = laden(&server)
        .request(Method::POST, "/token")
        .form(&[("password", "s3cret")]);
    let answer = wait(call.send()).unwrap();
    assert_eq!(answer.status().as_u16(), 307);
    let error = answer.success().unwrap_err().to_string();
    assert!(
        error.contains("not followed: it leads to another origin, and the request has a body"),
        "{error}"
    );
    assert_eq!(other.requests().len(), 0);
}

#[test]
fn a_method_never_changes_in_silence() {
    // 307 repeats the request.
    let server = detour("307 x", "/elsewhere");
    wait(things(&server).refresh("r")).unwrap();
    let second = server.requests().pop().unwrap();
    assert!(second.starts_with("POST /elsewhere "), "{second}");
    assert_eq!(header(&second, "cookie"), Some("refresh_token=r"));
    // 303 asks for a GET.
    let server = detour("303 x", "/elsewhere");
    wait(things(&server).refresh("r")).unwrap();
    assert!(
        server
            .requests()
            .pop()
            .unwrap()
            .starts_with("GET /elsewhere ")
    );
    // 301 and 302 do not say.
    for status in ["301 x", "302 x"] {
        let server = detour(status, "/elsewhere");
        let error = wait(things(&server).refresh("r")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undeclared);
        assert!(
            error.to_string().contains("whether the method stays"),
            "{error}"
        );
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_body_is_repeated_within_an_origin() {
    let server = Server::start(|request| {
        let first = request.starts_with("PUT /v1/");
        let done = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec();
        vec![Step::Write(if first {
            redirect("308 x", "/v2")
        } else {
            done
        })]
    });
    // The failure is declared for every status: a default does not name 308.
    let body: Thing = [("a".to_owned(), vec![1])].into_iter().collect();
    wait(things(&server).put(&body)).unwrap();
    let second = server.requests().pop().unwrap();
    assert!(
        second.starts_with("PUT /v2 ") && second.ends_with("{\"a\":[1]}"),
        "{second}"
    );
}

#[test]
fn a_body_that_was_a_stream_is_not_repeated_and_the_error_says_so() {
    use openapi_runtime::transport::Body;
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::start(move |request| {
            let first = request.contains(" /v1/");
            vec![Step::Write(if first {
                redirect(status, "/v2")
            } else {
                answer("200 OK", &[], "")
            })]
        });
        let client = Client::new(server.url()).unwrap();
        let send = |body: Body| {
            let call = client.request(Method::POST, "/v1/x");
            wait(call.bytes("application/octet-stream", body).send())
                .and_then(openapi_runtime::RawResponse::success)
        };
        // What is held in memory goes again, whole.
        send(Body::from("bytes")).unwrap();
        let second = server.requests().pop().unwrap();
        assert!(
            second.starts_with("POST /v2 ") && second.ends_with("\r\n\r\nbytes"),
            "{second}"
        );
        let stream = Body::from_reader(std::io::Cursor::new("bytes")).with_length(5);
        let error = send(stream).unwrap_err();
        let why = "the body is a stream, which cannot be sent twice";
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(error.headers().unwrap()["location"], "/v2");
        assert_eq!(server.requests().len(), 3);
    }
}

#[test]
fn what_was_left_behind_at_an_origin_does_not_come_back() {
    // Home sends the request away, and the other origin sends it back.
    let address = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let home_address = std::sync::Arc::clone(&address);
    let other = Server::start(move |_| {
        let home = home_address.get().unwrap();
        vec![Step::Write(redirect("302 x", &format!("{home}/back")))]
    });
    let away = other.url();
    let home = Server::start(move |request| {
        vec![Step::Write(if request.contains(" /back") {
            answer("200 OK", &[("Content-Type", "application/json")], "{}")
        } else {
            redirect("307 x", &format!("{away}/there"))
        })]
    });
    address.set(home.url()).unwrap();
    wait(laden(&home).things().get("1").trace("t")).unwrap();
    let there = other.request();
    let back = home.requests().pop().unwrap();
    assert!(back.starts_with("GET /back "), "{back}");
    for request in [there, back] {
        assert!(!request.contains("s3cret"), "{request}");
        for name in ["authorization", "cookie", "x-key", "x-mine", "x-trace"] {
            assert_eq!(header(&request, name), None, "{request}");
        }
    }
}

#[test]
fn loops_end() {
    let server = Server::raw(redirect("302 Found", "/v1/again"));
    let error = wait(things(&server).get("1")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undeclared);
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert!(
        error.to_string().contains("the eleventh in a row"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 11);
}

#[test]
fn a_location_that_is_none_is_not_followed() {
    for location in [
        "ftp://h/x",
        "javascript:alert(1)//",
        "https://user:pw@h/",
        "http://",
    ] {
        let server = Server::raw(redirect("302 Found", location));
        let error = wait(things(&server).get("1")).unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 302, "{location}: {error}");
    }
    // Without a location it is an answer like any other.
    let server = Server::raw(answer("302 Found", &[], ""));
    assert_eq!(
        wait(things(&server).get("1")).unwrap_err().kind(),
        ErrorKind::Undeclared
    );
}

#[test]
fn the_client_decides_how_far_to_go() {
    let other = target();
    let built = |server: &Server, redirects| {
        Client::builder(server.url())
            .redirects(redirects)
            .build()
            .unwrap()
    };
    let away = Server::raw(redirect("302 Found", &other.url()));
    for (policy, word) in [
        (Redirects::SameOrigin, "another origin"),
        (Redirects::Never, "not declare"),
    ] {
        let error = wait(built(&away, policy).things().get("1")).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
    assert_eq!(other.requests().len(), 0);
    let near = detour("302 x", "/elsewhere");
    assert!(wait(built(&near, Redirects::SameOrigin).things().get("1")).is_ok());
    assert!(wait(built(&near, Redirects::Never).things().get("1")).is_err());
}

#[test]
fn from_https_to_http_nothing_goes() {
    use openapi_runtime::transport::{Body, Memory};
    let transport = |location: &'static str| {
        Memory::new(move |request| {
            assert_eq!(request.uri().scheme_str(), Some("https"), "{location}");
            let home = request.uri().path() == "/v1/things/1/parts";
            let answer = http::Response::builder().header("content-type", "application/json");
            let answer = if home {
                answer.status(302).header("location", location)
            } else {
                answer
            };
            answer.body(Body::from("{}")).unwrap()
        })
    };
    let get = |location| {
        let client = Client::builder("https://h").transport(transport(location));
        wait(client.build().unwrap().things().get("1"))
    };
    for location in ["http://h/x", "http://h:443/x", "http://other/x"] {
        let error = get(location).unwrap_err();
        assert!(error.to_string().contains("from https to http"), "{error}");
    }
    assert!(get("https://other/x").is_ok());
}
