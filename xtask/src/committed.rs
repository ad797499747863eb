//! Tables of documents that are committed: one line for each, tabs between the cells, the document's name first.

use std::collections::BTreeMap;
use std::path::Path;

/// What happens to lines of documents that were not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// They go.
    OnlyNew,
    /// They stay.
    AlsoOld,
}

impl Kept {
    /// Where only some documents are measured, the lines of the others stay.
    pub fn beside(only: &[String]) -> Self {
        if only.is_empty() {
            Kept::OnlyNew
        } else {
            Kept::AlsoOld
        }
    }
}

/// A row of such a table.
pub trait Row {
    /// What stands above the lines: remarks that begin with `#`, then the names of the columns.
    const HEAD: &'static str;

    /// The document's name.
    fn name(&self) -> &str;

    /// Its line, which begins with the name.
    fn line(&self) -> String;
}

/// The committed table.
#[derive(Debug, Default)]
pub struct Table {
    lines: BTreeMap<String, String>,
}

impl Table {
    /// Reads the table; without a file it is empty.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn read<R: Row>(path: &Path) -> Result<Self, String> {
        if !path.exists() {
            return Ok(Table::default());
        }
        let text = std::fs::read_to_string(path)
            .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
        Ok(Table::parse::<R>(&text))
    }

    /// Reads the text of a table. Its remarks may be older than those of today.
    pub fn parse<R: Row>(text: &str) -> Self {
        let lines = text
            .lines()
            .filter(|it| !it.starts_with('#') && !R::HEAD.lines().any(|head| head == *it));
        let named = lines.filter_map(|it| Some((it.split('\t').next()?.to_owned(), it.to_owned())));
        Table {
            lines: named.collect(),
        }
    }

    /// Writes the table.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write<R: Row>(&self, path: &Path) -> Result<(), String> {
        std::fs::write(path, self.text::<R>())
            .map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
    }

    /// The text of the table.
    pub fn text<R: Row>(&self) -> String {
        let lines = R::HEAD.lines().chain(self.lines.values().map(|it| &**it));
        lines.flat_map(|it| [it, "\n"]).collect()
    }

    /// The line of a document.
    pub fn line(&self, name: &str) -> Option<&str> {
        self.lines.get(name).map(|it| &**it)
    }

    /// Takes new rows in.
    pub fn replace<R: Row>(&mut self, rows: &[R], kept: Kept) {
        match kept {
            Kept::OnlyNew => self.lines.clear(),
            Kept::AlsoOld => {}
        }
        let lines = rows.iter().map(|it| (it.name().to_owned(), it.line()));
        self.lines.extend(lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Count(&'static str, u8);

    impl Row for Count {
        const HEAD: &'static str = "# How many.\ndocument\tcount";

        fn name(&self) -> &str {
            self.0
        }

        fn line(&self) -> String {
            format!("{}\t{}", self.0, self.1)
        }
    }

    #[test]
    fn a_part_of_the_documents_replaces_its_part_of_the_table() {
        let mut table = Table::default();
        table.replace(&[Count("b", 2), Count("a", 1)], Kept::OnlyNew);
        let mut table = Table::parse::<Count>(&table.text::<Count>());
        table.replace(&[Count("b", 3)], Kept::AlsoOld);
        let text = "# How many.\ndocument\tcount\na\t1\nb\t3\n";
        assert_eq!(table.text::<Count>(), text);
        table.replace(&[Count("c", 4)], Kept::OnlyNew);
        assert_eq!(table.line("a"), None);
        assert_eq!(table.line("c"), Some("c\t4"));
    }
}
