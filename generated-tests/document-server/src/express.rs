//! Which values the wire can hold.
//!
//! In: a parameter and a value that is valid for it. Out: why the specification gives that value no spelling that a server
//! could read back, or nothing. A comma inside an item of a header is such a case: headers have no escapes.

use serde_json::Value;

use crate::operation::{Operation, Parameter, Place, Style};
use crate::schema::{Position, Types};

/// Why a value cannot stand in its place.
///
/// # Errors
///
/// The reason, as a kind of value: the same for all values that have it.
pub fn expressible(
    parameter: &Parameter<'_>,
    value: &Value,
    operation: &Operation<'_>,
) -> Result<(), &'static str> {
    if value.is_null() {
        return Err("null");
    }
    if let Some(media) = &parameter.media {
        return match (crate::media::kind(media), parameter.place) {
            (crate::media::Kind::Form, _) if value.as_object().is_none_or(|it| it.is_empty()) => {
                Err("an empty query")
            }
            (crate::media::Kind::Form, _) => members(parameter, value, operation),
            (crate::media::Kind::Json, Place::Header | Place::Cookie) => {
                raw(parameter.place, &value.to_string())
            }
            (crate::media::Kind::Json, _) => Ok(()),
            (_, Place::Querystring) if value == "" => Err("an empty query"),
            (_, place) => match value.as_str() {
                Some("" | "." | "..") if place == Place::Path => Err("an empty or dot segment"),
                Some(text) => raw(place, text),
                None => Err("a value that is no text where text is declared"),
            },
        };
    }
    match value {
        Value::Array(items) if items.is_empty() => return Err("an empty list"),
        Value::Object(it) if it.is_empty() => return Err("an empty object"),
        _ => {}
    }
    if parameter.style == Style::DeepObject {
        return deep(value, &parameter.position);
    }
    let texts = texts(value)?;
    for (_, text) in &texts {
        raw(parameter.place, text)?;
    }
    reserved(parameter, &texts)?;
    match (parameter.style, parameter.place) {
        (Style::Simple, Place::Path) => segment(&joined(&texts))?,
        (Style::Label, _) => segment(&format!(".{}", joined(&texts)))?,
        (_, _) => {}
    }
    if value.is_object() {
        members(parameter, value, operation)?;
    }
    if value.is_array() || value.is_object() {
        delimiters(parameter, &texts)?;
    }
    Ok(())
}

/// The texts of a value; keys, where there are any.
fn texts(value: &Value) -> Result<Vec<(Option<&str>, String)>, &'static str> {
    match value {
        Value::Array(items) => items.iter().map(|it| Ok((None, text(it)?))).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, it)| Ok((Some(key.as_str()), text(it)?)))
            .collect(),
        single => Ok(vec![(None, text(single)?)]),
    }
}

fn text(value: &Value) -> Result<String, &'static str> {
    match value {
        Value::String(it) => Ok(it.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::Null => Err("null inside a list or object"),
        Value::Array(_) | Value::Object(_) => Err("a list or object inside a list or object"),
    }
}

/// What `allowReserved` takes for delimiters or for escapes, and hands on.
fn reserved(
    parameter: &Parameter<'_>,
    texts: &[(Option<&str>, String)],
) -> Result<(), &'static str> {
    let escape = |it: &(Option<&str>, String)| {
        crate::percent::decoded(&it.1).as_deref() != Ok(it.1.as_str())
            && crate::percent::decoded(&it.1).is_ok()
    };
    if parameter.reserved && texts.iter().any(escape) {
        Err("a percent-encoded triple where `allowReserved` hands it on")
    } else {
        Ok(())
    }
}

/// What stands in a place without any encoding.
fn raw(place: Place, text: &str) -> Result<(), &'static str> {
    let cookie_octet = |it: char| matches!(it, '!' | '#'..='+' | '-'..=':' | '<'..='[' | ']'..='~');
    match place {
        Place::Header if text.chars().any(|it| !matches!(it, ' '..='~' | '\t')) => {
            Err("a character that no header can hold")
        }
        Place::Header if text.trim_matches([' ', '\t']) != text => {
            Err("white space at the ends of a header")
        }
        Place::Cookie if !text.chars().all(cookie_octet) => {
            Err("a character that no cookie can hold")
        }
        Place::Path | Place::Query | Place::Querystring | Place::Header | Place::Cookie => Ok(()),
    }
}

fn joined(texts: &[(Option<&str>, String)]) -> String {
    let all: Vec<&str> = texts.iter().map(|(_, it)| it.as_str()).collect();
    all.join(",")
}

fn segment(text: &str) -> Result<(), &'static str> {
    match text {
        "" | "." | ".." => Err("an empty or dot segment"),
        _ => Ok(()),
    }
}

/// Delimiters that a style does not escape.
fn delimiters(
    parameter: &Parameter<'_>,
    texts: &[(Option<&str>, String)],
) -> Result<(), &'static str> {
    let reserved: &[char] = match (parameter.style, parameter.place, parameter.explode) {
        (Style::Simple, Place::Header, true) => &[',', '='],
        (Style::Simple, Place::Header, false) => &[','],
        (Style::Label, _, true) => &['.'],
        (Style::SpaceDelimited, _, false) => &[' '],
        (Style::PipeDelimited, _, false) => &['|'],
        (_, _, _) => &[],
    };
    let object = texts.iter().any(|(key, _)| key.is_some());
    let in_text = |it: &str| reserved.iter().any(|at| *at != '=' && it.contains(*at));
    let fault = texts
        .iter()
        .any(|(key, text)| in_text(text) || key.is_some_and(|it| it.contains(reserved)));
    // A list of one empty text, and none at all, look alike.
    let vanishes = parameter.style == Style::Label && !object && joined(texts).is_empty();
    if fault {
        Err("a delimiter of the style inside an item")
    } else if vanishes {
        Err("an empty or dot segment")
    } else {
        Ok(())
    }
}

/// Members of an exploded object are items of their own, which others must not have.
fn members(
    parameter: &Parameter<'_>,
    value: &Value,
    operation: &Operation<'_>,
) -> Result<(), &'static str> {
    let Value::Object(members) = value else {
        return Ok(());
    };
    let spread = parameter.explode || parameter.place == Place::Querystring;
    let others = || {
        operation
            .parameters
            .iter()
            .filter(|it| it.place == parameter.place && it.name != parameter.name)
    };
    // Two objects that take every key cannot be told apart.
    let open =
        |it: &Parameter<'_>| crate::style::takes_the_rest(it) && it.position.speaks_of_others();
    let undeclared = |key: &String| !parameter.position.declares(key);
    if spread
        && matches!(parameter.place, Place::Query | Place::Cookie)
        && members.keys().any(undeclared)
        && others().any(open)
    {
        return Err("an open object beside another");
    }
    let taken = |key: &String| {
        others().any(|it| {
            it.name == *key
                || key.starts_with(&format!("{}[", it.name))
                || it.position.declares(key)
        })
    };
    let token = |key: &String| {
        key.chars()
            .all(|it| it.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(it))
    };
    if members.keys().any(String::is_empty) {
        Err("an empty key")
    } else if spread
        && matches!(parameter.place, Place::Query | Place::Cookie)
        && members.keys().any(taken)
    {
        Err("a key that is another parameter's name")
    } else if matches!(parameter.place, Place::Cookie) && !members.keys().all(token) {
        Err("a character that no cookie can hold")
    } else if parameter.place == Place::Header
        && members.keys().any(|it| raw(Place::Header, it).is_err())
    {
        Err("a character that no header can hold")
    } else {
        Ok(())
    }
}

/// Every leaf has a key of its own; what has none is not there.
fn deep(value: &Value, position: &Position<'_>) -> Result<(), &'static str> {
    match value {
        Value::Null => Err("null inside a list or object"),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        Value::Array(items) if items.is_empty() => Err("an empty list"),
        Value::Array(items) => {
            let flat = |it: &&Value| !it.is_array() && !it.is_object();
            if items.iter().any(|it| flat(&it)) && !items.iter().all(|it| flat(&it)) {
                return Err("a list or object inside a list or object");
            }
            items
                .iter()
                .enumerate()
                .try_for_each(|(index, it)| deep(it, &position.item(index)))
        }
        Value::Object(members) if members.is_empty() => Err("an empty object"),
        Value::Object(members) => {
            if members
                .keys()
                .any(|it| it.is_empty() || it.contains(['[', ']']))
            {
                return Err("a key with brackets");
            }
            if members.contains_key("0") && position.types().meet(Types::ARRAY) {
                return Err("a key that reads as an index");
            }
            members
                .iter()
                .try_for_each(|(key, it)| deep(it, &position.member(key)))
        }
    }
}

/// A value that is as near as can be, without what no place can hold: nulls and empty texts in it go, characters beyond
/// letters become letters.
#[must_use]
pub fn tamed(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let plain = |it: char| {
                if it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | ':' | '/' | '@' | '+') {
                    it
                } else {
                    'x'
                }
            };
            let text: String = text.chars().map(plain).collect();
            Value::String(if text.is_empty() {
                "x".to_owned()
            } else {
                text
            })
        }
        Value::Array(items) => items.iter().filter(|it| !it.is_null()).map(tamed).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(_, it)| !it.is_null())
                .map(|(key, it)| (key.clone(), tamed(it)))
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use crate::operation::operations;
    use instances::Document;
    use serde_json::json;

    fn check(place: &str, style: &str, explode: bool, value: &Value) -> Result<(), &'static str> {
        let schemas =
            json!({ "name": "p", "in": place, "style": style, "explode": explode, "schema": {} });
        let other = json!({ "name": "q", "in": place, "schema": { "type": "string" } });
        let document = json!({ "openapi": "3.1.0", "paths": { "/{p}{q}": { "get": { "parameters": [schemas, other] } } } });
        let document = Document::parse(&document.to_string()).unwrap();
        assert!(Node::root(&document).get("paths").is_some());
        let all = operations(&document);
        expressible(&all[0].parameters[0], value, &all[0])
    }

    #[test]
    fn what_has_no_spelling_is_named() {
        let none = |place, style, explode, value| check(place, style, explode, &value).unwrap_err();
        assert_eq!(
            none("path", "simple", false, json!("..")),
            "an empty or dot segment"
        );
        assert_eq!(
            none("path", "label", true, json!(["a.b"])),
            "a delimiter of the style inside an item"
        );
        assert_eq!(
            none("header", "simple", false, json!(["a,b"])),
            "a delimiter of the style inside an item"
        );
        assert_eq!(
            none("header", "simple", false, json!("é")),
            "a character that no header can hold"
        );
        assert_eq!(
            none("cookie", "form", true, json!("a b")),
            "a character that no cookie can hold"
        );
        assert_eq!(
            none("query", "form", true, json!({"q": 1})),
            "a key that is another parameter's name"
        );
        assert_eq!(
            none("query", "form", true, json!([[1]])),
            "a list or object inside a list or object"
        );
        assert_eq!(
            none("query", "pipeDelimited", false, json!(["a|b"])),
            "a delimiter of the style inside an item"
        );
    }

    #[test]
    fn everything_else_can_be_said() {
        for (place, style, explode, value) in [
            ("path", "simple", false, json!("a/../b")),
            ("path", "label", false, json!(["a.b"])),
            ("header", "simple", false, json!("a,b")),
            ("cookie", "form", true, json!("a%20b")),
            ("query", "form", true, json!(["a,b", "&=#é\r\n"])),
            ("query", "spaceDelimited", true, json!(["a b"])),
            (
                "query",
                "deepObject",
                true,
                json!({"a": [{"b": {"c": "[]"}}]}),
            ),
        ] {
            assert_eq!(
                check(place, style, explode, &value),
                Ok(()),
                "{place} {style} {value}"
            );
        }
    }
}
