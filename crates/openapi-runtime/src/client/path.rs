//! From a path template and values to a path.
//!
//! In: the template as the document has it and encoded values by name. Out: path and query of a URL, or the parameter
//! that cannot be placed. No value adds or takes away a segment: a segment that would be empty, `.` or `..` is an error,
//! because URL software on the way takes dot segments away even when they are percent-encoded. Deliberately absent: the
//! base URL.

use super::escape::{Keep, encode, is_dot_segment};

/// A path and a query, both encoded; the query may be empty.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) query: String,
}

/// Why a template cannot be filled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unfit {
    /// The parameter at fault; none: the template itself.
    pub(crate) parameter: Option<Box<str>>,
    pub(crate) reason: &'static str,
}

/// Fills a template. A query in it is kept, a fragment is not sent.
pub(crate) fn fill(template: &str, values: &[(Box<str>, String)]) -> Result<Target, Unfit> {
    let template = cut(template, '#').0;
    let (path, query) = cut(template, '?');
    let segments: Result<Vec<String>, Unfit> =
        path.split('/').map(|text| segment(text, values)).collect();
    let path = segments?.join("/");
    let query = query
        .split('&')
        .filter(|item| !item.is_empty())
        .filter_map(|item| query_item(item, values))
        .collect::<Vec<_>>()
        .join("&");
    Ok(Target { path, query })
}

/// Cuts at the first mark outside braces.
fn cut(template: &str, mark: char) -> (&str, &str) {
    let mut inside = false;
    for (at, character) in template.char_indices() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            character if character == mark && !inside => {
                return (&template[..at], &template[at + mark.len_utf8()..]);
            }
            _ => {}
        }
    }
    (template, "")
}

/// A piece of a template.
enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Name(name));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn find<'v>(name: &str, values: &'v [(Box<str>, String)]) -> Option<&'v str> {
    values
        .iter()
        .find(|(known, _)| **known == *name)
        .map(|(_, value)| value.as_str())
}

fn segment(text: &str, values: &[(Box<str>, String)]) -> Result<String, Unfit> {
    let mut out = String::new();
    let mut last = None;
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(&encode(text, Keep::Path)),
            Piece::Name(name) => {
                let missing = Unfit {
                    parameter: Some(name.into()),
                    reason: "it has no value",
                };
                out.push_str(find(name, values).ok_or(missing)?);
                last = Some(name);
            }
        }
    }
    let parameter: Option<Box<str>> = last.map(Box::from);
    if is_dot_segment(&out) {
        return Err(Unfit {
            parameter,
            reason: "the path would have a segment `.` or `..`, which does not survive on the way",
        });
    }
    if out.is_empty() && parameter.is_some() {
        return Err(Unfit {
            parameter,
            reason: "it is empty, and the path would lose a segment",
        });
    }
    Ok(out)
}

/// An item of a query in a template; none when it waits for a value that is not of the path.
fn query_item(item: &str, values: &[(Box<str>, String)]) -> Option<String> {
    let mut out = String::new();
    for piece in pieces(item) {
        match piece {
            Piece::Text(text) => out.push_str(&encode(text, Keep::Query)),
            Piece::Name(name) => out.push_str(find(name, values)?),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, values: &[(&str, &str)]) -> Result<String, Unfit> {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (Box::from(*name), (*value).to_owned()))
            .collect();
        fill(template, &values).map(|target| format!("{} {}", target.path, target.query))
    }

    #[test]
    fn expressions_stand_anywhere_in_a_segment() {
        assert_eq!(
            filled("/a/{id}.json", &[("id", "7")]).unwrap(),
            "/a/7.json "
        );
        assert_eq!(
            filled("/{x}:verb/{y}{z}", &[("x", "1"), ("y", "2"), ("z", "3")]).unwrap(),
            "/1:verb/23 "
        );
        assert_eq!(filled("/v1/", &[]).unwrap(), "/v1/ ");
        assert_eq!(filled("/a b/ü/%41{", &[]).unwrap(), "/a%20b/%C3%BC/%41%7B ");
    }

    #[test]
    fn queries_are_kept_and_fragments_are_not() {
        assert_eq!(
            filled("/x?op=a b&v={v}&w={w}#y?z", &[("v", "1")]).unwrap(),
            "/x op=a%20b&v=1"
        );
    }

    #[test]
    fn segments_neither_vanish_nor_climb() {
        let fault = |template, value| {
            let fault = filled(template, &[("id", value)]).unwrap_err();
            (fault.parameter.as_deref().map(str::to_owned), fault.reason)
        };
        for (template, value) in [
            ("/a/{id}", ""),
            ("/a/{id}", ".."),
            ("/a/{id}/b", "."),
            ("/a/.{id}", "."),
            ("/a/{id}", "%2e%2E"),
            ("/{id}", ""),
        ] {
            assert_eq!(
                fault(template, value).0.as_deref(),
                Some("id"),
                "{template} {value}"
            );
        }
        assert!(fault("/a/../b", "").0.is_none());
        assert_eq!(
            fault("/{other}", "x"),
            (Some("other".into()), "it has no value")
        );
        assert_eq!(filled("/a/{id}", &[("id", "...")]).unwrap(), "/a/... ");
    }
}
