//! Arguments for calls of an operation.
//!
//! In: an operation. Out: several calls: one with what must be there, and others, until every value that was made for a
//! parameter or a body has been in one of them, each body in each media type. What cannot be said on the wire is left out,
//! and named.

use serde_json::{Map, Value, json};

use crate::body;
use crate::compare;
use crate::document::Node;
use crate::express::{expressible, tamed};
use crate::media::{self, Kind};
use crate::operation::{Operation, Parameter, Place};
use crate::schema::{self, Position, Types};
use crate::values;

/// Calls of one operation.
#[derive(Debug, Default)]
pub struct Calls {
    /// The arguments: `{"path": {}, "query": {}, "header": {}, "cookie": {}, "body": …, "contentType": "…"}`.
    pub arguments: Vec<Value>,
    /// Arguments that try to be more than a value: a client refuses them, or sends them as the value that they are.
    pub hostile: Vec<Value>,
    /// What was left out, and why: the same words for the same reason.
    pub left_out: Vec<String>,
    /// Why the operation cannot be called at all.
    pub impossible: Option<String>,
}

/// Makes calls, with at most so many values for a place (and more for a schema with more variants).
#[must_use]
pub fn calls(operation: &Operation<'_>, most: usize) -> Calls {
    let mut out = Calls::default();
    let mut columns: Vec<(&Parameter<'_>, Vec<Value>)> = Vec::new();
    for parameter in &operation.parameters {
        if is_length(parameter) {
            continue;
        }
        let values = parameter_values(parameter, operation, most, &mut out);
        if values.is_empty() && parameter.required {
            out.impossible = Some(format!(
                "no value for the required {} parameter `{}`",
                compare::key(parameter.place),
                parameter.name
            ));
            return out;
        }
        columns.push((parameter, values));
    }
    let bodies = bodies(operation, most, &mut out);
    let required = operation.body.as_ref().is_some_and(|it| it.required);
    if bodies.is_empty() && required {
        out.impossible = Some("no value for the required body".to_owned());
        return out;
    }
    let rounds = columns
        .iter()
        .map(|(_, values)| values.len())
        .chain([bodies.len()])
        .max()
        .unwrap_or(0)
        .max(1);
    let least = arguments(
        columns.iter().filter(|(it, _)| it.required),
        bodies.first().filter(|_| required),
        0,
    );
    let least = with_length(least, operation);
    out.hostile = hostile(operation, &least);
    out.arguments.push(least);
    for round in 0..rounds {
        let body = bodies.get(round % bodies.len().max(1));
        let made = with_length(arguments(columns.iter(), body, round), operation);
        if !out.arguments.contains(&made) {
            out.arguments.push(made);
        }
    }
    out
}

/// The length of the body, where it is a parameter: no choice of a caller, and known for bytes.
fn with_length(mut arguments: Value, operation: &Operation<'_>) -> Value {
    let Some(parameter) = operation.parameters.iter().find(|it| is_length(it)) else {
        return arguments;
    };
    let length = match arguments.get("body") {
        None => Some(0),
        Some(body) => body.as_str().and_then(body::bytes_of).map(|it| it.len()),
    };
    if let Some(length) = length {
        if arguments.get("header").is_none() {
            arguments["header"] = json!({});
        }
        arguments["header"][&parameter.name] = json!(length);
    }
    arguments
}

/// Whether a parameter is the header `Content-Length`.
pub(crate) fn is_length(parameter: &Parameter<'_>) -> bool {
    parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("content-length")
}

/// Texts that a place would take for its own structure, were they written as they are.
fn intruders(place: Place) -> &'static [&'static str] {
    match place {
        Place::Path => &[
            "..",
            "../../admin",
            "a/b?c=d#e",
            "%2e%2e%2fadmin",
            "",
            "a;b=c\\..\\d",
        ],
        Place::Query | Place::Querystring => {
            &["a&admin=1#x", "%26admin=1", "a+b%20c", "\r\nX-Admin: 1"]
        }
        Place::Header => &["a\r\nX-Admin: 1", "a\nb", "a\0b", " a "],
        Place::Cookie => &["a; admin=1", "a\r\nX-Admin: 1", "\"a\"", "a,b"],
    }
}

/// The least arguments with an intruder for one parameter after the other, where it can be text: what
/// else a schema asks of a text is for servers to check, and must not be needed here.
fn hostile(operation: &Operation<'_>, least: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    for parameter in &operation.parameters {
        for text in intruders(parameter.place) {
            let value = json!(text);
            let types = parameter.position.types();
            // With `allowReserved`, escapes are the caller's own.
            if !types.meet(Types::STRING) || (parameter.reserved && text.contains('%')) {
                continue;
            }
            let mut arguments = least.clone();
            let place = compare::key(parameter.place);
            if arguments.get(place).is_none() {
                arguments[place] = json!({});
            }
            arguments[place][&parameter.name] = value;
            out.push(arguments);
        }
    }
    out
}

/// A value for each place.
fn arguments<'c, 'd: 'c>(
    columns: impl Iterator<Item = &'c (&'c Parameter<'d>, Vec<Value>)>,
    body: Option<&(Option<String>, Value)>,
    round: usize,
) -> Value {
    let mut out = Map::new();
    for (parameter, values) in columns {
        let Some(value) = values.get(round % values.len().max(1)) else {
            continue;
        };
        let place = out
            .entry(compare::key(parameter.place))
            .or_insert_with(|| json!({}));
        if let Value::Object(place) = place {
            place.insert(parameter.name.clone(), value.clone());
        }
    }
    if let Some((media, value)) = body {
        out.insert("body".to_owned(), value.clone());
        if let Some(media) = media {
            out.insert("contentType".to_owned(), json!(media));
        }
    }
    Value::Object(out)
}

fn parameter_values(
    parameter: &Parameter<'_>,
    operation: &Operation<'_>,
    most: usize,
    out: &mut Calls,
) -> Vec<Value> {
    let text = parameter
        .media
        .as_deref()
        .is_some_and(|it| !matches!(media::kind(it), Kind::Json | Kind::Form));
    let mut made = match (parameter.position.schemas().next(), text) {
        (None, true) => vec![json!("a text"), json!("a/b?c#d&e=%41")],
        (None, false) => vec![json!("text")],
        (Some(it), _) => values::of(Some(it), most),
    };
    made = without_undeclared(made, parameter, out);
    // What is valid may not be expressible where a plainer value of the same schema is.
    for value in made.clone() {
        if expressible(parameter, &value, operation).is_err() {
            let plain = tamed(&value);
            let valid = valid(&plain, parameter);
            if valid && !made.contains(&plain) {
                made.push(plain);
            }
        }
    }
    if made.is_empty() {
        out.left_out
            .push("a parameter whose schema has no value".to_owned());
    }
    made.retain(|value| match expressible(parameter, value, operation) {
        Ok(()) => true,
        Err(why) => {
            let place = match parameter.place {
                Place::Querystring => "query",
                place => compare::key(place),
            };
            out.left_out.push(format!("{why}, in a {place} parameter"));
            false
        }
    });
    made
}

/// The values without members that nobody declares, in objects of which the document says nothing more: clients need not keep
/// those, and of a parameter nothing may be left. An example or a default has them.
fn without_undeclared(made: Vec<Value>, parameter: &Parameter<'_>, out: &mut Calls) -> Vec<Value> {
    let mut kept = Vec::new();
    for value in made {
        let declared = declared(&value, &parameter.position);
        if declared != value {
            let place = compare::key(parameter.place);
            out.left_out.push(format!(
                "members that nobody declares, in a {place} parameter"
            ));
        }
        if valid(&declared, parameter) && !kept.contains(&declared) {
            kept.push(declared);
        }
    }
    kept
}

fn valid(value: &Value, parameter: &Parameter<'_>) -> bool {
    let mut schemas = parameter.position.schemas();
    schemas.all(|it| schema::check(it, value).is_ok())
}

fn declared(value: &Value, position: &Position<'_>) -> Value {
    match value {
        Value::Object(members) => {
            let open = position.speaks_of_others();
            let members = members
                .iter()
                .filter(|(key, _)| open || position.declares(key));
            let members =
                members.map(|(key, it)| (key.clone(), declared(it, &position.member(key))));
            Value::Object(members.collect())
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, it)| declared(it, &position.item(index)))
                .collect()
        }
        single => single.clone(),
    }
}

/// Bodies, each with the media type to be named.
fn bodies(operation: &Operation<'_>, most: usize, out: &mut Calls) -> Vec<(Option<String>, Value)> {
    let mut all = Vec::new();
    for (name, object) in operation.body.iter().flat_map(|it| &it.content) {
        let mut made = values::of_body(name, object, most);
        made.retain(|it| {
            if it.is_null() {
                out.left_out.push("a body that is null".to_owned());
            }
            !it.is_null()
        });
        if matches!(media::kind(name), Kind::Form | Kind::Multipart) {
            made = members_only(made, object, operation, out);
        }
        if made.is_empty() {
            out.left_out
                .push("a body whose schema has no value".to_owned());
        }
        let named = named(name);
        all.extend(made.into_iter().map(|it| (named.clone(), it)));
    }
    all
}

/// The media type that a caller names: of a range such as `image/*` one that it covers, since the range itself is none.
fn named(declared: &str) -> Option<String> {
    match media::essence(declared).strip_suffix("/*") {
        Some(kind) if !kind.contains('*') => Some(format!("{kind}/x-test")),
        Some(_) => None,
        None => (!declared.contains('*')).then(|| declared.to_owned()),
    }
}

/// Forms are made of objects; nulls and empty lists in them are not sent, so that they cannot be told from what is absent.
fn members_only(
    made: Vec<Value>,
    object: &Node<'_>,
    operation: &Operation<'_>,
    out: &mut Calls,
) -> Vec<Value> {
    let mut kept = Vec::new();
    for value in made {
        let Value::Object(mut members) = value else {
            out.left_out.push("a form that is no object".to_owned());
            continue;
        };
        let before = members.len();
        members.retain(|_, it| !it.is_null() && it.as_array().is_none_or(|it| !it.is_empty()));
        members.retain(|name, it| styled(name, it, object, operation, out));
        let files = members.values().any(|it| it.get("base64").is_some());
        let value = Value::Object(members);
        let changed = value.as_object().map(Map::len) != Some(before);
        let valid = object
            .get("schema")
            .is_none_or(|it| schema::check(&it, &value).is_ok());
        if changed && !valid && !files {
            out.left_out
                .push("a form without what it cannot say".to_owned());
        } else if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// Makes a member with a style one that the style can spell; false when there is no such value.
fn styled(
    name: &str,
    value: &mut Value,
    object: &Node<'_>,
    operation: &Operation<'_>,
    out: &mut Calls,
) -> bool {
    if !body::is_styled(name, object) {
        return true;
    }
    let schema = object.get("schema");
    let member = body::member(name, object, &Position::of(schema.as_ref()));
    for spelled in [value.clone(), tamed(value)] {
        match expressible(&member, &spelled, operation) {
            Ok(()) => {
                *value = spelled;
                return true;
            }
            Err(why) => out.left_out.push(format!("{why}, in a member of a form")),
        }
    }
    false
}
