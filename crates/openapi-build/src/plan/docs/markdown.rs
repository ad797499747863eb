//! Text of a document as documentation that rustdoc takes.
//!
//! In comes a `description` or `summary`: CommonMark with GitHub's tables, with HTML inside, written
//! by anyone. Out come lines that the emitter writes one by one as documentation comments. The text
//! is read with the parser that rustdoc uses and written anew, so what rustdoc sees is only what
//! this module wrote: no HTML, no code block that could be Rust, no link that could be an item.
//!
//! Deliberately absent: any knowledge of OpenAPI, positions, diagnostics. `docs/decisions/docs.md`
//! says what is kept, what is changed, and why.

mod blocks;
pub(super) mod clean;
mod delimiters;
mod escape;
mod events;
mod fence;
mod html;
mod inline;
mod links;
mod page;
mod pieces;
mod table;
#[cfg(test)]
mod tests;

/// What was taken out of a text, beyond what its reader would see anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Control characters, or characters that change the direction of text.
    Something,
    /// Nothing.
    Nothing,
}

/// Lines of documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The lines, without a leading blank: no line holds a line break or ends with a blank.
    pub lines: Vec<Box<str>>,
    /// Whether the text held characters that no comment should hold.
    pub removed: Removed,
}

/// Makes documentation of a text.
pub fn lines(text: &str) -> Lines {
    if let Some(line) = clean::plain(text) {
        let lines = if line.is_empty() {
            Vec::new()
        } else {
            vec![line.into()]
        };
        return Lines {
            lines,
            removed: Removed::Nothing,
        };
    }
    let (text, before) = clean::tidy(text);
    let (lines, within) = events::read(&text);
    let removed = match (before, within) {
        (Removed::Nothing, Removed::Nothing) => Removed::Nothing,
        (Removed::Something, _) | (_, Removed::Something) => Removed::Something,
    };
    Lines { lines, removed }
}
