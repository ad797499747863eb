//! Whether what came is what was given.
//!
//! In: a request that was read, and the arguments of the call: `{"path": {}, "query": {}, "header": {}, "cookie": {},
//! "body": …}`. Out: every difference, in words.

use serde_json::Value;

use crate::operation::{Parameter, Place};
use crate::reading::Reading;
use crate::request::Arrived;
use crate::schema::Position;
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
    let mut out = arrived.faults.clone();
    for (parameter, readings) in &arrived.parameters {
        let given = arguments
            .get(key(parameter.place))
            .and_then(|it| it.get(&parameter.name));
        if let Some(why) = parameter_difference(parameter, readings.as_deref(), given) {
            out.push(format!(
                "{} parameter `{}`: {why}",
                key(parameter.place),
                parameter.name
            ));
        }
    }
    match (&arrived.body, arguments.get("body")) {
        (Some((name, object, content)), Some(given)) => {
            let wanted = arguments.get("contentType").and_then(Value::as_str);
            if wanted.is_some_and(|it| it != *name) {
                out.push(format!("the body came as `{name}`, not as {wanted:?}"));
            }
            out.extend(
                content
                    .difference(given, object)
                    .map(|it| format!("the body: {it}")),
            );
            out.extend(
                content
                    .valid(object)
                    .err()
                    .map(|it| format!("the body is not valid: {it}")),
            );
        }
        (Some(_), None) => out.push("a body came that was not given".to_owned()),
        (None, Some(_)) => out.push("the body did not come".to_owned()),
        (None, None) => {}
    }
    out
}

fn parameter_difference(
    parameter: &Parameter<'_>,
    readings: Option<&[Reading]>,
    given: Option<&Value>,
) -> Option<String> {
    match (readings, given) {
        (None, None) => None,
        (None, Some(given)) => Some(format!("{} was given and did not come", short(given))),
        (Some(readings), None) => Some(format!("{readings:?} came and was not given")),
        (Some(readings), Some(given)) => {
            let Some(reading) = readings.iter().find(|it| it.is(given)) else {
                return Some(format!("{} was given, {readings:?} came", short(given)));
            };
            let position = Position::of(parameter.schema.as_ref());
            let value = reading.value(&position);
            value.err().map(|why| format!("it is not valid: {why}"))
        }
    }
}
