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

/// What is said of a value that has a name: its description, or a title that says more than the name; then its limits.
pub fn of(notes: &Notes, name: &str, at: NodeId, diags: &mut Diagnostics) -> Docs {
    let title = notes.title.as_ref().filter(|it| !repeats(it, name));
    let said = notes.description.as_ref().or(title);
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

/// Whether a title has no letter that the name beside it does not have already: `Starting Token` of `starting_token`.
///
/// Frameworks make such titles of the names in their code, one for each member and model.
fn repeats(title: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|it| it.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let title = letters(title);
    !title.is_empty() && letters(name).contains(&title)
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
    use super::{code, repeats};

    #[test]
    fn a_title_repeats_the_name_that_has_its_letters() {
        assert!(repeats("Starting Token", "starting_token"));
        assert!(repeats("Dataset", "DatasetInput"));
        assert!(repeats("ID", "user-id"));
        assert!(!repeats("🚀", "rocket"));
        assert!(!repeats("Where the page starts", "starting_token"));
        assert!(!repeats("Größe", "Grosse"));
    }

    #[test]
    fn code_holds_no_character_that_turns_text_around() {
        assert_eq!(code("a\u{202e}b"), "`ab…`");
        assert_eq!(code("\u{2066}"), "\"\"");
    }
}
