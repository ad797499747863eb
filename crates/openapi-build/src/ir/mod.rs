//! The Rust that will be written, with everything decided and nothing printed.
//!
//! Data only: no method here answers a question that a field does not. `plan` makes it,
//! `emit` spells it, `dump` shows it to reviewers.

pub mod dump;
mod expr;
mod operations;
mod types;
mod value_kind;

pub use expr::*;
pub use operations::*;
pub use types::*;
pub use value_kind::*;

use crate::source::NodeId;

/// A legal Rust identifier, unique in its scope. Made by `plan::names` and by nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(Box<str>);

impl Ident {
    /// To be called by the naming pass alone, which has checked `text`.
    pub(crate) fn claimed(text: &str) -> Self {
        Ident(text.into())
    }

    /// The identifier as it is written, with `r#` if it has one.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A whole client.
#[derive(Debug)]
pub struct Crate {
    /// The document's title, version and description.
    pub about: About,
    /// All types, in the order in which they are written; `TypeId` is the index.
    pub types: Vec<TypeDef>,
    /// What each component schema is, in the order of the document.
    pub components: Vec<Component>,
    /// What schemas without a name are that operations write out, in the order of the operations. Plain texts and
    /// numbers are not among them.
    pub inline: Vec<Inline>,
    /// Client, groups, operations.
    pub client: Client,
    /// Whether there is a table of operations to be called by name.
    pub table: Table,
    /// How generated code names the four prelude types, which a document's type may shadow.
    pub prelude: Prelude,
    /// The features that the runtime must have for the values of formats, each once.
    pub value_features: Vec<ValueFeature>,
    /// The features of cargo that parts of the client stand behind.
    pub features: Vec<Feature>,
    /// What values are checked by, if they can be.
    pub checks: Option<Checks>,
}

/// What values are checked by.
#[derive(Debug)]
pub struct Checks {
    /// The files with schemas, and the schemas of each as JSON; the document itself has no name.
    pub files: Vec<(Box<str>, Box<str>)>,
    /// What operations send and get, in the order of the document.
    pub operations: Vec<OperationChecks>,
}

/// By which schemas the values of an operation are checked.
#[derive(Debug)]
pub struct OperationChecks {
    /// The operation's id, as `Operation::id`.
    pub id: Box<str>,
    /// Its values, each with its schema.
    pub values: Vec<CheckedValue>,
}

/// A value that an operation sends or gets.
#[derive(Debug)]
pub struct CheckedValue {
    /// Which one: `query limit`, `body application/json`, `200 application/json`.
    pub what: Box<str>,
    /// The pointer of its schema.
    pub schema: Box<str>,
}

/// A feature of cargo.
#[derive(Debug)]
pub struct Feature {
    /// Its name, as `Cargo.toml` has it.
    pub name: Box<str>,
    /// What is there where it is on.
    pub of: FeatureOf,
}

/// What a feature is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeatureOf {
    /// The operations of a tag, and the types that only they need.
    Tag(Box<str>),
    /// The types that no operation leads to.
    OtherTypes,
}

/// What something stands behind: it is there where one of these features is on, which are indices in `Crate::features`; always,
/// where there is none.
pub type Gate = Vec<usize>;

/// A feature of the runtime that gives formats values of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueFeature {
    /// `chrono`
    Chrono,
    /// `time`
    Time,
    /// `uuid`
    Uuid,
    /// `url`
    Url,
}

/// A component schema, and the type of a reference to it.
#[derive(Debug)]
pub struct Component {
    /// Its key in `components.schemas`.
    pub key: Box<str>,
    /// Its JSON pointer.
    pub pointer: Box<str>,
    /// The type of a value: with `Option` where the component lets null through.
    pub ty: Type,
}

/// A schema that an operation writes out: of a body, an answer, an argument.
#[derive(Debug)]
pub struct Inline {
    /// The schema.
    pub at: Origin,
    /// The type of a value: with `Option` where the schema lets null through.
    pub ty: Type,
}

/// Whether there is a table of operations to be called by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// There is.
    Written,
    /// There is none.
    Absent,
}

/// What the document says of itself.
#[derive(Debug)]
pub struct About {
    /// `info.title`.
    pub title: Box<str>,
    /// `info.version`.
    pub version: Box<str>,
    /// Documentation of the crate, ready to be written.
    pub docs: Docs,
}

/// Lines of documentation, safe to be written as they are.
pub type Docs = Vec<Box<str>>;

/// How generated code names the prelude types that it uses.
#[derive(Debug)]
pub struct Prelude {
    /// `Option`, or the runtime's name for it where the document has a type of that name.
    pub option: &'static str,
    /// `String`, likewise.
    pub string: &'static str,
    /// `Vec`, likewise.
    pub vec: &'static str,
    /// `Box`, likewise.
    pub boxed: &'static str,
}

/// Where something came from, for messages about it.
pub type Origin = NodeId;
