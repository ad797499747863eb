//! `docs/conformance.md`.

use super::exceptions::Exception;
use super::outcome::{Came, Outcome};
use crate::typed::Says;
use std::fmt::Write as _;

/// Sums over groups.
#[derive(Debug, Default)]
struct Counts {
    groups: usize,
    refusing: usize,
    typed: usize,
    typed_refusing: usize,
    valid: usize,
    unchanged: usize,
    invalid: usize,
    refused: usize,
}

fn counts<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Counts {
    let mut sum = Counts::default();
    for it in outcomes {
        let more = it.says == Says::More;
        sum.groups += 1;
        sum.refusing += usize::from(it.refuses_something());
        sum.typed += usize::from(more);
        sum.typed_refusing += usize::from(more && it.refuses_something());
        for value in &it.values {
            if value.valid {
                sum.valid += 1;
                sum.unchanged += usize::from(value.came == Came::Unchanged);
            } else {
                sum.invalid += 1;
                sum.refused += usize::from(matches!(value.came, Came::Refused(_)));
            }
        }
    }
    sum
}

/// One line for each half of the suite.
pub fn summary(outcomes: &[Outcome]) -> String {
    let line = |name: &str, names_schemas: bool| {
        let it = counts(
            outcomes
                .iter()
                .filter(|it| it.names_schemas == names_schemas),
        );
        format!(
            "{name}: {} groups, {} of {} valid values unchanged ({}), {} of {} invalid values refused by types ({}); {} groups \
             refuse something, {} of these have a type that says more than any JSON ({} of all)",
            it.groups,
            it.unchanged,
            it.valid,
            share(it.unchanged, it.valid),
            it.refused,
            it.invalid,
            share(it.refused, it.invalid),
            it.refusing,
            it.typed_refusing,
            it.typed
        )
    };
    format!(
        "{}\n{}",
        line("plain", false),
        line("with identifiers, anchors or addresses", true)
    )
}

fn share(part: usize, whole: usize) -> String {
    // Tenths of a percent, rounded down: all is only said of all.
    let tenths = (part * 1000).checked_div(whole).unwrap_or(1000);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The page.
pub fn text(outcomes: &[Outcome], excepted: &[Exception]) -> String {
    let mut out = String::from(HEAD);
    for (title, names_schemas) in [
        ("Plain schemas", false),
        ("Schemas with identifiers, anchors, or addresses", true),
    ] {
        let of = || {
            outcomes
                .iter()
                .filter(move |it| it.names_schemas == names_schemas)
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n## {title}\n\n{COLUMNS}");
        let mut files: Vec<&str> = of().map(|it| &*it.file).collect();
        files.dedup();
        for file in files {
            row(&mut out, file, &counts(of().filter(|it| it.file == file)));
        }
        row(&mut out, "**all**", &counts(of()));
    }
    untyped(&mut out, outcomes);
    let _ = writeln!(
        out,
        "\n## Exceptions\n\n{} valid values do not come back unchanged. Each has a line with its reason in \
         [`conformance-exceptions.tsv`](conformance-exceptions.tsv).",
        excepted.len()
    );
    out
}

const HEAD: &str = "\
# Conformance to JSON Schema 2020-12

*Written by `cargo xtask conformance --write` from the JSON Schema Test Suite, draft 2020-12, and compared with it by
`cargo xtask conformance`. How each keyword is read is in [decisions/schemas.md](decisions/schemas.md).*

Every group of the suite is a component schema of an OpenAPI 3.1 document, generated with the configuration that is the
default; none is left out. Each of its values is read as the component's type and written back.

- **unchanged**: the value came back equal; a member may be added with exactly its declared default, and a member that
  no schema declares may be left out of an object whose schemas say nothing of others. Numbers are compared by all digits.
- **refused**: invalid values that the types alone refuse; no validation is switched on.
- **typed**: groups whose type says more than any JSON. Beside it, of the groups that refuse at least one value, those
  that are typed: the others only constrain values of every type.
";

const COLUMNS: &str = "\
| file | groups | valid | unchanged | invalid | refused | typed | refusing groups, typed |
|---|---:|---:|---:|---:|---:|---:|---:|";

fn row(out: &mut String, name: &str, it: &Counts) {
    let _ = writeln!(
        out,
        "| {name} | {} | {} | {} ({}) | {} | {} ({}) | {} | {} of {} |",
        it.groups,
        it.valid,
        it.unchanged,
        share(it.unchanged, it.valid),
        it.invalid,
        it.refused,
        share(it.refused, it.invalid),
        it.typed,
        it.typed_refusing,
        it.refusing,
    );
}

/// The groups that refuse something and are any JSON all the same.
fn untyped(out: &mut String, outcomes: &[Outcome]) {
    let found = outcomes
        .iter()
        .filter(|it| it.refuses_something() && it.says == Says::AnyJson);
    out.push_str("\n## Any JSON, although the schema refuses something\n\n");
    let mut last = "";
    for it in found {
        if it.file != last {
            let start = if last.is_empty() { "" } else { "\n" };
            let _ = write!(out, "{start}- {}: {}", it.file, it.group);
        } else {
            let _ = write!(out, "; {}", it.group);
        }
        last = &it.file;
    }
    out.push('\n');
}
