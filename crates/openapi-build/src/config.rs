//! What the caller asked for. `resolve` reads which operations are wanted, `plan` the rest: if `emit` needs it, a
//! decision is being taken in the wrong stage.

/// Settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Path of an overlay that corrects the document (OpenAPI Overlay 1.1), if there is one.
    pub overlay: Option<String>,
    /// The names lock, if there is one.
    pub lock: Option<Lock>,
    /// Which operations are generated; all of them unless it says otherwise.
    pub selection: Selection,
    /// Whether operations can also be called by their names.
    pub dynamic: Dynamic,
}

/// Whether operations can also be called by their names, with JSON in and JSON out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dynamic {
    /// They can: there is a file `dynamic.rs` with a table of them.
    Yes,
    /// They cannot.
    #[default]
    No,
}

/// A names lock as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Path, for messages.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Which operations are generated: those that any of `include` names, or all of them when it is empty, without those
/// that any of `exclude` names. With a selection, types that no selected operation reaches are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is taken.
    pub include: Vec<Selector>,
    /// What is left out all the same.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Whether everything is generated.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// Names some operations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selector {
    /// Those with this tag, be it the first or not; `*` stands for any text. The empty text names operations without
    /// a tag.
    Tag(String),
    /// Those with this `operationId`; `*` stands for any text.
    Operation(String),
    /// Those of these paths, perhaps with a method before them: `/v1/pets/{id}`, `GET /v1/*`, `/v1/**`. Here `*` stands for
    /// any text within a segment, and `**` for any text.
    Path(String),
}
