//! Places in a YAML text, through a parser that reports them.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Children, Kind, Scan, Spot, SpotId};

/// How often a text is changed to please the parser.
const PATIENCE: usize = 20;

/// The places of the first document of a text.
///
/// The parser refuses what the YAML reader takes and many documents have: closing brackets and other parts of flow
/// values that stand as far left as the key that they belong to. Then line breaks before them are read as blanks,
/// which moves nothing. When it still refuses, the places before the fault are given.
pub(super) fn scan(text: &str) -> Vec<Spot> {
    let (mut best, mut fault) = pass(text);
    if fault.is_none() {
        return best;
    }
    let mut patched = closing_brackets_joined(text);
    for _ in 0..PATIENCE {
        let (spots, next) = pass(&patched);
        if spots.len() > best.len() {
            best = spots;
        }
        fault = next;
        let Some(at) = fault else { break };
        let Some(joined) = joined(&patched, at) else {
            break;
        };
        patched = joined;
    }
    best
}

/// The text with blanks for line breaks before lines that begin with a closing bracket; same length.
fn closing_brackets_joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let closes = line.trim_start().starts_with(['}', ']']);
        let before = out.trim_end_matches(['\r', '\n']);
        // A bracket cannot move into a comment, nor behind the head of a block of text.
        let last = out
            .get(out.trim_end().rfind('\n').map_or(0, |it| it + 1)..)
            .unwrap_or_default();
        let stuck = last.contains('#') || last.trim_end().ends_with(['|', '>', '-', '+']);
        if closes && !stuck {
            let breaks = out.len() - before.len();
            out.truncate(before.len());
            out.extend(std::iter::repeat_n(' ', breaks));
        }
        out.push_str(line);
    }
    out
}

/// The text with a blank for the last line break before a character.
fn joined(text: &str, character: usize) -> Option<String> {
    let at = text
        .char_indices()
        .nth(character)
        .map_or(text.len(), |it| it.0);
    let end = text.get(..at)?.rfind('\n')?;
    let start = if text.get(..end)?.ends_with('\r') {
        end - 1
    } else {
        end
    };
    let blanks = " ".repeat(end + 1 - start);
    Some(format!(
        "{}{blanks}{}",
        text.get(..start)?,
        text.get(end + 1..)?
    ))
}

/// One run of the parser: places, and the character at which it gave up.
fn pass(text: &str) -> (Vec<Spot>, Option<usize>) {
    let mut scan = Scan::default();
    let mut bytes = Bytes {
        text,
        character: 0,
        byte: 0,
    };
    let mut anchors: HashMap<usize, SpotId> = HashMap::new();
    // A key that is not a scalar: everything up to its end is skipped.
    let mut skip = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(fault) => return (scan.spots, Some(fault.marker().index())),
        };
        let at = bytes.range(span);
        if skip > 0
            || (scan.wants_key()
                && matches!(event, Event::SequenceStart(..) | Event::MappingStart(..)))
        {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => skip += 1,
                Event::SequenceEnd | Event::MappingEnd => skip -= 1,
                _ => {}
            }
            if skip == 0 {
                scan.key("".into(), at);
            }
            continue;
        }
        let (anchor, spot) = match event {
            Event::Scalar(key, ..) if scan.wants_key() => {
                scan.key(key.into(), at);
                continue;
            }
            Event::Alias(anchor) if scan.wants_key() => {
                let target = anchors.get(&anchor).and_then(|it| scan.spots.get(*it));
                let key = target
                    .and_then(|it| text.get(it.value.clone()))
                    .unwrap_or_default();
                scan.key(key.into(), at);
                continue;
            }
            Event::Scalar(_, _, anchor, _) => (anchor, scan.value(at, Children::None)),
            Event::SequenceStart(anchor, _) => (anchor, scan.open(at, Kind::List)),
            Event::MappingStart(anchor, _) => (anchor, scan.open(at, Kind::Mapping)),
            Event::Alias(anchor) => {
                let children = anchors
                    .get(&anchor)
                    .map_or(Children::None, |it| Children::Of(*it));
                (0, scan.value(at, children))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                scan.close(at.end);
                continue;
            }
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {
                continue;
            }
        };
        if anchor != 0 {
            anchors.insert(anchor, spot);
        }
    }
    (scan.spots, None)
}

/// Turns the parser's indices, which count characters, into bytes.
struct Bytes<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn range(&mut self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    /// Indices rise nearly always, and the way from the last one is short and mostly ASCII.
    fn byte(&mut self, index: usize) -> usize {
        let (before, after) = self
            .text
            .split_at_checked(self.byte)
            .unwrap_or((self.text, ""));
        self.byte = match index.checked_sub(self.character) {
            Some(forward) if after.get(..forward).is_some_and(str::is_ascii) => self.byte + forward,
            Some(forward) => {
                let found = after.char_indices().nth(forward);
                self.byte + found.map_or(after.len(), |it| it.0)
            }
            None => {
                let found = before.char_indices().rev().nth(self.character - index - 1);
                found.map_or(0, |it| it.0)
            }
        };
        self.character = index;
        self.byte
    }
}
