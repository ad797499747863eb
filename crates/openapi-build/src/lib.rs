//! Generates a Rust client from an OpenAPI document, in a build script.
//!
//! What comes in is an OpenAPI 3.0, 3.1 or 3.2 document, in YAML or JSON, in one file or
//! several. What comes out are three Rust files, `types.rs`, `operations.rs` and `client.rs`, that
//! call the crate `openapi-runtime` and nothing else; and where they are asked for, `dynamic.rs` and `schemas.json`.
//!
//! In a build script, [`Builder`] does all of it:
//!
//! ```no_run
//! // the whole of `main` in build.rs
//! openapi_build::Builder::new("spec/openapi.yaml").run();
//! ```
//!
//! and `src/lib.rs` includes the result with `openapi_runtime::include_client!();`.
//!
//! [`generate`] is the same without disk and cargo: text in, text and diagnostics out. The
//! stages are modules, in the order of the pipeline; `docs/ARCHITECTURE.md` of the repository
//! is their map.

mod builder;
pub mod bundle;
pub mod cargo;
pub mod config;
pub mod diag;
pub mod document;
pub mod emit;
mod files;
pub mod ir;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod shape;
pub mod source;
pub mod tree;

pub use builder::Builder;
pub use config::Config;
pub use files::File;

use config::Checks;
use diag::Diagnostics;
use diag::Failed;
use tree::Source;
use tree::Tree;

/// What a run made.
#[derive(Debug)]
pub struct Generated {
    /// Everything that was read, for positions.
    pub tree: Tree,
    /// What there is to say.
    pub diagnostics: Diagnostics,
    /// The result; none when there was an error.
    pub client: Option<Client>,
}

/// A generated client.
#[derive(Debug)]
pub struct Client {
    /// The files, in the order of their names.
    pub files: Vec<File>,
    /// The plan that they were made from.
    pub plan: ir::Crate,
    /// The text of `names.lock` that keeps the names of this run.
    pub lock: String,
}

/// Generates a client from the document at `root`, which `source` reads.
///
/// The same input gives the same bytes, on every machine and from every folder.
pub fn generate(root: &str, source: &dyn Source, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let mut tree = Tree::read(root, source, &mut diagnostics);
    let client = stages(&mut tree, source, config, &mut diagnostics).ok();
    Generated {
        tree,
        diagnostics,
        client,
    }
}

/// Generates a client from a document that was built in Rust, by a server framework for example.
///
/// Diagnostics point into its JSON, as `name`. References to other files name nothing.
///
/// ```
/// let mut document = openapiv3::OpenAPI { openapi: "3.0.3".to_owned(), ..Default::default() };
/// document.info.title = "Pets".to_owned();
/// let made = openapi_build::generate_document("pets.json", &document, &Default::default());
/// assert!(made.client.is_some());
/// ```
pub fn generate_document(name: &str, document: &openapiv3::OpenAPI, config: &Config) -> Generated {
    let source = |path: &str| Err(format!("`{path}` is a file, and the document is none"));
    let mut diagnostics = Diagnostics::default();
    let mut tree = Tree::from_value(name, document, &source, &mut diagnostics);
    let client = stages(&mut tree, &source, config, &mut diagnostics).ok();
    Generated {
        tree,
        diagnostics,
        client,
    }
}

/// The whole pipeline.
fn stages(
    tree: &mut Tree,
    source: &dyn Source,
    config: &Config,
    diags: &mut Diagnostics,
) -> Result<Client, Failed> {
    if let Some(overlay) = &config.overlay {
        tree.overlay(overlay, source, diags);
    }
    diags.gate()?;
    let document = document::read(tree, diags).ok_or(Failed)?;
    let mut api = resolve::resolve(tree, document, &config.selection, diags);
    let shapes = shape::shape(&api, tree, diags);
    let settings = resolve::settings::locate(tree, &api.operations, &config.settings, diags);
    let bundle = match config.checks {
        Checks::Yes => {
            resolve::reach_constraints(tree, &mut api, diags);
            Some(bundle::bundle(&api, tree, diags))
        }
        Checks::No => None,
    };
    let is_there = |pointer: &str| tree.resolve(tree.root(), pointer).is_ok();
    let plan = plan::plan(
        &api,
        shapes,
        bundle.as_ref(),
        (&settings, config),
        &is_there,
        diags,
    );
    diags.gate()?;
    let files = files::write(&plan.krate, diags);
    diags.gate()?;
    Ok(Client {
        files,
        plan: plan.krate,
        lock: plan.lock,
    })
}

#[cfg(test)]
mod tests {
    use crate::document::keywords;
    use crate::document::keywords::Of;
    use crate::plan;
    use crate::shape;

    #[test]
    fn every_format_that_has_a_type_is_one_that_is_known() {
        let [texts, integers] = plan::formats_with_types();
        for (names, of) in [(texts, Of::Texts), (integers, Of::Numbers)] {
            assert!(!names.is_empty());
            for name in names {
                let known = keywords::format(name);
                assert!(
                    known.is_some_and(|it| it == of || it == Of::Either),
                    "`{name}` is for {of:?}, and known for {known:?}"
                );
            }
        }
    }

    #[test]
    fn formats_that_can_be_seen_are_known_and_so_are_their_tests() {
        let seen = shape::seen_formats();
        for (name, what) in seen {
            let of = keywords::format(name);
            assert!(
                matches!(of, Some(Of::Texts | Of::Either)),
                "`{name}` is for {of:?}"
            );
            assert!(plan::sees(*what), "`{name}`");
        }
        let [texts, _] = plan::formats_with_types();
        for name in texts {
            assert!(
                seen.iter().any(|it| it.0 == name),
                "`{name}` has a type, and a look does not tell it"
            );
        }
    }

    #[test]
    fn no_format_is_there_twice() {
        let mut names: Vec<&str> = keywords::FORMATS.iter().map(|it| it.0).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
