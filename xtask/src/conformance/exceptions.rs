//! `docs/conformance-exceptions.tsv`: valid values that do not come back unchanged, each with the reason.

use std::path::Path;

/// The columns of the file.
const COLUMNS: &str = "file\tgroup\tvalue\treason";

/// A value that does not come back unchanged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exception {
    /// The file of the suite.
    pub file: String,
    /// The description of the group.
    pub group: String,
    /// The description of the value.
    pub value: String,
    /// Why that is right.
    pub reason: String,
}

impl Exception {
    /// Whether it is about this value.
    pub fn is(&self, file: &str, group: &str, value: &str) -> bool {
        self.file == file && self.group == group && self.value == value
    }
}

/// Reads the file; one that is not there has no lines.
///
/// # Errors
///
/// A line has not four columns, or no reason.
pub fn read(path: &Path) -> Result<Vec<Exception>, String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter(|it| *it != COLUMNS && !it.is_empty());
    lines.map(line).collect()
}

fn line(text: &str) -> Result<Exception, String> {
    let columns: Vec<&str> = text.split('\t').collect();
    match columns.as_slice() {
        [file, group, value, reason] if !reason.trim().is_empty() => Ok(Exception {
            file: (*file).to_owned(),
            group: (*group).to_owned(),
            value: (*value).to_owned(),
            reason: (*reason).to_owned(),
        }),
        _ => Err(format!(
            "an exception is `{COLUMNS}`, with a reason, not `{text}`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_without_a_reason_is_none() {
        assert!(line("a\tb\tc\tbecause").is_ok());
        assert!(line("a\tb\tc\t ").is_err() && line("a\tb\tc").is_err());
    }
}
