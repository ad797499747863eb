//! Which shapes become types with a name, and what they are to be called.
//!
//! Every component does, and inside of them every object, union and list of literals. Numbers,
//! strings, lists and maps are written where they are used.

use super::constants;
use super::constants::Tags;
use super::flow::Flows;
use super::share::Class;
use super::share::Classes;
use crate::ir::TypeId;
use crate::shape::Kind;
use crate::shape::Literal;
use crate::shape::Owner;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Told;
use crate::shape::Union;
use crate::shape::Use;
use std::collections::HashMap;

/// A shape that becomes a type.
#[derive(Debug)]
pub struct Selected {
    /// The shape; the first one, if several are written the same way.
    pub shape: ShapeId,
    /// What it is to be called.
    pub hint: Hint,
    /// In how many places it is written the same way.
    pub places: usize,
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
    /// Components that are other names for a type: index in `Shapes::components`.
    pub aliases: Vec<usize>,
}

/// A use of a schema by an operation, with the words to name its type by.
pub struct Root<'a> {
    /// Index of the operation.
    pub operation: usize,
    /// The part of it: `Body`, `Response`, a parameter's name.
    pub words: Vec<Box<str>>,
    /// The use.
    pub meaning: &'a Use,
}

/// Selects the types of components and operations.
pub fn select(shapes: &Shapes, tags: &Tags, flows: &Flows, roots: &[Root<'_>]) -> Selection {
    let owners = shapes
        .components
        .iter()
        .filter(|it| it.owner == Owner::Itself);
    let classes = Classes::new(
        shapes,
        tags,
        flows,
        owners.map(|it| it.meaning.shape).collect(),
    );
    let mut selector = Selector {
        shapes,
        tags,
        selection: Selection::default(),
        owned: HashMap::new(),
        classes,
        by_class: HashMap::new(),
    };
    for (index, named) in shapes.components.iter().enumerate() {
        match named.owner {
            Owner::Itself => {
                selector.owned.insert(named.meaning.shape, index);
            }
            Owner::Other => selector.selection.aliases.push(index),
        }
    }
    for (index, named) in shapes.components.iter().enumerate() {
        match (named.owner, &shapes.get(named.meaning.shape).kind) {
            // Any JSON has no looks of its own to give a name to.
            (Owner::Itself, Kind::Any) => selector.selection.aliases.push(index),
            (Owner::Itself, _) => selector.push(named.meaning.shape, Hint::Component(index)),
            (Owner::Other, _) => {}
        }
    }
    for root in roots {
        selector.visit(root.meaning, &|words| {
            let mut all = root.words.clone();
            all.extend(words);
            Hint::Operation(root.operation, all)
        });
    }
    selector.selection
}

struct Selector<'a> {
    shapes: &'a Shapes,
    tags: &'a Tags,
    selection: Selection,
    owned: HashMap<ShapeId, usize>,
    classes: Classes<'a>,
    by_class: HashMap<Class, TypeId>,
}

impl Selector<'_> {
    /// Selects a shape and what is inside of it.
    fn push(&mut self, shape: ShapeId, hint: Hint) {
        let class = self.classes.of(shape);
        let known = self
            .selection
            .by_shape
            .get(&shape)
            .or_else(|| self.by_class.get(&class))
            .copied();
        if let Some(id) = known {
            self.selection.by_shape.insert(shape, id);
            if let Some(selected) = self.selection.list.get_mut(id.0 as usize) {
                selected.places += 1;
            }
            return;
        }
        let id = TypeId(self.selection.list.len() as u32);
        self.selection.list.push(Selected {
            shape,
            hint,
            places: 1,
        });
        self.selection.by_shape.insert(shape, id);
        self.by_class.insert(class, id);
        self.inside(shape, id);
    }

    /// Selects what a type's members, items and variants need.
    fn inside(&mut self, shape: ShapeId, id: TypeId) {
        let shapes = self.shapes;
        let under = |word: &str| {
            let word: Box<str> = word.into();
            move |words: Vec<Box<str>>| {
                let mut all = vec![word.clone()];
                all.extend(words);
                Hint::Inside(id, all)
            }
        };
        match &shapes.get(shape).kind {
            Kind::Object(object) => {
                for member in &object.members {
                    if constants::of(shapes, self.tags, shape, member).is_none() {
                        self.visit(&member.value, &under(&member.name));
                    }
                }
                if let Rest::Values(value) = &object.rest {
                    self.visit(value, &under("Value"));
                }
            }
            Kind::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    let word = variant_word(shapes, union, index);
                    self.visit(variant, &under(&word));
                }
            }
            Kind::List(item) => self.visit(item, &under("Item")),
            Kind::Map(value) => self.visit(value, &under("Value")),
            Kind::Tuple(tuple) => {
                for item in tuple.items.iter().chain(&tuple.rest) {
                    self.visit(item, &under("Item"));
                }
            }
            Kind::Any
            | Kind::Never
            | Kind::Null
            | Kind::Bool
            | Kind::Integer(_)
            | Kind::Number(_) => {}
            Kind::String(_) | Kind::Literals(_) => {}
        }
    }

    /// Selects what a use needs; `hint` makes the name of a type that stands `words` below it.
    fn visit(&mut self, meaning: &Use, hint: &dyn Fn(Vec<Box<str>>) -> Hint) {
        let shape = meaning.shape;
        if self.owned.contains_key(&shape) {
            return;
        }
        match &self.shapes.get(shape).kind {
            Kind::Literals(_) | Kind::Object(_) | Kind::Union(_) => {
                self.push(shape, hint(Vec::new()))
            }
            Kind::List(item) => self.visit_below(item, "Item", hint),
            Kind::Map(value) => self.visit_below(value, "Value", hint),
            Kind::Tuple(tuple) => {
                for item in tuple.items.iter().chain(&tuple.rest) {
                    self.visit_below(item, "Item", hint);
                }
            }
            Kind::Any
            | Kind::Never
            | Kind::Null
            | Kind::Bool
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_) => {}
        }
    }

    fn visit_below(&mut self, meaning: &Use, word: &str, hint: &dyn Fn(Vec<Box<str>>) -> Hint) {
        self.visit(meaning, &|words| {
            let mut all: Vec<Box<str>> = vec![word.into()];
            all.extend(words);
            hint(all)
        });
    }
}

/// What a variant is called by itself: its tag, its component, else its JSON type.
pub fn variant_word(shapes: &Shapes, union: &Union, index: usize) -> Box<str> {
    let Some(variant) = union.variants.get(index) else {
        return "Variant".into();
    };
    let named = shapes
        .components
        .iter()
        .find(|it| it.owner == Owner::Itself && it.meaning.shape == variant.shape);
    if let Some(named) = named {
        return named.component.name.clone();
    }
    if let Told::ByProperty(tag) = &union.told
        && let Some([Literal::String(value), ..]) = tag.values.get(index).map(Vec::as_slice)
    {
        return value.clone();
    }
    match &shapes.get(variant.shape).kind {
        Kind::Any => "Any",
        Kind::Never => "Never",
        Kind::Null => "Null",
        Kind::Bool => "Bool",
        Kind::Integer(_) => "Integer",
        Kind::Number(_) => "Number",
        Kind::String(_) => "String",
        Kind::Literals(_) => "Enum",
        Kind::List(_) | Kind::Tuple(_) => "List",
        Kind::Object(_) => "Object",
        Kind::Map(_) => "Map",
        Kind::Union(_) => "Choice",
    }
    .into()
}
