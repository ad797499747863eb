//! The only place where an `Ident` is made, and so the only place where a collision can be
//! seen and settled.
//!
//! A name is wanted as text of the document; `words` turns it into a legal one; a `Scope`
//! makes it unique.

pub mod components;
pub mod features;
pub mod lock;
pub mod parts;
pub mod renames;
pub mod shortest;
pub mod values;
pub mod variants;
pub mod words;

use crate::ir::Ident;
use std::collections::HashMap;
use std::collections::HashSet;

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `UpperCamelCase`: types and variants.
    Type,
    /// `snake_case`: fields, methods, arguments.
    Value,
    /// `SCREAMING_SNAKE_CASE`: constants.
    Constant,
}

/// A namespace: each claim is unique, whatever its case and underscores.
#[derive(Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The number to begin with for each name that was numbered: ten thousand equal ones are not counted through each time.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some words are taken already: methods of the runtime, say.
    pub fn with(reserved: &[&str]) -> Self {
        Scope {
            taken: reserved.iter().map(|it| folded(it)).collect(),
            numbers: HashMap::new(),
        }
    }

    /// Claims the first free one of `wanted`, texts of the document from the shortest to the
    /// most qualified; when none is free, the last one with a number.
    pub fn claim(&mut self, wanted: &[&str], case: Case) -> Ident {
        for text in wanted {
            let name = words::legal(text, case);
            if self.taken.insert(folded(&name)) {
                return Ident::claimed(&name);
            }
        }
        let last = wanted.last().copied().unwrap_or_default();
        let base = words::legal(last, case);
        let base = base.trim_end_matches('_');
        let number = self.numbers.entry(folded(base)).or_insert(2);
        loop {
            let name = match case {
                Case::Type => format!("{base}{number}"),
                Case::Value | Case::Constant => format!("{base}_{number}"),
            };
            *number += 1;
            if self.taken.insert(folded(&name)) {
                return Ident::claimed(&name);
            }
        }
    }

    /// Claims a name that is legal as it stands, such as one of the lock; `None` when it is taken or not legal.
    pub fn claim_exactly(&mut self, name: &str) -> Option<Ident> {
        (words::is_legal(name) && self.taken.insert(folded(name))).then(|| Ident::claimed(name))
    }

    /// Whether a name would be free.
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&folded(name))
    }
}

/// What a function calls its parameter `name`: the same, unless a type may be written so.
///
/// `_400` and `名前` are the same in every case, and a parameter cannot be called as a tuple struct is, nor as a variant
/// of its type.
pub fn binding(name: &Ident) -> Ident {
    let text = name.as_str();
    let first = text.trim_start_matches('_').chars().next();
    if first.is_some_and(char::is_lowercase) {
        name.clone()
    } else {
        Ident::claimed(&format!("{text}_"))
    }
}

/// Names that differ only in case or underscores are one: they are too easy to confuse, and
/// become equal in another case.
fn folded(name: &str) -> String {
    name.trim_start_matches("r#")
        .chars()
        .filter(|it| *it != '_')
        .flat_map(char::to_lowercase)
        .collect()
}
