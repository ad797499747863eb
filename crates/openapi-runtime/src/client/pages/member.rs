//! One member of a JSON text, set without reading and writing the rest again.

/// The text of a JSON object, with a member set. The text is what this crate writes: no blanks between its parts.
pub(crate) fn with_member(json: &str, name: &str, value: &str) -> Option<String> {
    let inside = json.strip_prefix('{')?.strip_suffix('}')?;
    let name = serde_json::Value::from(name).to_string();
    let mut members = vec![format!("{name}:{value}")];
    members.extend(
        top_level(inside)
            .into_iter()
            .filter(|it| {
                !it.strip_prefix(&*name)
                    .is_some_and(|it| it.starts_with(':'))
            })
            .map(str::to_owned),
    );
    Some(format!("{{{}}}", members.join(",")))
}

/// The members of an object, each as its text.
fn top_level(inside: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0usize, false, false, 0);
    let mut out = Vec::new();
    for (at, it) in inside.bytes().enumerate() {
        match it {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                out.extend(inside.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.extend(inside.get(start..).filter(|it| !it.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_set_where_it_is_or_is_not() {
        let set = |json: &str| with_member(json, "t", "7");
        assert_eq!(set("{}").as_deref(), Some(r#"{"t":7}"#));
        assert_eq!(
            set(r#"{"a":{"t":1},"t":2,"b":["t",{"c":"},\"{"}]}"#).as_deref(),
            Some(r#"{"t":7,"a":{"t":1},"b":["t",{"c":"},\"{"}]}"#)
        );
        assert_eq!(set(r#"{"tt":1}"#).as_deref(), Some(r#"{"t":7,"tt":1}"#));
        assert_eq!(set("[1]"), None);
    }
}
