//! What the features of cargo are called that tags become.
//!
//! In: the tags, each with the method of the client that gives its operations, if one does. Out: names in kebab-case, each
//! once. A feature is called as the method is, so that one name is chosen, locked and renamed; a tag that gives no group is
//! called after its own text.

use super::Case;
use super::Scope;
use crate::ir::Ident;

/// What a `Cargo.toml` has already: cargo's own feature, that of types without an operation, and the dependencies of a
/// generated crate.
const TAKEN: &[&str] = &["default", "types", "openapi_runtime", "serde_json", "tokio"];

/// The names, in the order of the tags.
pub fn names(tags: &[(&str, Option<&Ident>)]) -> Vec<Ident> {
    let mut scope = Scope::with(TAKEN);
    let mut names: Vec<Option<Ident>> = vec![None; tags.len()];
    // First those that methods have: a tag without a group gives way.
    for has_group in [true, false] {
        for (slot, (tag, accessor)) in names.iter_mut().zip(tags) {
            if accessor.is_some() == has_group {
                let wanted = accessor.map_or(*tag, |it| it.as_str());
                let qualified = format!("{wanted} api");
                *slot = Some(scope.claim(&[wanted, &qualified], Case::Value));
            }
        }
    }
    names.into_iter().flatten().collect()
}

/// A name as `Cargo.toml` has it: without what only Rust asks for.
pub fn kebab(name: &Ident) -> String {
    let name = name.as_str().trim_start_matches("r#");
    name.trim_matches('_').replace('_', "-")
}
