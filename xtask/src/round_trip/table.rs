//! `docs/round-trip.tsv`: how many values of each document come back, as it was committed.

use crate::committed::{self, Table};
use std::fmt;

/// The heading of the lines that are shown.
pub const HEADING: &str =
    "document                  components   inline any-JSON no-value   values     read unchanged";

/// The counts of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of its folder.
    pub name: String,
    /// Component schemas.
    pub components: usize,
    /// Schemas that operations write out: of bodies, answers, arguments.
    pub inline: usize,
    /// Those of both whose type says nothing.
    pub any_json: usize,
    /// Those of both that no valid value was found for.
    pub without_values: usize,
    /// Values.
    pub values: usize,
    /// Values that were read.
    pub read: usize,
    /// Values that were read and written back as they were.
    pub unchanged: usize,
}

impl Row {
    fn counts(&self) -> [usize; 7] {
        [
            self.components,
            self.inline,
            self.any_json,
            self.without_values,
            self.values,
            self.read,
            self.unchanged,
        ]
    }

    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let name = parts.next()?.to_owned();
        let mut next = || parts.next()?.parse().ok();
        Some(Row {
            name,
            components: next()?,
            inline: next()?,
            any_json: next()?,
            without_values: next()?,
            values: next()?,
            read: next()?,
            unchanged: next()?,
        })
    }
}

impl committed::Row for Row {
    const HEAD: &'static str = "\
# Valid values of real documents, read by the generated types and written back, by `cargo xtask round-trip DIR --write`.
# `inline`: schemas that operations write out. `any JSON`: those of both whose type says nothing; `no value`: those that no valid value was found for.
document\tcomponents\tinline\tany JSON\tno value\tvalues\tread\tunchanged";

    fn name(&self) -> &str {
        &self.name
    }

    fn line(&self) -> String {
        let counts = self.counts().map(|it| it.to_string());
        format!("{}\t{}", self.name, counts.join("\t"))
    }
}

/// As a line on the terminal.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [
            components,
            inline,
            any_json,
            without_values,
            values,
            read,
            unchanged,
        ] = self.counts();
        write!(
            f,
            "{:<26}{components:>10} {inline:>8} {any_json:>8} {without_values:>8} {values:>8} {read:>8} {unchanged:>9}",
            self.name
        )
    }
}

/// The last line: the sums, and their parts of a hundred.
pub fn total(rows: &[Row]) -> String {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (values, read, unchanged) = (
        sum(|it| it.values),
        sum(|it| it.read),
        sum(|it| it.unchanged),
    );
    format!(
        "{} documents, {} components and {} inline schemas, {} of them any JSON; {values} values, {read} read ({}), {unchanged} unchanged ({})",
        rows.len(),
        sum(|it| it.components),
        sum(|it| it.inline),
        sum(|it| it.any_json),
        percent(read, values),
        percent(unchanged, values),
    )
}

/// Rounded down, so that only all is a hundred.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(10_000);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// What is worse in a new row: more values that do not come back, or more types that say nothing.
pub fn regression(committed: &Table, row: &Row) -> Option<String> {
    let before = &Row::parse(committed.line(&row.name)?)?;
    let lost = |it: &Row| it.values - it.unchanged;
    let refused = |it: &Row| it.values - it.read;
    let name = &row.name;
    if refused(row) > refused(before) {
        let (now, was) = (refused(row), refused(before));
        Some(format!(
            "`{name}`: {now} values are not read, and {was} were not before"
        ))
    } else if lost(row) > lost(before) {
        let (now, was) = (lost(row), lost(before));
        Some(format!(
            "`{name}`: {now} values do not come back, and {was} did not before"
        ))
    } else if row.any_json > before.any_json {
        let (now, was) = (row.any_json, before.any_json);
        Some(format!(
            "`{name}`: {now} types are any JSON, and {was} were before"
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::committed::Kept;

    fn row(name: &str, any_json: usize, read: usize, unchanged: usize) -> Row {
        Row {
            name: name.to_owned(),
            components: 3,
            inline: 1,
            any_json,
            without_values: 0,
            values: 10,
            read,
            unchanged,
        }
    }

    #[test]
    fn only_what_got_worse_is_a_regression() {
        let mut table = Table::default();
        table.replace(&[row("a", 1, 9, 8)], Kept::OnlyNew);
        let worse = |row: Row| regression(&table, &row).is_some();
        assert!(
            !worse(row("a", 1, 9, 8)) && !worse(row("a", 0, 10, 10)) && !worse(row("b", 3, 0, 0))
        );
        assert!(worse(row("a", 2, 9, 8)) && worse(row("a", 1, 8, 8)) && worse(row("a", 1, 9, 7)));
    }

    #[test]
    fn only_all_is_a_hundred() {
        assert_eq!(percent(9999, 10_000), "99.99 %");
        assert_eq!(percent(99_999, 100_000), "99.99 %");
        assert_eq!(percent(3, 3), "100.00 %");
    }
}
