//! Media types: taking them apart, and how well one fits another.
//!
//! In: the text of a `Content-Type` and of a document. Out: a rank. Deliberately absent: a list of known types.

use super::answer::Codec;

/// A media type, taken apart without copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MediaType<'a> {
    kind: &'a str,
    subtype: &'a str,
    parameters: &'a str,
}

/// How well a media type fits a declared one; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// `*/*` is declared.
    Anything,
    /// Of the same make: other JSON where JSON is declared, plain bytes where bytes are.
    Kin,
    /// `text/*` is declared.
    Kind,
    /// The same type and subtype.
    Same,
}

impl<'a> MediaType<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
        MediaType {
            kind: kind.trim(),
            subtype: subtype.trim(),
            parameters,
        }
    }

    pub(crate) fn is_json(&self) -> bool {
        let subtype = self.subtype.to_ascii_lowercase();
        subtype == "json" || subtype.ends_with("+json")
    }

    pub(crate) fn is_text(&self) -> bool {
        self.kind.eq_ignore_ascii_case("text")
    }

    /// Whether it is XML (RFC 7303): `application/xml`, and what ends in `+xml`.
    pub(crate) fn is_xml(&self) -> bool {
        let subtype = self.subtype.to_ascii_lowercase();
        subtype == "xml" || subtype.ends_with("+xml")
    }

    /// Whether it says no more than that there are bytes.
    pub(crate) fn is_octets(&self) -> bool {
        self.kind.eq_ignore_ascii_case("application")
            && self.subtype.eq_ignore_ascii_case("octet-stream")
    }

    /// Whether it stands for several.
    pub(crate) fn is_range(&self) -> bool {
        self.subtype == "*" || self.subtype.is_empty()
    }

    /// Whether a type or range of types says this one, without a look at parameters.
    pub(crate) fn is_one_of(&self, declared: &MediaType<'_>) -> bool {
        let same = |ours: &str, theirs: &str| theirs == "*" || ours.eq_ignore_ascii_case(theirs);
        same(self.kind, declared.kind) && same(self.subtype, declared.subtype)
    }

    /// The value of a parameter, without quotes.
    pub(crate) fn parameter(&self, name: &str) -> Option<&'a str> {
        self.parameters.split(';').find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().trim_matches('"'))
        })
    }
}

/// How well what came fits what is declared; none: not at all. Parameters play no part.
pub(crate) fn rank(got: &MediaType<'_>, declared: &MediaType<'_>, codec: Codec) -> Option<Rank> {
    let same_kind = got.kind.eq_ignore_ascii_case(declared.kind);
    if declared.kind == "*" {
        Some(Rank::Anything)
    } else if same_kind && got.subtype.eq_ignore_ascii_case(declared.subtype) {
        Some(Rank::Same)
    } else if same_kind && declared.subtype == "*" {
        Some(Rank::Kind)
    } else {
        let kin = match codec {
            Codec::Json => got.is_json(),
            Codec::Bytes | Codec::Download => got.subtype.eq_ignore_ascii_case("octet-stream"),
            Codec::Items => is_lines(got.subtype) && is_lines(declared.subtype),
            Codec::Text | Codec::Events | Codec::Empty => false,
        };
        kin.then_some(Rank::Kin)
    }
}

/// Whether a subtype is one of the many names for a JSON value a line.
fn is_lines(subtype: &str) -> bool {
    const NAMES: [&str; 8] = [
        "ndjson",
        "x-ndjson",
        "jsonl",
        "x-jsonl",
        "jsonlines",
        "x-jsonlines",
        "json-lines",
        "stream+json",
    ];
    NAMES.iter().any(|name| subtype.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(got: &str, declared: &str, codec: Codec) -> Option<Rank> {
        rank(&MediaType::new(got), &MediaType::new(declared), codec)
    }

    #[test]
    fn parameters_and_case_play_no_part() {
        assert_eq!(
            fits(
                "Application/JSON; charset=utf-8",
                "application/json",
                Codec::Json
            ),
            Some(Rank::Same)
        );
        assert_eq!(
            fits("application/json", "application/json;v=1", Codec::Json),
            Some(Rank::Same)
        );
    }

    #[test]
    fn ranges_and_kin_fit_less_well() {
        assert_eq!(fits("text/csv", "text/*", Codec::Text), Some(Rank::Kind));
        assert_eq!(fits("image/png", "*/*", Codec::Bytes), Some(Rank::Anything));
        assert_eq!(
            fits("application/problem+json", "application/json", Codec::Json),
            Some(Rank::Kin)
        );
        assert_eq!(
            fits("application/octet-stream", "application/pdf", Codec::Bytes),
            Some(Rank::Kin)
        );
    }

    #[test]
    fn others_do_not_fit() {
        assert_eq!(fits("text/html", "application/json", Codec::Json), None);
        assert_eq!(fits("text/html", "text/plain", Codec::Text), None);
        assert_eq!(
            fits("application/jsonp", "application/json", Codec::Json),
            None
        );
        assert_eq!(fits("", "application/json", Codec::Json), None);
    }

    #[test]
    fn parameters_are_found() {
        assert_eq!(
            MediaType::new("text/plain; a=b; Charset=\"utf-16\"").parameter("charset"),
            Some("utf-16")
        );
        assert_eq!(MediaType::new("text/plain").parameter("charset"), None);
    }
}
