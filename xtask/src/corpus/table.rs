//! `docs/corpus.tsv`: what each document came to, as it was committed.
//!
//! Only what is the same on every machine is in the file; seconds are shown and not kept.

use super::child::Counts;
use super::compile::Compiled;
use super::cost::Cost;
use crate::committed::{self, Table};
use std::fmt;

/// The heading of the lines that are shown.
pub const HEADING: &str = "document            generated compiles  types  operations left-out warnings   lines  generate s  check CPU s";

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Well.
    Yes,
    /// Not well.
    No,
    /// It was not tried.
    Untried,
}

impl Step {
    fn text(self) -> &'static str {
        match self {
            Step::Yes => "yes",
            Step::No => "no",
            Step::Untried => "-",
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "yes" => Step::Yes,
            "no" => Step::No,
            _ => Step::Untried,
        }
    }
}

/// What a document came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The name of its folder.
    pub name: String,
    generated: Step,
    compiles: Step,
    counts: Option<Counts>,
    cost: Option<Cost>,
    why: String,
}

impl Row {
    /// It was generated.
    pub fn made(name: &str, counts: &Counts, compiled: &Compiled) -> Self {
        let (compiles, cost, why) = match compiled {
            Compiled::Cleanly(cost) => (Step::Yes, Some(*cost), String::new()),
            Compiled::Failed { errors, first } => {
                (Step::No, None, format!("{errors} errors: {first}"))
            }
            Compiled::Skipped => (Step::Untried, None, String::new()),
        };
        Row {
            name: name.to_owned(),
            generated: Step::Yes,
            compiles,
            counts: Some(*counts),
            cost,
            why,
        }
    }

    /// It was not generated.
    pub fn failed(name: &str, why: &str) -> Self {
        Row {
            name: name.to_owned(),
            generated: Step::No,
            compiles: Step::Untried,
            counts: None,
            cost: None,
            why: why.to_owned(),
        }
    }
}

impl committed::Row for Row {
    const HEAD: &'static str = "\
# What real documents come to, by `cargo xtask corpus DIR --write`. `compiles`: without a warning.
document\tgenerated\tcompiles\ttypes\toperations\tleft out\twarnings\tlines";

    fn name(&self) -> &str {
        &self.name
    }

    fn line(&self) -> String {
        let counts = match &self.counts {
            Some(it) => format!(
                "{}\t{}\t{}\t{}\t{}",
                it.types, it.operations, it.left_out, it.warnings, it.lines
            ),
            None => "-\t-\t-\t-\t-".to_owned(),
        };
        format!(
            "{}\t{}\t{}\t{counts}",
            self.name,
            self.generated.text(),
            self.compiles.text()
        )
    }
}

/// As a line on the terminal.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<26}{:<10}{:<9}",
            self.name,
            self.generated.text(),
            self.compiles.text()
        )?;
        if let Some(Counts {
            seconds,
            types,
            operations,
            left_out,
            warnings,
            lines,
        }) = self.counts
        {
            write!(
                f,
                "{types:>6} {operations:>10} {left_out:>8} {warnings:>8} {lines:>8} {seconds:>11.2}"
            )?;
        }
        if let Some(Cost {
            cpu_seconds,
            peak_megabytes,
        }) = self.cost
        {
            write!(f, " {cpu_seconds:>12.2} {peak_megabytes:>8}")?;
        }
        if !self.why.is_empty() {
            write!(f, "  {}", self.why)?;
        }
        Ok(())
    }
}

/// The last line: how many of how many, and sums.
pub fn total(rows: &[Row]) -> String {
    let of = |step: fn(&Row) -> Step| rows.iter().filter(|it| step(it) == Step::Yes).count();
    let counts = || rows.iter().filter_map(|it| it.counts);
    let (generated, compile) = (of(|it| it.generated), of(|it| it.compiles));
    format!(
        "{} documents: {generated} generated, {compile} compile without warnings; {} types, {} operations, {} left out, \
         {} lines; {:.1} s generating, {:.1} CPU s compiling",
        rows.len(),
        counts().map(|it| it.types).sum::<usize>(),
        counts().map(|it| it.operations).sum::<usize>(),
        counts().map(|it| it.left_out).sum::<usize>(),
        counts().map(|it| it.lines).sum::<usize>(),
        counts().map(|it| it.seconds).sum::<f64>(),
        rows.iter()
            .filter_map(|it| it.cost)
            .fold(0.0, |sum, it| sum + it.cpu_seconds),
    )
}

/// What was well according to the table and is not now.
pub fn regressions(committed: &Table, rows: &[Row]) -> Vec<String> {
    let mut out = Vec::new();
    for row in rows {
        let Some(line) = committed.line(&row.name) else {
            continue;
        };
        let mut before = line.split('\t').skip(1).map(Step::of);
        let generated = before.next() == Some(Step::Yes) && row.generated == Step::No;
        let compiled = before.next() == Some(Step::Yes) && row.compiles == Step::No;
        if generated {
            out.push(format!("`{}` was generated before: {}", row.name, row.why));
        } else if compiled {
            out.push(format!("`{}` compiled before: {}", row.name, row.why));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::committed::{Kept, Row as _};

    fn counts() -> Counts {
        Counts {
            seconds: 0.5,
            types: 3,
            operations: 2,
            left_out: 1,
            warnings: 4,
            lines: 100,
        }
    }

    fn compiled(name: &str) -> Row {
        Row::made(
            name,
            &counts(),
            &Compiled::Cleanly(Cost {
                cpu_seconds: 1.0,
                peak_megabytes: 2,
            }),
        )
    }

    fn broken(name: &str) -> Row {
        Row::made(
            name,
            &counts(),
            &Compiled::Failed {
                errors: 2,
                first: "E0001".to_owned(),
            },
        )
    }

    #[test]
    fn what_a_process_says_is_read() {
        assert_eq!(counts().to_string().parse(), Ok(counts()));
        assert!("0.5 3".parse::<Counts>().is_err());
    }

    #[test]
    fn only_what_got_worse_is_a_regression() {
        let mut table = Table::default();
        let rows = [compiled("a"), compiled("b"), broken("c"), compiled("d")];
        table.replace(&rows, Kept::OnlyNew);
        let table = Table::parse::<Row>(&table.text::<Row>());
        let now = [
            broken("a"),
            Row::failed("b", "panicked"),
            broken("c"),
            broken("new"),
        ];
        assert_eq!(
            regressions(&table, &now),
            [
                "`a` compiled before: 2 errors: E0001",
                "`b` was generated before: panicked"
            ]
        );
        let untried = Row::made("d", &counts(), &Compiled::Skipped);
        assert!(regressions(&table, &[untried]).is_empty());
    }

    #[test]
    fn a_line_holds_what_is_the_same_on_every_machine() {
        assert_eq!(compiled("a").line(), "a\tyes\tyes\t3\t2\t1\t4\t100");
        assert_eq!(broken("b").line(), "b\tyes\tno\t3\t2\t1\t4\t100");
    }
}
