//! Valid JSON values for the schemas of an OpenAPI document.
//!
//! What comes in: a document (3.0, 3.1, 3.2; YAML or JSON; one file or several), a JSON pointer to one of its schemas, a
//! seed. What comes out: a few values, different from each other, that the schema lets through: the least, the whole, and
//! others, so that every variant, every listed value, null, the ends of numbers, unusual spellings of formats and members
//! without a name of their own get their turn.
//!
//! It is an oracle for the generator, so it shares nothing with it: it reads the text itself, merges schemas in its own
//! way, and lets the `jsonschema` crate judge what it made. A value that is not valid is thrown away.
//!
//! Two things are taken as authors mean them and not as validators do: a schema without `type` that speaks of members is
//! for objects, and one that speaks of items for arrays.
//!
//! ```
//! use instances::{Document, Options};
//!
//! let document = Document::parse("
//!     openapi: 3.1.0
//!     info: { title: Pets, version: '1' }
//!     components:
//!       schemas:
//!         Pet: { type: object, required: [name], properties: { name: { type: string }, age: { type: [integer, 'null'] } } }
//! ")?;
//! let pets = document.instances("/components/schemas/Pet", &Options::default())?;
//! assert!(pets.iter().any(|it| it.value.get("age").is_none()));
//! assert!(pets.iter().any(|it| it.value.get("age").is_some_and(|it| it.is_null())));
//! assert!(pets.iter().all(|it| it.value["name"].is_string()));
//! # Ok::<(), String>(())
//! ```

mod direction;
mod files;
mod make;
mod merge;
mod places;
mod pointer;
mod read;
mod repair;
mod scalars;

pub use direction::Direction;

use make::{Extent, Maker};
use places::Tags;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The name under which the validator knows the document.
const URI: &str = "urn:document";

/// A document whose schemas values are made for.
pub struct Document {
    root: Value,
    entry: String,
    places: Vec<String>,
    tags: Tags,
    registry: jsonschema::Registry<'static>,
    validators: Mutex<HashMap<String, Arc<jsonschema::Validator>>>,
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same values.
    pub seed: u64,
    /// So many values at most, and more only for a schema that itself has more variants or listed values: those are all
    /// shown, up to 300.
    pub most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { seed: 1, most: 12 }
    }
}

/// A value that the schema lets through.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The value.
    pub value: Value,
    /// How it came about.
    pub kind: Kind,
}

/// How a value came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is in the document: `example`, `examples`, `default`.
    Example,
    /// It has only what must be there.
    Least,
    /// It has all that may be there.
    Whole,
    /// It has some of what may be there.
    Varied,
}

impl Document {
    /// Reads a document, and the files that it refers to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is neither YAML nor JSON, or is no OpenAPI document.
    pub fn read(path: &Path) -> Result<Self, String> {
        Document::of(files::read_all(path)?)
    }

    /// Reads a document of one text.
    ///
    /// # Errors
    ///
    /// As [`Document::read`].
    pub fn parse(text: &str) -> Result<Self, String> {
        Document::of(files::read_one(text)?)
    }

    fn of(files: files::Files) -> Result<Self, String> {
        let mut root = files.root;
        let entry = format!("/files/{}", pointer::escape(&files.entry));
        let version = root
            .pointer(&format!("{entry}/openapi"))
            .and_then(Value::as_str)
            .ok_or("it has no `openapi`")?;
        let version = if version.starts_with("3.0") {
            repair::Version::Old
        } else {
            repair::Version::New
        };
        let places = places::of(&root, &entry);
        repair::all(&mut root, &places, version);
        Document::made(root, entry)
    }

    fn made(root: Value, entry: String) -> Result<Self, String> {
        let places = places::of(&root, &entry);
        let tags = places::tags(&root, &places);
        let registry = jsonschema::Registry::new()
            .add(URI, root.clone())
            .and_then(|it| it.prepare())
            .map_err(|why| why.to_string())?;
        Ok(Document {
            root,
            entry,
            places,
            tags,
            registry,
            validators: Mutex::default(),
        })
    }

    /// The same document as it is for values that go one way only: `readOnly` members are no part of requests, `writeOnly`
    /// ones no part of responses, required or not.
    ///
    /// # Errors
    ///
    /// None that [`Document::read`] would not have met.
    pub fn for_direction(&self, direction: Direction) -> Result<Document, String> {
        let mut root = self.root.clone();
        direction::narrow(&mut root, &self.places, direction);
        Document::made(root, self.entry.clone())
    }

    /// The component schemas: name and pointer.
    pub fn components(&self) -> Vec<(String, String)> {
        let place = format!("{}/components/schemas", self.entry);
        let schemas = self.root.pointer(&place).and_then(Value::as_object);
        schemas
            .into_iter()
            .flat_map(|it| it.keys())
            .map(|name| {
                let pointer = format!("/components/schemas/{}", pointer::escape(name));
                (name.clone(), pointer)
            })
            .collect()
    }

    /// Values that the schema at `pointer` lets through. A pointer goes through references:
    /// `/paths/~1pets/get/parameters/0/schema` may have a `$ref` for the parameter.
    ///
    /// The list is empty where no valid value was found, as for a schema that contradicts itself.
    ///
    /// # Errors
    ///
    /// There is no schema at `pointer`.
    pub fn instances(&self, pointer: &str, options: &Options) -> Result<Vec<Instance>, String> {
        let place = self.place(pointer)?;
        let schema = self.at(&place)?;
        let validator = self.validator(&place)?;
        let mut found: Vec<Instance> = Vec::new();
        let mut add = |kind: Kind, value: Value| {
            let fresh = !found.iter().any(|it| it.value == value);
            if fresh && validator.is_valid(&value) {
                found.push(Instance { value, kind });
            }
            found.len()
        };
        for sample in merge::merge(&self.root, &[schema], &[]).samples {
            if add(Kind::Example, sample.clone()) >= 4 {
                break;
            }
        }
        let mut maker = Maker::new(&self.root, &self.tags, options.seed);
        let begin = [(Kind::Least, Extent::Least), (Kind::Whole, Extent::Most)];
        for (kind, extent) in begin {
            if let Some(value) = maker.next(schema, extent) {
                add(kind, value);
            }
        }
        let widest = maker.widest().min(300);
        let most = options.most.max(widest + 2);
        for round in 0..most * 2 {
            let (kind, extent) = match round % 3 {
                0 => (Kind::Varied, Extent::Some),
                1 => (Kind::Whole, Extent::Most),
                _ => (Kind::Least, Extent::Least),
            };
            if let Some(value) = maker.next(schema, extent)
                && add(kind, value) >= most
            {
                break;
            }
            if maker.is_done() && round > 2 {
                break;
            }
        }
        Ok(found)
    }

    /// Whether the schema at `pointer` lets a value through.
    ///
    /// # Errors
    ///
    /// There is no schema at `pointer`.
    pub fn accepts(&self, pointer: &str, value: &Value) -> Result<bool, String> {
        Ok(self.validator(&self.place(pointer)?)?.is_valid(value))
    }

    /// Whether the schema at `pointer` lets a value through; an error says why not, and where.
    ///
    /// # Errors
    ///
    /// There is no schema at `pointer`, or it does not let the value through.
    pub fn check(&self, pointer: &str, value: &Value) -> Result<(), String> {
        let validator = self.validator(&self.place(pointer)?)?;
        validator
            .validate(value)
            .map_err(|why| format!("{why} (at `{}`)", why.instance_path()))
    }

    /// The document and all files that it refers to as one value, `{"files": {NAME: CONTENT}}`, in which every reference
    /// is `#/files/NAME/…` and every schema one of JSON Schema 2020-12. A pointer into it, which begins with `/files/`, can
    /// be given wherever one into the document can.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Where the document itself stands in [`Document::root`].
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// The place that a pointer leads to, through references.
    fn place(&self, pointer: &str) -> Result<String, String> {
        let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
        let mut place = match pointer.starts_with("/files/") {
            true => String::new(),
            false => self.entry.clone(),
        };
        for token in pointer.split('/').skip(1) {
            for _ in 0..32 {
                let target = self
                    .root
                    .pointer(&place)
                    .and_then(|it| it.get("$ref")?.as_str())
                    .and_then(pointer::of_reference);
                let here = self.root.pointer(&format!("{place}/{token}"));
                match target.filter(|_| here.is_none()) {
                    Some(target) => place = target,
                    None => break,
                }
            }
            place = format!("{place}/{token}");
        }
        Ok(place)
    }

    fn at(&self, place: &str) -> Result<&Value, String> {
        self.root
            .pointer(place)
            .filter(|it| it.is_object() || it.is_boolean())
            .ok_or_else(|| format!("there is no schema at `{place}`"))
    }

    fn validator(&self, place: &str) -> Result<Arc<jsonschema::Validator>, String> {
        let known = || {
            self.validators
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(known) = known().get(place) {
            return Ok(Arc::clone(known));
        }
        let reference = format!("{URI}{}", pointer::as_reference(place));
        let made = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .with_registry(&self.registry)
            .build(&json!({ "$ref": reference }))
            .map_err(|why| format!("no validator for `{place}`: {why}"))?;
        let made = Arc::new(made);
        known().insert(place.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}
