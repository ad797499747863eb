//! How generated code names `Option`, `String`, `Vec` and `Box`, which a type of the document may shadow.

use crate::ir::Prelude;
use crate::ir::TypeDef;

/// Decides for the types of one module.
pub fn decide(types: &[TypeDef]) -> Prelude {
    let shadowed = |name: &str| types.iter().any(|it| it.ident.as_str() == name);
    let pick = |name: &'static str, path: &'static str| if shadowed(name) { path } else { name };
    Prelude {
        option: pick("Option", "rt::Option"),
        string: pick("String", "rt::String"),
        vec: pick("Vec", "rt::Vec"),
        boxed: pick("Box", "rt::Box"),
    }
}
