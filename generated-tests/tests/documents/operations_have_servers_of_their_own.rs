use std::sync::{Arc, Mutex};

use generated_tests::operations_have_servers_of_their_own as api;
use mock_server::{Answer, Server};
use openapi_runtime::blocking::Wait as _;
use openapi_runtime::transport::{Body, Memory};
use openapi_runtime::{BaseUrl, CallOptions, OperationServers};
use serde_json::json;

use api::operations::GetFileServer;

/// Requests as they were sent: the URL, and whether the token was with it.
type Kept = Arc<Mutex<Vec<(String, bool)>>>;

/// A client whose requests are kept.
fn client(server: impl Into<BaseUrl>, servers: Option<OperationServers>) -> (api::Client, Kept) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&kept);
    let transport = Memory::new(move |request| {
        let token = request.headers().get("authorization");
        let token = token.is_some_and(|it| it == "Bearer s3cret");
        sent.lock()
            .unwrap()
            .push((request.uri().to_string(), token));
        http::Response::builder()
            .status(204)
            .body(Body::empty())
            .unwrap()
    });
    let builder = api::Client::builder(server).transport(transport);
    let mut builder = builder.auth(api::schemes::TOKEN.token("s3cret"));
    if let Some(servers) = servers {
        builder = builder.operation_servers(servers);
    }
    (builder.build().unwrap(), kept)
}

fn all(client: &api::Client) {
    client.put_file().wait().unwrap();
    client.get_file().wait().unwrap();
    client.next().wait().unwrap();
    client.same().wait().unwrap();
    client.odd().wait().unwrap();
}

const OWN: [&str; 5] = [
    "https://files.example.com/files",
    "https://eu.example.com/v2/files",
    "https://api.example.com/v2/next",
    "https://api.example.com/v1/same",
    "https://odd.example.com/odd",
];

fn urls(kept: &Mutex<Vec<(String, bool)>>) -> Vec<String> {
    let kept = kept.lock().unwrap();
    assert!(kept.iter().all(|(_, token)| *token), "{kept:?}");
    kept.iter().map(|(url, _)| url.clone()).collect()
}

#[test]
fn a_client_of_a_documented_server_sends_operations_to_their_own() {
    let (client, kept) = client(api::Server::ApiExample, None);
    all(&client);
    assert_eq!(urls(&kept), OWN);
}

#[test]
fn a_documented_server_is_chosen_by_its_url_as_well() {
    // As it may stand in a configuration, or as the default of a command line.
    let (client, kept) = client("https://API.example.com/v1/".to_owned(), None);
    client.put_file().wait().unwrap();
    client.get_file().wait().unwrap();
    assert_eq!(urls(&kept), OWN[..2]);
    let (client, kept) = self::client("https://api.example.com/v2", None);
    client.put_file().wait().unwrap();
    assert_eq!(urls(&kept), ["https://api.example.com/v2/files"]);
}

#[test]
fn whoever_names_a_base_url_has_said_where_everything_goes() {
    let (client, kept) = client("http://127.0.0.1:9/proxy", None);
    all(&client);
    // A relative server leads nowhere else.
    let at_home = [
        "/proxy/files",
        "/proxy/files",
        "/v2/next",
        "/proxy/same",
        "/proxy/odd",
    ];
    assert_eq!(
        urls(&kept),
        at_home.map(|it| format!("http://127.0.0.1:9{it}"))
    );
}

#[test]
fn the_builder_decides_otherwise() {
    let (client, kept) = self::client("https://api.example.com/v1", Some(OperationServers::Always));
    all(&client);
    assert_eq!(urls(&kept), OWN);
    let (client, kept) = self::client(api::Server::ApiExample, Some(OperationServers::Never));
    client.put_file().wait().unwrap();
    assert_eq!(urls(&kept), ["https://api.example.com/v1/files"]);
    // Nothing that was to go over TLS goes without.
    let (client, kept) = self::client("http://api.example.com", Some(OperationServers::Always));
    client.put_file().wait().unwrap();
    assert_eq!(urls(&kept), ["https://files.example.com/files"]);
}

#[test]
fn a_call_may_name_its_server() {
    let (client, kept) = client(api::Server::ApiExample, None);
    let at = |server: BaseUrl| CallOptions::new().server(server);
    let (region, version) = ("us".to_owned(), "v3".to_owned());
    let us = GetFileServer::RegionExample { region, version };
    client
        .get_file()
        .with_options(at(us.into()))
        .wait()
        .unwrap();
    let old = GetFileServer::Old.into();
    client.get_file().with_options(at(old)).wait().unwrap();
    let elsewhere = client.with_options(at("http://127.0.0.1:9/x".into()));
    all(&elsewhere);
    let mut expected = vec![
        "https://us.example.com/v3/files",
        "https://old.example.com/files",
    ];
    let there =
        ["files", "files", "next", "same", "odd"].map(|it| format!("http://127.0.0.1:9/x/{it}"));
    expected.extend(there.iter().map(String::as_str));
    assert_eq!(urls(&kept), expected);

    let wrong = client.get_file().with_options(at("example.com".into()));
    let error = wrong.wait().unwrap_err().to_string();
    assert!(
        error.contains("was not sent") && error.contains("\"example.com\""),
        "{error}"
    );
}

#[tokio::test]
async fn over_http_and_by_name_it_is_the_same() {
    let server = Server::start(|_| Answer::status(204)).unwrap();
    let other = Server::start(|_| Answer::status(204)).unwrap();
    let client = api::Client::new(server.url()).unwrap();
    client.next().await.unwrap();
    api::invoke(&client, "next", json!({})).await.unwrap();
    let there = client.with_options(CallOptions::new().server(other.url()));
    api::invoke(&there, "putFile", json!({})).await.unwrap();
    let paths = |server: &Server| -> Vec<String> {
        let requests = server.requests();
        requests.iter().map(|it| it.path().to_owned()).collect()
    };
    assert_eq!(paths(&server), ["/v2/next", "/v2/next"]);
    assert_eq!(paths(&other), ["/files"]);
}
