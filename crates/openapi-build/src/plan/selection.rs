//! Which shapes get a type of their own, as `select` decides it.

use super::operations::media;
use crate::ir::TypeId;
use crate::resolve::Encoding;
use crate::shape::ShapeId;
use crate::source::NodeId;
use std::collections::HashMap;

/// A shape that becomes a type.
#[derive(Debug)]
pub struct Selected {
    /// The shape; the first one, if several are written the same way.
    pub shape: ShapeId,
    /// What it is to be called.
    pub hint: Hint,
    /// What it is known by among the variants of the union that it stands in.
    pub looks: Option<Box<str>>,
    /// In how many places it is written the same way.
    pub places: usize,
    /// Set for a body of several parts, which has no JSON form.
    pub form: Option<Form>,
}

/// A use of a schema as a body of several parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The Media Type Object.
    pub media: NodeId,
    /// The media type.
    pub media_type: Box<str>,
    /// What it says of single members.
    pub encoding: Vec<(Box<str>, Encoding)>,
}

impl Form {
    /// The styles of members are for forms alone (OpenAPI 3.1 §4.8.15).
    pub fn is_form_data(&self) -> bool {
        media::essence(&self.media_type) == "multipart/form-data"
    }

    /// Uses of a shape that are one type: all that say nothing of single members.
    pub(super) fn key(&self, shape: ShapeId) -> (ShapeId, Option<NodeId>) {
        (shape, (!self.encoding.is_empty()).then_some(self.media))
    }
}

/// What a type is to be called.
#[derive(Clone, Debug)]
pub enum Hint {
    /// After the component: its index in `Shapes::components`.
    Component(usize),
    /// After the type that it stands in, and the way from there.
    Inside(TypeId, Vec<Box<str>>),
    /// After the operation that uses it, and the part of it.
    Operation(usize, Vec<Box<str>>),
}

/// The types of a crate.
#[derive(Debug, Default)]
pub struct Selection {
    /// In the order in which they are written.
    pub list: Vec<Selected>,
    /// The type of a shape that has one.
    pub by_shape: HashMap<ShapeId, TypeId>,
    /// The component whose own shape one is: index in `Shapes::components`.
    pub owners: HashMap<ShapeId, usize>,
    /// Components that are other names for a type: index in `Shapes::components`.
    pub aliases: Vec<usize>,
    /// The types of bodies of several parts.
    pub(super) forms: HashMap<(ShapeId, Option<NodeId>), TypeId>,
}

impl Selection {
    /// The type of a body of several parts, if the document names its parts.
    pub fn form(&self, shape: ShapeId, form: &Form) -> Option<TypeId> {
        self.forms.get(&form.key(shape)).copied()
    }
}
