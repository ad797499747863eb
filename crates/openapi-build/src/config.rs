//! What the caller asked for. Read by `plan` alone: if `emit` needs it, a decision is being
//! taken in the wrong stage.

/// Settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Path of an overlay that corrects the document (OpenAPI Overlay 1.1), if there is one.
    pub overlay: Option<String>,
    /// The names lock, if there is one.
    pub lock: Option<Lock>,
}

/// A names lock as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Path, for messages.
    pub path: String,
    /// Text.
    pub text: String,
}
