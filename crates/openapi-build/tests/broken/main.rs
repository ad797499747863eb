//! Small documents that are broken or odd, each with the findings and the plan that come of it.
//!
//! A row is a few lines of a document, all codes that are found in it, and what the plan has all the same. The codes are
//! all of them: a finding that comes or goes is a change. Only a row with an error has no plan.

mod operations;
mod references;
mod roots;
mod schemas;
mod texts;

use openapi_build::diag::Severity;
use openapi_build::{Config, Generated, generate, ir};
use std::collections::{BTreeMap, BTreeSet};

/// A document and what is to come of it.
struct Row {
    /// What is odd about it.
    name: &'static str,
    /// The document, `openapi.yaml`.
    text: String,
    /// Every code that is found.
    codes: &'static [&'static str],
    /// Lines of the plan, without the blanks around them; empty only with an error.
    plan: &'static [&'static str],
}

/// A whole document.
fn whole(
    name: &'static str,
    text: impl Into<String>,
    codes: &'static [&'static str],
    plan: &'static [&'static str],
) -> Row {
    Row {
        name,
        text: text.into(),
        codes,
        plan,
    }
}

/// Lines of `components.schemas`, of 3.1.
fn schema(
    name: &'static str,
    lines: &str,
    codes: &'static [&'static str],
    plan: &'static [&'static str],
) -> Row {
    let lines = lines.trim_matches('\n').replace('\n', "\n    ");
    let head = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    ";
    whole(name, format!("{head}{lines}\n"), codes, plan)
}

/// Lines of `paths`, of 3.1.
fn paths(
    name: &'static str,
    lines: &str,
    codes: &'static [&'static str],
    plan: &'static [&'static str],
) -> Row {
    let lines = lines.trim_matches('\n').replace('\n', "\n  ");
    let head = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  ";
    whole(name, format!("{head}{lines}\n"), codes, plan)
}

/// Runs the generator; other files are small and beside the document.
fn made(text: &str) -> Generated {
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.to_owned()),
        "models.yaml" => {
            Ok("Pet: { type: object, properties: { name: { type: string } } }".to_owned())
        }
        "broken.yaml" => Ok("Pet: { type: [".to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    generate("openapi.yaml", &source, &Config::default())
}

/// The plan; `nothing` when there is none although there was no error.
fn plan(made: &Generated) -> String {
    let Some(client) = &made.client else {
        return String::new();
    };
    let plan = ir::dump::types(&client.plan) + &ir::dump::client(&client.plan);
    if plan.is_empty() {
        "nothing".to_owned()
    } else {
        plan
    }
}

fn check(rows: Vec<Row>) {
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for row in rows {
        assert!(names.insert(row.name), "`{}` is there twice", row.name);
        let made = made(&row.text);
        let codes: BTreeMap<&str, &str> = made
            .diagnostics
            .iter()
            .map(|it| (it.code.number(), &*it.message))
            .collect();
        let plan = plan(&made);
        let failed = made.diagnostics.count(Severity::Error) > 0;
        let expected: BTreeSet<&str> = row.codes.iter().copied().collect();
        if !codes.keys().copied().eq(expected.iter().copied()) {
            faults.push(format!("{}: {codes:?}, expected {expected:?}", row.name));
        }
        if failed != row.plan.is_empty() {
            faults.push(format!("{}: a plan is there only without errors", row.name));
        }
        let lines: BTreeSet<&str> = plan.lines().map(str::trim).collect();
        for line in row.plan.iter().filter(|it| !lines.contains(**it)) {
            faults.push(format!("{}: `{line}` is not in the plan\n{plan}", row.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn roots_that_lack_or_mistake_something() {
    check(roots::rows());
}

#[test]
fn paths_and_operations_that_are_odd() {
    check(operations::rows());
}

#[test]
fn schemas_that_are_odd() {
    check(schemas::rows());
}

#[test]
fn references_that_name_nothing_or_something_else() {
    check(references::rows());
}

#[test]
fn texts_that_are_hardly_yaml() {
    check(texts::rows());
}
