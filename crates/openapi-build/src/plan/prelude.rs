//! How generated code names `Option`, `String`, `Vec` and `Box`, which a type of the document may shadow.

use crate::ir::Prelude;
use crate::ir::TypeDef;

/// Decides for the types of one module.
pub fn decide(types: &[TypeDef]) -> Prelude {
    let shadowed = |name: &str| types.iter().any(|it| it.ident.as_str() == name);
    let pick = |name: &'static str, path: &'static str| if shadowed(name) { path } else { name };
    Prelude {
        option: pick("Option", "::core::option::Option"),
        string: pick("String", "::std::string::String"),
        vec: pick("Vec", "::std::vec::Vec"),
        boxed: pick("Box", "::std::boxed::Box"),
    }
}
