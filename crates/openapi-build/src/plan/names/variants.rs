//! What the variants of a union are called by themselves.
//!
//! In this order: the component; the value of the tag; the JSON type, where no other variant without a name has the same
//! one; else what a variant has that those do not: a constant, a member, the format of a text, the type of its items. What
//! nothing tells apart is numbered.

use super::parts::Origin;
use crate::shape;
use crate::shape::Kind;
use crate::shape::Literal;
use crate::shape::Member;
use crate::shape::Object;
use crate::shape::Required;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Told;
use crate::shape::Union;
use crate::shape::Use;
use std::collections::HashMap;
use std::collections::HashSet;

/// A variant's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text that its name is made from.
    pub text: Box<str>,
    /// What it was taken from.
    pub from: Origin,
    /// What the lock knows the variant by: its looks, whatever its place among the others. `None` where it has none of its own.
    pub looks: Option<Box<str>>,
}

/// The words of a union's variants. `owners` are the components whose own shape one is.
pub fn words(shapes: &Shapes, owners: &HashMap<ShapeId, usize>, union: &Union) -> Vec<Word> {
    let namer = Namer { shapes, owners };
    let own = |index| namer.own(union, index);
    let own: Vec<Option<Box<str>>> = (0..union.variants.len()).map(own).collect();
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (variant, own)) in union.variants.iter().zip(&own).enumerate() {
        if own.is_none() {
            let word = json_type(&shapes.get(variant.shape).kind);
            groups.entry(word).or_default().push(index);
        }
    }
    let kinds = union.variants.iter().map(|it| &shapes.get(it.shape).kind);
    let strings = kinds.filter(|it| matches!(it, Kind::String(_))).count();
    let mut told: HashMap<usize, Box<str>> = HashMap::new();
    for (word, group) in &groups {
        // A component that is a string does not say so, and a format still tells another one from it.
        if group.len() == 1 && (*word != "String" || strings == 1) {
            continue;
        }
        let uses = group.iter().filter_map(|it| union.variants.get(*it));
        let words = namer.apart(&uses.collect::<Vec<_>>());
        told.extend(
            group
                .iter()
                .zip(words)
                .filter_map(|(at, it)| Some((*at, it?))),
        );
    }
    let word = |(index, (variant, own)): (usize, (&Use, Option<Box<str>>))| {
        let kind = &shapes.get(variant.shape).kind;
        match own {
            Some(text) => Word {
                looks: Some(text.clone()),
                text,
                from: Origin::Itself,
            },
            None => Word {
                text: told
                    .remove(&index)
                    .unwrap_or_else(|| json_type(kind).into()),
                from: depends(kind),
                looks: namer.looks(kind),
            },
        }
    };
    let variants = union.variants.iter().zip(own);
    variants.enumerate().map(word).collect()
}

/// The words that variants without a name are made from.
pub const JSON_TYPES: &[&str] = &[
    "Any", "Bool", "Choice", "Enum", "Integer", "List", "Map", "Never", "Null", "Number", "Object",
    "String", "Tuple",
];

/// The word of a JSON type, one of `JSON_TYPES`.
fn json_type(kind: &Kind) -> &'static str {
    match kind {
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
}

/// Whether the word of a variant without a name depends on others.
fn depends(kind: &Kind) -> Origin {
    match kind {
        Kind::Any | Kind::Never | Kind::Null | Kind::Bool => Origin::Itself,
        // Without a format nothing is left to tell such a variant apart but its number.
        Kind::Integer(number) | Kind::Number(number) if number.format.is_none() => Origin::Itself,
        Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Literals(_)
        | Kind::List(_)
        | Kind::Tuple(_)
        | Kind::Object(_)
        | Kind::Map(_)
        | Kind::Union(_) => Origin::Beside,
    }
}

/// Lists in lists are spoken to this depth.
const DEEPEST: usize = 4;

struct Namer<'a> {
    shapes: &'a Shapes,
    owners: &'a HashMap<ShapeId, usize>,
}

impl<'a> Namer<'a> {
    /// The name that a variant has without regard to others.
    fn own(&self, union: &Union, index: usize) -> Option<Box<str>> {
        let variant = union.variants.get(index)?;
        if let Some(name) = self.component(variant) {
            return Some(name.into());
        }
        let Told::ByProperty(tag) = &union.told else {
            return None;
        };
        said(&tag.property, tag.values.get(index)?.first()?)
    }

    fn component(&self, meaning: &Use) -> Option<&'a str> {
        let index = *self.owners.get(&meaning.shape)?;
        Some(&self.shapes.components.get(index)?.component.name)
    }

    /// What a variant without a name is known by: the constants of an object, else what it must have; what a list holds; the
    /// format of a text or a number.
    fn looks(&self, kind: &Kind) -> Option<Box<str>> {
        let parts: Vec<String> = match kind {
            Kind::Object(object) => {
                let constant = |it: &Member| {
                    let literal = only(&self.shapes.get(it.value.shape).kind)?;
                    Some(format!("{}={}", it.name, said("", literal)?))
                };
                let constants: Vec<String> = object.members.iter().filter_map(constant).collect();
                let needed = object
                    .members
                    .iter()
                    .filter(|it| it.required == Required::Yes);
                match constants.is_empty() {
                    true => needed.map(|it| it.name.to_string()).collect(),
                    false => constants,
                }
            }
            Kind::Literals(_) => only(kind)
                .and_then(|it| said("", it))
                .iter()
                .map(|it| it.to_string())
                .collect(),
            Kind::Union(_) => Vec::new(),
            Kind::Integer(number) | Kind::Number(number) if number.format.is_some() => {
                number.format.iter().map(|it| it.to_string()).collect()
            }
            other => vec![self.holding(other, DEEPEST)],
        };
        (!parts.is_empty()).then(|| parts.join(" ").into())
    }

    /// Words for variants of one JSON type, where something tells them apart.
    fn apart(&self, group: &[&Use]) -> Vec<Option<Box<str>>> {
        let kinds = group.iter().map(|it| &self.shapes.get(it.shape).kind);
        let objects: Vec<&Object> = kinds.clone().filter_map(object).collect();
        if objects.len() == group.len() {
            return self.objects(&objects);
        }
        kinds.map(|it| self.by_content(it)).collect()
    }

    /// Objects by the constant of a member, and where several say the same, by a member that no other one of these has.
    fn objects(&self, objects: &[&Object]) -> Vec<Option<Box<str>>> {
        let mut constants = self.constants(objects);
        let constant: Vec<Option<Box<str>>> =
            (0..objects.len()).map(|it| constants.remove(&it)).collect();
        let mut alike: HashMap<Option<&str>, Vec<&Object>> = HashMap::new();
        for (object, constant) in objects.iter().zip(&constant) {
            alike.entry(constant.as_deref()).or_default().push(object);
        }
        let members: HashMap<Option<&str>, HashMap<&str, usize>> = alike
            .into_iter()
            .filter(|(_, objects)| objects.len() > 1)
            .map(|(constant, objects)| (constant, times(&objects)))
            .collect();
        let word = |(object, constant): (&&Object, &Option<Box<str>>)| {
            let constant = constant.as_deref();
            let with = members.get(&constant).and_then(|it| with(object, it));
            match (constant, with) {
                (Some(constant), Some(with)) => Some(format!("{constant} {with}").into()),
                (Some(constant), None) => Some(constant.into()),
                (None, with) => with.map(String::into),
            }
        };
        objects.iter().zip(&constant).map(word).collect()
    }

    /// What objects say by the member whose constants tell most of them apart, by their index.
    fn constants(&self, objects: &[&Object]) -> HashMap<usize, Box<str>> {
        let mut order: Vec<&str> = Vec::new();
        let mut by_member: HashMap<&str, HashMap<usize, Box<str>>> = HashMap::new();
        for (index, object) in objects.iter().enumerate() {
            for member in &object.members {
                let kind = &self.shapes.get(member.value.shape).kind;
                let text = only(kind).and_then(|it| said(&member.name, it));
                if let Some(text) = text.filter(|it| is_word(it)) {
                    let values = by_member.entry(&member.name).or_insert_with(|| {
                        order.push(&member.name);
                        HashMap::new()
                    });
                    values.insert(index, text);
                }
            }
        }
        let mut best = (0, HashMap::new());
        for values in order.iter().filter_map(|it| by_member.remove(it)) {
            let different = values.values().collect::<HashSet<_>>().len();
            let tells = different > 1 || values.len() == 1;
            if tells && different > best.0 {
                best = (different, values);
            }
        }
        best.1
    }

    /// What a value without members is called after: its constant, or what is in it.
    fn by_content(&self, kind: &Kind) -> Option<Box<str>> {
        match kind {
            Kind::Literals(_) => said("", only(kind)?),
            Kind::String(text) => shape::seen_format(text).map(Into::into),
            Kind::Integer(number) | Kind::Number(number) => {
                number.format.clone().filter(|it| is_word(it))
            }
            Kind::List(_) | Kind::Tuple(_) | Kind::Map(_) => {
                Some(self.holding(kind, DEEPEST).into())
            }
            _ => None,
        }
    }

    /// `StringList`, `DateList`, `IntegerListMap`.
    fn holding(&self, kind: &Kind, depth: usize) -> String {
        let (item, word) = match kind {
            Kind::List(item) => (item, "List"),
            Kind::Map(value) => (value, "Map"),
            Kind::Tuple(_) => return "Tuple".to_owned(),
            Kind::String(text) => return shape::seen_format(text).unwrap_or("String").to_owned(),
            other => return json_type(other).to_owned(),
        };
        let inner = match self.component(item) {
            Some(name) => name.to_owned(),
            None if depth == 0 => String::new(),
            None => self.holding(&self.shapes.get(item.shape).kind, depth - 1),
        };
        format!("{inner} {word}")
    }
}

/// In how many of the objects a member is.
fn times<'a>(objects: &[&'a Object]) -> HashMap<&'a str, usize> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for member in objects.iter().flat_map(|it| &it.members) {
        *times.entry(&member.name).or_default() += 1;
    }
    times
}

/// What an object has alone, best what it must have.
fn with(object: &Object, times: &HashMap<&str, usize>) -> Option<String> {
    let alone = |it: &&Member| times.get(&*it.name) == Some(&1);
    let mut own = object.members.iter().filter(alone);
    let needed = own.clone().find(|it| it.required == Required::Yes);
    let member = needed.or_else(|| own.next())?;
    // An object that has nothing else is that member: so serde writes a variant that holds something.
    Some(match object.members.len() {
        1 => member.name.to_string(),
        _ => format!("with {}", member.name),
    })
}

/// Whether a text is a word for people, and no sentence.
fn is_word(text: &str) -> bool {
    text.len() <= 48 && text.split_whitespace().count() <= 3
}

fn object(kind: &Kind) -> Option<&Object> {
    match kind {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// The only value that is listed.
fn only(kind: &Kind) -> Option<&Literal> {
    match kind {
        Kind::Literals(literals) => match literals.values.as_slice() {
            [value] => Some(&value.value),
            _ => None,
        },
        _ => None,
    }
}

/// A constant as a word; one that is no text with the name of its member.
fn said(member: &str, literal: &Literal) -> Option<Box<str>> {
    let value = match literal {
        Literal::String(text) => return Some(text.clone()),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Huge(value) => value.to_string(),
        Literal::Null | Literal::Float(_) | Literal::List(_) | Literal::Object(_) => return None,
    };
    Some(format!("{member} {value}").trim().into())
}
