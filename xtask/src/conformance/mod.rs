//! `cargo xtask conformance`: the JSON Schema Test Suite, read and written back by generated types.
//!
//! In: the suite's folder. Out: `docs/conformance.md`, and a failure when a valid value does not come back unchanged
//! and `docs/conformance-exceptions.tsv` does not say why, or says why without need. Every group of draft 2020-12 is a
//! component schema; none is left out. Absent: validation. What is counted of invalid values is what the types alone
//! refuse.

mod document;
mod exceptions;
mod outcome;
mod page;
mod suite;
mod text;

use crate::repository;
use exceptions::Exception;
use outcome::{Outcome, Value};
use std::path::{Path, PathBuf};

/// Read and write back the instances of the JSON Schema Test Suite as generated types.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The suite: a folder with `tests/draft2020-12`; otherwise `JSON_SCHEMA_SUITE`, or `../shared/json-schema-suite`.
    dir: Option<PathBuf>,
    /// Write `docs/conformance.md`.
    #[arg(long)]
    write: bool,
    /// Only groups of this file, without a look at the page and the exceptions; each value is a line.
    #[arg(long, value_name = "FILE")]
    only: Option<String>,
}

/// Measures.
///
/// # Errors
///
/// A valid value is not what it was; an exception is not needed; a document does not generate or compile; the page is
/// not what was measured.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let named = std::env::var_os("JSON_SCHEMA_SUITE").map(PathBuf::from);
    let dir = arguments.dir.clone().or(named);
    let dir = match dir {
        Some(it) => it,
        None => repository::root()?.join("../shared/json-schema-suite"),
    };
    let tests = dir.join("tests").join("draft2020-12");
    if !tests.is_dir() {
        println!("conformance: skipped, there is no `{}`", tests.display());
        return Ok(());
    }
    let mut groups = suite::groups(&tests)?;
    if let Some(only) = &arguments.only {
        groups.retain(|it| it.file == *only);
    }
    let served = dir.join("remotes").join("draft2020-12");
    let remotes = suite::remotes(&served, "http://localhost:1234/draft2020-12")?;
    let outcomes = outcome::of(&groups, &remotes)?;
    if arguments.only.is_some() {
        for outcome in &outcomes {
            print!("{outcome}");
        }
        return Ok(());
    }
    let docs = repository::root()?.join("docs");
    let excepted = exceptions::read(&docs.join("conformance-exceptions.tsv"))?;
    let faults = faults(&outcomes, &excepted);
    let text = page::text(&outcomes, &excepted);
    println!("{}", page::summary(&outcomes));
    if arguments.write {
        write(&docs.join("conformance.md"), &text)?;
    } else if std::fs::read_to_string(docs.join("conformance.md")).unwrap_or_default() != text {
        return Err(with(
            faults,
            "`docs/conformance.md` is not what was measured: run `cargo xtask conformance --write`",
        ));
    }
    match faults.as_slice() {
        [] => Ok(()),
        _ => Err(faults.join("\nerror: ")),
    }
}

fn with(mut faults: Vec<String>, last: &str) -> String {
    faults.push(last.to_owned());
    faults.join("\nerror: ")
}

/// Values that should have come back unchanged, and exceptions without need.
fn faults(outcomes: &[Outcome], excepted: &[Exception]) -> Vec<String> {
    let mut out = Vec::new();
    for outcome in outcomes {
        for value in outcome.values.iter().filter(|it| it.is_fault()) {
            let known = excepted.iter().any(|it| outcome.is(it, value));
            if !known {
                out.push(format!(
                    "{}\t{}\t{}\t{}",
                    outcome.file, outcome.group, value.description, value.came
                ));
            }
        }
    }
    let needed = |it: &Exception| {
        let mut values = outcomes
            .iter()
            .flat_map(|of| of.values.iter().map(move |value| (of, value)));
        values.any(|(of, value): (&Outcome, &Value)| value.is_fault() && of.is(it, value))
    };
    out.extend(excepted.iter().filter(|it| !needed(it)).map(|it| {
        format!(
            "the exception `{}`, `{}`, `{}` is not needed: the value comes back unchanged",
            it.file, it.group, it.value
        )
    }));
    out
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text)
        .map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
}
