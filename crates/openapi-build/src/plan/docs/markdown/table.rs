//! Tables, as GitHub's Markdown writes them.

use pulldown_cmark::Alignment;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table {
    /// How each column is aligned.
    columns: Vec<Alignment>,
    /// The rows; the first is the head.
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no row yet.
    pub fn new(columns: Vec<Alignment>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// A row begins.
    pub fn row(&mut self) {
        self.rows.push(Vec::with_capacity(self.columns.len()));
    }

    /// A cell of the last row.
    pub fn cell(&mut self, text: String) {
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    /// The table as lines.
    pub fn lines(self) -> Vec<String> {
        let mut rows = self
            .rows
            .into_iter()
            .map(|cells| format!("| {} |", cells.join(" | ")));
        let Some(head) = rows.next() else {
            return Vec::new();
        };
        let marks: Vec<&str> = self.columns.iter().map(mark).collect();
        let mut lines = vec![head, format!("| {} |", marks.join(" | "))];
        lines.extend(rows);
        lines
    }
}

/// The mark of a column in the second row.
fn mark(column: &Alignment) -> &'static str {
    match column {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}
