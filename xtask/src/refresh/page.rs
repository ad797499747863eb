//! Where in a text the document is: it is the whole, or it stands in a fenced block of a Markdown page.
//!
//! In: a text. Out: the document's own text, byte for byte, and the addresses that the page names.

use super::tree_of;

/// A document that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its text.
    pub text: String,
    /// The address of the page, when the page names it (`# Source: …`).
    pub page: Option<String>,
    /// The address of the full document, when the fence names it.
    pub document: Option<String>,
}

/// Finds the document.
///
/// # Errors
///
/// The text is a page of HTML, or one that holds several documents.
pub fn find(text: &str) -> Result<Found, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start: String = text.trim_start().chars().take(15).collect();
    if start.to_ascii_lowercase().starts_with("<!doctype html")
        || start.to_ascii_lowercase().starts_with("<html")
    {
        return Err(
            "it is a page of HTML; give the address of the document, or of the page as Markdown"
                .to_owned(),
        );
    }
    if is_document(text) {
        return Ok(Found {
            text: text.to_owned(),
            page: None,
            document: None,
        });
    }
    let mut documents = fences(text).into_iter().filter(|it| is_document(&it.text));
    match (documents.next(), documents.next()) {
        (Some(fence), None) => Ok(Found {
            document: address(&fence.info),
            text: fence.text,
            page: own_address(text),
        }),
        (Some(_), Some(_)) => {
            Err("the page holds several documents; save the one that is meant to a file".to_owned())
        }
        // The generator says what is wrong with it, and where.
        (None, _) => Ok(Found {
            text: text.to_owned(),
            page: None,
            document: None,
        }),
    }
}

/// Whether the text is a mapping that says which OpenAPI it is.
fn is_document(text: &str) -> bool {
    let (tree, _) = tree_of(text);
    tree.get(tree.root(), "openapi").is_some()
}

/// A fenced block.
#[derive(Debug, PartialEq, Eq)]
struct Fence {
    /// What stands behind the opening fence.
    info: String,
    /// The lines between the fences.
    text: String,
}

/// The fenced blocks of a page, as CommonMark has them: at least three backticks or tildes, indented by at most three
/// blanks, closed by at least as many.
fn fences(page: &str) -> Vec<Fence> {
    let mut out = Vec::new();
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(open) = Mark::of(line) else { continue };
        let mut text = String::new();
        for line in lines.by_ref() {
            if Mark::of(line).is_some_and(|it| it.closes(&open)) {
                break;
            }
            let blanks = line
                .bytes()
                .take(open.indent)
                .take_while(|it| *it == b' ')
                .count();
            text.push_str(line.get(blanks..).unwrap_or_default());
        }
        out.push(Fence {
            info: open.info.to_owned(),
            text,
        });
    }
    out
}

/// A line that opens or closes a block.
struct Mark<'a> {
    indent: usize,
    sign: char,
    length: usize,
    info: &'a str,
}

impl<'a> Mark<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let sign = rest.chars().next().filter(|it| matches!(it, '`' | '~'))?;
        let info = rest.trim_start_matches(sign);
        let length = rest.len() - info.len();
        let info = info.trim();
        let legal = indent <= 3 && length >= 3 && !(sign == '`' && info.contains('`'));
        legal.then_some(Mark {
            indent,
            sign,
            length,
            info,
        })
    }

    fn closes(&self, open: &Mark<'_>) -> bool {
        self.sign == open.sign && self.length >= open.length && self.info.is_empty()
    }
}

/// The first https address among words.
fn address(words: &str) -> Option<String> {
    words
        .split_whitespace()
        .find(|it| it.starts_with("https://"))
        .map(str::to_owned)
}

/// What a page says of its own address.
fn own_address(page: &str) -> Option<String> {
    page.lines()
        .take(10)
        .find_map(|it| address(it.trim_start_matches(['#', ' ']).strip_prefix("Source:")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "openapi: 3.1.0\ninfo: { title: 'é', version: '1' }\npaths: {}\n";

    #[test]
    fn a_document_is_taken_as_it_is() {
        for text in [
            DOCUMENT.to_owned(),
            format!("# a comment\n---\n{DOCUMENT}"),
            r#"{"openapi": "3.1.0"}"#.to_owned(),
        ] {
            assert_eq!(
                find(&text),
                Ok(Found {
                    text: text.clone(),
                    page: None,
                    document: None
                })
            );
        }
    }

    #[test]
    fn a_document_is_found_in_a_page() {
        let page = format!(
            "# Source: https://a.example/page.md\n\n> words: and more\n\n```bash\ncurl x\n```\n\n\
             ````yaml https://b.example/openapi.json post /x\n{DOCUMENT}x-code: |\n  ```\n  inner\n  ```\n````\n\nmore\n"
        );
        let found = find(&page).unwrap();
        assert_eq!(
            found.text,
            format!("{DOCUMENT}x-code: |\n  ```\n  inner\n  ```\n")
        );
        assert_eq!(found.page.as_deref(), Some("https://a.example/page.md"));
        assert_eq!(
            found.document.as_deref(),
            Some("https://b.example/openapi.json")
        );
    }

    #[test]
    fn the_indentation_of_a_fence_is_not_part_of_the_document() {
        let page = "1. Words\n\n   ~~~json\n   {\n     \"openapi\": \"3.1.0\" }\n   ~~~\n";
        assert_eq!(find(page).unwrap().text, "{\n  \"openapi\": \"3.1.0\" }\n");
    }

    #[test]
    fn what_is_not_clear_is_refused() {
        let twice = format!("text\n\n```\n{DOCUMENT}```\n\n```\n{DOCUMENT}```\n");
        assert!(find(&twice).unwrap_err().contains("several"));
        assert!(
            find("<!DOCTYPE html>\n<html>")
                .unwrap_err()
                .contains("HTML")
        );
    }

    #[test]
    fn a_broken_document_goes_to_the_generator() {
        let text = "openapi: 3.1.0\ninfo: [\n";
        assert_eq!(find(text).unwrap().text, text);
    }
}
