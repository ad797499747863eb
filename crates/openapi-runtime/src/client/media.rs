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
    /// The same type and subtype, with other parameters.
    Other,
    /// The same type and subtype, with all parameters that are declared; so many are.
    Same(usize),
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
        let mut all = self.all_parameters();
        let (_, value) = all.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Names and values of parameters, without quotes.
    fn all_parameters(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let parts = self.parameters.split(';');
        let pairs = parts.filter_map(|it| it.split_once('='));
        pairs.map(|(key, value)| (key.trim(), value.trim().trim_matches('"')))
    }

    /// How well this fits a declared type of the same name: by the parameters that are declared.
    fn rank_by_parameters(&self, declared: &MediaType<'_>) -> Rank {
        let there = |(key, value): (&str, &str)| {
            self.parameter(key)
                .is_some_and(|it| it.eq_ignore_ascii_case(value))
        };
        if declared.all_parameters().all(there) {
            Rank::Same(declared.all_parameters().count())
        } else {
            Rank::Other
        }
    }
}

/// How well what came fits what is declared; none: not at all. Parameters only choose among types of one name.
pub(crate) fn rank(got: &MediaType<'_>, declared: &MediaType<'_>, codec: Codec) -> Option<Rank> {
    let same_kind = got.kind.eq_ignore_ascii_case(declared.kind);
    if declared.kind == "*" {
        Some(Rank::Anything)
    } else if same_kind && got.subtype.eq_ignore_ascii_case(declared.subtype) {
        Some(got.rank_by_parameters(declared))
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
    fn parameters_choose_among_types_of_one_name_and_case_plays_no_part() {
        let fits = |got, declared| fits(got, declared, Codec::Json);
        let got = "Application/JSON; charset=utf-8; V=\"1\"";
        assert_eq!(fits(got, "application/json"), Some(Rank::Same(0)));
        assert_eq!(fits(got, "application/json;v=1"), Some(Rank::Same(1)));
        assert_eq!(fits(got, "application/json;v=2"), Some(Rank::Other));
        assert_eq!(
            fits("application/json", "application/json;v=1"),
            Some(Rank::Other)
        );
        assert!(
            Rank::Other > Rank::Kind
                && Rank::Same(1) > Rank::Same(0)
                && Rank::Same(0) > Rank::Other
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
