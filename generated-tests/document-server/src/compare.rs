//! Whether what came is what was given.
//!
//! In: a request that was read, and the arguments of the call: `{"path": {}, "query": {}, "header": {}, "cookie": {},
//! "body": …}`. Out: every difference, in words.

use serde_json::Value;

use crate::arguments;
use crate::media;
use crate::operation::{Parameter, Place};
use crate::request::Arrived;
use crate::unchanged::short;

/// Under which key of the arguments the values of a place stand.
#[must_use]
pub fn key(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query | Place::Querystring => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

/// Every difference between what came and what was given, and every value that came and is not valid.
#[must_use]
pub fn differences(arrived: &Arrived<'_, '_>, arguments: &Value) -> Vec<String> {
    let mut out = unlike(arrived, arguments);
    out.extend(invalid(arrived, arguments));
    out
}

/// Every difference between what came and what was given.
#[must_use]
pub fn unlike(arrived: &Arrived<'_, '_>, arguments: &Value) -> Vec<String> {
    let mut out = arrived.faults.clone();
    for (parameter, readings) in &arrived.parameters {
        let why = match (readings, given(parameter, arguments)) {
            (None, None) => continue,
            // The transport counts the bytes.
            (Some(_), None) if arguments::is_length(parameter) => continue,
            (None, Some(given)) => format!("{} was given and did not come", short(given)),
            (Some(readings), None) => format!("{readings:?} came and was not given"),
            (Some(readings), Some(given)) if readings.iter().any(|it| it.is(given)) => continue,
            (Some(readings), Some(given)) => {
                format!("{} was given, {readings:?} came", short(given))
            }
        };
        out.push(named(parameter, &why));
    }
    match (&arrived.body, arguments.get("body")) {
        (Some((name, object, content)), Some(given)) => {
            let wanted = arguments.get("contentType").and_then(Value::as_str);
            if wanted.is_some_and(|it| it != *name && !media::covers(name, it)) {
                out.push(format!("the body came as `{name}`, not as {wanted:?}"));
            }
            let found = content.difference(given, object);
            out.extend(found.map(|it| format!("the body: {it}")));
        }
        (Some(_), None) => out.push("a body came that was not given".to_owned()),
        (None, Some(_)) => out.push("the body did not come".to_owned()),
        (None, None) => {}
    }
    out
}

/// Every value that is what was given, and not valid.
fn invalid(arrived: &Arrived<'_, '_>, arguments: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for (parameter, readings) in &arrived.parameters {
        let given = given(parameter, arguments);
        let reading = readings
            .iter()
            .flatten()
            .find(|it| given.is_some_and(|given| it.is(given)));
        if let Some(Err(why)) = reading.map(|it| it.value(&parameter.position)) {
            out.push(named(parameter, &format!("it is not valid: {why}")));
        }
    }
    if let Some((_, object, content)) = &arrived.body {
        let why = content.valid(object).err();
        out.extend(why.map(|it| format!("the body is not valid: {it}")));
    }
    out
}

fn given<'a>(parameter: &Parameter<'_>, arguments: &'a Value) -> Option<&'a Value> {
    arguments.get(key(parameter.place))?.get(&parameter.name)
}

fn named(parameter: &Parameter<'_>, why: &str) -> String {
    format!(
        "{} parameter `{}`: {why}",
        key(parameter.place),
        parameter.name
    )
}
