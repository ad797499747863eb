//! The definition of every named type.
//!
//! Choices, unions and newtypes first, then structs: a member's default may be a variant.

use super::choices;
use super::context::Context;
use super::docs;
use super::multipart;
use super::structs;
use super::unions;
use crate::diag::Diagnostics;
use crate::ir::Deprecated;
use crate::ir::Derives;
use crate::ir::Gate;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Struct;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Null;
use crate::shape::ShapeId;

/// Defines every selected type and alias.
pub fn define(context: &Context<'_>, diags: &mut Diagnostics) -> Vec<TypeDef> {
    let selection = context.lookup.selection;
    let mut types: Vec<TypeDef> = Vec::new();
    for (at, (selected, ident)) in (0..).zip(selection.list.iter().zip(&context.names.types)) {
        let shape = context.lookup.shapes.get(selected.shape);
        let id = (TypeId(at), selected.shape);
        let kind = match &selected.form {
            Some(form) => Kind::Multipart(multipart::define(context, id, form, diags)),
            None => kind(context, id, diags),
        };
        types.push(TypeDef {
            ident: ident.clone(),
            docs: docs::of(&shape.notes, ident.as_str(), shape.at, diags),
            deprecated: if shape.notes.deprecated {
                Deprecated::Yes
            } else {
                Deprecated::No
            },
            derives: UNDECIDED,
            extra: context.lookup.wishes.derives(selected.shape),
            origin: shape.at,
            gate: Gate::new(),
            kind,
        });
    }
    for (index, selected) in selection.list.iter().enumerate() {
        if let shape::Kind::Object(object) = &context.lookup.shapes.get(selected.shape).kind
            && selected.form.is_none()
        {
            let id = (TypeId(index as u32), selected.shape);
            let made = structs::define(context, id, object, &types, diags);
            if let Some(def) = types.get_mut(index) {
                def.kind = Kind::Struct(made);
            }
        }
    }
    types.extend(aliases(context, diags));
    // Only now is it known what the structs hold that defaults are values of.
    for selected in &selection.list {
        if let shape::Kind::Object(object) = &context.lookup.shapes.get(selected.shape).kind {
            structs::check_defaults(context, object, &types, diags);
        }
    }
    types
}

/// Overwritten by `derives`, which looks at all types together.
const UNDECIDED: Derives = Derives {
    eq: false,
    hash: false,
    default: false,
    debug: true,
};

fn kind(context: &Context<'_>, (ty, id): (TypeId, ShapeId), diags: &mut Diagnostics) -> Kind {
    match &context.lookup.shapes.get(id).kind {
        shape::Kind::Literals(literals) => choices::define(context, (ty, id), literals, diags),
        shape::Kind::Union(union) => unions::define(context, (ty, id), union, diags),
        // Filled in when all choices are known.
        shape::Kind::Object(_) => Kind::Struct(Struct {
            fields: Vec::new(),
            constants: Vec::new(),
            rest: None,
        }),
        shape::Kind::Any
        | shape::Kind::Never
        | shape::Kind::Null
        | shape::Kind::Bool
        | shape::Kind::Integer(_)
        | shape::Kind::Number(_)
        | shape::Kind::String(_)
        | shape::Kind::List(_)
        | shape::Kind::Tuple(_)
        | shape::Kind::Map(_) => Kind::Newtype(context.lookup.written_out(id)),
    }
}

/// Components that are other names for a type.
fn aliases(context: &Context<'_>, diags: &mut Diagnostics) -> Vec<TypeDef> {
    let lookup = context.lookup;
    let mut out = Vec::new();
    for (index, ident) in lookup.selection.aliases.iter().zip(&context.names.aliases) {
        let Some(named) = lookup.shapes.components.get(*index) else {
            continue;
        };
        let ty = match (lookup.of(&named.meaning), named.meaning.null) {
            (Type::Leaf(Leaf::Json), _) => Type::Leaf(Leaf::Json),
            (ty, Null::Allowed) => Type::Option(Box::new(ty)),
            (ty, Null::Refused) => ty,
        };
        out.push(TypeDef {
            ident: ident.clone(),
            docs: docs::of(
                &named.meaning.notes,
                ident.as_str(),
                named.meaning.at,
                diags,
            ),
            deprecated: Deprecated::No,
            derives: UNDECIDED,
            extra: Vec::new(),
            origin: named.component.schema,
            gate: Gate::new(),
            kind: Kind::Alias(ty),
        });
    }
    out
}
