//! What spreads from types to those that hold them.

use super::mentions;
use crate::ir::Kind;
use crate::ir::TypeDef;

/// Marks types, from none on, until no more are to be marked. `asked` says whether a type is, given those that are already;
/// it is asked again only when a type that it names was marked, so that chains of types take no longer than they are.
pub fn spread(types: &[TypeDef], asked: impl Fn(&Kind, &[bool]) -> bool) -> Vec<bool> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (index, def) in types.iter().enumerate() {
        for id in mentions::of_kind(&def.kind) {
            if let Some(holders) = holders.get_mut(id.0 as usize) {
                holders.push(index);
            }
        }
    }
    let mut marked = vec![false; types.len()];
    let mut waiting: Vec<usize> = (0..types.len()).collect();
    while let Some(index) = waiting.pop() {
        let is_new = marked.get(index) == Some(&false);
        if let Some(def) = types.get(index).filter(|_| is_new)
            && asked(&def.kind, &marked)
        {
            if let Some(mark) = marked.get_mut(index) {
                *mark = true;
            }
            waiting.extend(holders.get(index).into_iter().flatten());
        }
    }
    marked
}
