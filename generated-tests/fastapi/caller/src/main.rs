//! Calls a FastAPI application through the client that was generated from its own document.
//!
//! In: the base URL. Out: a line for each thing that was checked; a panic at the first that is not so. The last call
//! kills the server.

mod datasets;
mod streams;

use fastapi_client::types::{HTTPValidationError, Token, ValidationErrorLocItem};
use fastapi_client::{Client, Error};
use std::time::{Duration, Instant};

type Outcome = Result<Token, Error<HTTPValidationError>>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let base = std::env::args()
        .nth(1)
        .expect("the base URL is the argument");
    let client = Client::new(&*base).expect("a base URL");
    success(&client).await;
    every_cookie_octet(&client).await;
    everything_else_is_not_sent(&client).await;
    declared_failure(&client).await;
    streams::all(&client).await;
    datasets::all(&base).await;
    slow_server(&base).await;
    killed_in_mid_answer(&client).await;
    until_nobody_listens(&base);
    no_server(&client).await;
}

async fn refresh(client: &Client, token: &str) -> Outcome {
    client.auth().refresh_token(token).await
}

async fn success(client: &Client) {
    let answer = client
        .auth()
        .refresh_token("abc")
        .send()
        .await
        .expect("200");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.value(), &Token::new("abc"));
    assert_eq!(answer.value().token_type, "bearer");
    println!("200 is the token");
}

async fn every_cookie_octet(client: &Client) {
    let octets = (0x21..=0x7e_u8).map(char::from);
    let octets: Vec<char> = octets
        .filter(|it| !matches!(it, '"' | ',' | ';' | '\\'))
        .collect();
    assert_eq!(octets.len(), 90);
    let mut values: Vec<String> = octets.iter().map(|it| it.to_string()).collect();
    values.push(octets.iter().collect());
    values.push(octets.iter().rev().collect());
    values.extend(["a%20b%22", "a=b==", "eyJ.eyJ-_.c2ln+/=="].map(str::to_owned));
    for value in values {
        let token = refresh(client, &value)
            .await
            .unwrap_or_else(|why| panic!("{value:?}: {why}"));
        assert_eq!(token.access_token, value);
    }
    println!("a cookie value of every octet arrives intact");
}

async fn everything_else_is_not_sent(client: &Client) {
    for value in ["a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "é", "\u{7f}"] {
        match refresh(client, value).await {
            Err(Error::Request(why)) => assert!(why.to_string().contains("refresh_token"), "{why}"),
            other => panic!("{value:?}: {other:?}"),
        }
    }
    println!("a value that no cookie can carry is refused before sending");
}

async fn declared_failure(client: &Client) {
    let failure = match refresh(client, &"x".repeat(513)).await {
        Err(Error::Declared(failure)) => failure,
        other => panic!("{other:?}"),
    };
    assert_eq!(failure.status(), 422);
    let detail = failure.value().detail.as_deref().unwrap_or_default();
    let place = detail[0].loc.as_slice();
    let expected =
        ["cookie", "refresh_token"].map(|it| ValidationErrorLocItem::String(it.to_owned()));
    assert_eq!(place, expected);
    assert_eq!(detail[0].type_, "string_too_long");
    println!("422 is FastAPI's own list of faults: {}", detail[0].msg);
}

async fn slow_server(base: &str) {
    let builder = Client::builder(base).timeout(Duration::from_millis(500));
    let client = builder.build().expect("a base URL");
    let begin = Instant::now();
    let error = refresh(&client, "slow").await.expect_err("a timeout");
    assert!(error.is_timeout() && error.status().is_none(), "{error:?}");
    assert!(
        begin.elapsed() < Duration::from_secs(10),
        "{:?}",
        begin.elapsed()
    );
    println!("a slow server is a timeout: {error}");
}

async fn killed_in_mid_answer(client: &Client) {
    let error = refresh(client, "mid-answer")
        .await
        .expect_err("a broken connection");
    let Error::Transport(failure) = &error else {
        panic!("{error:?}")
    };
    let partial = failure.partial().unwrap_or_else(|| panic!("{error:?}"));
    assert_eq!(partial.status(), 200);
    assert_eq!(&partial.body()[..], b"{\"access_token\": \"a");
    assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
    println!("a server killed in mid-answer is an error that keeps what came: {error}");
}

/// Waits for the killed server to be gone: a process that is still ending has a socket that takes connections.
fn until_nobody_listens(base: &str) {
    let address = base.trim_start_matches("http://");
    let begin = Instant::now();
    while std::net::TcpStream::connect(address).is_ok() {
        assert!(
            begin.elapsed() < Duration::from_secs(30),
            "{address} is still served"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

async fn no_server(client: &Client) {
    let error = refresh(client, "abc").await.expect_err("no connection");
    assert!(error.is_connect(), "{error:?}");
    println!("no server is no connection: {error}");
}
