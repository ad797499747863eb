//! The definition of every named type.
//!
//! Out go the types, and the defaults of their members: what becomes of these is decided when all types are known.

use super::choices;
use super::context::Context;
use super::defaults::Wanted;
use super::defaults::Wish;
use super::docs;
use super::multipart;
use super::structs;
use super::unions;
use crate::diag::Diagnostics;
use crate::ir::Deprecated;
use crate::ir::Derives;
use crate::ir::Field;
use crate::ir::Gate;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Multipart;
use crate::ir::PartCodec;
use crate::ir::Presence;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Null;
use crate::shape::ShapeId;

/// Defines every selected type and alias.
pub fn define<'a>(context: &Context<'a>, diags: &mut Diagnostics) -> (Vec<TypeDef>, Vec<Wish<'a>>) {
    let selection = context.lookup.selection;
    let mut types: Vec<TypeDef> = Vec::new();
    let mut wishes = Vec::new();
    for (at, (selected, ident)) in (0..).zip(selection.list.iter().zip(&context.names.types)) {
        let shape = context.lookup.shapes.get(selected.shape);
        let id = (TypeId(at), selected.shape);
        let kind = match &selected.form {
            Some(form) => {
                let made = multipart::define(context, id, form, diags);
                wishes.extend(of_parts(context, id.0, &made, &shape.kind));
                Kind::Multipart(made)
            }
            None => kind(context, id, &mut wishes, diags),
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
            schemas: Vec::new(),
            gate: Gate::new(),
            kind,
        });
    }
    types.extend(aliases(context, diags));
    (types, wishes)
}

/// Overwritten by `derives`, which looks at all types together.
const UNDECIDED: Derives = Derives {
    eq: false,
    hash: false,
    default: false,
    debug: true,
};

fn kind<'a>(
    context: &Context<'a>,
    (ty, id): (TypeId, ShapeId),
    wishes: &mut Vec<Wish<'a>>,
    diags: &mut Diagnostics,
) -> Kind {
    match &context.lookup.shapes.get(id).kind {
        shape::Kind::Literals(literals) => choices::define(context, (ty, id), literals, diags),
        shape::Kind::Union(union) => unions::define(context, (ty, id), union, diags),
        shape::Kind::Object(object) => {
            Kind::Struct(structs::define(context, (ty, id), object, wishes, diags))
        }
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

/// The defaults of the parts of a body.
fn of_parts<'a>(
    context: &Context<'a>,
    ty: TypeId,
    made: &Multipart,
    kind: &'a shape::Kind,
) -> Vec<Wish<'a>> {
    let shape::Kind::Object(object) = kind else {
        return Vec::new();
    };
    let wish = |(index, (field, _)): (usize, &(Field, PartCodec))| {
        let member = object.members.iter().find(|it| it.name == field.wire)?;
        let wanted = match field.presence {
            Presence::Required => Wanted::Nothing,
            _ => Wanted::Accessor,
        };
        let at = (ty, index);
        structs::wish(context, member, &field.ty, (at, wanted))
    };
    made.fields.iter().enumerate().filter_map(wish).collect()
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
            schemas: Vec::new(),
            gate: Gate::new(),
            kind: Kind::Alias(ty),
        });
    }
    out
}
