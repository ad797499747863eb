//! Where schemas stand: the document again, with nothing in it but schemas.
//!
//! A list on the way to a schema is an object here, whose keys are numbers: a JSON pointer cannot tell the two apart.

use super::NOT_NULL;
use super::Way;
use super::json::Face;
use super::json::Json;
use super::json::quoted;
use crate::source::NodeId;
use crate::tree::Step;
use crate::tree::Tree;
use indexmap::IndexMap;

/// The schemas of all files.
#[derive(Debug, Default)]
pub(super) struct Places(IndexMap<Box<str>, Place>);

/// A value of a file.
#[derive(Debug)]
enum Place {
    /// A schema.
    Schema(Json),
    /// What leads to some.
    Way(IndexMap<Box<str>, Place>),
}

/// The file of a value, and the steps to it.
pub(super) fn of(tree: &Tree, at: NodeId) -> Way {
    let mut steps = Vec::new();
    let mut here = at;
    while let Some(parent) = tree.parent(here) {
        steps.push(match tree.step(here) {
            Step::Key(key) => key.into(),
            Step::Index(index) => index.to_string().into(),
            Step::Root(_) => Box::default(),
        });
        here = parent;
    }
    steps.reverse();
    let pointer = tree.pointer(here);
    (pointer.trim_end_matches('#').into(), steps)
}

impl Places {
    /// Puts a schema where the document has it; gives the steps to it. In a schema that may also be null there is one more.
    pub fn insert(&mut self, file: &str, steps: &[Box<str>], schema: Json) -> Vec<Box<str>> {
        let way = || Place::Way(IndexMap::new());
        let mut place = self.0.entry(file.into()).or_insert_with(way);
        let mut gone = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            match place {
                Place::Way(entries) => {
                    place = entries.entry(step.clone()).or_insert_with(way);
                    gone.push(step.clone());
                }
                Place::Schema(around) => {
                    gone.extend(within(
                        around,
                        steps.get(index..).unwrap_or_default(),
                        schema,
                    ));
                    return gone;
                }
            }
        }
        // What stood here before was only on the way to schemas within this one, which come later.
        *place = Place::Schema(schema);
        gone
    }

    pub fn at(&self, file: &str, steps: &[Box<str>]) -> Option<&Json> {
        let mut steps = steps.iter();
        let mut place = self.0.get(file)?;
        while let Place::Way(entries) = place {
            place = entries.get(steps.next()?)?;
        }
        let Place::Schema(json) = place else {
            return None;
        };
        let mut json = json;
        for step in steps {
            json = match json {
                Json::Object(members) => members.get(step)?,
                Json::List(items) => items.get(step.parse::<usize>().ok()?)?,
                Json::Written(_) | Json::Reference(..) => return None,
            };
        }
        Some(json)
    }

    /// The text of each file.
    pub fn texts(&self, reference: &dyn Fn(NodeId, Face) -> String) -> Vec<(Box<str>, Box<str>)> {
        let text = |place: &Place| {
            let mut out = String::new();
            place.write(&mut out, reference);
            out.into_boxed_str()
        };
        let files = self.0.iter();
        files.map(|(name, it)| (name.clone(), text(it))).collect()
    }
}

/// Puts a schema into another one, at a place that is no keyword's; gives the steps to it.
fn within(around: &mut Json, steps: &[Box<str>], schema: Json) -> Vec<Box<str>> {
    let mut here = around;
    let mut gone: Vec<Box<str>> = Vec::new();
    for step in steps {
        if matches!(here, Json::Object(members) if members.contains_key(NOT_NULL)) {
            gone.push(NOT_NULL.into());
            here = match child(here, NOT_NULL) {
                Some(inner) => inner,
                None => return gone,
            };
        }
        gone.push(step.clone());
        here = match child(here, step) {
            Some(inner) => inner,
            None => return gone,
        };
    }
    *here = schema;
    gone
}

/// What a step leads to, made where it is not there; nothing where a list is too short for it.
fn child<'j>(json: &'j mut Json, step: &str) -> Option<&'j mut Json> {
    match json {
        Json::List(items) => items.get_mut(step.parse::<usize>().ok()?),
        Json::Object(members) => Some(members.entry(step.into()).or_insert_with(Json::nothing)),
        Json::Written(_) | Json::Reference(..) => {
            *json = Json::nothing();
            child(json, step)
        }
    }
}

impl Place {
    /// One schema a line, below the ways to them.
    fn write(&self, out: &mut String, reference: &dyn Fn(NodeId, Face) -> String) {
        let entries = match self {
            Place::Schema(schema) => return schema.write(out, reference),
            Place::Way(entries) => entries,
        };
        out.push('{');
        for (index, (key, place)) in entries.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            if matches!(place, Place::Schema(_)) {
                out.push('\n');
            }
            out.push_str(&quoted(key));
            out.push(':');
            place.write(out, reference);
        }
        out.push('}');
    }
}
