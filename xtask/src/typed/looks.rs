//! What the type of a component says of its values.
//!
//! In: a plan and a type. Out: whether the type says anything at all. Read off the plan, not off the schema: it is what
//! a user of the generated code has in hand.

use openapi_build::config::Checks;
use openapi_build::ir::{Crate, Kind, Leaf, Type};
use std::fmt;

/// What a type says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing: it is any JSON.
    AnyJson,
    /// Something.
    More,
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Says::AnyJson => "any JSON",
            Says::More => "more",
        })
    }
}

/// Whether values of `ty` can be checked: it is a generated type that knows its schema.
pub fn checks(krate: &Crate, ty: &Type) -> Checks {
    let Type::Def(id) = ty else {
        return Checks::No;
    };
    let def = krate.types.get(id.0 as usize);
    match def.is_some_and(|it| !it.schemas.is_empty()) {
        true => Checks::Yes,
        false => Checks::No,
    }
}

/// What `ty` says.
pub fn says(krate: &Crate, ty: &Type) -> Says {
    let mut ty = ty;
    // Names of names; as many steps as there are types, so that a loop ends.
    for _ in 0..=krate.types.len() {
        match ty {
            Type::Leaf(Leaf::Json) => return Says::AnyJson,
            Type::Option(inner) | Type::Boxed(inner) | Type::Open(inner) => ty = inner,
            Type::Def(id) => match krate.types.get(id.0 as usize).map(|it| &it.kind) {
                Some(Kind::Newtype(inner) | Kind::Alias(inner)) => ty = inner,
                Some(
                    Kind::Struct(_)
                    | Kind::Strings(_)
                    | Kind::Integers(_)
                    | Kind::Literals(_)
                    | Kind::Tagged(_)
                    | Kind::Union(_)
                    | Kind::Multipart(_),
                )
                | None => return Says::More,
            },
            Type::Leaf(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Maybe(_)
            | Type::Sequence(..)
            | Type::Foreign(_) => {
                return Says::More;
            }
        }
    }
    Says::AnyJson
}
