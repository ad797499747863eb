//! How a reader can tell a union's variants apart.
//!
//! Decided once, in this order: a `discriminator`; a property with literals of its own in each
//! variant; else one look at the value (`look`).

use super::Kind;
use super::Shape;
use super::ShapeId;
use super::Told;
use super::Union;
use super::look;
use super::tag::Discriminator;
use super::tag::Known;
use super::tag::only_objects;
use super::tag::tag;
use crate::resolve::Api;
use std::collections::HashMap;
use std::collections::HashSet;

/// Takes a union out of itself: what it lets through as its own variant it lets through anyway, and a reader would
/// never come to an end. Runs before unions are told apart.
pub(super) fn untangle(shapes: &mut [Shape]) {
    for start in circular(shapes) {
        let mut seen: HashSet<ShapeId> = HashSet::from([ShapeId(start as u32)]);
        let mut waiting: Vec<ShapeId> = seen.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            let Some(Shape {
                kind: Kind::Union(union),
                ..
            }) = shapes.get_mut(id.0 as usize)
            else {
                continue;
            };
            union.variants.retain(|it| it.shape.0 as usize != start);
            for variant in &union.variants {
                if seen.insert(variant.shape) {
                    waiting.push(variant.shape);
                }
            }
        }
    }
    for shape in shapes {
        if matches!(&shape.kind, Kind::Union(union) if union.variants.is_empty()) {
            shape.kind = Kind::Any;
        }
    }
}

/// The unions from which a circle of unions can be reached. The others are taken away one after the other: those whose
/// variants are no unions, then those whose variants have been taken away.
fn circular(shapes: &[Shape]) -> Vec<usize> {
    let variants = |at: usize| match shapes.get(at).map(|it| &it.kind) {
        Some(Kind::Union(union)) => Some(union.variants.iter().map(|it| it.shape.0 as usize)),
        _ => None,
    };
    let mut left: Vec<usize> = vec![0; shapes.len()];
    let mut around: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..shapes.len() {
        for variant in variants(at).into_iter().flatten() {
            if variants(variant).is_some() {
                around.entry(variant).or_default().push(at);
                if let Some(left) = left.get_mut(at) {
                    *left += 1;
                }
            }
        }
    }
    let is_left = |left: &[usize], at: usize| left.get(at).is_some_and(|it| *it > 0);
    let mut ends: Vec<usize> = (0..shapes.len())
        .filter(|at| !is_left(&left, *at))
        .collect();
    while let Some(end) = ends.pop() {
        for at in around.remove(&end).into_iter().flatten() {
            if let Some(it) = left.get_mut(at) {
                *it -= 1;
            }
            if !is_left(&left, at) {
                ends.push(at);
            }
        }
    }
    (0..shapes.len()).filter(|at| is_left(&left, *at)).collect()
}

/// Decides for every union. Runs when all shapes are known.
pub(super) fn tell_apart(
    shapes: &mut [Shape],
    api: &Api,
    discriminators: &HashMap<ShapeId, Discriminator>,
) {
    let known = Known {
        shapes,
        api,
        discriminators,
    };
    let decided: Vec<(usize, Told)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| match &shape.kind {
            Kind::Union(union) => {
                let id = ShapeId(index as u32);
                Some((index, decide(known, id, union)))
            }
            _ => None,
        })
        .collect();
    for (index, told) in decided {
        if let Some(Shape {
            kind: Kind::Union(union),
            ..
        }) = shapes.get_mut(index)
        {
            union.told = told;
        }
    }
}

fn decide(known: Known<'_>, id: ShapeId, union: &Union) -> Told {
    match tag(known, id, union) {
        Some(tag) if only_objects(known.shapes, union) => Told::ByProperty(tag),
        // A list or a text has no property: the tag is one of what a look shows.
        tag => Told::ByLook(look::tell(known, union, tag.as_ref())),
    }
}
