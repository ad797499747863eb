//! Lists of literals as enums.
//!
//! Open by default: a value that the document does not list is kept and written back.

use super::context::Context;
use super::defaults;
use super::docs;
use super::names::Case;
use super::names::Scope;
use super::names::renames;
use super::names::values;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::Choice;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Letters;
use crate::ir::Literal as Value;
use crate::ir::LiteralVariant;
use crate::ir::TypeId;
use crate::shape::ListedLiteral;
use crate::shape::Literal;
use crate::shape::Literals;
use crate::shape::Others;
use crate::shape::ShapeId;

/// The first integer from which on a 64-bit float skips some.
const EXACT: u64 = 1 << 53;

/// The enum of some literals.
pub fn define(
    context: &Context<'_>,
    (ty, id): (TypeId, ShapeId),
    literals: &Literals,
    diags: &mut Diagnostics,
) -> Kind {
    let mut scope = Scope::default();
    let parts = values::parts(&literals.values, context.name(ty));
    let owner = context.names.key(ty);
    let names = (&mut scope, Case::Type);
    let names = context
        .naming
        .assign(("variant", owner), &parts, names, diags);
    let mut described: Vec<(Ident, Vec<Box<str>>, &Literal)> = Vec::new();
    for (it, ident) in literals.values.iter().zip(names) {
        note(it, &ident, diags);
        let docs = it
            .description
            .as_ref()
            .map(|text| docs::text(text, it.at, diags))
            .unwrap_or_default();
        described.push((ident, docs, &it.value));
    }
    let closed = literals.others == Others::Excluded || context.lookup.wishes.is_closed(id);
    let unknown =
        (!closed).then(|| scope.claim(&["Unknown", "Unrecognized", "UnknownValue"], Case::Type));
    let letters = match context.lookup.wishes.is_any_case(id) {
        true => Letters::AnyCase,
        false => Letters::AsTheyAre,
    };
    let strings: Option<Vec<LiteralVariant<Box<str>>>> = described
        .iter()
        .map(|(ident, docs, value)| match value {
            Literal::String(text) => Some(LiteralVariant {
                ident: ident.clone(),
                value: text.clone(),
                docs: docs.clone(),
            }),
            _ => None,
        })
        .collect();
    if let Some(variants) = strings {
        return Kind::Strings(Choice {
            variants,
            unknown,
            letters,
        });
    }
    let integers: Option<Vec<LiteralVariant<i64>>> = described
        .iter()
        .map(|(ident, docs, value)| match value {
            Literal::Int(value) => {
                // Beyond it a number with a fraction may be the integer as well, and only a comparison can tell.
                let value = i64::try_from(*value)
                    .ok()
                    .filter(|it| it.unsigned_abs() < EXACT)?;
                Some(LiteralVariant {
                    ident: ident.clone(),
                    value,
                    docs: docs.clone(),
                })
            }
            _ => None,
        })
        .collect();
    if let Some(variants) = integers {
        return Kind::Integers(Choice {
            variants,
            unknown,
            letters: Letters::AsTheyAre,
        });
    }
    let variants = described
        .into_iter()
        .filter_map(|(ident, docs, value)| {
            Some(LiteralVariant {
                ident,
                value: defaults::scalar(value)
                    .or_else(|| (!value.is_scalar()).then(|| Value::Json(value.json().into())))?,
                docs,
            })
        })
        .collect();
    Kind::Literals(Choice {
        variants,
        unknown,
        letters: Letters::AsTheyAre,
    })
}

/// Says that a variant is called neither what its value says nor what the document calls it.
fn note(it: &ListedLiteral, ident: &Ident, diags: &mut Diagnostics) {
    let value = values::text(&it.value);
    let texts = [Some(value.as_str()), it.name.as_deref()];
    if !texts
        .into_iter()
        .flatten()
        .any(|text| renames::is_obvious(text, ident))
    {
        let message = format!("{} is the variant `{}`", it.value.json(), ident.as_str());
        diags.push(renames::note(
            it.at.value(),
            Of::Node(it.at),
            ident,
            message,
        ));
    }
}
