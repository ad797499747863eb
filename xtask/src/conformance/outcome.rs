//! What became of each value of each group.
//!
//! In: groups. Out: their types, and for each value whether it came back. Documents are generated and compiled one after
//! the other; each is one program that reads all of its groups' values.

use super::document::{self, Document};
use super::exceptions::Exception;
use super::suite::{Group, Remote};
use crate::typed::json::Json;
use crate::typed::unchanged::difference;
use crate::typed::{self, Answer, Program, Says};
use openapi_build::{Config, Generated, generate};
use std::fmt;

/// What became of a group.
#[derive(Debug)]
pub struct Outcome {
    /// The file of the suite.
    pub file: String,
    /// The group's description.
    pub group: String,
    /// Whether it names schemas by identifiers, anchors or addresses.
    pub names_schemas: bool,
    /// The type that it became.
    pub ty: String,
    /// What the type says.
    pub says: Says,
    /// Its values.
    pub values: Vec<Value>,
}

/// What became of a value.
#[derive(Debug)]
pub struct Value {
    /// Its description.
    pub description: String,
    /// Whether the schema lets it through.
    pub valid: bool,
    /// What became of it.
    pub came: Came,
}

/// How a value came out of being read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// As it went in.
    Unchanged,
    /// Otherwise.
    Changed(String),
    /// The type refused it.
    Refused(String),
    /// The program ended, or the answer was none.
    Ended(String),
}

impl Value {
    /// Whether this should not be: a valid value did not come back, or any value ended the program.
    pub fn is_fault(&self) -> bool {
        match self.came {
            Came::Unchanged => false,
            Came::Changed(_) | Came::Refused(_) => self.valid,
            Came::Ended(_) => true,
        }
    }
}

impl Outcome {
    /// Whether an exception is about this value.
    pub fn is(&self, it: &Exception, value: &Value) -> bool {
        it.is(&self.file, &self.group, &value.description)
    }

    /// Whether the schema refuses anything, as far as the suite shows.
    pub fn refuses_something(&self) -> bool {
        self.values.iter().any(|it| !it.valid)
    }
}

impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Came::Unchanged => f.write_str("unchanged"),
            Came::Changed(what) => write!(f, "changed: {what}"),
            Came::Refused(why) => write!(f, "refused: {why}"),
            Came::Ended(how) => write!(f, "ended: {how}"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {}  {} ({})",
            self.file, self.group, self.ty, self.says
        )?;
        for it in &self.values {
            let valid = if it.valid { "valid" } else { "invalid" };
            let fault = if it.is_fault() { "  <== FAULT" } else { "" };
            writeln!(f, "    {valid}, {}: {}{fault}", it.description, it.came)?;
        }
        Ok(())
    }
}

/// The name of each document.
const NAME: &str = "suite.json";

/// What becomes of all groups.
///
/// # Errors
///
/// A document does not generate, or its types do not compile.
pub fn of(groups: &[Group], remotes: &[Remote]) -> Result<Vec<Outcome>, String> {
    let mut out: Vec<(usize, Outcome)> = Vec::new();
    for (number, document) in document::documents(groups, remotes).iter().enumerate() {
        out.extend(of_document(groups, document, number)?);
    }
    out.sort_by_key(|(index, _)| *index);
    Ok(out.into_iter().map(|(_, it)| it).collect())
}

fn of_document(
    groups: &[Group],
    document: &Document,
    number: usize,
) -> Result<Vec<(usize, Outcome)>, String> {
    let source = |name: &str| match name {
        NAME => Ok(document.text.clone()),
        other => Err(format!("there is no `{other}`")),
    };
    let made = generate(NAME, &source, &Config::default());
    let Some(client) = &made.client else {
        let errors = crate::made::findings(&made, openapi_build::diag::Severity::Error);
        return Err(format!("the suite does not generate:\n{errors}"));
    };
    let types = typed::components(client);
    let program = Program::build(client, &types, &format!("conformance-{number}"))?;
    let mut out = Vec::new();
    let of_this = || {
        document
            .groups
            .iter()
            .filter_map(|it| Some((*it, groups.get(*it)?)))
    };
    let questions: Vec<String> = of_this()
        .flat_map(|(_, group)| {
            let key = document::key(group);
            let ask = move |it: &super::suite::Test| typed::question(&key, it.data.get());
            group.tests.iter().map(ask)
        })
        .collect();
    let mut answers = program
        .ask(questions.iter().map(String::as_str))?
        .into_iter();
    for (index, group) in of_this() {
        let key = document::key(group);
        let component = types
            .iter()
            .find(|it| it.key == key)
            .ok_or_else(|| format!("the component `{key}` is not in the plan"))?;
        let values = group.tests.iter().map(|test| Value {
            description: test.description.clone(),
            valid: test.valid,
            came: came(&made, &key, test.data.get(), answers.next()),
        });
        let outcome = Outcome {
            file: group.file.clone(),
            group: group.description.clone(),
            names_schemas: document::names_schemas(group),
            ty: component.ty.clone(),
            says: component.says,
            values: values.collect(),
        };
        out.push((index, outcome));
    }
    Ok(out)
}

fn came(made: &Generated, key: &str, before: &str, answer: Option<Answer>) -> Came {
    let tree = &made.tree;
    match answer {
        Some(Answer::Written(after) | Answer::Checked(after, _)) => {
            let schema = tree.resolve(tree.root(), &format!("#/components/schemas/{key}"));
            match (schema, Json::read(before), Json::read(&after)) {
                (Ok(schema), Ok(before), Ok(after)) => {
                    match difference(tree, schema, &before, &after) {
                        None => Came::Unchanged,
                        Some(it) => Came::Changed(it.to_string()),
                    }
                }
                _ => Came::Ended(format!("the program wrote `{after}`")),
            }
        }
        Some(Answer::Refused(why)) => Came::Refused(why),
        Some(Answer::Ended(how)) => Came::Ended(how),
        None => Came::Ended("there is no answer".to_owned()),
    }
}
