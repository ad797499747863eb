//! Which texts of a path stand for the variables of its template.
//!
//! In: a template of a document, and the path of a request as it was sent. Out: every way to read the one as the other,
//! with the variables' texts still encoded. A value never makes a segment more or less: that is why segments are
//! compared one by one.

use crate::percent;

/// The names in braces, each once, in order.
#[must_use]
pub fn variables(template: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in template.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.is_empty()
            && !out.iter().any(|it| it == name)
        {
            out.push(name.to_owned());
        }
    }
    out
}

/// A template, taken apart at what is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template<'t> {
    /// The path.
    pub path: &'t str,
    /// The query that some documents write behind the path.
    pub query: &'t str,
}

impl<'t> Template<'t> {
    /// Takes a key of `paths` apart. A fragment in it only tells keys apart, and is never sent.
    #[must_use]
    pub fn new(key: &'t str) -> Template<'t> {
        let key = key.split_once('#').map_or(key, |(before, _)| before);
        let (path, query) = key.split_once('?').unwrap_or((key, ""));
        Template { path, query }
    }

    /// All ways in which a path is of this template: encoded texts by the names of variables.
    #[must_use]
    pub fn readings(&self, path: &str) -> Vec<Vec<(String, String)>> {
        let (wanted, got): (Vec<&str>, Vec<&str>) =
            (self.path.split('/').collect(), path.split('/').collect());
        if wanted.len() != got.len() {
            return Vec::new();
        }
        let mut all: Vec<Vec<(String, String)>> = vec![Vec::new()];
        for (wanted, got) in wanted.iter().zip(got) {
            let here = segment(wanted, got);
            all = all
                .iter()
                .flat_map(|before| {
                    here.iter()
                        .filter_map(|it| together(before, it))
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        all
    }
}

/// Both, unless one variable would have two texts.
fn together(a: &[(String, String)], b: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let differs =
        |(name, text): &(String, String)| a.iter().any(|it| it.0 == *name && it.1 != *text);
    if b.iter().any(differs) {
        return None;
    }
    let new = b.iter().filter(|it| !a.contains(it)).cloned();
    Some(a.iter().cloned().chain(new).collect())
}

/// A piece of a template's segment.
enum Piece<'t> {
    Text(&'t str),
    Variable(&'t str),
}

/// The ways to read one segment.
fn segment(template: &str, got: &str) -> Vec<Vec<(String, String)>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Variable(name));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces.retain(|it| !matches!(it, Piece::Text("")));
    let mut out = Vec::new();
    fit(&pieces, got, &mut Vec::new(), &mut out);
    out
}

fn fit(
    pieces: &[Piece<'_>],
    got: &str,
    known: &mut Vec<(String, String)>,
    out: &mut Vec<Vec<(String, String)>>,
) {
    match pieces.split_first() {
        None if got.is_empty() => out.extend(together(&[], known)),
        None => {}
        Some((Piece::Variable(name), [])) => {
            known.push(((*name).to_owned(), got.to_owned()));
            out.extend(together(&[], known));
            known.pop();
        }
        Some((Piece::Variable(name), after)) => {
            for at in (0..=got.len()).filter(|at| is_boundary(got, *at)) {
                known.push(((*name).to_owned(), got[..at].to_owned()));
                fit(after, &got[at..], known, out);
                known.pop();
            }
        }
        Some((Piece::Text(text), after)) => {
            if let Some(rest) = behind(text, got) {
                fit(after, rest, known, out);
            }
        }
    }
}

/// Not inside a character or a percent-encoded byte.
fn is_boundary(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && !text[..at].ends_with('%') && !inside_triple(text, at)
}

fn inside_triple(text: &str, at: usize) -> bool {
    at >= 2 && text.as_bytes().get(at - 2) == Some(&b'%')
}

/// What follows a literal text, however it is encoded.
fn behind<'g>(text: &str, got: &'g str) -> Option<&'g str> {
    let text = percent::decoded(text).unwrap_or_else(|_| text.to_owned());
    (0..=got.len())
        .filter(|at| is_boundary(got, *at))
        .find(|at| percent::decoded(&got[..*at]).is_ok_and(|it| it == text))
        .map(|at| &got[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(template: &str, path: &str) -> Vec<String> {
        let all = Template::new(template).readings(path);
        all.iter()
            .map(|it| {
                let pairs: Vec<String> = it.iter().map(|(k, v)| format!("{k}={v}")).collect();
                pairs.join(" ")
            })
            .collect()
    }

    #[test]
    fn variables_stand_anywhere_in_a_segment() {
        assert_eq!(readings("/a/{id}.json", "/a/x%2Fy.json"), ["id=x%2Fy"]);
        assert_eq!(readings("/{x}:verb", "/1%3Averb"), ["x=1"]);
        assert_eq!(
            readings("/{a}{b}", "/12"),
            ["a= b=12", "a=1 b=2", "a=12 b="]
        );
        assert_eq!(readings("/{a}-{b}", "/1-2-3"), ["a=1 b=2-3", "a=1-2 b=3"]);
        assert_eq!(readings("/{a}/{a}", "/1/1"), ["a=1"]);
        assert_eq!(readings("/a b/é", "/a%20b/%C3%A9"), [""]);
    }

    #[test]
    fn another_number_of_segments_is_another_path() {
        for (template, path) in [
            ("/a/{b}", "/a/b/c"),
            ("/a/{b}", "/a"),
            ("/{a}/{a}", "/1/2"),
            ("/a/{b}", "/A/1"),
        ] {
            assert!(readings(template, path).is_empty(), "{template} {path}");
        }
    }

    #[test]
    fn queries_and_fragments_of_keys_are_no_path() {
        let template = Template::new("/a?b={c}#d");
        assert_eq!((template.path, template.query), ("/a", "b={c}"));
    }
}
