//! Where values stand in the text: the way to a value, followed in the positions of its file.

use std::ops::Range;

use super::positions::{Found, Positions, Twin};
use super::{Step, Tree};
use crate::source::{FileId, Locate, Located, NodeId, Part, Place};

/// What is underlined is never longer than this many bytes.
const WIDEST: usize = 100;

impl Locate for Tree {
    fn locate(&self, place: Place) -> Located {
        let Way { root, steps, twin } = self.way(place.node);
        let file = self.file(root);
        let Some(positions) = self.positions(file) else {
            return Located {
                file,
                start: 0,
                end: 0,
                line: 1,
                column: 1,
            };
        };
        let found = match self.spots.get(&place.node) {
            Some(spot) => spot.clone(),
            None => part(place.part, positions.find(steps.into_iter(), twin)),
        };
        let text = self.text(file);
        let Range { start, end } = one_line(text, found);
        let (line, first) = positions.line(start);
        let column = 1 + text.get(first..start).map_or(0, |it| it.chars().count());
        Located {
            file,
            start,
            end,
            line,
            column,
        }
    }

    fn pointer(&self, node: NodeId) -> String {
        Tree::pointer(self, node)
    }

    fn path(&self, file: FileId) -> &str {
        self.files
            .get(usize::from(file.0))
            .map_or("", |it| &it.name)
    }

    fn text(&self, file: FileId) -> &str {
        self.files
            .get(usize::from(file.0))
            .map_or("", |it| &it.text)
    }
}

impl Tree {
    /// The positions of a file, found at the first call.
    fn positions(&self, file: FileId) -> Option<&Positions> {
        let file = self.files.get(usize::from(file.0))?;
        Some(
            file.positions
                .get_or_init(|| Positions::new(&file.text, file.syntax)),
        )
    }

    /// The way to a value in the text that it came from.
    fn way(&self, node: NodeId) -> Way<'_> {
        let mut twin = Twin::Last;
        let mut steps = Vec::new();
        let mut at = node;
        loop {
            if let Some(origin) = self.origins.get(&at) {
                at = *origin;
                continue;
            }
            let Some(parent) = self.parent(at) else { break };
            if self.shadowed.contains_key(&at) {
                twin = Twin::First;
            }
            steps.push(
                self.stood
                    .get(&at)
                    .map_or_else(|| self.step(at), |slot| Step::Index(*slot as usize)),
            );
            at = parent;
        }
        steps.reverse();
        Way {
            root: at,
            steps,
            twin,
        }
    }
}

/// The steps from the root of a file.
struct Way<'a> {
    root: NodeId,
    steps: Vec<Step<'a>>,
    twin: Twin,
}

/// The bytes of the key or of the value.
fn part(part: Part, found: Found) -> Range<usize> {
    match (part, found.key) {
        (Part::Key, Some(key)) => key,
        // Nothing is written after the colon.
        (Part::Value, Some(key)) if found.value.is_empty() => key,
        (Part::Key | Part::Value, _) => found.value,
    }
}

/// The part of a range on its first line, cut where it becomes long. Of a collection that goes on after the line,
/// the bracket.
fn one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.start.min(text.len());
    let Some(whole) = text.get(start..range.end.clamp(start, text.len())) else {
        return start..start;
    };
    let line = whole.lines().next().unwrap_or_default().trim_end();
    let cut = line.len() < whole.trim_end().len() || line.len() > WIDEST;
    if cut && line.starts_with(['{', '[']) {
        return start..start + 1;
    }
    let mut length = line.len().min(WIDEST);
    while !line.is_char_boundary(length) {
        length -= 1;
    }
    start..start + length
}
