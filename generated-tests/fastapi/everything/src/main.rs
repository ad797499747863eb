//! Calls every operation of an application that answers with what Python read.
//!
//! In: the base URL and the calls of `calls.json`. Out: how many calls were made; a panic at the first answer that is another than
//! the one beside the call, and when an operation of the document is not called.

use everything_client::{Client, Credential, OPERATIONS, invoke};
use serde_json::Value;
use std::collections::BTreeSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let base = std::env::args()
        .nth(1)
        .expect("the base URL is the argument");
    let client = client(&base);
    let calls: Vec<Value> = serde_json::from_str(include_str!("calls.json")).expect("calls");
    let mut called = BTreeSet::new();
    for call in &calls {
        let name = call["call"].as_str().expect("the name of an operation");
        called.insert(name);
        let result = invoke(&client, name, call["arguments"].clone()).await;
        match (result, call["error"].as_str()) {
            (Err(error), Some(expected)) => {
                let said = error.to_string();
                assert!(said.contains(expected), "{call}\nfailed: {said}");
            }
            (Err(error), None) => panic!("{call}\nfailed: {error}"),
            (Ok(result), _) => same(call, &result),
        }
    }
    let all: BTreeSet<&str> = OPERATIONS.iter().map(|it| it.info.id).collect();
    assert_eq!(called, all, "every operation is called");
    println!(
        "{} calls of {} operations: Python read what was meant",
        calls.len(),
        all.len()
    );
}

/// A client with a credential of each scheme.
fn client(base: &str) -> Client {
    Client::builder(base)
        .credential("APIKeyHeader", Credential::token("key of a header"))
        .credential("APIKeyQuery", Credential::token("q k&=é"))
        .credential("APIKeyCookie", Credential::token("cookie+/="))
        .credential("HTTPBearer", Credential::token("tok.en"))
        .credential("HTTPBasic", Credential::basic("anna", "s:3"))
        .credential("OpenIdConnect", Credential::token("oid"))
        .build()
        .expect("a base URL")
}

/// The status and the body are those beside the call; without a body there, the one that was sent has come back.
fn same(call: &Value, result: &Value) {
    let status = call.get("status").cloned().unwrap_or(Value::from(200));
    let body = call.get("answer").unwrap_or(&call["arguments"]["body"]);
    assert_eq!(
        (&result["status"], &result["body"]),
        (&status, body),
        "{call}"
    );
}
