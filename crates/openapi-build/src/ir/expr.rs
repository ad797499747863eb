//! Values that the document writes out, as Rust expressions: nothing in them can fail when they are evaluated.

use super::Ident;
use super::Leaf;
use super::MapType;
use super::TypeId;

/// A Rust expression for a literal, checked against its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `true`, `false`
    Bool(bool),
    /// An integer literal.
    Int(i128),
    /// An integer literal beyond `i128`.
    Huge(u128),
    /// A float literal.
    Float(f64),
    /// A string, converted into its type.
    Str(Box<str>),
    /// The text of a format, which keeps any text.
    Text(Leaf, Box<str>),
    /// Any JSON.
    Json(Json),
    /// `()`: null where nothing else may be.
    Unit,
    /// A variant of a generated enum.
    Variant(TypeId, Ident),
    /// A variant of a generated enum that holds a value.
    Holding(TypeId, Ident, Box<Expr>),
    /// A newtype around another expression.
    New(TypeId, Box<Expr>),
    /// An object with named members.
    Struct(StructExpr),
    /// `Vec::new()` or the values.
    List(Vec<Expr>),
    /// A list of strings.
    Strings(Vec<Box<str>>),
    /// A map, in the order of the document.
    Map(MapType, Vec<(Box<str>, Expr)>),
    /// A tuple.
    Tuple(Vec<Expr>),
    /// A tuple, and the items behind it.
    Sequence(Box<Expr>, Vec<Expr>),
    /// `Box::new`
    Boxed(Box<Expr>),
    /// An object, and the members that its type does not name.
    Open(Box<Expr>, Vec<(Box<str>, Json)>),
    /// `Option::None`
    None,
    /// `Option::Some`
    Some(Box<Expr>),
    /// A `Patch` that is absent.
    Absent,
    /// A `Patch` that is null.
    Null,
    /// A `Patch` with a value.
    Present(Box<Expr>),
}

/// A struct with values for its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct StructExpr {
    /// The struct.
    pub id: TypeId,
    /// Fields and their values.
    pub fields: Vec<(Ident, Expr)>,
    /// Fields that are not among them.
    pub others: OtherFields,
}

/// Where fields without a value of their own come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFields {
    /// There are none.
    None,
    /// They are as `new` makes them, which needs no argument.
    New,
}

/// Any JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond those.
    Large(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Box<str>),
    /// A list.
    List(Vec<Json>),
    /// An object, in the order of the document.
    Object(Vec<(Box<str>, Json)>),
}
