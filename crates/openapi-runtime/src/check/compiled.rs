//! Validators, each made once.
//!
//! In: the schemas of a document, a pointer, JSON text. Out: what the text violates. The text of the schemas is read at the first check,
//! and the validator of a schema is made at its first check; both are kept while the program runs, for all threads.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::{
    CheckOptions, Checked, Direction, Formats, SchemaTable, Schemas, Violation, Violations,
    one_sided, words,
};

/// The address that the validators know the schemas by.
const ADDRESS: &str = "urn:schemas";

/// The schemas of a document, ready to check by.
pub(crate) struct Compiled {
    contents: Result<Contents, String>,
    validators: RwLock<HashMap<Key, Arc<Made>>>,
    types: OnceLock<HashMap<TypeId, &'static str>>,
}

struct Contents {
    registry: Registry<'static>,
    /// For each operation its values, each with a pointer.
    operations: Value,
}

/// The pointer of a schema, and a way of checking.
type Key = (Box<str>, CheckOptions);

/// A validator, or why there is none.
type Made = Result<Validator, String>;

/// By the addresses of their texts, which are never moved.
type All = Mutex<HashMap<usize, Arc<Compiled>>>;

impl Compiled {
    /// Those of a document.
    pub(crate) fn of(schemas: &'static Schemas) -> Arc<Compiled> {
        static ALL: OnceLock<All> = OnceLock::new();
        let all = ALL.get_or_init(All::default);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.entry(std::ptr::from_ref(schemas) as usize);
        let made = known.or_insert_with(|| Arc::new(Compiled::read(schemas.text)));
        Arc::clone(made)
    }

    fn read(text: &str) -> Self {
        Compiled {
            contents: Contents::read(text),
            validators: RwLock::default(),
            types: OnceLock::new(),
        }
    }

    /// The pointer of the schema of what an operation sends or gets: `query limit`, `body application/json`.
    pub(crate) fn pointer(&self, operation: &str, what: &str) -> Option<&str> {
        let operations = &self.contents.as_ref().ok()?.operations;
        operations.get(operation)?.get(what)?.as_str()
    }

    /// Whether the schemas can be read at all.
    pub(crate) fn usable(&self) -> Result<(), Violations> {
        let unusable = |why: &String| Violations::uncheckable("", why.as_str());
        self.contents.as_ref().map(|_| ()).map_err(unusable)
    }

    /// Checks the JSON text of a type's value.
    pub(crate) fn check_a<T: Checked>(
        &self,
        json: &[u8],
        options: CheckOptions,
    ) -> Result<(), Violations> {
        let rows = || T::Of::TYPES.iter().map(|(ty, pointers)| (ty(), *pointers));
        let types = self.types.get_or_init(|| rows().collect());
        let pointers = types.get(&TypeId::of::<T>()).copied().unwrap_or_default();
        let pointers: Vec<&str> = pointers.split_terminator('\0').collect();
        self.check(&pointers, json, options)
    }

    /// Checks JSON text by the schemas at some pointers: one of them is to let it through.
    pub(crate) fn check(
        &self,
        pointers: &[&str],
        json: &[u8],
        options: CheckOptions,
    ) -> Result<(), Violations> {
        let first = pointers.first().copied().unwrap_or_default();
        let value: Value = serde_json::from_slice(json).map_err(|why| {
            Violations::uncheckable(first, format!("its JSON cannot be read: {}", why))
        })?;
        let mut least: Option<Violations> = None;
        for pointer in pointers {
            match self.check_one(pointer, &value, options) {
                None => return Ok(()),
                Some(found) if least.as_ref().is_none_or(|it| found.count() < it.count()) => {
                    least = Some(found);
                }
                Some(_) => {}
            }
        }
        let unknown = || Violations::uncheckable("", "nobody knows its schema");
        Err(least.unwrap_or_else(unknown))
    }

    /// What a value violates.
    fn check_one(&self, pointer: &str, value: &Value, options: CheckOptions) -> Option<Violations> {
        match &*self.validator(pointer, options) {
            Ok(validator) if validator.is_valid(value) => None,
            Ok(validator) => {
                let errors = validator.iter_errors(value);
                let found: Vec<Violation> = errors.flat_map(|it| words::violations(&it)).collect();
                // Two keywords that disagree about themselves would be a fault of the validator; say so rather than nothing.
                let unsaid = || Violations::uncheckable(pointer, "the validator does not say why");
                Some(Violations::of(found).unwrap_or_else(unsaid))
            }
            Err(why) => Some(Violations::uncheckable(pointer, why.as_str())),
        }
    }

    fn validator(&self, pointer: &str, options: CheckOptions) -> Arc<Made> {
        let key: Key = (pointer.into(), options);
        let known = self.validators.read();
        let known = known
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        if let Some(known) = known {
            return known;
        }
        // Two threads may make the same one; the first is kept.
        let made = Arc::new(self.make(pointer, options));
        let all = self.validators.write();
        let mut all = all.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(key).or_insert(made))
    }

    fn make(&self, pointer: &str, options: CheckOptions) -> Made {
        let contents = self.contents.as_ref().map_err(Clone::clone)?;
        let (asked, ignored) = (one_sided::asked, one_sided::ignored);
        let made = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(options.formats == Formats::Asserted)
            .should_ignore_unknown_formats(true)
            .offline()
            .with_registry(&contents.registry);
        let made = match options.direction {
            Direction::Either => made
                .with_keyword("requiredInAnswers", ignored)
                .with_keyword("requiredInRequests", ignored),
            Direction::Request => made
                .with_keyword("requiredInAnswers", ignored)
                .with_keyword("requiredInRequests", asked),
            Direction::Answer => made
                .with_keyword("requiredInAnswers", asked)
                .with_keyword("requiredInRequests", ignored),
        };
        made.build(&json!({ "$ref": reference(pointer) }))
            .map_err(|why| why.to_string())
    }
}

impl Contents {
    fn read(text: &str) -> Result<Self, String> {
        let mut root: Value = serde_json::from_str(text)
            .map_err(|why| format!("the schemas cannot be read: {}", why))?;
        let operations = root.get_mut("operations").map(Value::take);
        let registry = Registry::new()
            .add(ADDRESS, root)
            .and_then(|it| it.prepare())
            .map_err(|why| format!("the schemas cannot be used: {why}"))?;
        Ok(Contents {
            registry,
            operations: operations.unwrap_or_default(),
        })
    }
}

/// `pets.yaml#/Pet` is `urn:schemas#/files/pets.yaml/Pet`.
fn reference(pointer: &str) -> String {
    let (file, steps) = pointer.split_once('#').unwrap_or(("", pointer));
    let file = file.replace('~', "~0").replace('/', "~1");
    let place = format!("/files/{file}{steps}");
    let mut out = format!("{ADDRESS}#");
    for byte in place.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
