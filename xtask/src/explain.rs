//! `cargo xtask explain`: what became of one part of a document, stage by stage.
//!
//! In: a document and a pointer, or the name of a schema or an operation. Out: its place, its shape, its plan, its code.
//! This is where to look first when generated code surprises.

use crate::made::{self, text_of};
use openapi_build::cargo::Disk;
use openapi_build::config::Selection;
use openapi_build::diag::{Diagnostics, Severity};
use openapi_build::emit::{self, Item, Page};
use openapi_build::ir::{Crate, dump};
use openapi_build::source::{Locate, NodeId};
use openapi_build::tree::Tree;
use openapi_build::{Config, Generated, document, generate, render, resolve, shape};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Show what became of one schema or operation: place, shape, plan, code.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// `#/components/schemas/Token`, `Token`, `POST /v1/refresh_token` or an `operationId`.
    pointer: String,
    /// The document, otherwise the one of this checkout.
    #[arg(long)]
    spec: Option<PathBuf>,
}

/// Shows it.
///
/// # Errors
///
/// The document does not generate, or the pointer names nothing.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let (spec, config) = match &arguments.spec {
        Some(it) => (it.clone(), Config::default()),
        None => own()?,
    };
    let path = text_of(&spec)?;
    let made = generate(path, &Disk::new(), &config);
    if made.client.is_none() {
        eprint!("{}", made::findings(&made, Severity::Error));
        return Err("the document does not generate".to_owned());
    }
    let shape = |node| shape_of(path, &config, node);
    print!("{}", explained(&made, shape, &arguments.pointer)?);
    Ok(())
}

/// The document of this checkout, with its overlay and its names, as the build reads it.
pub fn own() -> Result<(PathBuf, Config), String> {
    let folder = crate::repository::root()?.join("spec");
    let there = |name: &str| Some(folder.join(name)).filter(|it| it.is_file());
    let config = made::config(
        there("overlay.yaml").as_deref(),
        there("names.lock").as_deref(),
    )?;
    Ok((folder.join("openapi.yaml"), config))
}

fn explained(
    made: &Generated,
    shape: impl Fn(NodeId) -> String,
    wanted: &str,
) -> Result<String, String> {
    let krate = &made.client.as_ref().ok_or("nothing was generated")?.plan;
    let tree = &made.tree;
    let pointer = pointer_of(krate, tree, wanted);
    let node = tree
        .resolve(tree.root(), &pointer)
        .map_err(|why| why.reason)?;
    let pointer = tree.pointer(node);
    let at = tree.locate(node.value());
    let mut out = format!(
        "{pointer}\n{}:{}:{}\n",
        tree.path(at.file),
        at.line,
        at.column
    );
    section(&mut out, "found", &findings(made, &pointer));
    section(&mut out, "shape", &shape(node));
    let below = |id| is_below(tree, id, &pointer);
    let types: Vec<_> = krate.types.iter().filter(|it| below(it.origin)).collect();
    let operations: Vec<_> = krate
        .client
        .operations
        .iter()
        .filter(|it| below(it.origin))
        .collect();
    let plan: String = types.iter().map(|it| dump::one_type(krate, it)).collect();
    section(&mut out, "plan", &plan);
    let mut pages: Vec<Page<'_>> = types
        .iter()
        .map(|it| emit::types::item(krate, it))
        .collect();
    for it in &operations {
        if let Some(group) = krate.client.groups.get(it.group) {
            pages.push(emit::operations::item(krate, group, it));
        }
    }
    section(&mut out, "code", &code(pages)?);
    if types.is_empty() && operations.is_empty() {
        out.push_str(
            "\nno type and no operation was made from it: its users spell it where they need it\n",
        );
    }
    Ok(out)
}

/// The pointer that is meant.
fn pointer_of(krate: &Crate, tree: &Tree, wanted: &str) -> String {
    if wanted.contains('#') {
        return wanted.to_owned();
    }
    let operation = krate.client.operations.iter().find(|it| {
        *it.id == *wanted || format!("{} {}", it.http_method, it.path).eq_ignore_ascii_case(wanted)
    });
    match operation {
        Some(it) => tree.pointer(it.origin),
        None => format!(
            "#/components/schemas/{}",
            wanted.replace('~', "~0").replace('/', "~1")
        ),
    }
}

/// Whether a value is what a pointer names, or inside of it.
fn is_below(tree: &Tree, id: NodeId, pointer: &str) -> bool {
    let own = tree.pointer(id);
    own.strip_prefix(pointer)
        .is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

fn findings(made: &Generated, pointer: &str) -> String {
    let here = made
        .diagnostics
        .iter()
        .filter(|it| is_below(&made.tree, it.primary.place.node, pointer));
    here.fold(String::new(), |mut out, it| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}: {}", it.code.number(), it.message);
        out
    })
}

/// The shape of a schema; empty for everything else.
fn shape_of(path: &str, config: &Config, node: NodeId) -> String {
    let mut diagnostics = Diagnostics::default();
    let mut tree = Tree::read(path, &Disk::new(), &mut diagnostics);
    if let Some(overlay) = &config.overlay {
        tree.overlay(overlay, &Disk::new(), &mut diagnostics);
    }
    let Some(document) = document::read(&tree, &mut diagnostics) else {
        return String::new();
    };
    let api = resolve::resolve(&tree, document, &Selection::default(), &mut diagnostics);
    let shapes = shape::shape(&api, &tree, &mut diagnostics);
    match shapes.at(node) {
        Some(meaning) => format!("{meaning:#?}\n{:#?}\n", shapes.get(meaning.shape)),
        None => String::new(),
    }
}

fn code(pages: Vec<Page<'_>>) -> Result<String, String> {
    let mut out = String::new();
    for page in pages {
        for item in page.items {
            match item {
                Item::Rust(tokens) => out.push_str(&render::rust(tokens, &page.docs)?),
                Item::Rows(it) => out.push_str(&render::rows(it.name, it.head, it.rows, it.tail)),
                Item::List(it) => out.push_str(&render::list(it.name, it.idents)),
            }
        }
    }
    Ok(out)
}

fn section(out: &mut String, title: &str, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("\n--- {title} ---\n{text}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: A, version: '1' }
paths:
  /a~b: { get: { operationId: look, responses: { '200': { description: '' } } } }
components: { schemas: { Cat: { type: object, properties: { tail: { type: object, properties: { a: {} } } } }, Id: { type: string } } }
";

    #[track_caller]
    fn check(wanted: &str, parts: &[&str]) {
        let source = |_: &str| Ok(DOCUMENT.to_owned());
        let made = generate("a.yaml", &source, &Config::default());
        let text = explained(&made, |_| String::new(), wanted).unwrap();
        for part in parts {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn schemas_and_operations_are_found_by_name_and_pointer() {
        check(
            "Cat",
            &[
                "#/components/schemas/Cat\na.yaml:6:",
                "--- plan ---\nstruct Cat",
                "rt::object! { CatTail",
            ],
        );
        check("#/components/schemas/Cat", &["pub struct Cat"]);
        check("look", &["#/paths/~1a~0b/get\n", "pub struct Look"]);
        check("get /a~b", &["rt::operation! { Look"]);
    }

    #[test]
    fn a_schema_without_a_type_says_so() {
        check("#/paths/~1a~0b", &["--- code ---"]);
        check("#/info", &["no type and no operation"]);
    }

    #[test]
    fn a_pointer_to_nothing_is_an_error() {
        let source = |_: &str| Ok(DOCUMENT.to_owned());
        let made = generate("a.yaml", &source, &Config::default());
        assert!(
            explained(&made, |_| String::new(), "Dog").is_err_and(|it| it.contains("no `Dog`"))
        );
    }
}
