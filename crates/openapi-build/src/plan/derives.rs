//! Which traits hold for each type: what one of them lacks, every type that holds it lacks.

use super::spread::spread;
use crate::ir::Derives;
use crate::ir::Field;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Presence;
use crate::ir::Shown;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;

/// Decides for every type.
pub fn infer(types: &mut [TypeDef]) {
    let no_eq = without(types, Trait::Eq);
    let no_hash = without(types, Trait::Hash);
    for ((def, no_eq), no_hash) in types.iter_mut().zip(no_eq).zip(no_hash) {
        def.derives = Derives {
            eq: !no_eq,
            hash: !no_hash && !no_eq,
            default: all_optional(&def.kind),
            debug: !has_secret(&def.kind),
        };
    }
}

#[derive(Clone, Copy)]
enum Trait {
    Eq,
    Hash,
}

/// The types without a trait: they hold one without it, or what has it never.
fn without(types: &[TypeDef], which: Trait) -> Vec<bool> {
    spread(types, |kind, lack| {
        let has = held(kind).into_iter().all(|it| has(it, lack, which));
        !has || keeps_json(kind, which)
    })
}

/// The types that values of a definition hold.
pub(super) fn held(kind: &Kind) -> Vec<&Type> {
    match kind {
        Kind::Struct(it) => it
            .fields
            .iter()
            .map(|it| &it.ty)
            .chain(it.rest.as_ref().map(|it| &it.ty))
            .collect(),
        Kind::Tagged(it) => it.variants.iter().map(|it| &it.variant.payload).collect(),
        Kind::Union(it) => it.variants.iter().map(|(it, _)| &it.payload).collect(),
        Kind::Newtype(ty) | Kind::Alias(ty) => vec![ty],
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) => Vec::new(),
        // Files are there once: such a body can be neither compared nor hashed, whatever else it holds.
        Kind::Multipart(_) => Vec::new(),
    }
}

/// What beside the held types decides: maps beside members, and variants that keep any JSON.
fn keeps_json(kind: &Kind, which: Trait) -> bool {
    match kind {
        Kind::Struct(it) => it.rest.is_some() && matches!(which, Trait::Hash),
        Kind::Tagged(_) | Kind::Literals(_) => matches!(which, Trait::Hash),
        Kind::Union(it) => it.unknown.is_some() && matches!(which, Trait::Hash),
        Kind::Strings(_) | Kind::Integers(_) | Kind::Newtype(_) | Kind::Alias(_) => false,
        Kind::Multipart(_) => true,
    }
}

fn has(ty: &Type, lack: &[bool], which: Trait) -> bool {
    match ty {
        Type::Def(TypeId(id)) => lack.get(*id as usize) == Some(&false),
        Type::Leaf(Leaf::F32 | Leaf::F64) => false,
        Type::Leaf(Leaf::Json) => matches!(which, Trait::Eq),
        Type::Leaf(_) => true,
        // What the caller's type has beyond what it must have is not known here.
        Type::Foreign(_) => false,
        Type::Map(_, value) | Type::Open(value) => {
            matches!(which, Trait::Eq) && has(value, lack, which)
        }
        Type::List(item) | Type::Option(item) | Type::Boxed(item) | Type::Maybe(item) => {
            has(item, lack, which)
        }
        Type::Sequence(first, rest) => has(first, lack, which) && has(rest, lack, which),
        Type::Tuple(items) => items.iter().all(|it| has(it, lack, which)),
    }
}

fn all_optional(kind: &Kind) -> bool {
    let optional = |field: &Field| match field.presence {
        Presence::Optional(_) | Presence::OptionalNullable(_) => true,
        Presence::Required | Presence::Nullable | Presence::Defaulted(_) => false,
    };
    match kind {
        Kind::Struct(it) => it.fields.iter().all(optional),
        Kind::Multipart(it) => it.fields.iter().all(|(it, _)| optional(it)),
        Kind::Newtype(Type::List(_) | Type::Map(..)) => true,
        Kind::Newtype(_) | Kind::Alias(_) | Kind::Tagged(_) | Kind::Union(_) => false,
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) => false,
    }
}

fn has_secret(kind: &Kind) -> bool {
    match kind {
        Kind::Struct(it) => it.fields.iter().any(|it| it.shown == Shown::Secret),
        Kind::Multipart(it) => it.fields.iter().any(|(it, _)| it.shown == Shown::Secret),
        Kind::Tagged(_) | Kind::Union(_) | Kind::Newtype(_) | Kind::Alias(_) => false,
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) => false,
    }
}
