//! A literal as the variant of a union that the wire would read it as.

use super::Spelled;
use super::Spelling;
use super::Unspelled;
use super::literal::member;
use super::literal::same;
use super::look;
use crate::ir::Expr;
use crate::ir::TagWriter;
use crate::ir::Tagged;
use crate::ir::Takes;
use crate::ir::Test;
use crate::ir::TypeId;
use crate::ir::Union;
use crate::ir::Variant;
use crate::shape::Literal;

impl Spelling<'_> {
    /// A union that is told apart by a property.
    pub(super) fn tagged(
        &mut self,
        id: TypeId,
        of: &Tagged,
        members: &[(Box<str>, Literal)],
        deeper: usize,
    ) -> Spelled {
        let tag = member(members, &of.property);
        let named = tag.and_then(|tag| {
            let mut rows = of.variants.iter();
            rows.find(|it| it.values.iter().any(|value| same(value, tag)))
        });
        let takes = match tag {
            Some(_) => Takes::Other,
            None => Takes::Absent,
        };
        if let Some(row) = named {
            let mut members = members.to_vec();
            if row.tag == TagWriter::Union {
                members.retain(|(name, _)| *name != of.property);
            }
            return self.variant(id, &row.variant, &Literal::Object(members), deeper);
        }
        let taking = of.variants.iter().find(|it| it.takes.contains(&takes));
        let row = taking.ok_or(Unspelled::NoVariant)?;
        let members = Literal::Object(members.to_vec());
        self.variant(id, &row.variant, &members, deeper)
            .map_err(unsure)
    }

    /// A union that is told apart by one look at the value.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        of: &Union,
        literal: &Literal,
        deeper: usize,
    ) -> Spelled {
        let tests: Vec<&Test> = of.variants.iter().map(|(_, test)| test).collect();
        if !look::is_of_a_kind(&tests, literal) {
            return Err(Unspelled::Wrong);
        }
        let chosen = look::decide(&tests, literal).and_then(|at| of.variants.get(at));
        let (variant, _) = chosen.ok_or(Unspelled::NoVariant)?;
        self.variant(id, variant, literal, deeper).map_err(unsure)
    }

    fn variant(
        &mut self,
        id: TypeId,
        variant: &Variant,
        literal: &Literal,
        deeper: usize,
    ) -> Spelled {
        let value = self.spell(literal, &variant.payload, deeper)?;
        Ok(Expr::Holding(id, variant.ident.clone(), Box::new(value)))
    }
}

/// What is no value of the variant that it looks like may still be one of another, which reading never finds.
fn unsure(why: Unspelled) -> Unspelled {
    match why {
        Unspelled::Wrong => Unspelled::NoVariant,
        other => other,
    }
}
