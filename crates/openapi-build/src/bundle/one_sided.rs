//! Members that only one side sets (`readOnly`, `writeOnly`), of which `required` asks the other side nothing
//! (OpenAPI 3.1 §4.8.24.3).

use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use std::collections::HashSet;

/// The names of such members.
#[derive(Clone, Debug, Default)]
pub(super) struct OneSided {
    /// `readOnly`
    pub of_answers: HashSet<Box<str>>,
    /// `writeOnly`
    pub of_requests: HashSet<Box<str>>,
}

/// Longer ways are not gone.
const LONGEST: usize = 256;

impl OneSided {
    /// Adds what a schema declares, itself or by its `$ref` and `allOf`.
    pub fn add(&mut self, api: &Api, at: SchemaId) {
        for schema in together(api, at) {
            for (name, member) in &schema.keywords.properties {
                let mut said = together(api, *member).into_iter();
                // Both are told in one look, because most members are neither.
                let (mut read, mut write) = (false, false);
                said.by_ref().for_each(|it| {
                    read |= it.keywords.read_only;
                    write |= it.keywords.write_only;
                });
                if read {
                    self.of_answers.insert(name.clone());
                }
                if write {
                    self.of_requests.insert(name.clone());
                }
            }
        }
    }
}

/// The schemas that apply to one value: a schema, what its `$ref` names, its `allOf`, all the way down.
fn together(api: &Api, start: SchemaId) -> Vec<&Schema> {
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop().filter(|_| seen.len() < LONGEST) {
        let Some(schema) = api.schemas.get(&at).filter(|_| seen.insert(at)) else {
            continue;
        };
        out.push(schema);
        waiting.extend(schema.target);
        waiting.extend(&schema.keywords.all_of);
    }
    out
}
