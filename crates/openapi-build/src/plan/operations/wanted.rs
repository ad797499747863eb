//! What an operation takes, before it has names and types: values, and the ways in which a body is written.

use crate::ir::BodyCodec;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::Style;
use crate::plan::Form;
use crate::resolve::SchemaId;
use crate::source::NodeId;

/// A value that the caller gives, before it has a name and a type.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// Its name in the document; `body` for a body.
    pub name: &'a str,
    /// What it is.
    pub value: Value,
    /// Positional or by a setter.
    pub need: Need,
    /// Where it goes.
    pub goes: Goes,
    /// What the document says of it.
    pub description: Option<&'a str>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The parameter or body in the document.
    pub at: NodeId,
}

/// Where a value goes.
#[derive(Debug)]
pub enum Goes {
    /// A parameter in its style.
    Parameter {
        /// Path, query, header, cookie.
        location: Location,
        /// Name on the wire.
        wire: Box<str>,
        /// How arrays and objects are spelled.
        style: Style,
        /// Members of a form that is the whole query, where they are not spelled like others.
        styles: Vec<(Box<str>, Style)>,
    },
    /// The body, in one of these ways; `value` is that of the first.
    Body(Vec<Way>),
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// What a schema says.
    Schema(SchemaId),
    /// Any JSON.
    Json,
    /// Many values of what a schema says, or of a list whose items it says; without one, any JSON.
    Items(Option<SchemaId>),
    /// Parts; a schema may name them.
    Form(Option<SchemaId>),
    /// Text, whatever a schema says.
    Text,
    /// Raw bytes, whatever a schema says.
    Bytes,
}

/// One way to write a body, before it has a type.
#[derive(Clone, Debug)]
pub struct Way {
    /// What the caller gives.
    pub value: Value,
    /// How it is written.
    pub codec: BodyCodec,
    /// Its media type.
    pub media_type: Box<str>,
    /// Other media types that would be written alike.
    pub also: Vec<Box<str>>,
    /// Members of a form that are not spelled like others.
    pub styles: Vec<(Box<str>, Style)>,
    /// Set for a body of several parts.
    pub form: Option<Form>,
    /// The schema, whether it decides the type or not.
    pub schema: Option<SchemaId>,
    /// Its Media Type Object.
    pub at: NodeId,
}
