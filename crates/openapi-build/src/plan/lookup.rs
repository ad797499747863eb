//! The Rust type of a use of a shape. Reads what `select` chose; decides nothing but leaves.

use super::formats;
use super::selection::Selection;
use super::settings::Wishes;
use super::vocabulary::Vocabulary;
use crate::ir::Leaf;
use crate::ir::Type;
use crate::resolve::SchemaId;
use crate::shape::Kind;
use crate::shape::Null;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Tuple;
use crate::shape::Use;

/// Longer tuples have no `Default`, `Debug` or `PartialEq` in Rust.
const LONGEST: usize = 12;

/// Finds types of shapes.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    /// All shapes.
    pub shapes: &'a Shapes,
    /// The named types.
    pub selection: &'a Selection,
    /// Types of the caller's.
    pub wishes: &'a Wishes<'a>,
    /// Which types of the runtime stand for maps and formats.
    pub vocabulary: &'a Vocabulary<'a>,
}

impl Lookup<'_> {
    /// The type of a schema that an operation names, and whether null may stand there.
    pub fn at(&self, schema: SchemaId) -> Option<(Type, Null)> {
        let meaning = self.shapes.at(schema)?;
        Some((self.of(meaning), meaning.null))
    }

    /// The type of a value that is not null.
    pub fn of(&self, meaning: &Use) -> Type {
        if let Some(path) = self.wishes.own_type(meaning) {
            return Type::Foreign(path.into());
        }
        match self.selection.by_shape.get(&meaning.shape) {
            Some(id) => Type::Def(*id),
            None => self.written_out(meaning.shape),
        }
    }

    /// The type of an item, a variant or a map's value: with `Option` where null may stand.
    pub fn with_null(&self, meaning: &Use) -> Type {
        match (self.of(meaning), meaning.null) {
            (Type::Leaf(Leaf::Json), _) => Type::Leaf(Leaf::Json),
            (ty, Null::Allowed) => Type::Option(Box::new(ty)),
            (ty, Null::Refused) => ty,
        }
    }

    /// The type of a shape as it is written where it has no name.
    pub fn written_out(&self, shape: ShapeId) -> Type {
        match &self.shapes.get(shape).kind {
            Kind::Any => Type::Leaf(Leaf::Json),
            Kind::Never => Type::Leaf(Leaf::Never),
            Kind::Null => Type::Leaf(Leaf::Null),
            Kind::Bool => Type::Leaf(Leaf::Bool),
            Kind::Integer(number) => Type::Leaf(formats::integer(number)),
            Kind::Number(number) => Type::Leaf(formats::number(number)),
            Kind::String(text) => {
                let format = text.format.as_deref();
                match format.and_then(|it| self.wishes.settings.format(it)) {
                    Some(path) => Type::Foreign(path.into()),
                    None => Type::Leaf(self.vocabulary.string(shape, text)),
                }
            }
            Kind::List(item) => Type::List(Box::new(self.with_null(item))),
            Kind::Map(value) => {
                let maps = self.vocabulary.maps(shape);
                Type::Map(maps, Box::new(self.with_null(value)))
            }
            Kind::Tuple(tuple) => self.tuple(tuple),
            // These have names; a constant member's literal is written without a type.
            Kind::Literals(_) | Kind::Object(_) | Kind::Union(_) => Type::Leaf(Leaf::Json),
        }
    }

    /// A list of items with types of their own. What has one type alone is a plain list, and so is what is too long for
    /// a tuple of Rust.
    fn tuple(&self, tuple: &Tuple) -> Type {
        let items: Vec<Type> = tuple.items.iter().map(|it| self.with_null(it)).collect();
        let rest = tuple.rest.as_ref().map(|it| self.with_null(it));
        let whole = rest.is_none() && tuple.needed == items.len();
        if whole && (2..=LONGEST).contains(&items.len()) {
            return Type::Tuple(items);
        }
        let mut all = items.iter().chain(&rest);
        let first = all.next().cloned().unwrap_or(Type::Leaf(Leaf::Json));
        if all.all(|it| *it == first) {
            return Type::List(Box::new(first));
        }
        if items.len() > LONGEST {
            return Type::List(Box::new(Type::Leaf(Leaf::Json)));
        }
        let may_be_missing = |(index, item): (usize, Type)| match item {
            item if index < tuple.needed => item,
            // A missing item and one that is null are told apart as members are.
            Type::Option(inner) => Type::Maybe(inner),
            item => Type::Maybe(Box::new(item)),
        };
        let items = items.into_iter().enumerate().map(may_be_missing);
        let first = Type::Tuple(items.collect());
        match rest {
            Some(rest) => Type::Sequence(Box::new(first), Box::new(rest)),
            None => first,
        }
    }
}
