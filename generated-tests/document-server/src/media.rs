//! What kinds of media types there are.

/// How a body of a media type is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// JSON values, one after the other.
    Lines,
    /// `text/event-stream`.
    Events,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A range of which nothing more is known: `*/*`.
    Any,
}

/// `type/subtype` in lower case.
#[must_use]
pub fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The value of a parameter, without its quotes.
#[must_use]
pub fn parameter(media: &str, name: &str) -> Option<String> {
    media.split(';').skip(1).find_map(|it| {
        let (key, value) = it.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// Whether it is JSON.
#[must_use]
pub fn is_json(media: &str) -> bool {
    kind(media) == Kind::Json
}

/// How it is read.
#[must_use]
pub fn kind(media: &str) -> Kind {
    let essence = essence(media);
    let (main, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    match (main, sub) {
        ("*", _) => Kind::Any,
        ("multipart", _) => Kind::Multipart,
        ("text", "event-stream") => Kind::Events,
        ("application", "x-www-form-urlencoded") => Kind::Form,
        (
            _,
            "jsonl" | "x-jsonl" | "ndjson" | "x-ndjson" | "jsonlines" | "x-jsonlines" | "json-seq"
            | "stream+json",
        ) => Kind::Lines,
        (_, it) if it.ends_with("+json-seq") => Kind::Lines,
        (_, it) if it == "json" || it.ends_with("+json") => Kind::Json,
        ("text", _) => Kind::Text,
        (_, it)
            if it.ends_with("+xml")
                || it.ends_with("+yaml")
                || matches!(
                    it,
                    "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "sql" | "toml"
                ) =>
        {
            Kind::Text
        }
        (_, _) => Kind::Bytes,
    }
}

/// Whether a string of this type can only be bytes; many an `application/…` is text.
#[must_use]
pub fn is_never_text(media: &str) -> bool {
    let essence = essence(media);
    let (main, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    let known = ["octet-stream", "pdf", "zip", "gzip", "x-tar", "wasm"];
    kind(media) == Kind::Any
        || media.contains([',', '*'])
        || ["image", "audio", "video", "font"].contains(&main)
        || main == "application" && known.contains(&sub)
}

/// Whether a declared media type, perhaps a range, covers one that came.
#[must_use]
pub fn covers(declared: &str, got: &str) -> bool {
    let (declared, got) = (essence(declared), essence(got));
    let range = declared.strip_suffix('*');
    declared == got
        || declared == "*/*"
        || range.is_some_and(|it| it.ends_with('/') && got.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_depend_on_type_and_subtype() {
        assert_eq!(kind("Application/Problem+JSON; charset=utf-8"), Kind::Json);
        assert_eq!(kind("application/json-seq"), Kind::Lines);
        assert_eq!(kind("image/*"), Kind::Bytes);
        assert_eq!(
            parameter("a/b; Boundary=\"x y\"", "boundary").as_deref(),
            Some("x y")
        );
        assert!(is_never_text("application/pdf") && is_never_text("image/png, image/gif"));
        assert!(!is_never_text("application/sdp"));
        assert!(covers("text/*", "text/csv; x=y") && covers("*/*", "a/b"));
        assert!(!covers("text/*", "textual/csv") && !covers("a/b", "a/c"));
    }
}
