//! What a server says about a failure, in words for people.
//!
//! In: the body of an answer. Out: its message, if it is written in one of the usual ways: problem details (RFC 9457),
//! FastAPI's `{"detail": …}`, `message` or `error` as text or in an object. Whether the document declares the body does not
//! matter: servers often answer otherwise. Deliberately absent: bodies that are no JSON objects.

use serde_json::Value;

/// The message of a body.
pub(crate) fn of(body: &[u8]) -> Option<String> {
    let Value::Object(members) = serde_json::from_slice(body).ok()? else {
        return None;
    };
    let known = [
        "detail",
        "message",
        "error_description",
        "error",
        "errors",
        "title",
        "msg",
    ];
    known
        .iter()
        .find_map(|name| members.get(*name).and_then(text))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim())
            .filter(|it| !it.is_empty())
            .map(str::to_owned),
        Value::Array(items) => {
            let all: Vec<String> = items.iter().filter_map(text).collect();
            (!all.is_empty()).then(|| all.join("; "))
        }
        Value::Object(members) => {
            let known = ["msg", "message", "detail", "title", "reason"];
            let said = known
                .iter()
                .find_map(|name| members.get(*name).and_then(text))?;
            Some(match members.get("loc").and_then(place) {
                Some(place) => format!("{place}: {said}"),
                None => said,
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// FastAPI's place of a fault: `["body", "items", 0]` is `body.items.0`.
fn place(loc: &Value) -> Option<String> {
    let parts: Vec<String> = loc
        .as_array()?
        .iter()
        .filter_map(|it| match it {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_ways_of_writing_a_message_are_read() {
        for (body, expected) in [
            (r#"{"detail": "Not authenticated"}"#, "Not authenticated"),
            (
                r#"{"detail": [{"loc": ["body", "a", 0], "msg": "Field required"}, {"msg": "no"}]}"#,
                "body.a.0: Field required; no",
            ),
            (
                r#"{"type": "about:blank", "title": "Forbidden", "detail": "Your balance is 30"}"#,
                "Your balance is 30",
            ),
            (r#"{"title": "Forbidden", "status": 403}"#, "Forbidden"),
            (
                r#"{"message": "Not Found", "documentation_url": "x"}"#,
                "Not Found",
            ),
            (r#"{"error": {"message": "bad key", "code": 1}}"#, "bad key"),
            (
                r#"{"error": "invalid_grant", "error_description": "worn out"}"#,
                "worn out",
            ),
            (r#"{"errors": [{"detail": "a"}, "b"]}"#, "a; b"),
        ] {
            assert_eq!(of(body.as_bytes()).as_deref(), Some(expected), "{body}");
        }
        for none in [
            "",
            "oh",
            "[]",
            "{}",
            r#"{"detail": null}"#,
            r#"{"detail": []}"#,
            "{",
        ] {
            assert_eq!(of(none.as_bytes()), None, "{none}");
        }
    }
}
