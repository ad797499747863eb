//! Which inline shapes are one type, because they are written the same way in several places.
//!
//! Documents repeat themselves: the same enum in every list operation, the same object in
//! every answer. Two inline shapes are the same class when everything about them that reaches
//! Rust is equal: looks, members with their descriptions and defaults, direction. A component
//! is only ever itself.

use super::constants::Tags;
use super::flow;
use super::flow::Flows;
use super::vocabulary::Vocabulary;
use crate::shape::Kind;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Text;
use crate::shape::Told;
use crate::shape::Use;
use std::collections::HashMap;
use std::collections::HashSet;
use std::fmt::Write;

/// Shapes that are equal in everything that reaches Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class(u32);

/// Finds the class of each shape.
pub struct Classes<'a> {
    shapes: &'a Shapes,
    tags: &'a Tags,
    flows: &'a Flows,
    vocabulary: &'a Vocabulary<'a>,
    components: HashSet<ShapeId>,
    known: HashMap<ShapeId, Class>,
    keys: HashMap<String, Class>,
    open: HashSet<ShapeId>,
}

impl<'a> Classes<'a> {
    /// No class is known yet. `components` are shapes with a name of their own.
    pub fn new(
        shapes: &'a Shapes,
        tags: &'a Tags,
        flows: &'a Flows,
        vocabulary: &'a Vocabulary<'a>,
        components: HashSet<ShapeId>,
    ) -> Self {
        Classes {
            shapes,
            tags,
            flows,
            vocabulary,
            components,
            known: HashMap::new(),
            keys: HashMap::new(),
            open: HashSet::new(),
        }
    }

    /// The class of a shape.
    pub fn of(&mut self, id: ShapeId) -> Class {
        // What is inside comes first. Without calls of itself: documents nest deeply.
        let mut stack = vec![(id, false)];
        while let Some((at, inside_is_done)) = stack.pop() {
            if inside_is_done {
                let key = self.key(at);
                self.open.remove(&at);
                self.name(at, key);
            } else if !self.known.contains_key(&at) {
                // A shape inside of itself is like no other.
                if self.components.contains(&at) || !self.open.insert(at) {
                    self.name(at, format!("shape {}", at.0));
                    continue;
                }
                stack.push((at, true));
                let inside = flow::children(&self.shapes.get(at).kind);
                stack.extend(inside.into_iter().rev().map(|it| (it.shape, false)));
            }
        }
        self.known_class(id)
    }

    fn name(&mut self, id: ShapeId, key: String) {
        let next = Class(self.keys.len() as u32);
        let class = *self.keys.entry(key).or_insert(next);
        self.known.insert(id, class);
    }

    /// The class of a shape that was met before.
    fn known_class(&self, id: ShapeId) -> Class {
        self.known.get(&id).copied().unwrap_or(Class(u32::MAX))
    }

    /// Everything about a shape, in words.
    fn key(&self, id: ShapeId) -> String {
        let shapes = self.shapes;
        let shape = shapes.get(id);
        let mut key = format!("{:?} {:?} ", shape.null, shape.notes.deprecated);
        // Writing into a string cannot fail.
        let _ = match &shape.kind {
            Kind::Any => write!(key, "any"),
            Kind::Never => write!(key, "never"),
            Kind::Null => write!(key, "null"),
            Kind::Bool => write!(key, "bool"),
            Kind::Integer(it) => write!(
                key,
                "integer {:?} {:?} {:?}",
                it.format, it.minimum, it.maximum
            ),
            Kind::Number(it) => write!(key, "number {:?}", it.format),
            Kind::String(
                text @ Text {
                    format,
                    encoding,
                    media_type,
                    content,
                },
            ) => {
                let leaf = self.vocabulary.string(id, text);
                let _ = write!(
                    key,
                    "string {leaf:?} {format:?} {encoding:?} {media_type:?}"
                );
                self.uses("content", content.as_deref(), &mut key)
            }
            Kind::Literals(it) => {
                let _ = write!(key, "literals {:?}", it.others);
                it.values.iter().try_for_each(|it| {
                    write!(
                        key,
                        " {} {:?} {:?}",
                        it.value.json(),
                        it.name,
                        it.description
                    )
                })
            }
            Kind::List(item) => self.uses("list", [item], &mut key),
            Kind::Map(value) => {
                let _ = write!(key, "{:?}", self.vocabulary.maps(id));
                self.uses("map", [value], &mut key)
            }
            Kind::Tuple(it) => {
                let _ = write!(key, "{} {:?}", it.needed, it.rest.is_some());
                self.uses("tuple", it.items.iter().chain(&it.rest), &mut key)
            }
            Kind::Object(object) => {
                let _ = write!(key, "{:?} object", self.flows.get(id));
                for member in &object.members {
                    let tag = self.tags.has(id, &member.name);
                    let _ = write!(key, " {:?} {:?} {tag}", member.name, member.required);
                    let _ = self.uses("member", [&member.value], &mut key);
                    let notes = &member.value.notes;
                    let _ = write!(key, " {:?} {:?}", notes.description, notes.title);
                }
                match &object.rest {
                    Rest::Undeclared => write!(key, "undeclared"),
                    Rest::Refused => write!(key, "refused"),
                    Rest::Values(value) => {
                        let _ = write!(key, " {:?}", self.vocabulary.maps(id));
                        self.uses("rest", [value], &mut key)
                    }
                }
            }
            Kind::Union(union) => {
                let _ = match &union.told {
                    Told::ByProperty(tag) => write!(
                        key,
                        "{:?} {:?} {:?} {:?}",
                        tag.property, tag.values, tag.absent, tag.other
                    ),
                    Told::ByLook(looks) => write!(key, "{looks:?}"),
                };
                self.uses("union", &union.variants, &mut key)
            }
        };
        key
    }

    fn uses<'u>(
        &self,
        word: &str,
        uses: impl IntoIterator<Item = &'u Use>,
        key: &mut String,
    ) -> std::fmt::Result {
        write!(key, " {word}")?;
        for it in uses {
            let class = self.known_class(it.shape);
            let notes = &it.notes;
            let flags = (notes.deprecated, notes.read_only, notes.write_only);
            write!(key, " ({} {:?} {flags:?}", class.0, it.null)?;
            if let Some((default, _)) = &notes.default {
                write!(key, " = {}", default.json())?;
            }
            for (limit, value) in &notes.limits {
                write!(key, " {limit} {}", value.json())?;
            }
            write!(key, ")")?;
        }
        Ok(())
    }
}
