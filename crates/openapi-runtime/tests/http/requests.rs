//! What goes over the wire.

use std::time::Duration;

use openapi_runtime::{CallOptions, ErrorKind, Method};

use crate::api::{Client, Server as Documented, Thing};
use crate::server::{Server, header};
use crate::{things, wait};

fn ok() -> Server {
    Server::answering("200 OK", "application/json", r#"{"a":[1,2.0]}"#)
}

#[test]
fn a_call_is_one_request() {
    let server = ok();
    let call = things(&server)
        .get("a b/../c")
        .limit(10)
        .tags(&["x&y".into(), "z".into()])
        .trace("t-1");
    let thing = wait(call).unwrap();
    assert_eq!(thing["a"], [1, 2]);
    let request = server.request();
    let line = "GET /v1/things/a%20b%2F..%2Fc/parts?limit=10&tags=x%26y&tags=z HTTP/1.1";
    assert_eq!(request.lines().next(), Some(line));
    assert_eq!(header(&request, "x-trace"), Some("t-1"));
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert!(
        header(&request, "user-agent")
            .unwrap()
            .starts_with("openapi-runtime/")
    );
    for absent in [
        "cookie",
        "authorization",
        "content-type",
        "content-length",
        "transfer-encoding",
    ] {
        assert_eq!(header(&request, absent), None, "{absent}");
    }
}

#[test]
fn a_cookie_of_every_octet_arrives() {
    let octets: String = (0x21u8..0x7f)
        .map(char::from)
        .filter(|c| !matches!(c, '"' | ',' | ';' | '\\'))
        .collect();
    let server = ok();
    wait(things(&server).refresh(&octets)).unwrap();
    let request = server.request();
    assert_eq!(
        header(&request, "cookie"),
        Some(format!("refresh_token={octets}").as_str())
    );
    assert_eq!(header(&request, "content-length"), Some("0"));
    assert_eq!(header(&request, "content-type"), None);
}

#[test]
fn dot_segments_do_not_get_through() {
    let server = ok();
    for id in ["..", ".", "", "a"] {
        let got = wait(things(&server).get(id));
        if id == "a" {
            got.unwrap();
        } else {
            let error = got.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Request);
            assert!(error.to_string().contains("path parameter `id`"), "{error}");
        }
    }
    // URL software takes `%2E%2E` away as well, but not what is encoded twice or has company.
    for (id, sent) in [
        ("%2e%2E", "%252e%252E"),
        ("...", "..."),
        ("..;", "..%3B"),
        ("..\\..", "..%5C.."),
    ] {
        let server = ok();
        wait(things(&server).get(id)).unwrap();
        assert_eq!(
            server.request().lines().next(),
            Some(format!("GET /v1/things/{sent}/parts HTTP/1.1").as_str())
        );
    }
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn every_byte_of_a_value_arrives_as_it_was_encoded() {
    let every: String = (1u8..0x80).map(char::from).chain("é€😀".chars()).collect();
    let server = ok();
    wait(
        things(&server)
            .get(&every)
            .tags(std::slice::from_ref(&every)),
    )
    .unwrap();
    let request = server.request();
    let target = request.split(' ').nth(1).unwrap().to_owned();
    let (path, query) = target.split_once("/parts?tags=").unwrap();
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            if let (b'%', [high, low, after @ ..]) = (first, after) {
                let hex = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
                rest = after;
            } else {
                bytes.push(*first);
                rest = after;
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(decode(path.strip_prefix("/v1/things/").unwrap()), every);
    assert_eq!(decode(query), every);
    assert_eq!(path.matches('/').count(), 3);
}

#[test]
fn a_json_body_is_sent() {
    let server = Server::raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    let body: Thing = [("a".to_owned(), vec![1])].into_iter().collect();
    wait(things(&server).put(&body)).unwrap();
    let request = server.request();
    assert!(
        request.starts_with("PUT /v1/things HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(header(&request, "content-length"), Some("9"));
    assert!(request.ends_with("\r\n\r\n{\"a\":[1]}"), "{request}");
}

#[test]
fn options_of_a_call_and_of_a_client_add_up() {
    let server = ok();
    let client = Client::builder(server.url())
        .header("X-Default", "1")
        .header("X-Trace", "default")
        .build()
        .unwrap();
    let client = client.with_options(
        CallOptions::new()
            .header("X-Client", "2")
            .query("c", "&")
            .bearer("old"),
    );
    let options = CallOptions::new()
        .bearer("t0ken")
        .header("x-trace", "call")
        .query("d", "e f");
    wait(
        client
            .things()
            .get("7")
            .trace("parameter")
            .limit(1)
            .with_options(options),
    )
    .unwrap();
    let request = server.request();
    assert!(
        request.starts_with("GET /v1/things/7/parts?limit=1&c=%26&d=e%20f HTTP/1.1"),
        "{request}"
    );
    for (name, value) in [
        ("x-default", "1"),
        ("x-client", "2"),
        ("x-trace", "call"),
        ("authorization", "Bearer t0ken"),
    ] {
        assert_eq!(header(&request, name), Some(value), "{name}");
    }
}

#[test]
fn a_cookie_header_joins_the_cookies() {
    let server = ok();
    let call = things(&server)
        .refresh("r")
        .with_options(CallOptions::new().header("Cookie", "theme=dark"));
    wait(call).unwrap();
    assert_eq!(
        header(&server.request(), "cookie"),
        Some("refresh_token=r; theme=dark")
    );
}

#[test]
fn options_cannot_break_a_request() {
    let server = ok();
    for (name, value) in [
        ("X-A", "b\r\nX-Evil: 1"),
        ("X A", "b"),
        ("X-A\r\nX-Evil", "1"),
        ("Transfer-Encoding", "chunked"),
        ("Connection", "close"),
        ("Content-Length", "5"),
    ] {
        let call = things(&server)
            .get("1")
            .with_options(CallOptions::new().header(name, value));
        let error = wait(call).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}");
        assert!(
            error
                .to_string()
                .to_lowercase()
                .contains(&name.to_lowercase()),
            "{error}"
        );
    }
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn the_first_fault_is_the_one_reported() {
    let server = ok();
    let error = wait(things(&server).get("..").trace("a\r\nb")).unwrap_err();
    let url = server.url();
    let text = format!(
        "GET {url}/v1/things/{{id}}/parts (get_thing) was not sent: header parameter `X-Trace`: a carriage return \
         (character 2 of 4) is not allowed in a header"
    );
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_timeout_can_be_set_per_call() {
    use crate::server::Step;
    let server = Server::start(|_| vec![Step::Wait(Duration::from_secs(20))]);
    let begun = std::time::Instant::now();
    let call = things(&server)
        .get("1")
        .with_options(CallOptions::new().timeout(Duration::from_millis(200)));
    let error = wait(call).unwrap_err();
    assert!(error.is_timeout() && error.status().is_none(), "{error:?}");
    let text =
        "(get_thing): no complete answer came within 200ms, the time for the call (`timeout`)";
    assert!(error.to_string().ends_with(text), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn undocumented_endpoints() {
    let server = Server::answering("200 OK", "application/json", r#"{"a":[1]}"#);
    let client = Client::builder(server.url() + "/base/").build().unwrap();
    let body = serde_json::json!({"x": 1});
    let call = client
        .request(Method::PATCH, "/v9/a b?x=1")
        .query("q", "&=")
        .header("X-H", "v")
        .json(&body);
    let answer = wait(call.send()).unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.header("content-type")),
        (200, Some("application/json"))
    );
    let value: std::collections::BTreeMap<String, Vec<u8>> = answer.json().unwrap();
    assert_eq!(value["a"], [1]);
    let request = server.request();
    assert!(
        request.starts_with("PATCH /base/v9/a%20b?x=1&q=%26%3D HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(&request, "x-h"), Some("v"));
    assert!(request.ends_with("{\"x\":1}"), "{request}");

    for path in ["http://other/x", "x", "/a/../b"] {
        let error = wait(client.request(Method::GET, path).send()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{path}: {error}");
    }
    let form = client.request(Method::POST, "/{x}").form(&[("a b", "c&d")]);
    wait(form.send()).unwrap();
    let request = server.requests().pop().unwrap();
    assert!(
        request.starts_with("POST /base/%7Bx%7D HTTP/1.1") && request.ends_with("a+b=c%26d"),
        "{request}"
    );
}

#[test]
fn every_status_of_an_undocumented_endpoint_is_an_answer() {
    let server = Server::answering("500 Oops", "text/plain", "no");
    let client = Client::new(server.url()).unwrap();
    let answer = wait(client.request(Method::GET, "/x").send()).unwrap();
    assert_eq!(answer.status().as_u16(), 500);
    let error = answer.success().unwrap_err();
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"no"[..]));
}

#[test]
fn documented_servers_are_base_urls() {
    assert!(
        format!("{:?}", Client::new(Documented::Staging).unwrap())
            .contains("https://staging.example.com/api")
    );
    let eu = Client::new(Documented::Eu {
        region: "eu-1".into(),
    })
    .unwrap();
    assert!(format!("{eu:?}").contains("https://eu-1.example.com"));
    let error = Client::new(Documented::Eu {
        region: "evil.com/x".into(),
    })
    .unwrap_err();
    assert!(error.to_string().contains("`region`"), "{error}");
}

#[test]
fn clients_and_requests_go_to_other_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(value: T) -> T {
        value
    }
    let server = ok();
    let client = Client::new(server.url()).unwrap();
    shared(&client);
    shared(&client.things());
    let call = sent(client.things().get("1"));
    drop(client);
    let got = std::thread::spawn(move || wait(sent(call.into_future())))
        .join()
        .unwrap();
    assert!(got.is_ok());
}
use std::future::IntoFuture;

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    use std::future::Future;
    use std::task::{Context, Poll, Waker};
    let server = ok();
    let mut call = std::pin::pin!(things(&server).get("1").into_future());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("it cannot wait");
    };
    assert!(error.to_string().contains("Tokio runtime"), "{error}");
}

#[test]
fn xml_goes_and_comes_as_it_is() {
    let text =
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a b='ä'>\u{20ac} &amp; ]]></a>\n";
    for kind in ["application/xml", "application/xml; charset=UTF-8"] {
        let server = Server::answering("200 OK", kind, text);
        let came = wait(things(&server).xml(kind, text)).unwrap();
        assert_eq!(came, text);
        let request = server.request();
        let said = header(&request, "content-type").unwrap();
        assert!(
            said.eq_ignore_ascii_case("application/xml; charset=utf-8"),
            "{said}"
        );
        assert!(request.ends_with(text), "{request}");
    }
    // ASCII is the same in every character set, so that nothing is added.
    let server = Server::answering("200 OK", "application/atom+xml", "<a/>");
    let error = wait(things(&server).xml("application/xml", "<a/>")).unwrap_err();
    assert_eq!(
        header(&server.request(), "content-type"),
        Some("application/xml")
    );
    assert_eq!(&error.body().unwrap()[..], b"<a/>");
    let latin = "application/xml; charset=iso-8859-1";
    let server = Server::answering("200 OK", latin, "<a/>");
    assert_eq!(wait(things(&server).xml(latin, "<a/>")).unwrap(), "<a/>");
    // What would be sent, or read, as something else is an error.
    let error = wait(things(&server).xml(latin, "<ä/>"))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("was not sent") && error.contains("\"iso-8859-1\""),
        "{error}"
    );
    let mut bytes = crate::server::answer("200 OK", &[("Content-Type", latin)], "<x/>");
    let place = bytes.len() - 3;
    bytes[place] = 0xe4;
    let error = wait(things(&Server::raw(bytes)).xml("application/xml", "<a/>")).unwrap_err();
    assert!(error.to_string().contains("in \"iso-8859-1\""), "{error}");
    assert_eq!(error.body().unwrap()[1], 0xe4, "the bytes are kept");
}
