//! Lists of literals as enums.
//!
//! Open by default: a value that the document does not list is kept and written back.

use super::defaults;
use super::docs;
use super::names::Case;
use super::names::Scope;
use super::names::words;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Choice;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Literal as Value;
use crate::ir::LiteralVariant;
use crate::shape::ListedLiteral;
use crate::shape::Literal;
use crate::shape::Literals;
use crate::shape::Others;

/// The first integer from which on a 64-bit float skips some.
const EXACT: u64 = 1 << 53;

/// The enum of some literals.
pub fn define(literals: &Literals, diags: &mut Diagnostics) -> Kind {
    let mut names = VariantNames::new(literals);
    let mut described: Vec<(Ident, Vec<Box<str>>, &Literal)> = Vec::new();
    for it in &literals.values {
        let docs = it
            .description
            .as_ref()
            .map(|text| docs::text(text, it.at, diags))
            .unwrap_or_default();
        described.push((names.variant(it, diags), docs, &it.value));
    }
    let unknown = match literals.others {
        Others::Excluded => None,
        Others::Declared | Others::Undeclared => Some(
            names
                .scope
                .claim(&["Unknown", "Unrecognized", "UnknownValue"], Case::Type),
        ),
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
        return Kind::Strings(Choice { variants, unknown });
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
        return Kind::Integers(Choice { variants, unknown });
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
    Kind::Literals(Choice { variants, unknown })
}

/// The names of an enum's variants.
struct VariantNames {
    scope: Scope,
    plain: Vec<(Literal, Ident)>,
}

impl VariantNames {
    /// Values that are variant names as they stand keep them, whatever stands before them.
    fn new(literals: &Literals) -> Self {
        let mut scope = Scope::default();
        let plain = literals
            .values
            .iter()
            .filter_map(|it| match &it.value {
                Literal::String(text) if words::is_upper_camel(text) => {
                    Some((it.value.clone(), scope.claim_exactly(text)?))
                }
                _ => None,
            })
            .collect();
        VariantNames { scope, plain }
    }

    fn variant(&mut self, it: &ListedLiteral, diags: &mut Diagnostics) -> Ident {
        if let Some((_, ident)) = self.plain.iter().find(|(value, _)| *value == it.value) {
            return ident.clone();
        }
        let wanted = match &it.value {
            Literal::Null => "Null".to_owned(),
            Literal::Bool(value) => value.to_string(),
            Literal::Int(value) => value.to_string(),
            Literal::Float(value) => value.to_string().replace('.', " point "),
            Literal::String(text) => text.to_string(),
            Literal::List(_) => "List".to_owned(),
            Literal::Object(_) => "Object".to_owned(),
        };
        let ident = self.scope.claim(&[&wanted], Case::Type);
        if ident.as_str() != words::legal(&wanted, Case::Type) {
            diags.push(Diagnostic::new(
                Code::Renamed,
                it.at.value(),
                format!("{} is the variant `{}`", it.value.json(), ident.as_str()),
            ));
        }
        ident
    }
}
