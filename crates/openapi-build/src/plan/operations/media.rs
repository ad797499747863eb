//! What a media type means for the one who reads or writes it.
//!
//! The only place that compares media types.

/// A family of media types that are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// `application/json`, `application/problem+json` …
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its kin.
    Multipart,
    /// `text/plain`, XML, YAML: characters.
    Text,
    /// `text/event-stream`.
    Events,
    /// `application/x-ndjson` and its many names: a JSON value a line.
    Lines,
    /// `application/json-seq`: JSON values behind record separators (RFC 7464).
    Sequence,
    /// `*/*`: the document does not say.
    Any,
    /// Everything else.
    Bytes,
}

/// The family of a media type as a document writes it.
pub fn family(name: &str) -> Family {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match (kind, subtype) {
        ("*", "*") | ("*", "") => Family::Any,
        ("multipart", _) => Family::Multipart,
        ("application", "x-www-form-urlencoded") => Family::Form,
        ("text", "event-stream") => Family::Events,
        (
            _,
            "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines"
            | "json-lines" | "stream+json",
        ) => Family::Lines,
        (_, "json-seq") => Family::Sequence,
        (_, it) if it.ends_with("+json-seq") => Family::Sequence,
        (_, "json") => Family::Json,
        (_, it) if it.ends_with("+json") => Family::Json,
        ("text", _) => Family::Text,
        ("application", "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "sql" | "toml") => {
            Family::Text
        }
        (_, it) if it.ends_with("+xml") || it.ends_with("+yaml") => Family::Text,
        (_, _) => Family::Bytes,
    }
}

/// Whether a text has a structure of its own, as XML and YAML have, that a value would have to be written in.
pub fn is_markup(name: &str) -> bool {
    let essence = essence(name);
    essence.ends_with("xml") || essence.ends_with("yaml")
}

/// `type/subtype` in lower case, without parameters.
pub fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_depend_on_the_type_alone() {
        let check = |name, expected| assert_eq!(family(name), expected, "{name}");
        check("application/json", Family::Json);
        check("Application/JSON; charset=utf-8", Family::Json);
        check("application/problem+json", Family::Json);
        check("application/vnd.github.v3+json", Family::Json);
        check("application/json-seq", Family::Sequence);
        check("application/geo+json-seq", Family::Sequence);
        check("application/jsonl", Family::Lines);
        check("application/x-ndjson; charset=utf-8", Family::Lines);
        check("application/stream+json", Family::Lines);
        check("text/event-stream", Family::Events);
        check("application/rss+xml", Family::Text);
        check("multipart/form-data", Family::Multipart);
        check("application/x-www-form-urlencoded", Family::Form);
        check("application/octet-stream", Family::Bytes);
        check("image/*", Family::Bytes);
        check("*/*", Family::Any);
        check("", Family::Bytes);
    }
}
