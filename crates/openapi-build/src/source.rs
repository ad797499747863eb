//! Where everything came from. Imports nothing of ours; everything may import it.

/// A value in the documents that were read: an index into the tree's arena.
///
/// Later stages carry it as the position of what they made. Line and column are
/// found from it only when a diagnostic is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// One of the files that were read, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

/// Which half of a mapping entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The key that leads to the value.
    Key,
    /// The value itself.
    Value,
}

/// A place that a diagnostic points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The value, or the value behind the key.
    pub node: NodeId,
    /// The key or the value.
    pub part: Part,
}

impl NodeId {
    /// The value itself.
    pub fn value(self) -> Place {
        Place {
            node: self,
            part: Part::Value,
        }
    }

    /// The key that leads to the value; for a list item or a whole document, the value.
    pub fn key(self) -> Place {
        Place {
            node: self,
            part: Part::Key,
        }
    }
}

/// A place found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Index of the file, for its text.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Finds places in the text. The tree implements it; diagnostics are rendered through it.
pub trait Locate {
    /// Where `place` stands, or the nearest thing around it that can be found.
    fn locate(&self, place: Place) -> Located;
    /// The JSON pointer of a value, as a reference in the document writes it.
    fn pointer(&self, node: NodeId) -> String;
    /// The path of a file as it is shown to people.
    fn path(&self, file: FileId) -> &str;
    /// The text of a file.
    fn text(&self, file: FileId) -> &str;
}
