//! Valid values for places of a document.
//!
//! The crate `instances` makes them; here they get what only bodies have: files and bytes.

use instances::Options;
use serde_json::{Value, json};

use crate::body::base64_of;
use crate::document::Node;
use crate::media::{self, Kind};
use crate::schema::Position;
use crate::stream;

/// Bytes for bodies and files: text and its opposite.
const BYTES: [&[u8]; 3] = [b"bytes\r\n--\x00\xff\xfe\x80", b"plain text", b""];

/// Text for bodies.
const TEXT: [&str; 3] = ["text\nof \"lines\", é ✓", "<a b=\"c\">d</a>", "plain"];

/// Valid values of a schema, different from each other; without one, some of any kind.
#[must_use]
pub fn of(schema: Option<&Node<'_>>, most: usize) -> Vec<Value> {
    let Some(schema) = schema else {
        return vec![json!({ "any": [1, "é"] }), json!("text"), json!(1.5)];
    };
    let options = Options { seed: 7, most };
    let made = schema.document().instances(schema.place(), &options);
    let made = made.unwrap_or_default();
    made.into_iter().map(|it| it.value).collect()
}

/// Valid bodies of a media type, as [`crate::body::Content::difference`] takes them: bytes as base64, files as objects.
#[must_use]
pub fn of_body(name: &str, object: &Node<'_>, most: usize) -> Vec<Value> {
    let schema = object.get("schema");
    match media::kind(name) {
        Kind::Json | Kind::Form => of(schema.as_ref(), most),
        Kind::Lines => vec![Value::Array(stream::items(object, most))],
        Kind::Multipart => {
            let position = Position::of(schema.as_ref());
            let values = of(schema.as_ref(), most);
            values
                .into_iter()
                .enumerate()
                .map(|(round, it)| with_files(it, object, &position, round))
                .collect()
        }
        Kind::Text | Kind::Events => {
            let mut texts: Vec<Value> = match &schema {
                Some(it) => of(Some(it), most),
                None => Vec::new(),
            };
            // A number as text is written like one.
            texts.retain(|it| !it.is_array() && !it.is_object() && !it.is_null());
            for it in &mut texts {
                if !it.is_string() {
                    *it = Value::String(it.to_string());
                }
            }
            if texts.is_empty() {
                texts.extend(TEXT.map(Value::from));
            }
            texts
        }
        Kind::Bytes | Kind::Any => BYTES.iter().map(|it| base64_of(it).into()).collect(),
    }
}

/// The object with files where the document has bytes.
fn with_files(value: Value, object: &Node<'_>, position: &Position<'_>, round: usize) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let members = members.into_iter().map(|(key, value)| {
        let position = position.member(&key);
        let encoding = object
            .get("encoding")
            .and_then(|it| it.at(&key)?.text("contentType"));
        let value = match value {
            Value::Array(items) if is_bytes(&position.item(0), encoding) => {
                let files = (0..items.len()).map(|index| file(round + index, encoding));
                files.collect()
            }
            Value::Null => Value::Null,
            _ if is_bytes(&position, encoding) => file(round, encoding),
            other => other,
        };
        (key, value)
    });
    Value::Object(members.collect())
}

fn file(round: usize, media: Option<&str>) -> Value {
    let bytes = BYTES.get(round % BYTES.len()).copied().unwrap_or_default();
    let base64 = base64_of(bytes);
    let first = media.and_then(|it| it.split(',').next()).map(str::trim);
    let media = first
        .filter(|it| !it.contains('*'))
        .unwrap_or("text/x-test");
    match round % 2 {
        0 => json!({ "base64": base64, "fileName": "a \"b\" é.txt", "contentType": media }),
        _ => json!(base64),
    }
}

/// Whether a member is bytes: by the words of 3.0 and of 3.1, or because its encoding says so.
pub(crate) fn is_bytes(position: &Position<'_>, encoding: Option<&str>) -> bool {
    let parts = position.parts();
    let says = |key: &str| parts.iter().find_map(|it| it.text(key));
    let typed = parts.iter().any(|it| it.get("type").is_some());
    // These say that nothing was encoded (RFC 2045 §6.2).
    let as_it_is = |it: &str| ["binary", "8bit", "7bit"].contains(&it);
    if says("contentEncoding").is_some_and(|it| !as_it_is(it)) {
        return false;
    }
    if says("contentEncoding").is_some() {
        return true;
    }
    match (says("format"), says("contentMediaType")) {
        (Some("binary"), _) => true,
        (_, Some(it)) => !matches!(media::kind(it), Kind::Json | Kind::Text),
        // Nothing is said of it: the default is bytes (OpenAPI 3.1 §4.8.15.1.1).
        (_, None) if !typed && parts.len() == 1 => parts.iter().all(|it| {
            it.value().as_object().is_some_and(|it| {
                it.keys()
                    .all(|key| matches!(key.as_str(), "description" | "title" | "example"))
            })
        }),
        (_, None) => {
            encoding.is_some_and(media::is_never_text)
                && parts.iter().any(|it| it.text("type") == Some("string"))
        }
    }
}
