//! What the caller asked for. Read by `plan` alone: if `emit` needs it, a decision is being
//! taken in the wrong stage.

/// Settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The names lock, if there is one: its path for messages, and its text.
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
