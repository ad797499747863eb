//! `cargo xtask checks`: values of real documents are checked by generated clients and by an oracle, which have to agree.
//!
//! In: a folder with `NAME/openapi.yaml` or `NAME/openapi.json`. Out: a line for each document; a failure when a check says otherwise than
//! the oracle. Values are made by the crate `instances`, valid ones, and from each some that are nearly so; what is compared is the value as
//! the generated type writes it. The oracle shares nothing with the generator but the crate `jsonschema`: it reads the document itself,
//! and upgrades and bundles it in its own way.

mod spoil;

use crate::corpus;
use crate::made;
use crate::round_trip::one::in_all_files;
use crate::typed::{self, Answer, Component, Program};
use instances::{Document, Options};
use openapi_build::cargo::Disk;
use openapi_build::config::Checks;
use openapi_build::diag::Severity;
use openapi_build::{Config, generate};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Check values of a folder of documents, by their clients and by an oracle.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, with `NAME/openapi.yaml` or `.json`; otherwise `OPENAPI_CORPUS`.
    dir: Option<PathBuf>,
    /// Only these documents.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    only: Vec<String>,
    /// So many values that are checked otherwise are shown of each document.
    #[arg(long, default_value_t = 5, value_name = "NUMBER")]
    show: usize,
}

/// Measures the documents.
///
/// # Errors
///
/// A value is checked otherwise than the oracle does, or something of this machine is in the way.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let Some(dir) = corpus::folder(arguments.dir.as_deref()) else {
        println!(
            "checks: no folder is given and OPENAPI_CORPUS is not set, so there is nothing to do"
        );
        return Ok(());
    };
    println!(
        "{:24} {:>8} {:>8} {:>8} {:>10}",
        "document", "checked", "valid", "invalid", "otherwise"
    );
    let mut faults = Vec::new();
    for document in corpus::documents(&dir, &arguments.only)? {
        let name = &document.name;
        match measure(name, &document.path) {
            Ok(found) => {
                let Found {
                    valid,
                    invalid,
                    otherwise,
                } = &found;
                let (checked, wrong) = (valid + invalid, otherwise.len());
                println!("{name:24} {checked:8} {valid:8} {invalid:8} {wrong:10}");
                for it in otherwise.iter().take(arguments.show) {
                    println!("    {it}");
                }
                if wrong > 0 {
                    faults.push(format!(
                        "`{name}`: {wrong} values are checked otherwise than the oracle does"
                    ));
                }
            }
            Err(why) => faults.push(format!("`{name}`: {why}")),
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\nerror: "))
    }
}

/// What came of a document.
#[derive(Default)]
struct Found {
    /// How many values the oracle lets through.
    valid: usize,
    /// How many it does not.
    invalid: usize,
    /// A line for each value that the check says something else of.
    otherwise: Vec<String>,
}

fn measure(name: &str, path: &Path) -> Result<Found, String> {
    let config = Config {
        checks: Checks::Yes,
        ..Config::default()
    };
    let made = generate(made::text_of(path)?, &Disk::new(), &config);
    let client = made.client.as_ref().ok_or_else(|| {
        let errors = made.diagnostics.count(Severity::Error);
        format!("it has {errors} errors")
    })?;
    let document = Document::read(path)?;
    let components = client.plan.components.iter().zip(typed::components(client));
    let components = components.map(|(it, component)| (it.pointer.to_string(), component));
    let inline = typed::inline(client, &made.tree).into_iter();
    let inline = inline.map(|(_, it)| (in_all_files(&it.key, path), it));
    let places: Vec<(String, Component)> = components
        .chain(inline)
        .filter(|(_, it)| it.checks == Checks::Yes)
        .collect();
    let mut questions: Vec<(&str, &str, Value)> = Vec::new();
    for (pointer, component) in &places {
        for it in document.instances(pointer, &Options::default())? {
            let spoilt = spoil::nearly(&it.value);
            let values = std::iter::once(it.value).chain(spoilt);
            questions.extend(values.map(|value| (&**pointer, &*component.key, value)));
        }
    }
    let asked: Vec<Component> = places.iter().map(|it| it.1.clone()).collect();
    let program = Program::build(client, &asked, &format!("checks-{name}"))?;
    let lines: Vec<String> = questions
        .iter()
        .map(|(_, key, value)| typed::question(key, &value.to_string()))
        .collect();
    let answers = program.ask(lines.iter().map(String::as_str))?;
    let mut found = Found::default();
    for ((pointer, key, _), answer) in questions.iter().zip(&answers) {
        judge(&document, (pointer, key), answer, &mut found)?;
    }
    Ok(found)
}

/// Compares what a check says with what the oracle does.
fn judge(
    document: &Document,
    (pointer, key): (&str, &str),
    answer: &Answer,
    found: &mut Found,
) -> Result<(), String> {
    let (written, violates) = match answer {
        Answer::Checked(written, violates) => (written, violates),
        Answer::Ended(why) => {
            found.otherwise.push(format!("{key}: {why}"));
            return Ok(());
        }
        // What is not read has no value to check.
        Answer::Written(_) | Answer::Refused(_) => return Ok(()),
    };
    let value: Value = serde_json::from_str(written).map_err(|why| format!("{key}: {why}"))?;
    let expected = document.check(pointer, &value);
    match &expected {
        Ok(()) => found.valid += 1,
        Err(_) => found.invalid += 1,
    }
    if expected.is_ok() != violates.is_none() {
        let said = violates.as_deref().unwrap_or("nothing");
        let oracle = expected.err().unwrap_or_else(|| "nothing".to_owned());
        found.otherwise.push(format!(
            "{key}: {written}\n        check:  {said}\n        oracle: {oracle}"
        ));
    }
    Ok(())
}
