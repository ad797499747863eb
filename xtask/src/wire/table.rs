//! `docs/wire.md`: what each document came to on the wire, as it was committed.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::path::Path;

const BEGIN: &str = "\
# On the wire

Every operation of a real document is called through the generated crate, over HTTP on loopback, and a server that knows only
the document says what arrived: method, path, each parameter by its style, the body by its media type. It answers with valid
bodies of every declared status and media type, and with answers that are not declared or cannot be read. The client has, call
by call, credentials of all security schemes, of one alternative alone, and none. The server
(`generated-tests/document-server`) shares no code with the generator or its runtime; the `jsonschema` crate says what is
valid. Made by `cargo xtask wire DIR --write`.

- *called*: operations that were called; *left out*: those that the generator leaves out, each with its diagnostic, and those
  that no valid request exists for.
- *requests*: requests that arrived exactly as they were given, with exactly the credentials that one alternative of the
  operation's `security` asks for, or with none where none is asked for or had. *answers*: answers that came back unchanged (equal, but for
  declared defaults that were added, and undeclared members of objects that say nothing of extras). *refusals*: answers that
  nobody declared or that cannot be read, and were errors.
- *hostile*: values that try to be more than a value (`../`, CR LF, `&x=y`, `; x=y`), which were refused before anything was sent, or
  arrived as the value that they are.
- *faults*: everything else.

";

const COLUMNS: &str =
    "| document | operations | called | left out | requests | answers | refusals | hostile | faults |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
";

const SKIPPED: &str = "
## What was not tried

What a document allows and the wire cannot say, and what the generator leaves out with a diagnostic; by document, each with
its number of places or values.

";

/// What a document came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The name of its folder.
    pub name: String,
    /// Operations of the document.
    pub operations: usize,
    /// Operations that were called.
    pub called: usize,
    /// Requests that arrived as they were given.
    pub requests: usize,
    /// Answers that came back unchanged.
    pub answers: usize,
    /// Answers that were refused, and had to be.
    pub refusals: usize,
    /// Hostile values that did no harm.
    pub hostile: usize,
    /// What went wrong: the operation, and the words.
    pub faults: Vec<(String, String)>,
    /// What was not tried, and how often.
    pub skipped: BTreeMap<String, usize>,
    /// Why there is nothing: it does not generate or compile.
    pub failed: Option<String>,
}

impl Row {
    /// A document of which nothing was tried yet.
    pub fn new(name: &str) -> Row {
        Row {
            name: name.to_owned(),
            ..Row::default()
        }
    }

    /// Counts what was not tried.
    pub fn left_out(&mut self, what: &str) {
        *self.skipped.entry(what.to_owned()).or_default() += 1;
    }

    /// Keeps a fault.
    pub fn fault(&mut self, operation: &str, what: &str) {
        self.faults.push((operation.to_owned(), what.to_owned()));
    }

    fn line(&self) -> String {
        let Row {
            name,
            operations,
            called,
            requests,
            answers,
            refusals,
            hostile,
            ..
        } = self;
        let faults = match &self.failed {
            Some(_) => "nothing generated".to_owned(),
            None => self.faults.len().to_string(),
        };
        let left_out = operations - called;
        format!(
            "| {name} | {operations} | {called} | {left_out} | {requests} | {answers} | {refusals} | {hostile} | {faults} |"
        )
    }

    fn notes(&self) -> Option<String> {
        if self.skipped.is_empty() {
            return None;
        }
        let all: Vec<String> = self
            .skipped
            .iter()
            .map(|(what, count)| format!("{what} ({count})"))
            .collect();
        Some(format!("- **{}**: {}", self.name, all.join("; ")))
    }
}

/// As a line on the terminal.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(why) = &self.failed {
            return write!(f, "{:<24} {why}", self.name);
        }
        write!(
            f,
            "{:<24} {:>5} operations, {:>5} called; {:>6} requests, {:>6} answers, {:>6} refusals, {:>6} hostile; {} faults",
            self.name,
            self.operations,
            self.called,
            self.requests,
            self.answers,
            self.refusals,
            self.hostile,
            self.faults.len()
        )
    }
}

/// The page, by document: its line, and its notes.
#[derive(Debug, Default)]
pub struct Page {
    lines: BTreeMap<String, String>,
    notes: BTreeMap<String, String>,
}

impl Page {
    /// Reads the page; without a file it is empty.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn read(path: &Path) -> Result<Page, String> {
        if !path.exists() {
            return Ok(Page::default());
        }
        let text = std::fs::read_to_string(path)
            .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
        Ok(Page::parse(&text))
    }

    fn parse(text: &str) -> Page {
        let mut page = Page::default();
        for line in text.lines() {
            if let Some((name, _)) = line.strip_prefix("| ").and_then(|it| it.split_once(" | "))
                && name != "document"
                && name != "all"
            {
                page.lines.insert(name.to_owned(), line.to_owned());
            } else if let Some((name, _)) = line
                .strip_prefix("- **")
                .and_then(|it| it.split_once("**: "))
            {
                page.notes.insert(name.to_owned(), line.to_owned());
            }
        }
        page
    }

    /// Takes a new row in.
    pub fn replace(&mut self, row: &Row) {
        self.lines.insert(row.name.clone(), row.line());
        self.notes.remove(&row.name);
        self.notes
            .extend(row.notes().map(|it| (row.name.clone(), it)));
    }

    /// Writes the page.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, self.text())
            .map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
    }

    fn text(&self) -> String {
        let mut text = format!("{BEGIN}{COLUMNS}");
        for line in self.lines.values() {
            text.push_str(line);
            text.push('\n');
        }
        let sums: Vec<String> = (1..=8).map(|it| self.sum(it).to_string()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| all | {} |", sums.join(" | "));
        text.push_str(SKIPPED);
        for line in self.notes.values() {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    fn sum(&self, column: usize) -> usize {
        let cells = self.lines.values().filter_map(|it| cell(it, column));
        cells.sum()
    }

    /// What was well by the page and is not now: fewer operations are called, or more goes wrong.
    pub fn regression(&self, row: &Row) -> Option<String> {
        let before = self.lines.get(&row.name);
        let known = |column| before.and_then(|it| cell(it, column)).unwrap_or(0);
        let (called, faults) = (row.called, row.faults.len());
        let what = if let Some(why) = &row.failed {
            why.clone()
        } else if called < known(2) {
            format!("{called} operations are called, {} were before", known(2))
        } else if faults > known(8) {
            format!("{faults} faults, {} before", known(8))
        } else {
            return None;
        };
        Some(format!("`{}`: {what}", row.name))
    }
}

fn cell(line: &str, column: usize) -> Option<usize> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    cells.get(column)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, called: usize, faults: usize) -> Row {
        let mut row = Row {
            operations: 3,
            called,
            ..Row::new(name)
        };
        (0..faults).for_each(|it| row.fault("GET /", &it.to_string()));
        row.left_out("null, in a query parameter");
        row
    }

    #[test]
    fn a_page_keeps_the_documents_that_were_not_tried() {
        let mut page = Page::default();
        page.replace(&row("a", 2, 1));
        page.replace(&row("b", 3, 0));
        let mut page = Page::parse(&page.text());
        page.replace(&row("b", 3, 2));
        let text = page.text();
        assert!(
            text.contains("| a | 3 | 2 | 1 | 0 | 0 | 0 | 0 | 1 |"),
            "{text}"
        );
        assert!(
            text.contains("| b | 3 | 3 | 0 | 0 | 0 | 0 | 0 | 2 |"),
            "{text}"
        );
        assert!(
            text.contains("| all | 6 | 5 | 1 | 0 | 0 | 0 | 0 | 3 |"),
            "{text}"
        );
        assert!(
            text.contains("- **a**: null, in a query parameter (1)"),
            "{text}"
        );
    }

    #[test]
    fn fewer_calls_and_more_faults_are_regressions() {
        let mut page = Page::default();
        page.replace(&row("a", 2, 1));
        page.replace(&row("b", 3, 0));
        let found = |row: Row| page.regression(&row).is_some();
        assert!(!found(row("a", 2, 1)) && !found(row("b", 3, 0)));
        assert!(found(row("a", 1, 0)) && found(row("b", 3, 1)) && found(row("new", 1, 1)));
    }
}
