//! Settings: what a client refuses to be built with, and transports of one's own.

use std::time::Duration;

use openapi_runtime::transport::{Body, Limits, Memory, TransportError, TransportErrorKind};
use openapi_runtime::{Credential, ErrorKind};

use crate::api::Client;
use crate::server::Server;
use crate::{chain, wait};

fn refused(builder: openapi_runtime::ClientBuilder<Client>) -> String {
    builder.build().unwrap_err().to_string()
}

#[test]
fn a_base_url_that_is_none_is_named() {
    let text = "no client could be made: \"localhost:8080\" is not a base URL: it does not begin with http:// or https://";
    assert_eq!(Client::new("localhost:8080").unwrap_err().to_string(), text);
}

#[test]
fn a_header_that_cannot_be_sent_is_named() {
    let error = refused(Client::builder("http://h").header("X-A", "b\r\nc"));
    assert!(
        error.contains("the header `X-A`: a carriage return"),
        "{error}"
    );
    assert!(refused(Client::builder("http://h").user_agent("ä")).contains("user-agent"));
}

#[test]
fn a_credential_that_fits_nothing_is_named() {
    let with = |scheme: &str, credential| {
        refused(Client::builder("http://h").credential(scheme, credential))
    };
    let error = with("nope", Credential::token("x"));
    assert!(
        error.contains("no security scheme `nope` (it declares `key`, `queryKey`"),
        "{error}"
    );
    assert!(with("basic", Credential::token("x")).contains("takes a user name"));
    assert!(with("bearer", Credential::basic("a", "b")).contains("only HTTP basic"));
    assert!(
        with("basic", Credential::basic("a:b", "c")).contains("`basic`: a user name cannot hold")
    );
    for scheme in ["key", "bearer", "cookieKey"] {
        let error = with(scheme, Credential::token("s3cret\r\nX: y"));
        assert!(
            error.contains(&format!("`{scheme}`: a carriage return")) && !error.contains("s3cret"),
            "{error}"
        );
    }
}

#[test]
fn a_transport_of_ones_own_is_asked() {
    let transport = Memory::new(|request| {
        let limits = request.extensions().get::<Limits>().copied().unwrap();
        assert!(
            limits
                .timeout
                .is_some_and(|it| it <= Duration::from_secs(3))
        );
        assert!(!limits.may_stream);
        let body = format!("{{\"a\":[{}]}}", request.uri().path().len());
        http::Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(body))
            .unwrap()
    });
    let client = Client::builder("http://h")
        .timeout(Duration::from_secs(3))
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(wait(client.things().get("1")).unwrap()["a"], [18]);
}

#[test]
fn a_transport_of_ones_own_may_fail() {
    let transport = Memory::failing(|_| {
        let cause = std::io::Error::other("the moon is full");
        Err(TransportError::new(TransportErrorKind::Other, "no luck").with_source(cause))
    });
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let error = wait(client.things().get("1")).unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Transport(TransportErrorKind::Other)
    );
    let expected = [
        "GET http://h/v1/things/{id}/parts (get_thing): no luck",
        "no luck",
        "the moon is full",
    ];
    assert_eq!(chain(&error), expected);
}

#[test]
fn a_reqwest_client_of_ones_own_is_used() {
    let server = Server::answering("200 OK", "application/json", "{}");
    let reqwest = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    #[cfg(feature = "rustls")]
    let reqwest = reqwest.tls_backend_preconfigured(tls());
    let client = Client::builder(server.url())
        .reqwest(reqwest.build().unwrap())
        .no_timeout()
        .build()
        .unwrap();
    assert!(wait(client.things().get("1")).is_ok());
}

#[cfg(feature = "rustls")]
pub(crate) fn tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    builder
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

/// TLS is on: a server that does not speak it is refused in the handshake.
#[cfg(feature = "rustls")]
#[test]
fn https_needs_tls_on_the_other_side() {
    use std::io::Write;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
        let mut first = [0];
        std::io::Read::read_exact(&mut stream, &mut first).unwrap();
        first[0]
    });
    let error = wait(Client::new(url).unwrap().things().get("1")).unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    // 22 is the first byte of a TLS handshake.
    assert_eq!(server.join().unwrap(), 22);
}

#[test]
fn a_handshake_that_hangs_runs_into_the_time_for_connecting() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = Client::builder(url).connect_timeout(Duration::from_millis(200));
    let error = wait(client.build().unwrap().things().get("1")).unwrap_err();
    #[cfg(feature = "rustls")]
    assert!(error.is_connect() && error.is_timeout(), "{error:?}");
    assert!(matches!(error.kind(), ErrorKind::Transport(_)));
}
