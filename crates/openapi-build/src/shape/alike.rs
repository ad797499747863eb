//! One type for values that follow one of several schemas, where a reader is not told which: those of names that match
//! different patterns.
//!
//! Values are read unchanged where all schemas mean the same, or where the JSON type of a value says which one it follows.
//! Else the value is any JSON, with a note.

use super::Kind;
use super::Literal;
use super::Literals;
use super::Notes;
use super::Null;
use super::Object;
use super::Rest;
use super::Shape;
use super::ShapeId;
use super::Text;
use super::Use;
use super::width::Width;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::document::schema::Types;
use crate::source::NodeId;
use std::collections::HashMap;
use std::collections::HashSet;

/// Decides what each of some unions is whose variants are what different names hold: one of its variants, a union, or any
/// JSON. Runs when all shapes are known, and before unions are told apart. With each stands the place that asked for it.
pub(super) fn settle(shapes: &mut [Shape], asked: &[(ShapeId, NodeId)], diags: &mut Diagnostics) {
    let mut settled: HashMap<ShapeId, Settled> = HashMap::new();
    for (id, _) in asked {
        if !settled.contains_key(id) {
            let is = settle_one(shapes, *id);
            settled.insert(*id, is);
        }
    }
    for it in shapes.iter_mut().flat_map(|it| inside(&mut it.kind)) {
        let Some(settled) = settled.get(&it.shape) else {
            continue;
        };
        if settled.null {
            it.null = Null::Allowed;
        }
        match settled.is {
            Is::One(shape) => it.shape = shape,
            Is::Union => {}
            // Null is one of any.
            Is::Anything(_) => it.null = Null::Refused,
        }
    }
    for (id, at) in asked {
        if let Some(Is::Anything(why)) = settled.get(id).map(|it| it.is) {
            let message = "members without a name of their own follow different schemas";
            diags.push(
                Diagnostic::new(Code::KeywordIgnored, at.key(), message)
                    .label(why.label())
                    .help(why.help()),
            );
        }
    }
}

/// What became of a union, and whether null is one of its variants.
struct Settled {
    is: Is,
    null: bool,
}

#[derive(Clone, Copy)]
enum Is {
    /// All variants are alike, or are integers for which this one has room.
    One(ShapeId),
    Union,
    Anything(Why),
}

/// Why values are any JSON.
#[derive(Clone, Copy)]
enum Why {
    OneIsAnything,
    SameType,
}

impl Why {
    fn label(self) -> &'static str {
        match self {
            Why::OneIsAnything => "become any JSON value, because some of them may be anything",
            Why::SameType => {
                "become any JSON value, because their JSON type does not tell them apart"
            }
        }
    }

    fn help(self) -> &'static str {
        match self {
            Why::OneIsAnything => {
                "`additionalProperties: false` refuses names that match no pattern, a schema says what they hold"
            }
            Why::SameType => {
                "`additionalProperties: { anyOf: […] }` in place of the patterns would be a union"
            }
        }
    }
}

fn settle_one(shapes: &mut [Shape], id: ShapeId) -> Settled {
    let (variants, null) = different(shapes, id);
    let one = match variants.as_slice() {
        [one] => Some(one.shape),
        _ => widest(shapes, &variants),
    };
    let is = match (one, why_not(shapes, &variants)) {
        (Some(one), _) => Is::One(one),
        (None, Some(why)) => Is::Anything(why),
        (None, None) => Is::Union,
    };
    let Some(shape) = shapes.get_mut(id.0 as usize) else {
        return Settled { is, null };
    };
    match (is, &mut shape.kind) {
        (Is::Union, Kind::Union(union)) => union.variants = variants,
        (Is::Anything(_), kind) => {
            *kind = Kind::Any;
            shape.pointer = Box::default();
        }
        (Is::One(_) | Is::Union, _) => {}
    }
    Settled { is, null }
}

/// Of variants that are all integers, the one whose width has room for all of them.
fn widest(shapes: &[Shape], variants: &[Use]) -> Option<ShapeId> {
    let width = |it: &Use| match shapes.get(it.shape.0 as usize).map(|it| &it.kind) {
        Some(Kind::Integer(number)) => Some(Width::of(number)),
        _ => None,
    };
    let all: Vec<Width> = variants.iter().map(width).collect::<Option<_>>()?;
    let has_room = |it: &Width| all.iter().all(|other| it.has_room_for(*other));
    let at = all.iter().position(has_room)?;
    variants.get(at).map(|it| it.shape)
}

/// Why values of some variants are not told apart by their JSON type; `None` where they are.
fn why_not(shapes: &[Shape], variants: &[Use]) -> Option<Why> {
    let anything = |it: &Use| types(shapes, it.shape) == Types::ALL;
    match by_type(shapes, variants) {
        true => None,
        false if variants.iter().any(anything) => Some(Why::OneIsAnything),
        false => Some(Why::SameType),
    }
}

/// The variants of a union that differ in what they let through, one at least, and whether null is one beside them.
fn different(shapes: &[Shape], id: ShapeId) -> (Vec<Use>, bool) {
    let Some(Kind::Union(union)) = shapes.get(id.0 as usize).map(|it| &it.kind) else {
        return (Vec::new(), false);
    };
    let kind = |it: &Use| shapes.get(it.shape.0 as usize).map(|it| &it.kind);
    let is_null = |it: &Use| matches!(kind(it), Some(Kind::Null));
    let mut out: Vec<Use> = Vec::new();
    for it in &union.variants {
        let has_values = !matches!(kind(it), Some(Kind::Never | Kind::Null));
        if has_values && !out.iter().any(|known| alike(shapes, known, it)) {
            out.push(it.clone());
        }
    }
    let null = union.variants.iter().any(is_null);
    if out.is_empty() {
        let first = union.variants.iter().find(|it| is_null(it) || !null);
        out.extend(first.cloned());
    }
    (out, null)
}

/// Whether two shapes let the same values through, and say the same of what is inside. Null at the place itself is
/// looked at by the caller.
fn alike(shapes: &[Shape], one: &Use, other: &Use) -> bool {
    // What stands inside of itself is alike where the rest is.
    let mut seen: HashSet<(ShapeId, ShapeId)> = HashSet::new();
    let mut waiting = vec![(one.shape, other.shape)];
    while let Some((one, other)) = waiting.pop() {
        if one == other || !seen.insert((one, other)) {
            continue;
        }
        let kind = |it: ShapeId| shapes.get(it.0 as usize).map(|it| &it.kind);
        let (Some(one), Some(other)) = (kind(one), kind(other)) else {
            return false;
        };
        let Some(pairs) = pairs(one, other) else {
            return false;
        };
        for (one, other) in pairs {
            if !same_notes(&one.notes, &other.notes) || one.null != other.null {
                return false;
            }
            waiting.push((one.shape, other.shape));
        }
    }
    true
}

/// What has to be alike inside of two shapes for them to be; `None` where they are not.
fn pairs<'a>(one: &'a Kind, other: &'a Kind) -> Option<Vec<(&'a Use, &'a Use)>> {
    let plain = |same: bool| same.then(Vec::new);
    match (one, other) {
        (Kind::Any, Kind::Any)
        | (Kind::Never, Kind::Never)
        | (Kind::Null, Kind::Null)
        | (Kind::Bool, Kind::Bool) => plain(true),
        (Kind::Integer(one), Kind::Integer(other)) => plain(Width::of(one) == Width::of(other)),
        (Kind::Number(one), Kind::Number(other)) => plain(one.format == other.format),
        (Kind::String(one), Kind::String(other)) => {
            let said = |it: &Text| {
                let format = it.format.clone();
                (format, it.encoding.clone(), it.media_type.clone())
            };
            match said(one) == said(other) {
                true => lists(one.content.as_deref(), other.content.as_deref()),
                false => None,
            }
        }
        (Kind::Literals(one), Kind::Literals(other)) => plain(same_values(one, other)),
        (Kind::List(one), Kind::List(other)) | (Kind::Map(one), Kind::Map(other)) => {
            Some(vec![(one, other)])
        }
        (Kind::Tuple(one), Kind::Tuple(other)) if one.needed == other.needed => {
            let mut all = lists(&one.items, &other.items)?;
            all.extend(lists(&one.rest, &other.rest)?);
            Some(all)
        }
        (Kind::Object(one), Kind::Object(other)) => members(one, other),
        (Kind::Union(one), Kind::Union(other)) if one.open.is_empty() && other.open.is_empty() => {
            lists(&one.variants, &other.variants)
        }
        _ => None,
    }
}

/// Two lists item by item, where both have as many.
fn lists<'a>(
    one: impl IntoIterator<Item = &'a Use>,
    other: impl IntoIterator<Item = &'a Use>,
) -> Option<Vec<(&'a Use, &'a Use)>> {
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let mut out = Vec::new();
    loop {
        match (one.next(), other.next()) {
            (Some(one), Some(other)) => out.push((one, other)),
            (None, None) => return Some(out),
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
}

fn members<'a>(one: &'a Object, other: &'a Object) -> Option<Vec<(&'a Use, &'a Use)>> {
    let mut all = match (&one.rest, &other.rest) {
        (Rest::Undeclared, Rest::Undeclared) | (Rest::Refused, Rest::Refused) => Vec::new(),
        (Rest::Values(one), Rest::Values(other)) => vec![(one, other)],
        _ => return None,
    };
    if one.members.len() != other.members.len() {
        return None;
    }
    for it in &one.members {
        let mut same = other.members.iter();
        let same = same.find(|other| other.name == it.name && other.required == it.required)?;
        all.push((&it.value, &same.value));
    }
    Some(all)
}

fn same_values(one: &Literals, other: &Literals) -> bool {
    let within = |one: &Literals, other: &Literals| {
        let texts: HashSet<String> = other.values.iter().map(|it| it.value.key()).collect();
        one.values.iter().all(|it| texts.contains(&it.value.key()))
    };
    one.others == other.others && within(one, other) && within(other, one)
}

/// Whether what is said of two values means the same to who reads or writes them.
fn same_notes(one: &Notes, other: &Notes) -> bool {
    fn default(it: &Notes) -> Option<&Literal> {
        it.default.as_ref().map(|(value, _)| value)
    }
    one.read_only == other.read_only
        && one.write_only == other.write_only
        && default(one) == default(other)
}

/// Whether no two variants have values of the same JSON type.
fn by_type(shapes: &[Shape], variants: &[Use]) -> bool {
    let mut before = Types::NONE;
    for it in variants {
        let own = types(shapes, it.shape);
        if !before.and(own).is_empty() {
            return false;
        }
        before = before.or(own);
    }
    true
}

/// The JSON types that values of a shape have. An integer may be written as any number is.
fn types(shapes: &[Shape], id: ShapeId) -> Types {
    let mut found = Types::NONE;
    let mut seen: HashSet<ShapeId> = HashSet::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop().filter(|_| found != Types::ALL) {
        let Some(shape) = shapes.get(id.0 as usize).filter(|_| seen.insert(id)) else {
            continue;
        };
        found = found.or(match &shape.kind {
            Kind::Any => Types::ALL,
            Kind::Never => Types::NONE,
            Kind::Null => Types::NULL,
            Kind::Bool => Types::BOOLEAN,
            Kind::Integer(_) | Kind::Number(_) => Types::NUMBER,
            Kind::String(_) => Types::STRING,
            Kind::Literals(it) => {
                let each = it.values.iter().map(|it| it.value.json_type());
                let all = each.fold(Types::NONE, Types::or);
                match all.and(Types::NUMBER).is_empty() {
                    true => all,
                    false => all.or(Types::NUMBER),
                }
            }
            Kind::List(_) | Kind::Tuple(_) => Types::ARRAY,
            Kind::Object(_) | Kind::Map(_) => Types::OBJECT,
            Kind::Union(union) => {
                let variants = || union.variants.iter();
                waiting.extend(variants().map(|it| it.shape));
                match variants().any(|it| it.null == Null::Allowed) {
                    true => Types::NULL,
                    false => Types::NONE,
                }
            }
        });
    }
    found
}

/// The places that may hold what was asked for: it stands beside named members, or alone.
fn inside(kind: &mut Kind) -> Vec<&mut Use> {
    match kind {
        Kind::Map(value) => vec![value],
        Kind::Object(object) => {
            let members = object.members.iter_mut().map(|it| &mut it.value);
            match &mut object.rest {
                Rest::Values(value) => members.chain([value]).collect(),
                Rest::Undeclared | Rest::Refused => members.collect(),
            }
        }
        Kind::Any
        | Kind::Never
        | Kind::Null
        | Kind::Bool
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Literals(_)
        | Kind::List(_)
        | Kind::Tuple(_)
        | Kind::Union(_) => Vec::new(),
    }
}
