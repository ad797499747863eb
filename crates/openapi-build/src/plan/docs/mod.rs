//! The documentation of generated items: what the document says of them, made safe.

pub mod markdown;
pub mod plain;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Docs;
use crate::shape::Notes;
use crate::source::NodeId;

/// Text of the document as lines of documentation.
pub fn text(text: &str, at: NodeId, diags: &mut Diagnostics) -> Docs {
    let made = markdown::lines(text);
    if made.removed == markdown::Removed::Something {
        diags.push(Diagnostic::new(
            Code::TextCleaned,
            at.value(),
            "control characters were removed from the text",
        ));
    }
    made.lines
}

/// What is said of a value: description or title, then its limits, then its default.
pub fn of(notes: &Notes, at: NodeId, diags: &mut Diagnostics) -> Docs {
    let said = notes.description.as_ref().or(notes.title.as_ref());
    let mut docs = said.map(|it| text(it, at, diags)).unwrap_or_default();
    let limits: Vec<String> = notes
        .limits
        .iter()
        .map(|(key, value)| format!("{key}: {}", code(&value.json())))
        .collect();
    if !limits.is_empty() {
        paragraph(&mut docs, format!("Limits: {}.", limits.join(", ")));
    }
    docs
}

/// Adds a line as a paragraph of its own.
pub fn paragraph(docs: &mut Docs, line: String) {
    if !docs.is_empty() {
        docs.push(Box::default());
    }
    docs.push(line.into());
}

/// A value as inline code, whatever it holds.
pub fn code(text: &str) -> String {
    let short: String = text
        .chars()
        .filter(|it| !markdown::clean::unwanted(*it) && !it.is_control())
        .take(120)
        .collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    let ticks = if short.contains('`') { "``" } else { "`" };
    let pad = if short.starts_with('`') || short.ends_with('`') {
        " "
    } else {
        ""
    };
    if short.contains("``") || short.is_empty() || short.trim().is_empty() {
        return format!("{short:?}").replace(['`', '<', '>', '[', ']'], "");
    }
    format!("{ticks}{pad}{short}{dots}{pad}{ticks}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_holds_no_character_that_turns_text_around() {
        assert_eq!(code("a\u{202e}b"), "`ab…`");
        assert_eq!(code("\u{2066}"), "\"\"");
    }
}
