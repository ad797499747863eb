//! Places in a YAML text, through a parser that reports them.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{Children, Kind, Scan, Spot, SpotId};

/// The places of the first document of a text; those before a fault, when the parser finds one.
pub(super) fn scan(text: &str) -> Vec<Spot> {
    let mut scan = Scan::default();
    let mut bytes = Bytes { text, character: 0, byte: 0 };
    let mut anchors: HashMap<usize, SpotId> = HashMap::new();
    // A key that is not a scalar: everything up to its end is skipped.
    let mut skip = 0_usize;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let at = bytes.range(span);
        if skip > 0 || (scan.wants_key() && matches!(event, Event::SequenceStart(..) | Event::MappingStart(..))) {
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
                let key = target.and_then(|it| text.get(it.value.clone())).unwrap_or_default();
                scan.key(key.into(), at);
                continue;
            }
            Event::Scalar(_, _, anchor, _) => (anchor, scan.value(at, Children::None)),
            Event::SequenceStart(anchor, _) => (anchor, scan.open(at, Kind::List)),
            Event::MappingStart(anchor, _) => (anchor, scan.open(at, Kind::Mapping)),
            Event::Alias(anchor) => {
                let children = anchors.get(&anchor).map_or(Children::None, |it| Children::Of(*it));
                (0, scan.value(at, children))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                scan.close(at.end);
                continue;
            }
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => continue,
        };
        if anchor != 0 {
            anchors.insert(anchor, spot);
        }
    }
    scan.spots
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

    /// Indices rise nearly always, so the way from the last one is short.
    fn byte(&mut self, index: usize) -> usize {
        let (before, after) = self.text.split_at_checked(self.byte).unwrap_or((self.text, ""));
        self.byte = match index.checked_sub(self.character) {
            Some(forward) => self.byte + after.char_indices().nth(forward).map_or(after.len(), |it| it.0),
            None => before.char_indices().rev().nth(self.character - index - 1).map_or(0, |it| it.0),
        };
        self.character = index;
        self.byte
    }
}
