//! Places in a JSON text that was read before. (The YAML parser refuses surrogate escapes, so JSON has this.)
//!
//! Not a judge: what is not JSON ends the scan, and the places before it are given.

use std::ops::Range;

use super::{Children, Kind, Scan, Spot};

/// The places of a text; those before a fault, when there is one.
pub(super) fn scan(text: &str) -> Vec<Spot> {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some((token, range)) = next(text, at) {
        at = range.end;
        match token {
            Token::Open(kind) => {
                scan.open(range, kind);
            }
            Token::Close => scan.close(range.end),
            Token::Scalar if scan.wants_key() => {
                let quoted = text.get(range.clone()).unwrap_or_default();
                let key: String = serde_json::from_str(quoted).unwrap_or_default();
                scan.key(key.into(), range);
            }
            Token::Scalar => {
                scan.value(range, Children::None);
            }
        }
        if scan.open.is_empty() {
            break;
        }
    }
    scan.spots
}

/// The numbers of a text that was read before, as they are written and in their order.
pub(in crate::tree) fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let tokens = std::iter::from_fn(move || {
        let (_, range) = next(text, at)?;
        at = range.end;
        text.get(range)
    });
    tokens.filter(|it| it.starts_with(|it: char| it == '-' || it.is_ascii_digit()))
}

enum Token {
    Open(Kind),
    Close,
    Scalar,
}

/// The token at or after `at`. Commas and colons are passed over: in JSON they decide nothing about places.
fn next(text: &str, at: usize) -> Option<(Token, Range<usize>)> {
    let rest = text.as_bytes().get(at..)?;
    let blank = |it: &u8| matches!(it, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
    let start = at + rest.iter().position(|it| !blank(it))?;
    let rest = text.as_bytes().get(start..)?;
    let (token, length) = match rest.first()? {
        b'{' => (Token::Open(Kind::Mapping), 1),
        b'[' => (Token::Open(Kind::List), 1),
        b'}' | b']' => (Token::Close, 1),
        b'"' => (Token::Scalar, string_length(text.get(start..)?)?),
        _ => {
            let end = rest
                .iter()
                .position(|it| blank(it) || matches!(it, b'}' | b']' | b'{' | b'[' | b'"'));
            (Token::Scalar, end.unwrap_or(rest.len()))
        }
    };
    Some((token, start..start + length))
}

/// The length of a string that begins with its quote.
fn string_length(quoted: &str) -> Option<usize> {
    let mut end = 1;
    loop {
        end += quoted.get(end..)?.find('"')?;
        let before = quoted.get(..end)?;
        end += 1;
        // A quote is escaped by an odd number of backslashes.
        let escapes = before.len() - before.trim_end_matches('\\').len();
        if escapes % 2 == 0 {
            return Some(end);
        }
    }
}
