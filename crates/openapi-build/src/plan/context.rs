//! What the definitions of types are decided from.

use super::constants::Tags;
use super::flow::Flow;
use super::flow::Flows;
use super::lookup::Lookup;
use super::names::parts::Naming;
use super::type_names::TypeNames;
use crate::ir::Ident;
use crate::ir::TypeId;
use crate::shape::ShapeId;

/// What the definition of types is decided from.
pub struct Context<'a> {
    /// Shapes and selected types.
    pub lookup: Lookup<'a>,
    /// Their names.
    pub names: &'a TypeNames,
    /// How the parts of types are called.
    pub naming: &'a Naming<'a>,
    /// Their directions.
    pub flows: &'a Flows,
    /// Members that tell variants apart.
    pub tags: &'a Tags,
}

impl Context<'_> {
    /// The name of a selected type.
    pub fn name(&self, id: TypeId) -> &str {
        self.names
            .types
            .get(id.0 as usize)
            .map_or("", Ident::as_str)
    }

    /// The direction of a shape's values.
    pub fn flow(&self, shape: ShapeId) -> Flow {
        self.flows.get(shape)
    }
}
