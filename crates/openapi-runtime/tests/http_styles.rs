//! A test per cell of the specification's table of styles, with the specification's strings, and what lies between the
//! cells. Requests go to a transport in memory; what is compared is the URL, the header or the cookie that it got.

use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use openapi_runtime::__private::v1 as rt;
use openapi_runtime::transport::{Body, Memory};
use rt::{Json, Style};

static API: rt::Api = rt::Api {
    title: "Styles",
    version: "1",
    schemes: &[],
    servers: &[],
};

#[derive(Clone, Debug)]
struct Client(rt::Client);
rt::client! { Client API }

#[must_use]
#[derive(Debug)]
struct InPath(rt::Request);
rt::operation! { InPath "in_path" GET "/a/{color}/b" {
    ok () { "204" empty, }
    err rt::Undeclared { }
} }

#[must_use]
#[derive(Debug)]
struct Elsewhere(rt::Request);
rt::operation! { Elsewhere "elsewhere" POST "/x" {
    ok () { "204" empty, }
    err rt::Undeclared { }
} }

/// What the transport got: target, headers that a test looks at, body.
#[derive(Clone, Debug, Default)]
struct Got {
    target: String,
    header: Option<String>,
    cookie: Option<String>,
    content_type: Option<String>,
    body: String,
}

fn client() -> (Client, Arc<Mutex<Got>>) {
    let got = Arc::new(Mutex::new(Got::default()));
    let seen = Arc::clone(&got);
    let transport = Memory::new(move |request: http::Request<Body>| {
        let text = |name: &str| {
            let value = request.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        *seen.lock().unwrap() = Got {
            target: request.uri().path_and_query().unwrap().to_string(),
            header: text("color"),
            cookie: text("cookie"),
            content_type: text("content-type"),
            body: String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap(),
        };
        http::Response::builder()
            .status(204)
            .body(Body::empty())
            .unwrap()
    });
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    (client, got)
}

/// Polls a future that is always ready.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a transport in memory is always ready"),
    }
}

fn send<O>(build: impl FnOnce(&Client) -> O) -> Result<Got, String>
where
    O: IntoFuture<Output = Result<(), rt::Error>>,
{
    let (client, got) = client();
    ready(build(&client).into_future()).map_err(|error| error.to_string())?;
    let got = got.lock().unwrap().clone();
    Ok(got)
}

fn path(style: Style, value: &Json) -> Result<String, String> {
    let got = send(|client| InPath(client.0.call::<InPath>().path("color", style, value)))?;
    let inner = got
        .target
        .strip_prefix("/a/")
        .and_then(|rest| rest.strip_suffix("/b"));
    Ok(inner.ok_or(got.target.clone())?.to_owned())
}

fn query(style: Style, value: &Json) -> Result<String, String> {
    let got = send(|client| Elsewhere(client.0.call::<Elsewhere>().query("color", style, value)))?;
    Ok(got.target.strip_prefix("/x").unwrap().to_owned())
}

fn header(style: Style, value: &Json) -> Result<Option<String>, String> {
    send(|client| Elsewhere(client.0.call::<Elsewhere>().header("color", style, value)))
        .map(|got| got.header)
}

fn cookie(style: Style, value: &Json) -> Result<Option<String>, String> {
    send(|client| Elsewhere(client.0.call::<Elsewhere>().cookie("color", style, value)))
        .map(|got| got.cookie)
}

/// The specification's values. The object is read from text in another type where the order of members counts.
fn blue() -> Json {
    Json::from("blue")
}
fn colors() -> Json {
    Json::from(vec!["blue", "black", "brown"])
}

/// The object of the specification, in its order.
fn rgb() -> rt::Map<i64> {
    [("R", 100), ("G", 200), ("B", 150)]
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn path_of_object(style: Style) -> String {
    let got =
        send(|client| InPath(client.0.call::<InPath>().path("color", style, &rgb()))).unwrap();
    got.target
        .strip_prefix("/a/")
        .unwrap()
        .strip_suffix("/b")
        .unwrap()
        .to_owned()
}

fn elsewhere(build: impl FnOnce(rt::Request) -> rt::Request) -> Got {
    send(|client| Elsewhere(build(client.0.call::<Elsewhere>()))).unwrap()
}

fn query_of_object(style: Style) -> String {
    elsewhere(|request| request.query("color", style, &rgb()))
        .target
        .strip_prefix("/x?")
        .unwrap()
        .to_owned()
}

#[test]
fn matrix() {
    let style = Style::MATRIX;
    assert_eq!(path(style, &Json::Null).unwrap(), ";color");
    assert_eq!(path(style, &"".into()).unwrap(), ";color");
    assert_eq!(path(style, &blue()).unwrap(), ";color=blue");
    assert_eq!(path(style, &colors()).unwrap(), ";color=blue,black,brown");
    assert_eq!(path_of_object(style), ";color=R,100,G,200,B,150");
}

#[test]
fn matrix_exploded() {
    let style = Style::MATRIX_EXPLODE;
    assert_eq!(path(style, &Json::Null).unwrap(), ";color");
    assert_eq!(path(style, &blue()).unwrap(), ";color=blue");
    assert_eq!(
        path(style, &colors()).unwrap(),
        ";color=blue;color=black;color=brown"
    );
    assert_eq!(path_of_object(style), ";R=100;G=200;B=150");
    assert_eq!(path(style, &serde_json::json!({"a": ""})).unwrap(), ";a");
}

#[test]
fn label() {
    let style = Style::LABEL;
    // The table's `.` for an undefined value is a dot segment when nothing else stands in the segment.
    assert!(
        path(style, &Json::Null)
            .unwrap_err()
            .contains("path parameter `color`")
    );
    assert_eq!(path(style, &blue()).unwrap(), ".blue");
    assert_eq!(path(style, &colors()).unwrap(), ".blue,black,brown");
    assert_eq!(
        path(style, &Json::from(vec!["1.5", "2.5"])).unwrap(),
        ".1.5,2.5"
    );
    assert_eq!(path_of_object(style), ".R,100,G,200,B,150");
}

#[test]
fn label_exploded() {
    let style = Style::LABEL_EXPLODE;
    assert_eq!(path(style, &blue()).unwrap(), ".blue");
    assert_eq!(path(style, &colors()).unwrap(), ".blue.black.brown");
    assert_eq!(path_of_object(style), ".R=100.G=200.B=150");
    assert!(
        path(style, &Json::from(vec!["1.5"]))
            .unwrap_err()
            .contains("stands between items")
    );
    // `..` would climb.
    assert!(
        path(style, &Json::from(vec!["", ""]))
            .unwrap_err()
            .contains("path parameter `color`")
    );
}

#[test]
fn simple_in_a_path() {
    let style = Style::SIMPLE;
    assert_eq!(path(style, &blue()).unwrap(), "blue");
    assert_eq!(path(style, &colors()).unwrap(), "blue,black,brown");
    assert_eq!(path_of_object(style), "R,100,G,200,B,150");
    for value in [Json::Null, "".into(), Json::Array(Vec::new())] {
        assert!(
            path(style, &value)
                .unwrap_err()
                .contains("path parameter `color`: it is empty")
        );
    }
}

#[test]
fn simple_exploded_in_a_path() {
    let style = Style::SIMPLE_EXPLODE;
    assert_eq!(path(style, &blue()).unwrap(), "blue");
    assert_eq!(path(style, &colors()).unwrap(), "blue,black,brown");
    assert_eq!(path_of_object(style), "R=100,G=200,B=150");
}

#[test]
fn simple_in_a_header() {
    let style = Style::SIMPLE;
    assert_eq!(header(style, &Json::Null).unwrap().as_deref(), Some(""));
    assert_eq!(header(style, &"".into()).unwrap().as_deref(), Some(""));
    assert_eq!(header(style, &blue()).unwrap().as_deref(), Some("blue"));
    assert_eq!(
        header(style, &colors()).unwrap().as_deref(),
        Some("blue,black,brown")
    );
    assert_eq!(header(style, &Json::Array(Vec::new())).unwrap(), None);
    let object = elsewhere(|request| request.header("color", style, &rgb()));
    assert_eq!(object.header.as_deref(), Some("R,100,G,200,B,150"));
    // No percent-encoding in headers; quotes are the caller's.
    assert_eq!(
        header(style, &"W/\"50%\" ~;=".into()).unwrap().as_deref(),
        Some("W/\"50%\" ~;=")
    );
}

#[test]
fn simple_exploded_in_a_header() {
    let style = Style::SIMPLE_EXPLODE;
    assert_eq!(header(style, &blue()).unwrap().as_deref(), Some("blue"));
    assert_eq!(
        header(style, &colors()).unwrap().as_deref(),
        Some("blue,black,brown")
    );
    let object = elsewhere(|request| request.header("color", style, &rgb()));
    assert_eq!(object.header.as_deref(), Some("R=100,G=200,B=150"));
}

#[test]
fn form_in_a_query() {
    let style = Style::FORM;
    assert_eq!(query(style, &Json::Null).unwrap(), "?color=");
    assert_eq!(query(style, &"".into()).unwrap(), "?color=");
    assert_eq!(query(style, &blue()).unwrap(), "?color=blue");
    assert_eq!(query(style, &colors()).unwrap(), "?color=blue,black,brown");
    assert_eq!(query_of_object(style), "color=R,100,G,200,B,150");
    assert_eq!(query(style, &Json::Array(Vec::new())).unwrap(), "");
}

#[test]
fn form_exploded_in_a_query() {
    let style = Style::FORM_EXPLODE;
    assert_eq!(query(style, &Json::Null).unwrap(), "?color=");
    assert_eq!(query(style, &blue()).unwrap(), "?color=blue");
    assert_eq!(
        query(style, &colors()).unwrap(),
        "?color=blue&color=black&color=brown"
    );
    assert_eq!(query_of_object(style), "R=100&G=200&B=150");
    assert_eq!(query(style, &Json::Array(Vec::new())).unwrap(), "");
    assert_eq!(query(style, &serde_json::json!({})).unwrap(), "");
    assert_eq!(query(style, &Json::from(vec![""])).unwrap(), "?color=");
    assert_eq!(
        query(style, &serde_json::json!(["a", null, "b"])).unwrap(),
        "?color=a&color=b"
    );
}

#[test]
fn form_in_a_cookie() {
    let style = Style::FORM;
    assert_eq!(
        cookie(style, &"".into()).unwrap().as_deref(),
        Some("color=")
    );
    assert_eq!(
        cookie(style, &blue()).unwrap().as_deref(),
        Some("color=blue")
    );
    assert_eq!(
        cookie(style, &colors()).unwrap().as_deref(),
        Some("color=blue,black,brown")
    );
    let object = elsewhere(|request| request.cookie("color", style, &rgb()));
    assert_eq!(object.cookie.as_deref(), Some("color=R,100,G,200,B,150"));
}

#[test]
fn form_exploded_in_a_cookie_uses_the_delimiter_of_cookies() {
    let style = Style::FORM_EXPLODE;
    assert_eq!(
        cookie(style, &blue()).unwrap().as_deref(),
        Some("color=blue")
    );
    assert_eq!(
        cookie(style, &colors()).unwrap().as_deref(),
        Some("color=blue; color=black; color=brown")
    );
    let object = elsewhere(|request| request.cookie("color", style, &rgb()));
    assert_eq!(object.cookie.as_deref(), Some("R=100; G=200; B=150"));
}

#[test]
fn space_delimited() {
    let style = Style::SPACE_DELIMITED;
    assert_eq!(
        query(style, &colors()).unwrap(),
        "?color=blue%20black%20brown"
    );
    assert_eq!(query_of_object(style), "color=R%20100%20G%20200%20B%20150");
    assert!(
        query(style, &Json::from(vec!["light blue"]))
            .unwrap_err()
            .contains("an item holds \" \"")
    );
    // Cells that the specification leaves open.
    assert_eq!(
        query(style, &"light blue".into()).unwrap(),
        "?color=light%20blue"
    );
    assert_eq!(
        query(Style::SPACE_DELIMITED_EXPLODE, &colors()).unwrap(),
        "?color=blue&color=black&color=brown"
    );
}

#[test]
fn pipe_delimited() {
    let style = Style::PIPE_DELIMITED;
    assert_eq!(
        query(style, &colors()).unwrap(),
        "?color=blue%7Cblack%7Cbrown"
    );
    assert_eq!(query_of_object(style), "color=R%7C100%7CG%7C200%7CB%7C150");
    assert!(
        query(style, &Json::from(vec!["a|b"]))
            .unwrap_err()
            .contains("an item holds \"|\"")
    );
    assert_eq!(
        query(Style::PIPE_DELIMITED_EXPLODE, &colors()).unwrap(),
        "?color=blue&color=black&color=brown"
    );
}

#[test]
fn deep_object() {
    let style = Style::DEEP_OBJECT;
    assert_eq!(
        query_of_object(style),
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
    );
    // Cells that the specification leaves open.
    assert_eq!(query(style, &blue()).unwrap(), "?color=blue");
    assert_eq!(
        query(style, &serde_json::json!(["a", "b"])).unwrap(),
        "?color%5B%5D=a&color%5B%5D=b"
    );
    let nested = serde_json::json!({"a": {"b": [{"c": 1}, {"c": "&"}]}, "d": null});
    assert_eq!(
        query(style, &nested).unwrap(),
        "?color%5Ba%5D%5Bb%5D%5B0%5D%5Bc%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=%26"
    );
}

#[test]
fn content_is_json_text() {
    let value = serde_json::json!({"a": ["b c", 1]});
    assert_eq!(
        query(Style::JSON, &value).unwrap(),
        "?color=%7B%22a%22%3A%5B%22b%20c%22%2C1%5D%7D"
    );
    assert_eq!(
        header(Style::JSON, &value).unwrap().as_deref(),
        Some(r#"{"a":["b c",1]}"#)
    );
    assert_eq!(
        path(Style::JSON, &serde_json::json!([1, 2])).unwrap(),
        "%5B1%2C2%5D"
    );
    // A cookie cannot hold quotes, and is not encoded in silence.
    assert!(
        cookie(Style::JSON, &value)
            .unwrap_err()
            .contains("cookie parameter `color`")
    );
    let encoded = cookie(Style::JSON.cookie_percent(), &value).unwrap();
    assert_eq!(
        encoded.as_deref(),
        Some("color={%22a%22:[%22b%20c%22%2C1]}")
    );
}

#[test]
fn allow_reserved_lets_through_what_cannot_change_the_query() {
    let style = Style::FORM_EXPLODE.allow_reserved();
    assert_eq!(
        query(style, &"a/b?c=:@!$'()*,;~%2F".into()).unwrap(),
        "?color=a/b?c=:@!$'()*,;~%2F"
    );
    assert_eq!(
        query(style, &"x&y=1#z[0]+%".into()).unwrap(),
        "?color=x%26y=1%23z%5B0%5D%2B%25"
    );
    let list = Json::from(vec!["a,b", "c/d"]);
    assert_eq!(
        query(Style::FORM.allow_reserved(), &list).unwrap(),
        "?color=a%2Cb,c/d"
    );
}

#[test]
fn allow_reserved_in_a_path_keeps_what_is_no_segment() {
    let style = Style::SIMPLE.allow_reserved();
    assert_eq!(
        path(style, &"a:b@c!$&'()*+,;=~%2F".into()).unwrap(),
        "a:b@c!$&'()*+,;=~%2F"
    );
    assert_eq!(
        path(style, &"a/b?c#d[e]%".into()).unwrap(),
        "a%2Fb%3Fc%23d%5Be%5D%25"
    );
    let list = Json::from(vec!["a,b", "c:d"]);
    assert_eq!(path(style, &list).unwrap(), "a%2Cb,c:d");
    let matrix = Style::MATRIX.allow_reserved();
    assert_eq!(path(matrix, &"a;b=c".into()).unwrap(), ";color=a%3Bb%3Dc");
    // An encoded dot segment climbs as a plain one does.
    for climbs in ["..", "%2e%2E", ".%2e"] {
        assert!(path(style, &climbs.into()).is_err(), "{climbs}");
    }
}

#[test]
fn a_whole_query_is_one_value() {
    // The examples of OpenAPI 3.2 §4.12.8.
    let value = serde_json::json!({"bar": true, "foo": "a + b"});
    assert_eq!(
        query(Style::WHOLE_FORM, &value).unwrap(),
        "?bar=true&foo=a+%2B+b"
    );
    let value = serde_json::json!({"flag": null, "numbers": [1, 2]});
    assert_eq!(
        query(Style::WHOLE_JSON, &value).unwrap(),
        "?%7B%22flag%22%3Anull%2C%22numbers%22%3A%5B1%2C2%5D%7D"
    );
    assert_eq!(
        query(Style::WHOLE_TEXT, &"$.a.b[1:1]".into()).unwrap(),
        "?%24.a.b%5B1%3A1%5D"
    );
    assert_eq!(
        query(Style::WHOLE_FORM, &serde_json::json!({})).unwrap(),
        ""
    );
    assert!(query(Style::WHOLE_FORM, &"a=b".into()).is_err());
    // Members of the form may have a style of their own.
    const STYLED: Style = Style::WHOLE_FORM.members(&[
        ("where", Style::DEEP_OBJECT),
        ("list", Style::PIPE_DELIMITED),
        ("filter", Style::JSON),
    ]);
    let value = serde_json::json!({
        "filter": {"a": [1]}, "list": ["x", "y"], "plain": ["x", "y"], "where": {"x": 1, "y": 2}
    });
    assert_eq!(
        query(STYLED, &value).unwrap(),
        "?filter=%7B%22a%22%3A%5B1%5D%7D&list=x%7Cy&plain=x&plain=y&where%5Bx%5D=1&where%5By%5D=2"
    );
    for elsewhere in [
        path(Style::WHOLE_TEXT, &"a".into()).err(),
        header(Style::WHOLE_TEXT, &"a".into()).err(),
    ] {
        assert!(elsewhere.unwrap().contains("`querystring` has no meaning"));
    }
}

#[test]
fn values_keep_to_their_place() {
    let nasty = "a/../b?c&d=e#f;g,h%2F\\ \r\nX: y\u{e9}";
    let encoded = "a%2F..%2Fb%3Fc%26d%3De%23f%3Bg%2Ch%252F%5C%20%0D%0AX%3A%20y%C3%A9";
    for style in [Style::SIMPLE, Style::SIMPLE_EXPLODE] {
        assert_eq!(path(style, &nasty.into()).unwrap(), encoded);
        assert_eq!(
            path(style, &Json::from(vec![nasty, "x"])).unwrap(),
            format!("{encoded},x")
        );
    }
    assert_eq!(
        path(Style::MATRIX, &nasty.into()).unwrap(),
        format!(";color={encoded}")
    );
    assert_eq!(
        query(Style::FORM, &nasty.into()).unwrap(),
        format!("?color={encoded}")
    );
    let member = serde_json::json!({ nasty: nasty });
    assert_eq!(
        query(Style::FORM_EXPLODE, &member).unwrap(),
        format!("?{encoded}={encoded}")
    );
    assert_eq!(
        query(Style::DEEP_OBJECT, &member).unwrap(),
        format!("?color%5B{encoded}%5D={encoded}")
    );
    for value in ["..", ".", ""] {
        let error = path(Style::SIMPLE, &value.into()).unwrap_err();
        assert!(error.contains("path parameter `color`"), "{error}");
    }
}

#[test]
fn headers_refuse_what_they_cannot_carry() {
    for (value, reason) in [
        ("a\r\nX-Evil: 1", "a carriage return (character 2 of 12)"),
        ("a\nb", "a line feed"),
        ("a\0b", "a NUL"),
        ("é", "outside ASCII"),
        (" a", "white space"),
        ("a\t", "white space"),
    ] {
        let error = header(Style::SIMPLE, &value.into()).unwrap_err();
        assert!(
            error.contains("header parameter `color`") && error.contains(reason),
            "{error}"
        );
        assert!(!error.contains("Evil"), "{error}");
    }
    for list in [vec!["a,b", "c"], vec!["a", " b"]] {
        assert!(header(Style::SIMPLE, &Json::from(list)).is_err());
    }
    assert!(header(Style::SIMPLE_EXPLODE, &serde_json::json!({"a=b": 1})).is_err());
}

#[test]
fn cookies_send_octets_raw_and_refuse_the_rest() {
    let octets: String = (0x21u8..0x7f)
        .map(char::from)
        .filter(|c| !matches!(c, '"' | ',' | ';' | '\\'))
        .collect();
    let sent = cookie(Style::FORM, &octets.as_str().into()).unwrap();
    assert_eq!(sent.unwrap(), format!("color={octets}"));
    for value in [
        "a;b",
        "a b",
        "a,b",
        "a\"b",
        "a\\b",
        "a\r\nSet: x",
        "é",
        "a; admin=1",
    ] {
        let error = cookie(Style::FORM, &value.into()).unwrap_err();
        assert!(error.contains("cookie parameter `color`"), "{error}");
        assert!(!error.contains("admin"), "{error}");
    }
    assert_eq!(
        cookie(Style::FORM.cookie_percent(), &"a;%é".into())
            .unwrap()
            .unwrap(),
        "color=a%3B%25%C3%A9"
    );
    assert_eq!(
        cookie(Style::FORM.cookie_quoted(), &"a, b".into())
            .unwrap()
            .unwrap(),
        "color=\"a, b\""
    );
    assert!(cookie(Style::FORM.cookie_quoted(), &"a;b".into()).is_err());
}

#[test]
fn several_cookies_share_one_header() {
    let got = elsewhere(|request| {
        request
            .cookie("a", Style::FORM, "1")
            .cookie("b", Style::FORM, "2")
    });
    assert_eq!(got.cookie.as_deref(), Some("a=1; b=2"));
}

#[test]
fn nested_values_have_no_spelling_outside_deep_objects() {
    let nested = serde_json::json!({"a": [1]});
    for style in [Style::FORM, Style::FORM_EXPLODE, Style::PIPE_DELIMITED] {
        let error = query(style, &nested).unwrap_err();
        assert!(
            error.contains("query parameter `color`") && error.contains("no spelling"),
            "{error}"
        );
    }
    assert!(path(Style::SIMPLE, &nested).is_err());
}

#[test]
fn a_style_has_a_meaning_in_some_places_only() {
    assert!(
        query(Style::LABEL, &blue())
            .unwrap_err()
            .contains("`label` has no meaning in a query")
    );
    assert!(path(Style::FORM, &blue()).is_err());
    assert!(header(Style::DEEP_OBJECT, &blue()).is_err());
    assert!(cookie(Style::SIMPLE, &blue()).is_err());
}

#[test]
fn names_are_encoded_too() {
    let got = elsewhere(|request| request.query("a[]&b=c", Style::FORM, "x"));
    assert_eq!(got.target, "/x?a%5B%5D%26b%3Dc=x");
    let bad =
        send(|client| Elsewhere(client.0.call::<Elsewhere>().cookie("a b", Style::FORM, "x")));
    assert!(bad.unwrap_err().contains("cookie parameter `a b`"));
    let bad = send(|client| {
        Elsewhere(
            client
                .0
                .call::<Elsewhere>()
                .header("a:b", Style::SIMPLE, "x"),
        )
    });
    assert!(bad.unwrap_err().contains("header parameter `a:b`"));
}

#[test]
fn forms() {
    // Objects as JSON text and spaces as `+`: the specification's own example.
    let address = serde_json::json!({"streetAddress": "123 Example Dr."});
    let body = serde_json::json!({
        "id": "f81d4fae", "tags": ["a b", "c&d"], "nothing": null, "x~": true, "address": address
    });
    let got = elsewhere(|request| request.form("application/x-www-form-urlencoded", &body));
    assert_eq!(
        got.content_type.as_deref(),
        Some("application/x-www-form-urlencoded")
    );
    let mut items: Vec<&str> = got.body.split('&').collect();
    items.sort_unstable();
    let address = "address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%7D";
    assert_eq!(
        items,
        [
            address,
            "id=f81d4fae",
            "tags=a+b",
            "tags=c%26d",
            "x%7E=true"
        ]
    );

    let styles = [
        ("tags", Style::PIPE_DELIMITED),
        ("filter", Style::DEEP_OBJECT),
        ("raw", Style::JSON),
    ];
    let body = serde_json::json!({"tags": ["a", "b"], "filter": {"x": 1}, "raw": [1]});
    let got = elsewhere(|request| {
        request.form_encoded("application/x-www-form-urlencoded", &body, &styles)
    });
    let mut items: Vec<&str> = got.body.split('&').collect();
    items.sort_unstable();
    assert_eq!(items, ["filter%5Bx%5D=1", "raw=%5B1%5D", "tags=a%7Cb"]);

    let list = send(|client| Elsewhere(client.0.call::<Elsewhere>().form("a/b", &vec![1i64])));
    assert!(list.unwrap_err().contains("made of an object"));
}

#[test]
fn bodies_have_their_media_type() {
    let got = elsewhere(|request| request.json("application/vnd.x+json", &vec![1i64]));
    assert_eq!(
        (got.content_type.as_deref(), &*got.body),
        (Some("application/vnd.x+json"), "[1]")
    );
    let got = elsewhere(|request| request.json("*/*", &vec![1i64]));
    assert_eq!(got.content_type.as_deref(), Some("application/json"));
    let got = elsewhere(|request| request.text("text/plain", "a"));
    assert_eq!(got.content_type.as_deref(), Some("text/plain"));
    let got = elsewhere(|request| request.text("text/*", "é"));
    assert_eq!(
        (got.content_type.as_deref(), &*got.body),
        (Some("text/plain; charset=utf-8"), "é")
    );
    let got = elsewhere(|request| request.bytes("*/*", vec![b'x']));
    assert_eq!(
        (got.content_type.as_deref(), &*got.body),
        (Some("application/octet-stream"), "x")
    );
    let picture = || rt::Body::from(vec![b'x']);
    let got = elsewhere(|request| request.bytes("image/*", picture().with_media_type("image/png")));
    assert_eq!(
        (got.content_type.as_deref(), &*got.body),
        (Some("image/png"), "x")
    );
    let unsaid = send(|client| Elsewhere(client.0.call::<Elsewhere>().bytes("image/*", picture())));
    assert!(unsaid.unwrap_err().contains("which it is has to be said"));
    let got = elsewhere(|request| request);
    assert_eq!(got.content_type, None);
    let bad = send(|client| Elsewhere(client.0.call::<Elsewhere>().bytes("a/b\r\nX: y", "x")));
    assert!(bad.unwrap_err().contains("not a media type"));
}
