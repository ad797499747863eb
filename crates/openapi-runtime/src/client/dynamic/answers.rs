//! From an answer to JSON.
//!
//! In: an answer, and the declared ones of an operation. Out: `{"status", "headers", "body"}`, or an error that keeps the
//! answer. A declared failure is a result like any other. Deliberately absent: how a body is read.

use http::HeaderMap;
use serde_json::Map;

use super::Callable;
use super::values::AnswerValue;
use crate::client::answer::{Answer, Picked};
use crate::client::error::{Error, Undecodable};
use crate::wire::Json;

/// Reads an answer as its declared type, and writes it as JSON.
pub(super) async fn written(operation: &Callable, mut answer: Answer) -> Result<Json, Error> {
    let sides = (operation.sides)().0;
    let row = match sides.pick(&answer) {
        Picked::Ok(row) => row,
        Picked::Err(row) => sides.ok.len() + row,
        Picked::Undeclared => return Err(Error::Undeclared(Box::new(answer))),
        Picked::Unreadable(reason) => {
            return Err(Error::Decode(Box::new(Undecodable { answer, reason })));
        }
    };
    let (Some(write), Some(accepts)) = (operation.answers.get(row), sides.all().nth(row)) else {
        return Err(Error::Undeclared(Box::new(answer)));
    };
    let written = match write {
        AnswerValue::Whole(write) => write(answer.body()),
        AnswerValue::Stream(collect) => {
            let incoming = answer.incoming();
            return Ok(result(&answer, collect(incoming).await?));
        }
    };
    match written.and_then(|body| accepts.check(&answer).map(|()| body)) {
        Ok(body) => Ok(result(&answer, body)),
        Err(reason) => Err(Error::Decode(Box::new(Undecodable { answer, reason }))),
    }
}

fn result(answer: &Answer, body: Json) -> Json {
    let mut result = Map::new();
    result.insert("status".to_owned(), answer.status().as_u16().into());
    result.insert(
        "headers".to_owned(),
        Json::Object(headers(answer.headers())),
    );
    result.insert("body".to_owned(), body);
    Json::Object(result)
}

/// Headers by name in lower case, values of one name joined by `, `. Bytes that are not UTF-8 are replaced.
fn headers(headers: &HeaderMap) -> Map<String, Json> {
    let mut map = Map::new();
    for name in headers.keys() {
        let values: Vec<_> = headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        map.insert(name.as_str().to_owned(), values.join(", ").into());
    }
    map
}
