//! Which shapes become types with a name, and what they are to be called.
//!
//! Every component does, and inside of them every object, union and list of literals. Numbers,
//! strings, lists and maps are written where they are used.

use super::constants;
use super::constants::Tags;
use super::flow;
use super::flow::Flow;
use super::flow::Flows;
use super::multipart;
use super::multipart::Content;
use super::names::variants;
use super::names::variants::Word;
use super::selection::Form;
use super::selection::Hint;
use super::selection::Selected;
use super::selection::Selection;
use super::settings::Wishes;
use super::share::Class;
use super::share::Classes;
use super::vocabulary::Vocabulary;
use crate::ir::TypeId;
use crate::shape::Kind;
use crate::shape::Owner;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Use;
use std::collections::HashMap;
use std::collections::HashSet;

/// A use of a schema by an operation, with the words to name its type by.
pub struct Root<'a> {
    /// Index of the operation.
    pub operation: usize,
    /// The part of it: `Body`, `Response`, a parameter's name.
    pub words: Vec<Box<str>>,
    /// The use.
    pub meaning: &'a Use,
    /// Set where it is a body of several parts.
    pub form: Option<&'a Form>,
}

/// Selects the types of components and operations.
pub fn select(
    shapes: &Shapes,
    tags: &Tags,
    flows: &Flows,
    roots: &[Root<'_>],
    (wishes, vocabulary): (&Wishes<'_>, &Vocabulary<'_>),
) -> Selection {
    let owners = shapes
        .components
        .iter()
        .filter(|it| it.owner == Owner::Itself);
    let classes = Classes::new(
        shapes,
        tags,
        flows,
        vocabulary,
        owners.map(|it| it.meaning.shape).collect(),
    );
    let mut selector = Selector {
        shapes,
        tags,
        flows,
        selection: Selection::default(),
        endless: HashSet::new(),
        forms: forms_only(shapes, roots),
        wishes,
        classes,
        by_class: HashMap::new(),
    };
    for (index, named) in shapes.components.iter().enumerate() {
        match named.owner {
            Owner::Itself => {
                selector.selection.owners.insert(named.meaning.shape, index);
            }
            Owner::Other => selector.selection.aliases.push(index),
        }
    }
    selector.endless = endless(shapes, &selector.selection.owners);
    for (index, named) in shapes.components.iter().enumerate() {
        match (named.owner, &shapes.get(named.meaning.shape).kind) {
            // Any JSON has no looks of its own to give a name to.
            (Owner::Itself, _) if wishes.own_type(&named.meaning).is_some() => {
                selector.selection.aliases.push(index)
            }
            (Owner::Itself, Kind::Any | Kind::Never) => selector.selection.aliases.push(index),
            (Owner::Itself, _) => match selector.forms.get(&named.meaning.shape).cloned() {
                Some(form) => {
                    let shape = named.meaning.shape;
                    let id = selector.push_form(shape, &form, Hint::Component(index));
                    selector.selection.by_shape.insert(shape, id);
                }
                None => selector.component(named.meaning.shape, index),
            },
            (Owner::Other, _) => {}
        }
    }
    let made = |it: &&Root<'_>| wishes.own_type(it.meaning).is_none();
    for root in roots.iter().filter(made) {
        if let Some(form) = root.form {
            if multipart::members(shapes, root.meaning.shape).is_some() {
                let hint = Hint::Operation(root.operation, root.words.clone());
                selector.push_form(root.meaning.shape, form, hint);
            }
            continue;
        }
        selector.visit(
            root.meaning.shape,
            Way {
                from: Start::Operation(root.operation),
                words: root.words.clone(),
                looks: None,
                depth: 0,
            },
        );
    }
    selector.selection
}

/// Shapes that are bodies of several parts and nothing else: their JSON would be a type that nobody needs.
fn forms_only(shapes: &Shapes, roots: &[Root<'_>]) -> HashMap<ShapeId, Form> {
    let mut forms: HashMap<ShapeId, Form> = HashMap::new();
    for root in roots {
        if let Some(form) = root.form
            && multipart::members(shapes, root.meaning.shape).is_some()
        {
            forms
                .entry(root.meaning.shape)
                .or_insert_with(|| form.clone());
        }
    }
    for root in roots.iter().filter(|it| it.form.is_none()) {
        forms.remove(&root.meaning.shape);
    }
    for (_, shape) in shapes.iter() {
        for child in flow::children(&shape.kind) {
            forms.remove(&child.shape);
        }
    }
    forms
}

struct Selector<'a> {
    shapes: &'a Shapes,
    tags: &'a Tags,
    flows: &'a Flows,
    selection: Selection,
    /// Lists, maps and tuples that would contain themselves if they were written out.
    endless: HashSet<ShapeId>,
    /// Shapes that are bodies of several parts and nothing else.
    forms: HashMap<ShapeId, Form>,
    wishes: &'a Wishes<'a>,
    classes: Classes<'a>,
    by_class: HashMap<Class, TypeId>,
}

/// How one comes to a shape: from a named type or an operation, by some words.
#[derive(Clone)]
struct Way {
    from: Start,
    words: Vec<Box<str>>,
    /// What the variant is known by, if it is one, or stands in one that needs no name.
    looks: Option<Box<str>>,
    /// How many lists, maps and tuples are around it since.
    depth: usize,
}

/// Where a way begins.
#[derive(Clone, Copy)]
enum Start {
    Type(TypeId),
    Operation(usize),
}

impl Way {
    fn hint(self) -> Hint {
        match self.from {
            Start::Type(id) => Hint::Inside(id, self.words),
            Start::Operation(index) => Hint::Operation(index, self.words),
        }
    }

    /// Into a member of a named type.
    fn into_type(id: TypeId, word: &str) -> Way {
        Way {
            from: Start::Type(id),
            words: vec![word.into()],
            looks: None,
            depth: 0,
        }
    }

    /// Into a variant of a union.
    fn into_variant(id: TypeId, word: Word) -> Way {
        Way {
            looks: word.looks,
            ..Way::into_type(id, &word.text)
        }
    }

    /// Into an item of something that has no name.
    fn below(&self, word: &str) -> Way {
        let mut way = self.clone();
        way.words.push(word.into());
        way.depth += 1;
        way
    }
}

/// Lists in lists deeper than this get a name: rustc gives up on types that nest deep.
const DEEPEST: usize = 16;

/// A shape that is to be looked at, in the order of the document.
type Waiting = (ShapeId, Way);

impl Selector<'_> {
    /// Selects a component and what is inside of it.
    fn component(&mut self, shape: ShapeId, index: usize) {
        let mut waiting = self.push(shape, Hint::Component(index), None);
        self.all(&mut waiting);
    }

    /// Selects what a use needs.
    fn visit(&mut self, shape: ShapeId, way: Way) {
        self.all(&mut vec![(shape, way)]);
    }

    /// Works a stack off. Without calls of itself: documents nest deeply.
    fn all(&mut self, waiting: &mut Vec<Waiting>) {
        while let Some((shape, way)) = waiting.pop() {
            waiting.extend(self.look(shape, way));
        }
    }

    /// Selects a shape, if it needs a name; what is inside of it is next, the first last.
    fn look(&mut self, shape: ShapeId, way: Way) -> Vec<Waiting> {
        if self.selection.owners.contains_key(&shape) {
            return Vec::new();
        }
        let nests = way.depth >= DEEPEST || self.endless.contains(&shape);
        match &self.shapes.get(shape).kind {
            Kind::Literals(_) | Kind::Object(_) | Kind::Union(_) => self.push_way(shape, way),
            Kind::List(_) | Kind::Map(_) | Kind::Tuple(_) if nests => self.push_way(shape, way),
            kind => held(kind)
                .filter(|(_, it)| self.is_made(it))
                .map(|(word, it)| (it.shape, way.below(word)))
                .rev()
                .collect(),
        }
    }

    fn push_way(&mut self, shape: ShapeId, mut way: Way) -> Vec<Waiting> {
        let looks = way.looks.take();
        self.push(shape, way.hint(), looks)
    }

    /// Selects a shape; what is inside of it is next, the first last.
    fn push(&mut self, shape: ShapeId, hint: Hint, looks: Option<Box<str>>) -> Vec<Waiting> {
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
            return Vec::new();
        }
        let id = TypeId(self.selection.list.len() as u32);
        self.selection.list.push(Selected {
            shape,
            hint,
            looks,
            places: 1,
            form: None,
        });
        self.selection.by_shape.insert(shape, id);
        self.by_class.insert(class, id);
        let mut inside = self.inside(shape, id);
        inside.reverse();
        inside
    }

    /// Selects a body of several parts, and what its members need.
    fn push_form(&mut self, shape: ShapeId, form: &Form, hint: Hint) -> TypeId {
        let key = form.key(shape);
        if let Some(id) = self.selection.forms.get(&key) {
            return *id;
        }
        let id = TypeId(self.selection.list.len() as u32);
        self.selection.list.push(Selected {
            shape,
            hint,
            looks: None,
            places: 1,
            form: Some(form.clone()),
        });
        self.selection.forms.insert(key, id);
        let shapes = self.shapes;
        let Some(members) = multipart::members(shapes, shape) else {
            return id;
        };
        for member in &members.object.members {
            let constant = constants::of(shapes, self.tags, Flow::Request, shape, member).is_some();
            if members.content(shapes, member, form) == Content::Value && !constant {
                self.visit(member.value.shape, Way::into_type(id, &member.name));
            }
        }
        if let Rest::Values(value) = &members.object.rest
            && !multipart::rest_of_files(shapes, value)
        {
            self.visit(value.shape, Way::into_type(id, "Value"));
        }
        id
    }

    /// Whether a type is made for a use; otherwise it is the caller's.
    fn is_made(&self, meaning: &Use) -> bool {
        self.wishes.own_type(meaning).is_none()
    }

    /// What a type's members, items and variants need.
    fn inside(&self, shape: ShapeId, id: TypeId) -> Vec<Waiting> {
        let shapes = self.shapes;
        match &shapes.get(shape).kind {
            Kind::Object(object) => {
                let members = object.members.iter().filter(|it| {
                    constants::of(shapes, self.tags, self.flows.get(shape), shape, it).is_none()
                });
                let members = members.filter(|it| self.is_made(&it.value));
                let members = members.map(|it| (it.value.shape, Way::into_type(id, &it.name)));
                let rest = match &object.rest {
                    Rest::Values(value) if !self.is_made(value) => None,
                    Rest::Values(value) => Some((value.shape, Way::into_type(id, "Value"))),
                    Rest::Undeclared | Rest::Refused => None,
                };
                members.chain(rest).collect()
            }
            Kind::Union(union) => variants::words(shapes, &self.selection.owners, union)
                .into_iter()
                .zip(&union.variants)
                .filter(|(_, it)| self.is_made(it))
                .map(|(word, it)| (it.shape, Way::into_variant(id, word)))
                .collect(),
            kind => held(kind)
                .filter(|(_, it)| self.is_made(it))
                .map(|(word, it)| (it.shape, Way::into_type(id, word)))
                .collect(),
        }
    }
}

/// What a list, map or tuple holds, each with the word that leads to it.
fn held(kind: &Kind) -> impl DoubleEndedIterator<Item = (&'static str, &Use)> {
    let (word, first, rest): (_, &[Use], Option<&Use>) = match kind {
        Kind::List(item) => ("Item", std::slice::from_ref(item), None),
        Kind::Map(value) => ("Value", std::slice::from_ref(value), None),
        Kind::Tuple(tuple) => ("Item", &tuple.items, tuple.rest.as_ref()),
        Kind::Any
        | Kind::Never
        | Kind::Null
        | Kind::Bool
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Literals(_)
        | Kind::Object(_)
        | Kind::Union(_) => ("", &[], None),
        Kind::String(text) => ("Content", &[], text.content.as_deref()),
    };
    first.iter().chain(rest).map(move |it| (word, it))
}

/// Lists, maps and tuples without a name that lead back to themselves by nothing but such: one of each loop.
fn endless(shapes: &Shapes, owned: &HashMap<ShapeId, usize>) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let mut open: HashSet<ShapeId> = HashSet::new();
    let mut done: HashSet<ShapeId> = HashSet::new();
    for (start, _) in shapes.iter() {
        // A shape is met twice: on the way down, and when all below it is done.
        let mut stack = vec![(start, false)];
        while let Some((id, left)) = stack.pop() {
            if left {
                open.remove(&id);
                done.insert(id);
            } else if open.contains(&id) {
                found.insert(id);
            } else if !owned.contains_key(&id) && !done.contains(&id) {
                open.insert(id);
                stack.push((id, true));
                stack.extend(held(&shapes.get(id).kind).map(|(_, it)| (it.shape, false)));
            }
        }
    }
    found
}
