//! Which members have one possible value, and therefore no field.
//!
//! A member that must be there and lists one literal is one. So is a member that may be
//! absent, when its default is that literal and a union tells its variants apart by it: the
//! server needs it to read the value.

use crate::ir::ConstantPresence;
use crate::shape::Kind;
use crate::shape::Literal;
use crate::shape::Member;
use crate::shape::Null;
use crate::shape::Others;
use crate::shape::Required;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Told;
use std::collections::HashSet;

/// Members by which a union tells its variants apart.
#[derive(Debug, Default)]
pub struct Tags(HashSet<(ShapeId, Box<str>)>);

impl Tags {
    /// Finds them in all unions.
    pub fn of(shapes: &Shapes) -> Tags {
        let mut tags = Tags::default();
        for (_, shape) in shapes.iter() {
            let Kind::Union(union) = &shape.kind else { continue };
            let Told::ByProperty(tag) = &union.told else { continue };
            let mut waiting: Vec<ShapeId> = union.variants.iter().map(|it| it.shape).collect();
            while let Some(id) = waiting.pop() {
                if !tags.0.insert((id, tag.property.clone())) {
                    continue;
                }
                if let Kind::Union(inner) = &shapes.get(id).kind {
                    waiting.extend(inner.variants.iter().map(|it| it.shape));
                }
            }
        }
        tags
    }
}

/// The one value of `member` of `object`, if it has one.
pub fn of(shapes: &Shapes, tags: &Tags, object: ShapeId, member: &Member) -> Option<(Literal, ConstantPresence)> {
    let Kind::Literals(literals) = &shapes.get(member.value.shape).kind else { return None };
    let [only] = literals.values.as_slice() else { return None };
    if member.value.null == Null::Allowed || literals.others == Others::Declared {
        return None;
    }
    match only.value {
        Literal::String(_) | Literal::Bool(_) => {}
        Literal::Int(value) if i64::try_from(value).is_ok() => {}
        _ => return None,
    }
    match member.required {
        Required::Yes => Some((only.value.clone(), ConstantPresence::Required)),
        Required::No => {
            let default = member.value.notes.default.as_ref().map(|(it, _)| it);
            let default = default.or(shapes.get(member.value.shape).notes.default.as_ref().map(|(it, _)| it));
            let tag = tags.0.contains(&(object, member.name.clone()));
            (tag && default == Some(&only.value)).then(|| (only.value.clone(), ConstantPresence::Optional))
        }
    }
}
