//! One document: its values, and what comes back.

use super::table::Row;
use crate::made;
use crate::typed::json::Json;
use crate::typed::{self, Answer, Component, Program, Says, unchanged};
use instances::{Document, Options};
use openapi_build::cargo::Disk;
use openapi_build::diag::Severity;
use openapi_build::source::NodeId;
use openapi_build::tree::Tree;
use openapi_build::{Config, generate};
use serde_json::Value;
use std::path::Path;

/// What came of a document.
pub struct Found {
    /// The counts.
    pub row: Row,
    /// A line for each value that was not read, or not written back as it was.
    pub failures: Vec<String>,
    /// Components and inline schemas whose type says nothing.
    pub any_json: Vec<String>,
    /// Components and inline schemas that no valid value was found for.
    pub without_values: Vec<String>,
}

/// A value to be read.
struct Question {
    key: String,
    schema: NodeId,
    value: Value,
}

/// Measures a document.
///
/// # Errors
///
/// It cannot be read, it does not generate, or what is generated does not compile.
pub fn measure(name: &str, path: &Path) -> Result<Found, String> {
    let made = generate(made::text_of(path)?, &Disk::new(), &Config::default());
    let client = made.client.as_ref().ok_or_else(|| {
        let errors = made.diagnostics.count(Severity::Error);
        format!("it has {errors} errors")
    })?;
    let components = typed::components(client);
    let inline = typed::inline(client, &made.tree);
    let document = Document::read(path)?;
    let mut places = Vec::new();
    for (it, component) in client.plan.components.iter().zip(&components) {
        let node = made.tree.resolve(made.tree.root(), &it.pointer);
        let node = node.map_err(|_| format!("`{}` is not in the document", it.pointer))?;
        places.push((node, in_all_files(&it.pointer, path), component));
    }
    let written_out = inline.iter();
    places.extend(written_out.map(|(node, it)| (*node, in_all_files(&it.key, path), it)));
    let mut without_values = Vec::new();
    let mut questions = Vec::new();
    for (schema, pointer, component) in &places {
        let values = document.instances(pointer, &Options::default())?;
        if values.is_empty() {
            without_values.push(component.key.clone());
        }
        questions.extend(values.into_iter().map(|value| Question {
            key: component.key.clone(),
            schema: *schema,
            value: value.value,
        }));
    }
    let asked: Vec<Component> = places.iter().map(|it| it.2.clone()).collect();
    let answers = if questions.is_empty() {
        Vec::new()
    } else {
        let program = Program::build(client, &asked, &format!("round-trip-{name}"))?;
        let lines: Vec<String> = questions
            .iter()
            .map(|it| typed::question(&it.key, &it.value.to_string()))
            .collect();
        program.ask(lines.iter().map(String::as_str))?
    };
    let any_json: Vec<String> = asked
        .iter()
        .filter(|it| it.says == Says::AnyJson)
        .map(|it| it.key.clone())
        .collect();
    let mut row = Row {
        name: name.to_owned(),
        components: components.len(),
        inline: inline.len(),
        any_json: any_json.len(),
        without_values: without_values.len(),
        values: questions.len(),
        read: 0,
        unchanged: 0,
    };
    let mut failures = Vec::new();
    for (question, answer) in questions.iter().zip(&answers) {
        let why = judge(&made.tree, question, answer, &mut row)?;
        failures.extend(why.map(|why| format!("{}: {why}: {}", question.key, question.value)));
    }
    Ok(Found {
        row,
        failures,
        any_json,
        without_values,
    })
}

/// Counts an answer; says what is wrong with it.
fn judge(
    tree: &Tree,
    question: &Question,
    answer: &Answer,
    row: &mut Row,
) -> Result<Option<String>, String> {
    match answer {
        Answer::Written(text) | Answer::Checked(text, _) => {
            row.read += 1;
            let before = Json::read(&question.value.to_string())?;
            let after = Json::read(text)?;
            let found = unchanged::difference(tree, question.schema, &before, &after);
            row.unchanged += usize::from(found.is_none());
            Ok(found.map(|it| it.to_string()))
        }
        Answer::Refused(why) | Answer::Ended(why) => Ok(Some(format!("not read: {why}"))),
    }
}

/// A pointer of the tree as the maker of values knows it: what stands in another file, `models/token.yaml#/Token`, is
/// `/files/models~1token.yaml/Token` there.
pub fn in_all_files(pointer: &str, document: &Path) -> String {
    let (file, below) = pointer.split_once('#').unwrap_or(("", pointer));
    if file.is_empty() {
        return pointer.to_owned();
    }
    let folder = document.parent().unwrap_or(Path::new(""));
    let name = Path::new(file)
        .strip_prefix(folder)
        .unwrap_or(Path::new(file));
    let name = name.to_string_lossy().replace('~', "~0").replace('/', "~1");
    format!("/files/{name}{below}")
}
