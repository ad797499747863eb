//! Where the values of one text stand.
//!
//! In: a text that was read before. Out: [`Positions`], searched by the way to a value, never by counting: an alias
//! leads to what it names, a member that `<<` brought in to its base. Made only when a diagnostic is shown. A text
//! that the second parser does not follow to its end still gives the places before that.

mod json;
mod yaml;

pub(super) use json::numbers;

use std::ops::Range;

use super::Step;
use super::build::Syntax;

/// Which of two values under the same key is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// The one that counts.
    Last,
    /// One that is not read.
    First,
}

/// Index of a spot.
type SpotId = usize;

/// A value in the text.
#[derive(Debug, Default)]
struct Spot {
    key: Option<Range<usize>>,
    value: Range<usize>,
    children: Children,
}

#[derive(Debug, Default)]
enum Children {
    #[default]
    None,
    Members(Vec<(Box<str>, SpotId)>),
    Items(Vec<SpotId>),
    /// An alias: the children are those of the anchor.
    Of(SpotId),
}

/// The places of every value of a text, in bytes.
#[derive(Debug, Default)]
pub(super) struct Positions {
    spots: Vec<Spot>,
    /// First bytes of the lines.
    lines: Vec<usize>,
}

/// The bytes of the key and of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

impl Positions {
    pub(super) fn new(text: &str, syntax: Syntax) -> Positions {
        let spots = match syntax {
            Syntax::Yaml => yaml::scan(text),
            Syntax::Json => json::scan(text),
        };
        let breaks = text.match_indices('\n').map(|it| it.0 + 1);
        Positions {
            spots,
            lines: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The place at the end of the way from the root, or the last one on it that the text shows.
    pub(super) fn find<'a>(&self, way: impl Iterator<Item = Step<'a>>, twin: Twin) -> Found {
        let mut at = 0;
        for step in way {
            let next = match step {
                Step::Key(key) => self.member(at, key, twin),
                Step::Index(index) => self.item(at, index),
                Step::Root(_) => Some(at),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        match self.spots.get(at) {
            Some(spot) => Found {
                key: spot.key.clone(),
                value: spot.value.clone(),
            },
            None => Found {
                key: None,
                value: 0..0,
            },
        }
    }

    /// Line and first byte of the line, for a byte. Lines count from 1.
    pub(super) fn line(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        (line, self.lines.get(line - 1).copied().unwrap_or(0))
    }

    /// The spot that has the children; an alias leads to its anchor.
    fn children(&self, at: SpotId) -> &Children {
        match self.spots.get(at).map(|it| &it.children) {
            // An anchor is never an alias, so one step is enough.
            Some(Children::Of(anchor)) => self
                .spots
                .get(*anchor)
                .map_or(&Children::None, |it| &it.children),
            Some(other @ (Children::None | Children::Members(_) | Children::Items(_))) => other,
            None => &Children::None,
        }
    }

    fn member(&self, at: SpotId, key: &str, twin: Twin) -> Option<SpotId> {
        let Children::Members(members) = self.children(at) else {
            return None;
        };
        let mut same = members.iter().filter(|(it, _)| &**it == key);
        let own = match twin {
            Twin::Last => same.next_back(),
            Twin::First => same.next(),
        };
        own.map(|it| it.1).or_else(|| self.merged(members, key))
    }

    /// A member that `<<` brings in.
    fn merged(&self, members: &[(Box<str>, SpotId)], key: &str) -> Option<SpotId> {
        let (_, base) = members.iter().find(|(it, _)| &**it == "<<")?;
        match self.children(*base) {
            Children::Items(bases) => bases
                .iter()
                .find_map(|it| self.member(*it, key, Twin::Last)),
            Children::Members(_) => self.member(*base, key, Twin::Last),
            Children::None | Children::Of(_) => None,
        }
    }

    fn item(&self, at: SpotId, index: usize) -> Option<SpotId> {
        let Children::Items(items) = self.children(at) else {
            return None;
        };
        items.get(index).copied()
    }
}

/// Collections that are open while the text is scanned.
#[derive(Default)]
struct Scan {
    spots: Vec<Spot>,
    open: Vec<Open>,
}

/// An open collection.
struct Open {
    spot: SpotId,
    /// The key of a mapping whose value comes next.
    key: Option<(Box<str>, Range<usize>)>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mapping,
    List,
}

impl Scan {
    /// Whether a key of a mapping comes next.
    fn wants_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|it| it.kind == Kind::Mapping && it.key.is_none())
    }

    fn key(&mut self, text: Box<str>, at: Range<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((text, at));
        }
    }

    /// A value that begins here; it becomes a child of the innermost open collection.
    fn value(&mut self, at: Range<usize>, children: Children) -> SpotId {
        let id = self.spots.len();
        let mut spot = Spot {
            key: None,
            value: at,
            children,
        };
        if let Some(open) = self.open.last_mut() {
            let parent = self.spots.get_mut(open.spot);
            match (parent.map(|it| &mut it.children), open.key.take()) {
                (Some(Children::Members(members)), Some((key, at))) => {
                    members.push((key, id));
                    spot.key = Some(at);
                }
                (Some(Children::Items(items)), _) => items.push(id),
                (Some(Children::None | Children::Members(_) | Children::Of(_)) | None, _) => {}
            }
        }
        self.spots.push(spot);
        id
    }

    fn open(&mut self, at: Range<usize>, kind: Kind) -> SpotId {
        let children = match kind {
            Kind::Mapping => Children::Members(Vec::new()),
            Kind::List => Children::Items(Vec::new()),
        };
        let spot = self.value(at, children);
        self.open.push(Open {
            spot,
            key: None,
            kind,
        });
        spot
    }

    fn close(&mut self, end: usize) {
        if let Some(open) = self.open.pop()
            && let Some(spot) = self.spots.get_mut(open.spot)
        {
            spot.value.end = end.max(spot.value.start);
        }
    }
}
