//! What went wrong, where, and what to do about it.

mod codes;
pub mod docs;
mod remedy;
pub mod render;

use std::collections::HashSet;

pub use codes::Code;
pub use remedy::Of;
pub use remedy::Remedy;
pub use remedy::quoted;

use crate::source::Place;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For the report only; cargo never shows it.
    Note,
    /// Something of the document is not, or differently, expressed in the client.
    Warning,
    /// Nothing sensible can be generated.
    Error,
}

/// A place and what there is to say of it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What, in a few words; empty when the message says it all.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its row in the table of codes.
    pub code: Code,
    /// One line that stands alone.
    pub message: String,
    /// The place at fault.
    pub primary: Label,
    /// The other parties.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// What one can paste to do it.
    pub remedies: Vec<Remedy>,
}

impl Diagnostic {
    /// A finding at `place`.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: message.into(),
            primary: Label {
                place,
                text: String::new(),
            },
            related: Vec::new(),
            help: None,
            remedies: Vec::new(),
        }
    }

    /// Words under the place at fault.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place that has to do with it.
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// What one can paste to do something about it.
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedies.push(remedy);
        self
    }

    /// What to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// At least one error was reported; the list says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// Every finding of a run, in the order of reporting.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    seen: HashSet<(Code, Place, String)>,
}

impl Diagnostics {
    /// Keeps a finding. The same code at the same place with the same message is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let key = (
            diagnostic.code,
            diagnostic.primary.place,
            diagnostic.message.clone(),
        );
        if self.seen.insert(key) {
            self.list.push(diagnostic);
        }
    }

    /// Called between stages, never inside one: a stage reports all it finds.
    pub fn gate(&self) -> Result<(), Failed> {
        if self.count(Severity::Error) > 0 {
            Err(Failed)
        } else {
            Ok(())
        }
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|it| it.code.severity() == severity)
            .count()
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }
}
