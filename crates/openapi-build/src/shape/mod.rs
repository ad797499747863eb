//! Stage 4. What each schema means: which JSON values it lets through.
//!
//! In: an `Api`. Out: `Shapes`: null taken out, `allOf` merged, unions told apart, literals
//! read. Knows JSON Schema; has never heard of Rust.
//!
//! A shape belongs to a set of schemas that all apply to the same value (`parts`): a schema
//! without `allOf` is a set of one. Equal sets are one shape, so recursion ends by itself.

mod alike;
mod array;
mod bases;
mod beside;
mod build;
mod choice;
mod collapse;
mod conditional;
mod extending;
mod listed;
pub mod literal;
mod look;
mod null;
mod object;
mod odd;
mod parts;
mod pattern;
mod rest;
mod seen;
mod tag;
mod union;
mod value_kind;
mod width;

pub use build::shape;
pub use literal::Literal;
pub use seen::Seen;
pub use seen::format as seen_format;
#[cfg(test)]
pub(crate) use seen::formats as seen_formats;
pub use value_kind::ValueKind;
pub use width::Width;
#[cfg(test)]
pub(crate) use width::formats as integer_formats;

use crate::resolve::Component;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use std::collections::HashMap;

/// A shape: an index into `Shapes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShapeId(pub u32);

/// The meaning of every schema.
#[derive(Debug)]
pub struct Shapes {
    list: Vec<Shape>,
    uses: HashMap<SchemaId, Use>,
    /// The components, in the order of the document.
    pub components: Vec<Named>,
}

/// A component and its meaning.
#[derive(Debug)]
pub struct Named {
    /// Name and pointer.
    pub component: Component,
    /// What it means.
    pub meaning: Use,
    /// Whether the shape is this component's own, or another one's.
    pub owner: Owner,
}

/// Whose a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The component itself.
    Itself,
    /// Another component, or nobody: this one is another name for it.
    Other,
}

impl Shapes {
    /// All shapes with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ShapeId, &Shape)> {
        self.list
            .iter()
            .enumerate()
            .map(|(index, it)| (ShapeId(index as u32), it))
    }

    /// The shape.
    pub fn get(&self, id: ShapeId) -> &Shape {
        // Ids are made by `build` alone, one for each entry.
        &self.list[id.0 as usize]
    }

    /// The shape, to be changed by what the caller asked for.
    pub(crate) fn get_mut(&mut self, id: ShapeId) -> &mut Shape {
        // As for `get`.
        &mut self.list[id.0 as usize]
    }

    /// One more shape with the same looks.
    pub(crate) fn copy(&mut self, id: ShapeId) -> ShapeId {
        let copy = ShapeId(self.list.len() as u32);
        self.list.push(self.get(id).clone());
        copy
    }

    /// A shape that is any JSON.
    pub(crate) fn anything(&mut self) -> ShapeId {
        let id = ShapeId(self.list.len() as u32);
        self.list.push(Shape {
            at: NodeId(0),
            pointer: Box::default(),
            null: Null::Allowed,
            notes: Notes::default(),
            kind: Kind::Any,
        });
        id
    }

    /// What the schemas mean that components or operations name directly.
    pub fn roots(&self) -> impl Iterator<Item = (&SchemaId, &Use)> {
        self.uses.iter()
    }

    /// What a schema that components or operations name directly means.
    pub fn at(&self, schema: SchemaId) -> Option<&Use> {
        self.uses.get(&schema)
    }
}

/// A place that uses a shape, and what is said there of the value.
#[derive(Clone, Debug)]
pub struct Use {
    /// What the value looks like when it is not null.
    pub shape: ShapeId,
    /// Whether it may be null.
    pub null: Null,
    /// The schema at this place.
    pub at: NodeId,
    /// What is said of the value here, or else at the shape.
    pub notes: Notes,
}

/// Whether null is among the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Null {
    /// It is.
    Allowed,
    /// It is not.
    Refused,
}

/// What is said of a value beside its looks.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// `title`.
    pub title: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `default`.
    pub default: Option<(Literal, NodeId)>,
    /// Keywords that only constrain, with their values.
    pub limits: Vec<(Box<str>, Literal)>,
}

/// The looks of a value.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The schema that it was first met at.
    pub at: NodeId,
    /// Its JSON pointer; empty where the looks need no name.
    pub pointer: Box<str>,
    /// Whether the schema itself lets null through.
    pub null: Null,
    /// What is said of it.
    pub notes: Notes,
    /// The looks.
    pub kind: Kind,
}

/// What a value looks like.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Anything.
    Any,
    /// Nothing: no value is let through.
    Never,
    /// Null and nothing else.
    Null,
    /// `true` or `false`.
    Bool,
    /// An integer.
    Integer(Number),
    /// A number.
    Number(Number),
    /// A string.
    String(Text),
    /// One of some literals.
    Literals(Literals),
    /// A list.
    List(Use),
    /// A list whose first items have shapes of their own.
    Tuple(Tuple),
    /// An object with named members.
    Object(Object),
    /// An object whose members all have the same shape.
    Map(Use),
    /// One of some shapes.
    Union(Union),
}

/// A number.
#[derive(Clone, Debug, Default)]
pub struct Number {
    /// `format`.
    pub format: Option<Box<str>>,
    /// The smallest value, if it is an integer.
    pub minimum: Option<i128>,
    /// The largest value, if it is an integer; the largest `i128` for one beyond it.
    pub maximum: Option<i128>,
}

/// A string.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// `format`.
    pub format: Option<Box<str>>,
    /// `contentEncoding`.
    pub encoding: Option<Box<str>>,
    /// `contentMediaType`.
    pub media_type: Option<Box<str>>,
    /// `contentSchema`, where the string holds JSON.
    pub content: Option<Box<Use>>,
}

/// One of some literals; null is taken out.
#[derive(Clone, Debug)]
pub struct Literals {
    /// The values, each once.
    pub values: Vec<ListedLiteral>,
    /// Whether the schema says that other values of the type may come as well.
    pub others: Others,
}

/// A listed literal.
#[derive(Clone, Debug)]
pub struct ListedLiteral {
    /// The value.
    pub value: Literal,
    /// Its node.
    pub at: NodeId,
    /// The name for code that an extension gives it.
    pub name: Option<Box<str>>,
    /// What is said of it.
    pub description: Option<Box<str>>,
}

/// Whether values beside the listed ones are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// `anyOf: [string, enum]`: any other string.
    Declared,
    /// Only the listed ones, today.
    Undeclared,
    /// `const`: there never is another one.
    Excluded,
}

/// `prefixItems`.
#[derive(Clone, Debug)]
pub struct Tuple {
    /// The first items.
    pub items: Vec<Use>,
    /// The items after them; none when there are no more.
    pub rest: Option<Use>,
    /// How many must be there.
    pub needed: usize,
}

/// An object.
#[derive(Clone, Debug)]
pub struct Object {
    /// In the order of the document.
    pub members: Vec<Member>,
    /// What may stand beside them.
    pub rest: Rest,
}

/// A named member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: Box<str>,
    /// Its value.
    pub value: Use,
    /// Whether it must be there.
    pub required: Required,
}

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// It must.
    Yes,
    /// It may be absent.
    No,
}

/// What may stand in an object beside its named members.
#[derive(Clone, Debug)]
pub enum Rest {
    /// Nothing is said.
    Undeclared,
    /// Nothing may.
    Refused,
    /// Members with these values.
    Values(Use),
}

/// One of some shapes.
#[derive(Clone, Debug)]
pub struct Union {
    /// The variants.
    pub variants: Vec<Use>,
    /// Shapes among them whose values keep members that only other variants declare: of an `anyOf`, several may apply.
    pub open: Vec<ShapeId>,
    /// How a reader can tell which one a value is.
    pub told: Told,
}

/// How a reader can tell a union's variants apart.
#[derive(Clone, Debug)]
pub enum Told {
    /// By a property with values of its own in each variant.
    ByProperty(Tag),
    /// By one look at the value: for each variant some tests, of which its values pass one.
    ByLook(Vec<Vec<Look>>),
}

/// A property that tells variants apart.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name.
    pub property: Box<str>,
    /// Its values, a list for each variant.
    pub values: Vec<Vec<Literal>>,
    /// Whether each variant declares the property itself.
    pub declared: Vec<Declared>,
    /// The variant that a value without the property is.
    pub absent: Option<usize>,
    /// The variant that a value with another value of the property is.
    pub other: Option<usize>,
}

/// Whether a variant has the property among its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// It has.
    Yes,
    /// It has not.
    No,
}

/// What becomes of the members that a variant does not declare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UndeclaredMembers {
    /// They are left out.
    #[default]
    Dropped,
    /// The variant has a place for them.
    Kept,
}

/// What can be seen of a value at one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The kinds that it may be of. Where others are told from them by it, integers by their width, and strings by their format.
    pub kinds: Vec<ValueKind>,
    /// The texts, numbers and truths that it may be; empty for any.
    pub one_of: Vec<Literal>,
    /// Members that have one of some values.
    pub constants: Vec<(Box<str>, Vec<Literal>)>,
    /// Members that must be there.
    pub needs: Vec<Box<str>>,
    /// All declared members.
    pub knows: Vec<Box<str>>,
    /// What becomes of members that are not declared.
    pub others: UndeclaredMembers,
    /// What members look like when they are there, where that tells variants apart: some tests for each.
    pub members: Vec<(Box<str>, Vec<Look>)>,
    /// What items look like, where that tells variants apart; empty for anything.
    pub items: Vec<Look>,
    /// What members without a name look like, where that tells variants apart; empty for anything.
    pub rest: Vec<Look>,
}
