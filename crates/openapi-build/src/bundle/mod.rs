//! The schemas as JSON Schema 2020-12, for who checks values by them.
//!
//! In: the `Api`, with the schemas of keywords that only constrain among its own. Out: a [`Bundle`]: for each file the
//! schemas that are reached, each at the place where the document has it, so that one pointer serves for both. 3.0 is
//! upgraded as it was read; references name what they were found to name. What no validator can use is left out, with a word. Absent:
//! texts for people, and which types and operations are checked by what.

mod json;
mod keywords;
mod one_sided;
mod places;

use crate::diag::Diagnostics;
use crate::resolve::Api;
use crate::source::NodeId;
use crate::tree::Tree;
use json::Face;
use json::Json;
use keywords::Writer;
use places::Places;
use std::collections::HashMap;

/// The schemas of all files.
#[derive(Debug)]
pub struct Bundle {
    places: Places,
    /// Where each schema stands: the way within `places`.
    ways: HashMap<NodeId, Way>,
}

/// A file, and the steps to a value of it.
type Way = (Box<str>, Vec<Box<str>>);

/// The step to a schema that may also be null, from what says so. A pointer without it is the document's.
const NOT_NULL: &str = "(not null)";

/// Writes all schemas that `api` reaches.
pub fn bundle(api: &Api, tree: &Tree, diags: &mut Diagnostics) -> Bundle {
    let mut writer = Writer {
        api,
        tree,
        diags,
        steps: Vec::new(),
        inside: HashMap::new(),
        condition: false,
    };
    // The document first; what is around before what is in it, so that a schema within another one is written there.
    let depth = |it: NodeId| std::iter::successors(Some(it), |it| tree.parent(*it)).count();
    let mut order: Vec<NodeId> = api.schemas.keys().copied().collect();
    order.sort_by_key(|it| (tree.file(*it), depth(*it)));
    let mut places = Places::default();
    let mut ways: HashMap<NodeId, Way> = HashMap::new();
    for at in order {
        if ways.contains_key(&at) {
            continue;
        }
        let (file, steps) = places::of(tree, at);
        let schema = writer.schema(at);
        let steps = places.insert(&file, &steps, schema);
        for (inner, more) in writer.inside.drain() {
            let steps = steps.iter().cloned().chain(more).collect();
            ways.insert(inner, (file.clone(), steps));
        }
    }
    Bundle { places, ways }
}

impl Bundle {
    /// The pointer of a schema: `#/components/schemas/Pet`, `pets.yaml#/Pet`. Where the schema may also be null, a step `(not null)`
    /// stands before what is within it.
    pub fn pointer(&self, schema: NodeId) -> Option<Box<str>> {
        let (file, steps) = self.ways.get(&schema)?;
        let steps = steps.iter().map(|it| format!("/{}", escaped(it)));
        Some(format!("{file}#{}", steps.collect::<String>()).into())
    }

    /// Whether two schemas let the same values through because they say the same.
    pub fn are_alike(&self, one: NodeId, other: NodeId) -> bool {
        one == other || self.at(one) == self.at(other)
    }

    /// The files with schemas, and the schemas of each as JSON; the document itself has no name.
    pub fn texts(&self) -> Vec<(Box<str>, Box<str>)> {
        let reference = |schema, face| {
            let way = self.ways.get(&schema).into_iter();
            let steps = way.flat_map(|(file, steps)| [file].into_iter().chain(steps));
            let inner = (face == Face::NotNull).then_some(NOT_NULL);
            let steps = steps.map(|it| &**it).chain(inner);
            let steps = steps.map(|it| format!("/{}", percent_encoded(&escaped(it))));
            format!("#/files{}", steps.collect::<String>())
        };
        self.places.texts(&reference)
    }

    fn at(&self, schema: NodeId) -> Option<&Json> {
        let (file, steps) = self.ways.get(&schema)?;
        self.places.at(file, steps)
    }
}

/// A step as a JSON pointer has it.
fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// A text as the fragment of a URI has it.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
