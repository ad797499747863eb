//! What operations use of the document's schemas.

use crate::plan::Form;
use crate::plan::flow::Flow;
use crate::resolve::SchemaId;

/// A schema that an operation names, and what its type is called if it needs a name.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationUse {
    /// Index of the operation in [`super::Outline::names`].
    pub operation: usize,
    /// The schema.
    pub schema: SchemaId,
    /// The part of the operation: `Body`, `Response`, a parameter's name.
    pub words: Vec<Box<str>>,
    /// The direction in which values go.
    pub flow: Flow,
    /// Set where it is a body of several parts.
    pub form: Option<Form>,
}
