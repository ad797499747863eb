//! Inside of which unions there may be integers beyond 64 bits: what one type has, every type that holds it has.
//!
//! A union looks at a value before it reads it, and a reader of JSON passes such integers as floats to whoever only looks.
//! So these unions are read from the text of the value; all others are not, because it costs time.

use super::derives::held;
use super::spread::spread;
use crate::ir::Digits;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Literal;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;

/// Decides for every union.
pub fn decide(types: &mut [TypeDef]) {
    let wide = spread(types, |kind, wide| {
        lists(kind) || held(kind).into_iter().any(|it| holds(it, wide))
    });
    let wide = types.iter_mut().zip(wide).filter(|(_, wide)| *wide);
    for (def, _) in wide {
        match &mut def.kind {
            Kind::Union(it) => it.digits = Digits::AllKept,
            Kind::Tagged(it) => it.digits = Digits::AllKept,
            Kind::Struct(_)
            | Kind::Strings(_)
            | Kind::Integers(_)
            | Kind::Literals(_)
            | Kind::Newtype(_)
            | Kind::Alias(_)
            | Kind::Multipart(_) => {}
        }
    }
}

/// Whether a definition itself names such an integer.
fn lists(kind: &Kind) -> bool {
    match kind {
        Kind::Literals(it) => it.variants.iter().any(|it| is_wide(&it.value)),
        Kind::Tagged(it) => it.variants.iter().any(|it| it.values.iter().any(is_wide)),
        Kind::Struct(it) => it.constants.iter().any(|it| is_wide(&it.value)),
        // What the tests of a union list, its variants list.
        Kind::Union(_)
        | Kind::Strings(_)
        | Kind::Integers(_)
        | Kind::Newtype(_)
        | Kind::Alias(_)
        | Kind::Multipart(_) => false,
    }
}

fn is_wide(literal: &Literal) -> bool {
    /// As many digits as the largest `i64`.
    const DIGITS: usize = 19;
    match literal {
        Literal::Int(it) => i64::try_from(*it).is_err() && u64::try_from(*it).is_err(),
        Literal::Huge(_) => true,
        Literal::Json(text) => {
            let mut runs = text.split(|it: char| !it.is_ascii_digit());
            runs.any(|it| it.len() >= DIGITS)
        }
        Literal::Null | Literal::Bool(_) | Literal::Float(_) | Literal::String(_) => false,
    }
}

/// Whether a value of a type may hold one.
fn holds(ty: &Type, wide: &[bool]) -> bool {
    match ty {
        Type::Def(TypeId(id)) => wide.get(*id as usize).copied().unwrap_or(false),
        Type::Leaf(leaf) => matches!(leaf, Leaf::I128 | Leaf::U128),
        // By a setting.
        Type::Foreign(path) => path.ends_with("i128") || path.ends_with("u128"),
        Type::List(inner)
        | Type::Map(_, inner)
        | Type::Option(inner)
        | Type::Boxed(inner)
        | Type::Open(inner)
        | Type::Maybe(inner) => holds(inner, wide),
        Type::Sequence(first, rest) => holds(first, wide) || holds(rest, wide),
        Type::Tuple(items) => items.iter().any(|it| holds(it, wide)),
    }
}
