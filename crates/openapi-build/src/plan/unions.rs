//! Unions as enums: what variants are called, what they hold, what happens to unknown tags.

use super::context::Context;
use super::defaults;
use super::docs;
use super::names::Case;
use super::names::Scope;
use super::names::parts::Origin;
use super::names::parts::Part;
use super::names::variants;
use super::names::variants::Word;
use super::selection::Hint;
use super::value_kinds;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Digits;
use crate::ir::FromPayload;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::TagWriter;
use crate::ir::Tagged;
use crate::ir::TaggedVariant;
use crate::ir::Takes;
use crate::ir::Test;
use crate::ir::Type;
use crate::ir::TypeId;
use crate::ir::UndeclaredMembers;
use crate::ir::Union;
use crate::ir::ValueKind;
use crate::ir::Variant;
use crate::shape;
use crate::shape::Declared;
use crate::shape::Literal;
use crate::shape::Look;
use crate::shape::ShapeId;
use crate::shape::Tag;
use crate::shape::Told;

/// The enum of a union.
pub fn define(
    context: &Context<'_>,
    (ty, id): (TypeId, ShapeId),
    union: &shape::Union,
    diags: &mut Diagnostics,
) -> Kind {
    let mut scope = Scope::default();
    let variants = variants(context, ty, union, &mut scope, diags);
    match &union.told {
        Told::ByProperty(tag) => {
            let unknown =
                Some(scope.claim(&["Unknown", "Unrecognized", "UnknownVariant"], Case::Type));
            Kind::Tagged(Tagged {
                digits: Digits::default(),
                property: tag.property.clone(),
                variants: tagged(variants, tag),
                unknown,
            })
        }
        Told::ByLook(looks) => {
            overlaps(context, id, &variants, looks, diags);
            let tested = variants.into_iter().zip(looks);
            let tested = tested.map(|(variant, looks)| {
                let test = alternatives(looks);
                let test = match is_own(&variant.payload) {
                    true => of_any_width(test),
                    false => test,
                };
                (variant, test)
            });
            Kind::Union(Union {
                digits: Digits::default(),
                variants: tested.collect(),
                unknown: None,
            })
        }
    }
}

fn variants(
    context: &Context<'_>,
    ty: TypeId,
    union: &shape::Union,
    scope: &mut Scope,
    diags: &mut Diagnostics,
) -> Vec<Variant> {
    let payloads: Vec<Type> = union
        .variants
        .iter()
        .map(|it| context.lookup.with_null(it))
        .collect();
    let mut parts = Vec::new();
    let owners = &context.lookup.selection.owners;
    let words = variants::words(context.lookup.shapes, owners, union);
    for ((meaning, payload), word) in union.variants.iter().zip(&payloads).zip(words) {
        let word = match payload {
            Type::Def(id) if is_component(context, meaning.shape) => Word {
                text: context.name(*id).into(),
                from: Origin::Itself,
                looks: None,
            },
            _ => word,
        };
        parts.push(Part {
            key: key(context, meaning, payload, &word),
            text: word.text.into(),
            at: meaning.at,
            from: word.from,
        });
    }
    let owner = ("branch", context.names.key(ty));
    let names = (scope, Case::Type);
    let names = context.naming.assign(owner, &parts, names, diags);
    let mut out = Vec::new();
    for ((meaning, payload), ident) in union.variants.iter().zip(&payloads).zip(names) {
        let alone = payloads.iter().filter(|it| *it == payload).count() == 1;
        let from = alone && !matches!(payload, Type::Leaf(Leaf::Json | Leaf::Null | Leaf::Never));
        let docs = docs::of(
            &without_limits(&meaning.notes),
            ident.as_str(),
            meaning.at,
            diags,
        );
        out.push(Variant {
            ident,
            payload: open(context, union, meaning.shape, payload),
            from: if from {
                FromPayload::Yes
            } else {
                FromPayload::No
            },
            docs,
        });
    }
    out
}

/// What a variant holds: an object that may follow other variants as well is held with the members that only those name.
fn open(context: &Context<'_>, union: &shape::Union, shape: ShapeId, payload: &Type) -> Type {
    let drops = matches!(
        &context.lookup.shapes.get(shape).kind,
        shape::Kind::Object(it) if matches!(it.rest, shape::Rest::Undeclared)
    );
    match payload {
        Type::Def(_) if drops && union.open.contains(&shape) => {
            Type::Open(Box::new(payload.clone()))
        }
        Type::Option(inner) => Type::Option(Box::new(open(context, union, shape, inner))),
        other => other.clone(),
    }
}

/// What the lock calls a branch: the type that it holds, else its looks.
fn key(context: &Context<'_>, meaning: &shape::Use, payload: &Type, word: &Word) -> String {
    match (payload, &word.looks) {
        (Type::Def(id), _) => context.names.key(*id).to_owned(),
        (_, Some(looks)) => looks.to_string(),
        (_, None) => context.lookup.shapes.get(meaning.shape).pointer.to_string(),
    }
}

fn without_limits(notes: &shape::Notes) -> shape::Notes {
    shape::Notes {
        limits: Vec::new(),
        ..notes.clone()
    }
}

fn is_component(context: &Context<'_>, shape: ShapeId) -> bool {
    let of = |id: &crate::ir::TypeId| context.lookup.selection.list.get(id.0 as usize);
    let selected = context.lookup.selection.by_shape.get(&shape).and_then(of);
    selected.is_some_and(|it| matches!(it.hint, Hint::Component(_)))
}

fn tagged(variants: Vec<Variant>, tag: &Tag) -> Vec<TaggedVariant> {
    variants
        .into_iter()
        .zip(tag.values.iter().zip(&tag.declared))
        .enumerate()
        .map(|(index, (variant, (values, declared)))| TaggedVariant {
            variant,
            values: values.iter().filter_map(defaults::scalar).collect(),
            tag: match declared {
                Declared::Yes => TagWriter::Payload,
                Declared::No => TagWriter::Union,
            },
            takes: takes(tag, index),
        })
        .collect()
}

fn takes(tag: &Tag, variant: usize) -> Vec<Takes> {
    let absent = (tag.absent == Some(variant)).then_some(Takes::Absent);
    let other = (tag.other == Some(variant)).then_some(Takes::Other);
    absent.into_iter().chain(other).collect()
}

/// Several tests as one.
fn alternatives(looks: &[Look]) -> Test {
    match looks.split_first() {
        Some((first, more)) => Test {
            or: tests(more),
            ..test(first)
        },
        None => Test::default(),
    }
}

/// Whether a type is the caller's, by a setting.
fn is_own(ty: &Type) -> bool {
    match ty {
        Type::Foreign(_) => true,
        Type::Option(inner) | Type::Boxed(inner) => is_own(inner),
        _ => false,
    }
}

/// A test that asks for no width: nobody here knows which integers a type of the caller's holds.
fn of_any_width(mut test: Test) -> Test {
    for kind in &mut test.kinds {
        if value_kinds::width(*kind).is_some() {
            *kind = ValueKind::Integer;
        }
    }
    test.or = test.or.into_iter().map(of_any_width).collect();
    test
}

fn tests(looks: &[Look]) -> Vec<Test> {
    looks.iter().map(test).collect()
}

fn test(look: &Look) -> Test {
    let constant = |(name, values): &(Box<str>, Vec<Literal>)| {
        let values = values.iter().filter_map(defaults::scalar).collect();
        (name.clone(), values)
    };
    let member = |(name, looks): &(Box<str>, Vec<Look>)| (name.clone(), tests(looks));
    Test {
        kinds: look.kinds.iter().map(|it| value_kinds::of(*it)).collect(),
        one_of: look.one_of.iter().filter_map(defaults::scalar).collect(),
        constants: look.constants.iter().map(constant).collect(),
        needs: look.needs.clone(),
        knows: look.knows.clone(),
        others: match look.others {
            shape::UndeclaredMembers::Dropped => UndeclaredMembers::Dropped,
            shape::UndeclaredMembers::Kept => UndeclaredMembers::Kept,
        },
        members: look.members.iter().map(member).collect(),
        items: tests(&look.items),
        rest: tests(&look.rest),
        or: Vec::new(),
    }
}

/// Variants that look alike are told apart by their members, or by their order alone.
fn overlaps(
    context: &Context<'_>,
    id: ShapeId,
    variants: &[Variant],
    looks: &[Vec<Look>],
    diags: &mut Diagnostics,
) {
    let place = context.lookup.shapes.get(id).at;
    for (index, one) in looks.iter().enumerate() {
        for (other_index, other) in looks.iter().enumerate().skip(index + 1) {
            if !one
                .iter()
                .any(|it| other.iter().any(|other| alike(it, other)))
            {
                continue;
            }
            let (Some(first), Some(second)) = (variants.get(index), variants.get(other_index))
            else {
                continue;
            };
            diags.push(Diagnostic::new(
                Code::OverlappingUnion,
                place.value(),
                format!(
                    "a value may be `{}` as well as `{}`",
                    first.ident.as_str(),
                    second.ident.as_str()
                ),
            ));
        }
    }
}

/// Whether no test but the number of members tells two looks apart.
fn alike(one: &Look, other: &Look) -> bool {
    let inside = |one: &[Look], other: &[Look]| {
        one.is_empty()
            || other.is_empty()
            || one
                .iter()
                .any(|it| other.iter().any(|more| alike(it, more)))
    };
    let members = one.members.iter().all(|(name, looks)| {
        let same = other.members.iter().find(|(it, _)| it == name);
        same.is_none_or(|(_, others)| inside(looks, others))
    });
    let kinds = |it: &shape::ValueKind| other.kinds.iter().any(|other| it.takes_all(*other));
    one.kinds.iter().any(kinds)
        && one.one_of == other.one_of
        && one.constants == other.constants
        && one.needs == other.needs
        && members
        && inside(&one.items, &other.items)
        && inside(&one.rest, &other.rest)
}
