//! Answers that are many values: lines of JSON, JSON text sequences (RFC 7464), server-sent events (WHATWG HTML §9.2).
//!
//! In: a Media Type Object. Out: a body, and the list of values that a client is to make of it. `itemSchema` (OpenAPI 3.2)
//! describes a value; without one, `schema` describes the list or, as 3.1 has it, each value. A schema of an event may
//! describe the whole event or, as most documents have it, what its `data` holds.

use serde_json::{Value, json};

use crate::document::Node;
use crate::media::{self, Kind};
use crate::schema::{self, Position, Types};
use crate::values;

/// The fields of an event.
const FIELDS: [&str; 5] = ["comment", "data", "event", "id", "retry"];

/// What many servers send last.
const END: &str = "[DONE]";

/// A body and the values in it; none for a media type that is one value.
#[must_use]
pub fn body(name: &str, object: &Node<'_>, most: usize) -> Option<(Vec<u8>, Value)> {
    match media::kind(name) {
        Kind::Lines => {
            let before = if name.contains("json-seq") {
                "\u{1e}"
            } else {
                ""
            };
            let items = items(object, most);
            let text: String = items.iter().map(|it| format!("{before}{it}\n")).collect();
            Some((text.into_bytes(), Value::Array(items)))
        }
        Kind::Events => Some(events(object, most)),
        Kind::Json | Kind::Form | Kind::Multipart | Kind::Text | Kind::Bytes | Kind::Any => None,
    }
}

/// Where the schema of one value stands.
#[must_use]
pub fn item<'d>(object: &Node<'d>) -> Option<Node<'d>> {
    if let Some(item) = object.get("itemSchema") {
        return Some(item);
    }
    let schema = object.get("schema")?;
    if schema::types(&schema) == Types::ARRAY {
        Position::of(Some(&schema))
            .item(0)
            .schemas()
            .next()
            .cloned()
    } else {
        Some(schema)
    }
}

/// Values, one after the other.
#[must_use]
pub fn items(object: &Node<'_>, most: usize) -> Vec<Value> {
    values::of(item(object).as_ref(), most)
}

fn events(object: &Node<'_>, most: usize) -> (Vec<u8>, Value) {
    let item = item(object);
    let position = Position::of(item.as_ref());
    let alternatives: Vec<Node<'_>> = ["anyOf", "oneOf"]
        .iter()
        .filter_map(|key| item.as_ref()?.followed().get(key))
        .flat_map(|it| it.items())
        .collect();
    let whole = if alternatives.is_empty() {
        is_event(&position)
    } else {
        alternatives
            .iter()
            .all(|it| is_event(&Position::of(Some(it))))
    };
    let made = match &item {
        Some(it) if schema::types(it) != Types::ALL => values::of(Some(it), most),
        Some(_) | None => vec![json!("text"), json!("two\nlines"), json!(" {\"é\": 1}")],
    };
    let (mut text, mut expected) = (String::new(), Vec::new());
    let mut end = "";
    for mut value in made {
        if let (true, Some(item)) = (whole, &item) {
            leave_out_what_stays(&mut value, item);
            leave_out_what_no_line_holds(&mut value, item);
        }
        let data = if whole {
            value.get("data").cloned()
        } else {
            Some(value.clone())
        };
        let Some(data) = data.filter(can_be_said) else {
            continue;
        };
        // It is the end, not a value, also where it is declared like one.
        if data == END {
            end = "data: [DONE]\n\n";
            continue;
        }
        if fields(&value, whole).any(|(_, it)| !is_line(&it)) {
            continue;
        }
        for (field, said) in fields(&value, whole) {
            text.push_str(&format!("{field}: {said}\n"));
        }
        let said = data
            .as_str()
            .map_or_else(|| data.to_string(), str::to_owned);
        for line in said.split('\n') {
            text.push_str(&format!("data: {line}\n"));
        }
        text.push('\n');
        // An item is what the document describes.
        expected.push(if whole { value } else { data });
    }
    text.push_str(end);
    (text.into_bytes(), Value::Array(expected))
}

/// An `id` stays until another comes, and `retry` is for the connection: they are only sent where they must be.
fn leave_out_what_stays(value: &mut Value, item: &Node<'_>) {
    for field in ["id", "retry", "comment"] {
        let mut without = value.clone();
        if let Value::Object(members) = &mut without
            && members.remove(field).is_some()
            && schema::check(item, &without).is_ok()
        {
            *value = without;
        }
    }
}

/// The fields of an event that stand on a line.
fn fields(value: &Value, whole: bool) -> impl Iterator<Item = (&'static str, String)> + '_ {
    let names = ["event", "id", "retry"].into_iter().filter(move |_| whole);
    names.filter_map(|field| {
        let said = value.get(field)?;
        Some((
            field,
            said.as_str()
                .map_or_else(|| said.to_string(), str::to_owned),
        ))
    })
}

/// A field is one line; an empty name is none.
fn is_line(said: &str) -> bool {
    !said.is_empty() && !said.contains(['\r', '\n', '\0'])
}

/// Takes fields away that are no line, where the event is valid without.
fn leave_out_what_no_line_holds(value: &mut Value, item: &Node<'_>) {
    let wrong: Vec<&str> = fields(value, true)
        .filter(|(_, said)| !is_line(said))
        .map(|(field, _)| field)
        .collect();
    for field in wrong {
        let mut without = value.clone();
        if let Value::Object(members) = &mut without
            && members.remove(field).is_some()
            && schema::check(item, &without).is_ok()
        {
            *value = without;
        }
    }
}

/// Whether a text is the same when it was the data of an event.
fn can_be_said(data: &Value) -> bool {
    data.as_str().is_none_or(|it| !it.contains(['\r', '\0']))
}

/// Whether what is described is the event, and not its data.
fn is_event(position: &Position<'_>) -> bool {
    let parts = position.parts();
    let names = parts.iter().flat_map(|it| {
        it.get("properties")
            .map(|it| it.members())
            .unwrap_or_default()
    });
    let mut names = names.map(|(name, _)| name).peekable();
    position.declares("data") && names.peek().is_some() && names.all(|it| FIELDS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use instances::Document;

    #[test]
    fn values_follow_each_other() {
        let document = Document::parse(
            "
openapi: 3.1.0
lines: { schema: { const: 1 } }
list: { schema: { type: array, items: { const: a } } }
text: {}
data: { schema: { type: object, properties: { x: { const: 1 } }, required: [x], additionalProperties: false } }
end: { schema: { type: object, properties: { event: { const: \"a\\nb\" }, data: { enum: ['[DONE]', a] } }, required: [data], additionalProperties: false } }
event: { schema: { type: object, properties: { event: { const: e }, data: { const: 2 } }, required: [event, data], additionalProperties: false } }
",
        )
        .unwrap();
        let of = |key: &str, name: &str| {
            let object = Node::root(&document).get(key).unwrap();
            let (body, values) = body(name, &object, 1).unwrap();
            (String::from_utf8(body).unwrap(), values)
        };
        assert_eq!(of("lines", "application/jsonl"), ("1\n".into(), json!([1])));
        let seq = "application/json-seq";
        assert_eq!(of("list", seq), ("\u{1e}\"a\"\n".into(), json!(["a"])));
        let sse = "text/event-stream";
        assert_eq!(
            of("data", sse),
            ("data: {\"x\":1}\n\n".into(), json!([{"x": 1}]))
        );
        assert_eq!(
            of("event", sse),
            (
                "event: e\ndata: 2\n\n".into(),
                json!([{ "data": 2, "event": "e" }])
            )
        );
        let ended = "data: a\n\ndata: [DONE]\n\n";
        assert_eq!(of("end", sse), (ended.into(), json!([{ "data": "a" }])));
        assert!(of("text", sse).0.contains("data: two\ndata: lines\n\n"));
    }
}
