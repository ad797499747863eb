//! Placeholder for the sanitizer.
/// What was removed.
#[derive(PartialEq, Eq)]
pub enum Removed { /// Some.
 Something, /// None.
 Nothing }
/// Lines.
pub struct Lines { /// Lines.
 pub lines: Vec<Box<str>>, /// Removed.
 pub removed: Removed }
/// Lines of text.
pub fn lines(text: &str) -> Lines { Lines { lines: text.lines().map(Into::into).collect(), removed: Removed::Nothing } }
