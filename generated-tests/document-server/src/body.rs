//! How bodies of requests read, by their media type.
//!
//! In: the bytes of a body, and the Media Type Object that covers them. Out: what they hold, and whether that is what was
//! given. Members of forms follow `encoding` (OpenAPI 3.1 §4.8.15), with its defaults.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::{Map, Value};

use crate::document::Node;
use crate::media::{self, Kind};
use crate::multipart::{self, Part};
use crate::operation::{self, Parameter, Place, Style};
use crate::reading::Reading;
use crate::schema::{self, Position, Types};
use crate::style::{self, Coding, Pairs};
use crate::unchanged;

/// What a body holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// One value: JSON, text, or the members of a form.
    One(Reading),
    /// JSON values, one after the other.
    Lines(Vec<Value>),
    /// The parts of a multipart body.
    Parts(Vec<Part>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Reads a body.
///
/// # Errors
///
/// It is not what its media type says.
pub fn read(bytes: &[u8], content_type: &str, object: &Node<'_>) -> Result<Content, String> {
    let text = || std::str::from_utf8(bytes).map_err(|why| format!("the body is not UTF-8: {why}"));
    match media::kind(content_type) {
        Kind::Json => serde_json::from_slice(bytes)
            .map(|it| Content::One(Reading::Json(it)))
            .map_err(|why| format!("the body is not JSON: {why}")),
        Kind::Lines => lines(text()?).map(Content::Lines),
        Kind::Form => form(text()?, object).map(Content::One),
        Kind::Multipart => {
            let boundary = media::parameter(content_type, "boundary")
                .ok_or("the media type has no boundary")?;
            multipart::parts(bytes, &boundary).map(Content::Parts)
        }
        Kind::Text | Kind::Events => Ok(Content::One(Reading::Text(text()?.to_owned()))),
        Kind::Bytes | Kind::Any => Ok(Content::Bytes(bytes.to_vec())),
    }
}

fn lines(text: &str) -> Result<Vec<Value>, String> {
    let lines = text.split(['\n', '\u{1e}']).map(str::trim);
    let values = lines.filter(|it| !it.is_empty()).map(|line| {
        serde_json::from_str(line).map_err(|why| format!("the line `{line}` is not JSON: {why}"))
    });
    values.collect()
}

/// Members of a form; each is read by its own `encoding`.
pub(crate) fn form(text: &str, object: &Node<'_>) -> Result<Reading, String> {
    let schema = object.get("schema");
    let position = Position::of(schema.as_ref());
    let mut pairs = Pairs::new(text, "&", Coding::Form)?;
    let mut members = Vec::new();
    for name in names(&position) {
        let member = member(&name, object, &position);
        // Without a style, no object is spread over items of other names.
        let found = if is_styled(&name, object) || member.media.is_some() {
            style::pairs(&member, &mut pairs)?
        } else {
            Some(style::items(&member, &mut pairs)?).filter(|it| !it.is_empty())
        };
        if let Some(readings) = found {
            members.push((name, best(readings, &member)?));
        }
    }
    for left in pairs.left() {
        let (key, _) = left.split_once('=').unwrap_or((&left, ""));
        let key = key.to_owned();
        let texts: Result<Vec<Reading>, String> = pairs
            .take(&key)
            .iter()
            .map(|it| Coding::Form.decode(it).map(Reading::Text))
            .collect();
        match texts?.as_slice() {
            [] => {}
            [one] => members.push((key, one.clone())),
            several => members.push((key, Reading::List(several.to_vec()))),
        }
    }
    Ok(Reading::Object(members))
}

/// The names that are declared.
fn names(position: &Position<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in position.parts() {
        for (name, _) in part.get("properties").iter().flat_map(Node::members) {
            if !out.iter().any(|it| it == name) {
                out.push(name.to_owned());
            }
        }
    }
    out
}

/// A member of a form as a parameter.
pub(crate) fn member<'d>(name: &str, object: &Node<'d>, position: &Position<'d>) -> Parameter<'d> {
    let position = position.member(name);
    let encoding = object.get("encoding").and_then(|it| it.at(name));
    let styled = encoding.as_ref().filter(|it| {
        ["style", "explode", "allowReserved"]
            .iter()
            .any(|key| it.get(key).is_some())
    });
    let (style, explode) =
        styled.map_or((Style::Form, true), |it| operation::style(it, Place::Query));
    let media = match (styled, &encoding) {
        (Some(_), _) | (None, None) => None,
        (None, Some(it)) => it
            .text("contentType")
            .filter(|it| media::is_json(it))
            .map(str::to_owned),
    };
    // Without a style, an object is one item that holds JSON.
    let object_by_default =
        media.is_none() && styled.is_none() && position.types() == Types::OBJECT;
    Parameter {
        name: name.to_owned(),
        place: Place::Query,
        required: false,
        style,
        explode,
        position,
        reserved: false,
        object: None,
        media: media.or_else(|| object_by_default.then(|| "application/json".to_owned())),
    }
}

/// The reading that fits best; lists before single values, because a form has one item for each.
fn best(readings: Vec<Reading>, member: &Parameter<'_>) -> Result<Reading, String> {
    let types = member.position.types();
    // Null has no spelling in a form, so that a list or null is a list when it comes.
    let list = types.without_null() == Types::ARRAY;
    let several = |it: &&Reading| matches!(it, Reading::List(items) if list || items.len() > 1);
    let members = |it: &&Reading| matches!(it, Reading::Object(_)) && types == Types::OBJECT;
    let one = |it: &&Reading| matches!(it, Reading::Text(_) | Reading::Json(_));
    let first = |wanted: &dyn Fn(&&Reading) -> bool| readings.iter().find(wanted);
    let found = first(&several).or_else(|| first(&members));
    match found.or_else(|| first(&one)).or(readings.first()) {
        // One item may be the only one of a list, or what stands beside the list: its text says which.
        Some(Reading::List(items)) if !list && items.len() == 1 => Ok(items[0].clone()),
        Some(it) => Ok(it.clone()),
        None => Err(format!("`{}` cannot be read", member.name)),
    }
}

impl Content {
    /// How this differs from what was given, in words; none when it does not.
    ///
    /// Bytes are given as base64; a file in a multipart body too, or as an object with `base64`, `fileName` and
    /// `contentType`.
    #[must_use]
    pub fn difference(&self, given: &Value, object: &Node<'_>) -> Option<String> {
        let schema = object.get("schema");
        let position = Position::of(schema.as_ref());
        match self {
            Content::One(Reading::Json(got)) => unchanged::difference(given, got, &position),
            Content::One(Reading::Object(members)) => form_difference(members, given),
            Content::One(got) => (!got.is(given))
                .then(|| format!("{} was given, {got:?} came", unchanged::short(given))),
            Content::Lines(got) => {
                let item = crate::stream::item(object);
                let position = Position::of(item.as_ref());
                let Value::Array(given) = given else {
                    return Some(format!("{} lines came for one value", got.len()));
                };
                if given.len() != got.len() {
                    return Some(format!(
                        "{} lines were given, {} came",
                        given.len(),
                        got.len()
                    ));
                }
                given
                    .iter()
                    .zip(got)
                    .find_map(|(given, got)| unchanged::difference(given, got, &position))
            }
            Content::Parts(parts) => parts_difference(parts, given, object),
            Content::Bytes(got) => {
                let same = given
                    .as_str()
                    .is_some_and(|it| bytes_of(it).as_deref() == Some(got));
                (!same).then(|| format!("{} bytes came that were not given", got.len()))
            }
        }
    }

    /// Whether it is valid; an error says why not.
    ///
    /// # Errors
    ///
    /// What came is not what the schema allows. Bytes and files are not looked into.
    pub fn valid(&self, object: &Node<'_>) -> Result<(), String> {
        let schema = object.get("schema");
        let position = Position::of(schema.as_ref());
        match self {
            // What a schema says of XML is not about text.
            Content::One(Reading::Text(_)) if !position.types().meet(style::SCALARS) => Ok(()),
            Content::One(reading) => reading.value(&position).map(|_| ()),
            Content::Lines(values) => {
                let item = crate::stream::item(object);
                item.iter()
                    .try_for_each(|it| values.iter().try_for_each(|value| schema::check(it, value)))
            }
            Content::Parts(_) | Content::Bytes(_) => Ok(()),
        }
    }
}

/// The bytes of a base64 text.
#[must_use]
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    STANDARD
        .decode(text)
        .or_else(|_| URL_SAFE.decode(text))
        .ok()
}

/// Bytes as base64.
#[must_use]
pub fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn form_difference(members: &[(String, Reading)], given: &Value) -> Option<String> {
    let Value::Object(given) = given else {
        return Some("a form came for what is no object".to_owned());
    };
    let sent = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => items.iter().any(|it| !it.is_null()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => true,
    };
    let given: Map<String, Value> = given
        .iter()
        .filter(|(_, value)| sent(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for (key, value) in &given {
        match members.iter().find(|(it, _)| it == key) {
            Some((_, got)) if reads_as(got, value) => {}
            Some((_, got)) => {
                return Some(format!(
                    "`{key}` was {}, {got:?} came",
                    unchanged::short(value)
                ));
            }
            None => return Some(format!("`{key}` was given and did not come")),
        }
    }
    members
        .iter()
        .find(|(key, _)| !given.contains_key(key))
        .map(|(key, _)| format!("`{key}` came and was not given"))
}

/// As [`Reading::is`]; also a text that is the JSON of the value, and a list of one for the one, where types are open.
fn reads_as(got: &Reading, given: &Value) -> bool {
    if got.is(given) {
        return true;
    }
    match (got, given) {
        (Reading::Text(text), Value::Object(_) | Value::Array(_)) => {
            let json = serde_json::from_str::<Value>(text);
            json.is_ok_and(|it| crate::reading::equal(&it, given))
                || matches!(given.as_array().map(Vec::as_slice), Some([one]) if reads_as(got, one))
        }
        (Reading::List(items), Value::Array(given)) => {
            items.len() == given.len()
                && items
                    .iter()
                    .zip(given)
                    .all(|(got, given)| reads_as(got, given))
        }
        (_, _) => false,
    }
}

/// Each member of the object is a part of its name; each item of a list is one.
fn parts_difference(parts: &[Part], given: &Value, object: &Node<'_>) -> Option<String> {
    let schema = object.get("schema");
    let position = Position::of(schema.as_ref());
    let Value::Object(given) = given else {
        return Some("parts came for what is no object".to_owned());
    };
    let mut left: Vec<&Part> = parts.iter().collect();
    for (key, value) in given {
        let member = member(key, object, &position);
        // Files have no style, whatever is said of it.
        let bytes = |it: &Position<'_>| crate::values::is_bytes(it, None);
        let file = bytes(&position.member(key)) || bytes(&position.member(key).item(0));
        if is_styled(key, object) && !file {
            match styled_parts(&member, &mut left) {
                Ok(Some(readings)) if readings.iter().any(|it| it.is(value)) => {}
                found => {
                    return Some(format!(
                        "`{key}` was {}, {found:?} came",
                        unchanged::short(value)
                    ));
                }
            }
            continue;
        }
        let items: Vec<&Value> = match value {
            Value::Null => Vec::new(),
            Value::Array(items) => items.iter().filter(|it| !it.is_null()).collect(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => vec![value],
        };
        let (own, others): (Vec<&Part>, Vec<&Part>) = left
            .iter()
            .partition(|it| it.name.as_deref() == Some(key.as_str()));
        left = others;
        // A list may also be one part of JSON.
        if let ([one], true) = (&*own, value.is_array())
            && serde_json::from_slice::<Value>(&one.body)
                .is_ok_and(|it| crate::reading::equal(&it, value))
        {
            continue;
        }
        if items.len() != own.len() {
            return Some(format!(
                "`{key}` has {} values, {} parts came",
                items.len(),
                own.len()
            ));
        }
        for (item, part) in items.iter().zip(own) {
            if let Some(why) = part_difference(part, item, &position.member(key)) {
                return Some(format!("`{key}`: {why}"));
            }
        }
    }
    left.first().map(|it| {
        format!(
            "a part `{}` came that was not given",
            it.name.as_deref().unwrap_or("")
        )
    })
}

/// Whether the document gives a member a style.
pub(crate) fn is_styled(name: &str, object: &Node<'_>) -> bool {
    let encoding = object.get("encoding").and_then(|it| it.at(name));
    let keys = ["style", "explode", "allowReserved"];
    encoding.is_some_and(|it| keys.iter().any(|key| it.get(key).is_some()))
}

/// Reads the parts of a member with a style: names and texts as in a query, without the escapes (OpenAPI 3.1 §4.8.15.1).
fn styled_parts(member: &Parameter<'_>, left: &mut Vec<&Part>) -> style::Found {
    let text = |part: &Part| String::from_utf8_lossy(&part.body).into_owned();
    let items = left
        .iter()
        .map(|it| (it.name.clone().unwrap_or_default(), text(it)));
    let mut pairs = Pairs::of(items, Coding::Raw);
    let found = style::pairs(member, &mut pairs);
    let mut taken = pairs.taken();
    left.retain(|_| !taken.next().unwrap_or(false));
    found
}

fn part_difference(part: &Part, given: &Value, position: &Position<'_>) -> Option<String> {
    let file = given
        .as_object()
        .filter(|it| it.get("base64").is_some_and(Value::is_string));
    if let Some(file) = file {
        let content = file
            .get("base64")
            .and_then(Value::as_str)
            .and_then(bytes_of);
        let name = file.get("fileName").and_then(Value::as_str);
        let media = file.get("contentType").and_then(Value::as_str);
        if content.as_deref() != Some(&*part.body) {
            return Some(format!(
                "{} bytes came that were not given",
                part.body.len()
            ));
        }
        if name.is_some() && name != part.file_name.as_deref() {
            return Some(format!("the file is called {:?}", part.file_name));
        }
        if media.is_some() && media != part.media.as_deref() {
            return Some(format!("the file has the type {:?}", part.media));
        }
        return None;
    }
    let text = std::str::from_utf8(&part.body).ok();
    let json = || serde_json::from_slice::<Value>(&part.body).ok();
    let same = match given {
        Value::String(it) => {
            text == Some(it)
                || (part.file_name.is_some() && bytes_of(it).as_deref() == Some(&*part.body))
                || (part.media.as_deref().is_some_and(media::is_json)
                    && json().as_ref() == Some(given))
        }
        Value::Object(_) | Value::Array(_) => {
            json().is_some_and(|it| unchanged::difference(given, &it, position).is_none())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            text.is_some_and(|it| Reading::Text(it.to_owned()).is(given))
        }
    };
    (!same).then(|| {
        let got = text.map_or_else(|| format!("{} bytes", part.body.len()), str::to_owned);
        format!("{} was given, `{got}` came", unchanged::short(given))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use instances::Document;
    use serde_json::json;

    const DOCUMENT: &str = "
openapi: 3.1.0
lines: {}
form:
  schema:
    type: object
    properties:
      n: { type: integer }
      l: { type: array, items: { type: string } }
      c: { type: array, items: { type: string } }
      o: { type: object, properties: { a: { type: integer } } }
      d: { type: object, properties: { a: { type: integer } } }
  encoding: { c: { style: form, explode: false }, d: { style: deepObject } }
union:
  schema:
    anyOf:
      - { type: object, properties: { m: { type: object, properties: { a: { type: integer } } } } }
      - { type: object, properties: { m: { type: [array, 'null'], items: { type: object, properties: { a: { type: integer } } } } } }
      - { type: object, properties: { b: { type: object } } }
      - { type: object, properties: { n: { type: [array, 'null'], items: { type: object } } } }
      - { type: object, properties: { b: { type: array, items: { type: object } } } }
";

    fn check(content_type: &str, bytes: &[u8], given: &Value) -> Result<Option<String>, String> {
        let key = match media::kind(content_type) {
            Kind::Lines => "lines",
            _ => "form",
        };
        let document = Document::parse(DOCUMENT).unwrap();
        let object = Node::root(&document).get(key).unwrap();
        let content = read(bytes, content_type, &object)?;
        content.valid(&object)?;
        Ok(content.difference(given, &object))
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[test]
    fn forms_follow_their_encoding() {
        let body = b"n=1&l=a+b&l=c&c=x%2Cy,z&o=%7B%22a%22%3A1%7D&d%5Ba%5D=2";
        let given =
            json!({"n": 1, "l": ["a b", "c"], "c": ["x,y", "z"], "o": {"a": 1}, "d": {"a": 2}});
        assert_eq!(check(FORM, body, &given), Ok(None));
        assert_eq!(check(FORM, b"l=a", &json!({"l": ["a"]})), Ok(None));
        assert!(check(FORM, b"n=x", &json!({})).is_err());
        assert_eq!(
            check(FORM, b"n=1&z=2", &json!({"n": 1})).unwrap().unwrap(),
            "`z` came and was not given"
        );
        assert!(check(FORM, b"n=1", &json!({"n": 2})).unwrap().is_some());
        assert!(check(FORM, b"", &json!({"n": 2})).unwrap().is_some());
    }

    #[test]
    fn a_member_of_a_union_of_forms_is_what_any_of_them_says() {
        let document = Document::parse(DOCUMENT).unwrap();
        let object = Node::root(&document).get("union").unwrap();
        let check = |bytes: &[u8], given: Value| {
            let content = read(bytes, FORM, &object)?;
            content.valid(&object)?;
            Ok::<_, String>(content.difference(&given, &object))
        };
        let item = b"m=%7B%22a%22%3A1%7D";
        assert_eq!(check(item, json!({"m": [{"a": 1}]})), Ok(None));
        assert_eq!(check(item, json!({"m": {"a": 1}})), Ok(None));
        assert!(check(item, json!({"m": {"a": 2}})).unwrap().is_some());
        let items = b"m=%7B%22a%22%3A1%7D&m=%7B%22a%22%3A2%7D";
        assert_eq!(check(items, json!({"m": [{"a": 1}, {"a": 2}]})), Ok(None));
        assert_eq!(check(b"n=%7B%7D", json!({"n": [{}]})), Ok(None));
        assert_eq!(check(b"b=%7B%7D", json!({"b": {}})), Ok(None));
        assert_eq!(check(b"b=%7B%7D", json!({"b": [{}]})), Ok(None));
    }

    #[test]
    fn multipart_has_a_part_for_each_value() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\nContent-Type: a/b\r\n\r\nAB\r\n--x--\r\n";
        let kind = "multipart/form-data; boundary=x";
        let file = json!({"base64": "QUI=", "fileName": "a", "contentType": "a/b"});
        assert_eq!(check(kind, body, &json!({"n": 1, "f": file})), Ok(None));
        assert_eq!(check(kind, body, &json!({"n": 1, "f": "QUI="})), Ok(None));
        let other = json!({"base64": "QUI=", "fileName": "b"});
        assert!(
            check(kind, body, &json!({"n": 1, "f": other}))
                .unwrap()
                .is_some()
        );
        assert!(check(kind, body, &json!({"n": 1})).unwrap().is_some());
        assert!(
            check(kind, body, &json!({"n": [1, 2], "f": "QUI="}))
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn styles_of_parts_are_those_of_a_query_without_its_escapes() {
        let part = |name: &str, text: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = part("c", "x y,z") + &part("d[a]", "2") + "--x--\r\n";
        let kind = "multipart/form-data; boundary=x";
        let given = json!({"c": ["x y", "z"], "d": {"a": 2}});
        assert_eq!(check(kind, body.as_bytes(), &given), Ok(None));
        let other = json!({"c": ["x y"], "d": {"a": 2}});
        assert!(check(kind, body.as_bytes(), &other).unwrap().is_some());
    }

    #[test]
    fn bytes_text_and_lines_are_compared_as_they_are() {
        assert_eq!(check("a/b", b"\xff\x00", &json!("/wA=")), Ok(None));
        assert!(check("a/b", b"\xff", &json!("/wA=")).unwrap().is_some());
        assert_eq!(
            check(
                "application/x-ndjson",
                b"{\"a\":1}\n2\n",
                &json!([{"a": 1}, 2])
            ),
            Ok(None)
        );
        assert!(
            check("application/x-ndjson", b"1\n2", &json!([1]))
                .unwrap()
                .is_some()
        );
        assert!(check("application/json", b"{", &json!({})).is_err());
        assert!(check("application/json", b"{\"n\":\"x\"}", &json!({"n": "x"})).is_err());
    }

    #[test]
    fn a_list_of_one_may_come_as_the_one() {
        let text = |it: &str| Reading::Text(it.to_owned());
        assert!(reads_as(&text("x"), &json!(["x"])));
        assert!(reads_as(&text(r#"{"a":1}"#), &json!([{ "a": 1 }])));
        assert!(reads_as(&text(r#"[{"a":1}]"#), &json!([{ "a": 1 }])));
        assert!(!reads_as(&text(r#"{"a":2}"#), &json!([{ "a": 1 }])));
        assert!(!reads_as(&text("x"), &json!(["x", "y"])));
    }
}
