//! What Prism cannot judge, with the reasons.

use document_server::media::{self, Kind};
use document_server::schema::{self, Types};
use document_server::security::{self, Scheme};
use document_server::{Node, Operation};
use serde_json::Value;

/// Why an operation cannot be asked of Prism. Basic and digest are sent as `document-server` checks them.
pub fn operation(asked: &Operation<'_>, schemes: &[Scheme]) -> Option<&'static str> {
    let names = asked.security.iter().flatten();
    let mut kinds = names.filter_map(|name| schemes.iter().find(|it| it.name == *name));
    kinds.find_map(|it| match &it.kind {
        security::Kind::Basic => {
            Some("a password with `:`, which Prism refuses (RFC 7617 allows it)")
        }
        security::Kind::Http(name) if !name.eq_ignore_ascii_case("bearer") => {
            Some("an HTTP scheme of which Prism wants members of its own")
        }
        security::Kind::Http(_) | security::Kind::Key(..) | security::Kind::Certificate => None,
    })
}

/// Why a call cannot.
pub fn call(asked: &Operation<'_>, arguments: &Value, schemes: &[Scheme]) -> Option<&'static str> {
    if beyond_javascript(arguments) {
        Some("an integer beyond 2^53, which JavaScript does not hold")
    } else if empty_key(asked, arguments, schemes) {
        Some("a key that a call gives itself and that is empty: Prism takes it for none")
    } else {
        body(asked, arguments)
    }
}

fn beyond_javascript(value: &Value) -> bool {
    const SAFE: u64 = (1 << 53) - 1;
    match value {
        Value::Number(it) => {
            it.as_i64().is_some_and(|it| it.unsigned_abs() > SAFE)
                || it.as_u64().is_some_and(|it| it > SAFE)
        }
        Value::Array(items) => items.iter().any(beyond_javascript),
        Value::Object(members) => members.values().any(beyond_javascript),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

fn empty_key(asked: &Operation<'_>, arguments: &Value, schemes: &[Scheme]) -> bool {
    let empty = ["header", "query", "cookie"].iter().any(|place| {
        let members = arguments[*place].as_object();
        members.is_some_and(|it| it.values().any(|it| it == ""))
    });
    let mut names = asked.security.iter().flatten();
    empty
        && names.any(|name| {
            let mut named = schemes.iter().filter(|it| it.name == *name);
            named.any(|it| it.is_said(arguments))
        })
}

fn body(asked: &Operation<'_>, arguments: &Value) -> Option<&'static str> {
    let media = arguments["contentType"].as_str()?;
    let content = asked.body.iter().flat_map(|it| &it.content);
    let (_, object) = content.into_iter().find(|(name, _)| name == media)?;
    match media::kind(media) {
        Kind::Text if schema_of_no_text(object) => {
            Some("a text that the document describes as something else, such as XML")
        }
        Kind::Form if object.get("encoding").is_none() && has_structure(&arguments["body"]) => {
            Some("a list or an object in a form, which Prism reads only where `encoding` says how")
        }
        _ => None,
    }
}

fn schema_of_no_text(object: &Node<'_>) -> bool {
    let schema = object.get("schema");
    schema.is_some_and(|it| !schema::types(&it).meet(Types::STRING))
}

fn has_structure(form: &Value) -> bool {
    let members = form.as_object();
    members.is_some_and(|it| it.values().any(|it| it.is_array() || it.is_object()))
}
