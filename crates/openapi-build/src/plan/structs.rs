//! Objects as structs: which members have fields, what the fields are called and hold.

use super::constants;
use super::context::Context;
use super::defaults;
use super::defaults::Wanted;
use super::defaults::Wish;
use super::docs;
use super::names::Case;
use super::names::Scope;
use super::names::parts::Origin;
use super::names::parts::Part;
use super::names::renames;
use super::presence;
use super::presence::Answer;
use super::presence::HasDefault;
use super::secrets;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::Constant;
use crate::ir::Deprecated;
use crate::ir::Docs;
use crate::ir::Field;
use crate::ir::Ident;
use crate::ir::Leaf;
use crate::ir::Presence;
use crate::ir::Rest;
use crate::ir::Struct;
use crate::ir::Type;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Literal;
use crate::shape::Member;
use crate::shape::Null;
use crate::shape::Object;
use crate::shape::ShapeId;
use crate::source::NodeId;
use std::collections::HashMap;

/// The struct of an object. What becomes of its defaults is decided later, when it is known what all types hold: they are
/// added to `wishes`.
pub fn define<'a>(
    context: &Context<'a>,
    (ty, id): (TypeId, ShapeId),
    object: &'a Object,
    wishes: &mut Vec<Wish<'a>>,
    diags: &mut Diagnostics,
) -> Struct {
    let mut fields = Vec::new();
    let mut constants = Vec::new();
    let constant = |it: &Member| {
        constants::of(
            context.lookup.shapes,
            context.tags,
            context.flow(id),
            id,
            it,
        )
        .is_some()
    };
    let members: Vec<&Member> = object.members.iter().filter(|it| !constant(it)).collect();
    let mut names = FieldNames::new(context, context.names.key(ty), &members, diags);
    for member in &object.members {
        if let Some((literal, presence)) = constants::of(
            context.lookup.shapes,
            context.tags,
            context.flow(id),
            id,
            member,
        ) {
            constants.extend(defaults::scalar(&literal).map(|value| Constant {
                wire: member.name.clone(),
                value,
                presence,
            }));
        } else if let Some((field, wanted)) = field(context, id, member, &names, diags) {
            let of = ((ty, fields.len()), wanted);
            wishes.extend(wish(context, member, &field.ty, of));
            fields.push(field);
        }
    }
    let rest = match &object.rest {
        shape::Rest::Values(value) => Some(Rest {
            ident: names.rest(),
            maps: context.lookup.vocabulary.maps(id),
            ty: context.lookup.with_null(value),
        }),
        shape::Rest::Undeclared | shape::Rest::Refused => None,
    };
    Struct {
        fields,
        constants,
        rest,
    }
}

/// The field of a member, and what a default of it is wanted for.
fn field(
    context: &Context<'_>,
    id: ShapeId,
    member: &Member,
    names: &FieldNames,
    diags: &mut Diagnostics,
) -> Option<(Field, Wanted)> {
    let ident = names.field(member)?;
    let ty = context.lookup.of(&member.value);
    let target = context.lookup.shapes.get(member.value.shape);
    let has = match documented_default(context, member) {
        None | Some((Literal::Null, _)) => HasDefault::No,
        Some(_) => HasDefault::Yes,
    };
    let answer = match (&ty, presence::decide(member, context.flow(id), has)) {
        // Any JSON is null as well; only absence is a thing of its own.
        (Type::Leaf(Leaf::Json), Answer::Nullable) => Answer::Required,
        (Type::Leaf(Leaf::Json), Answer::Optional | Answer::Defaulted)
            if null_is_a_value(context, member) =>
        {
            Answer::OptionalNullable
        }
        (_, answer) => answer,
    };
    let (presence, wanted) = match answer {
        Answer::Required => (Presence::Required, Wanted::Nothing),
        Answer::Nullable => (Presence::Nullable, Wanted::Nothing),
        Answer::Defaulted => (Presence::Optional(None), Wanted::Value),
        Answer::Optional => (Presence::Optional(None), Wanted::Accessor),
        Answer::OptionalNullable => (Presence::OptionalNullable(None), Wanted::Accessor),
    };
    let field = Field {
        ident,
        wire: member.name.clone(),
        ty,
        presence,
        docs: member_docs(context, member, diags),
        deprecated: if member.value.notes.deprecated {
            Deprecated::Yes
        } else {
            Deprecated::No
        },
        shown: secrets::shown(&member.name, target),
        origin: member.value.at,
    };
    Some((field, wanted))
}

/// The default of a member of type `ty`, if the document gives one.
pub fn wish<'a>(
    context: &Context<'a>,
    member: &'a Member,
    ty: &Type,
    (of, wanted): ((TypeId, usize), Wanted),
) -> Option<Wish<'a>> {
    let (literal, at) = documented_default(context, member)?;
    let null = match ty {
        Type::Leaf(Leaf::Json) => Null::Allowed,
        _ => member.value.null,
    };
    Some(Wish {
        name: &member.name,
        literal,
        at: *at,
        null,
        of,
        wanted,
    })
}

/// Documentation of a member: what is said at its place, and of its type where that has no name.
pub fn member_docs(context: &Context<'_>, member: &Member, diags: &mut Diagnostics) -> Docs {
    let lookup = &context.lookup;
    let named = lookup.selection.by_shape.contains_key(&member.value.shape);
    let mut notes = member.value.notes.clone();
    if !named {
        let own = &lookup.shapes.get(member.value.shape).notes;
        notes.description = notes.description.or_else(|| own.description.clone());
        notes.title = notes.title.or_else(|| own.title.clone());
        for limit in &own.limits {
            if !notes.limits.iter().any(|(key, _)| *key == limit.0) {
                notes.limits.push(limit.clone());
            }
        }
    }
    let mut docs = docs::of(&notes, &member.name, member.value.at, diags);
    if let Some((literal, _)) =
        documented_default(context, member).filter(|(it, _)| *it != Literal::Null)
    {
        docs::paragraph(
            &mut docs,
            format!("Default: {}.", docs::code(&literal.json())),
        );
    }
    docs
}

/// Whether a member without a declared look may be null on its own account.
fn null_is_a_value(context: &Context<'_>, member: &Member) -> bool {
    matches!(
        context.lookup.shapes.get(member.value.shape).kind,
        shape::Kind::Any
    )
}

fn documented_default<'a>(
    context: &Context<'a>,
    member: &'a Member,
) -> Option<&'a (Literal, NodeId)> {
    let own = member.value.notes.default.as_ref();
    own.or_else(|| {
        context
            .lookup
            .shapes
            .get(member.value.shape)
            .notes
            .default
            .as_ref()
    })
}

/// The names of a struct's fields.
pub struct FieldNames {
    fields: Scope,
    named: HashMap<Box<str>, Ident>,
}

impl FieldNames {
    /// Names all members that have a field.
    pub fn new(
        context: &Context<'_>,
        owner: &str,
        members: &[&Member],
        diags: &mut Diagnostics,
    ) -> Self {
        let parts: Vec<Part> = members
            .iter()
            .map(|it| Part {
                key: it.name.to_string(),
                text: it.name.to_string(),
                at: it.value.at,
                from: Origin::Itself,
            })
            .collect();
        let mut fields = Scope::default();
        let scope = (&mut fields, Case::Value);
        let names = context
            .naming
            .assign(("field", owner), &parts, scope, diags);
        for (member, ident) in members.iter().zip(&names) {
            note(member, ident, diags);
        }
        let members = members.iter().map(|it| it.name.clone());
        FieldNames {
            fields,
            named: members.zip(names).collect(),
        }
    }

    /// The name of a member's field.
    pub fn field(&self, member: &Member) -> Option<Ident> {
        self.named.get(&member.name).cloned()
    }

    /// The name of the field for members that are not named.
    pub fn rest(&mut self) -> Ident {
        self.fields.claim(
            &["additional", "additional_members", "other_members"],
            Case::Value,
        )
    }
}

/// Says that a field is not called what its member is.
fn note(member: &Member, ident: &Ident, diags: &mut Diagnostics) {
    if !renames::is_obvious(&member.name, ident) {
        let (name, at) = (ident.as_str(), member.value.at);
        let message = format!("the member `{}` is the field `{name}`", member.name);
        diags.push(renames::note(at.key(), Of::Node(at), ident, message));
    }
}
