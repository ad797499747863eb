//! What the YAML reader must not be given.
//!
//! It takes time that grows with the square of the depth of brackets, and it mixes up anchors once a name is given a
//! second time. Both are looked for in the text first; both are far from any real document.

use std::collections::HashSet;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

/// No reader takes more than 128; this only has to end before the time matters.
const DEEPEST: usize = 5_000;

/// The place where brackets are open thousands deep.
///
/// Brackets in texts count as well, so a line at the left edge that does not begin with one starts anew.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let count = |it: char| text.matches(it).count();
    let brackets = count('[') + count('{');
    if brackets <= DEEPEST && !text.contains(&"- ".repeat(100)) && !text.contains(&"? ".repeat(100))
    {
        return None;
    }
    let mut depth = 0_usize;
    let mut dashes = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n'
                if text
                    .as_bytes()
                    .get(at + 1)
                    .is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'/') =>
            {
                depth = 0
            }
            _ => {}
        }
        // Lists that open on one line: `- - - -`.
        match byte {
            b'-' | b'?' => dashes += 1,
            b' ' => {}
            _ => dashes = 0,
        }
        if depth > DEEPEST || dashes > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// An anchor whose name was given before, and its bytes.
pub(super) fn anchored_twice(text: &str) -> Option<(String, Range<usize>)> {
    let used: HashSet<&str> = text.split('*').skip(1).map(name).collect();
    let mut seen = HashSet::new();
    let mut again = candidates(text).filter(|name| !seen.insert(*name));
    // Such words stand in descriptions too; only now is it worth asking a parser.
    if again.any(|name| used.contains(name)) {
        confirmed(text)
    } else {
        None
    }
}

/// Words that look like anchors.
fn candidates(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('&').filter_map(|(at, _)| {
        let before = text.as_bytes().get(at.wrapping_sub(1));
        let name = name(text.get(at + 1..)?);
        let opens = before.is_none_or(|it| matches!(it, b' ' | b'\t' | b'\n' | b'[' | b'{' | b','));
        (opens && !name.is_empty()).then_some(name)
    })
}

/// The name at the start of a text.
fn name(text: &str) -> &str {
    let end = text.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '-')));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The first anchor whose name was given before, as a parser sees it.
fn confirmed(text: &str) -> Option<(String, Range<usize>)> {
    let characters: Vec<usize> = text.char_indices().map(|it| it.0).collect();
    let mut seen = HashSet::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let anchored = match event {
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _) => anchor != 0,
            Event::DocumentEnd => break,
            Event::Alias(_) | Event::SequenceEnd | Event::MappingEnd | Event::Nothing => false,
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => false,
        };
        if !anchored {
            continue;
        }
        let start = characters
            .get(span.start.index())
            .copied()
            .unwrap_or(text.len());
        // The span may begin before or after the anchor.
        let at = match text.get(start..) {
            Some(rest) if rest.starts_with('&') => start,
            Some(_) | None => text.get(..start)?.rfind('&')?,
        };
        let name = name(text.get(at + 1..)?);
        if !seen.insert(name) {
            return Some((name.to_owned(), at..at + 1 + name.len()));
        }
    }
    None
}
