//! Which items stand in which file.
//!
//! Each item is spelled and laid out in one call, so that several threads can share the work:
//! token streams stay within a thread, text does not.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::emit;
use crate::emit::Item;
use crate::emit::Page;
use crate::ir::Crate;
use crate::ir::Group;
use crate::ir::Operation;
use crate::ir::Table;
use crate::render;
use crate::source::NodeId;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Stands at the head of every file.
const HEADER: &str =
    "// Generated from the OpenAPI document. Changes are lost when it is generated again.\n\n";

/// How every file names the runtime.
const RUNTIME: &str = "use ::openapi_runtime::__private::v1 as rt;\n";

/// Writes all files of a client.
pub fn write(krate: &Crate, diags: &mut Diagnostics) -> Vec<File> {
    let mut types = pieces(
        &krate.types,
        |def| (def.origin, emit::types::item(krate, def)),
        diags,
    );
    types.push(text(emit::types::all(krate), NodeId(0), diags));
    let mut client = vec![text(emit::client::items(krate), NodeId(0), diags)];
    client.extend(pieces(
        &krate.client.groups,
        |group| (group.origin, emit::operations::group(krate, group)),
        diags,
    ));
    let operations = pieces(
        &grouped(krate),
        |(group, operation)| {
            let items = emit::operations::item(krate, group, operation);
            (operation.origin, items)
        },
        diags,
    );
    let with = |modules: &str| format!("{RUNTIME}{modules}\n");
    let mut files = vec![file(
        "client.rs",
        &with("use super::operations;\nuse super::types;\n"),
        client,
    )];
    match krate.table {
        Table::Written => files.push(table(krate, diags)),
        Table::Absent => {}
    }
    files.push(file(
        "operations.rs",
        &with("use super::types;\n"),
        operations,
    ));
    files.extend(krate.checks.iter().map(|it| File {
        name: "schemas.json".to_owned(),
        text: emit::schemas::text(it),
    }));
    files.push(file("types.rs", &with(""), types));
    files
}

/// The file of operations that can be called by name.
fn table(krate: &Crate, diags: &mut Diagnostics) -> File {
    let mut table = vec![text(emit::dynamic::items(krate), NodeId(0), diags)];
    table.extend(pieces(
        &krate.client.operations,
        |it| (it.origin, emit::dynamic::item(krate, it)),
        diags,
    ));
    file(
        "dynamic.rs",
        &format!("{RUNTIME}use super::client;\nuse super::operations;\nuse super::types;\n\n"),
        table,
    )
}

/// The operations of the first group, then those of the next.
fn grouped(krate: &Crate) -> Vec<(&Group, &Operation)> {
    let of = |group| {
        let group: &Group = group;
        let operations = group.operations.iter();
        operations.filter_map(move |it| Some((group, krate.client.operations.get(*it)?)))
    };
    krate.client.groups.iter().flat_map(of).collect()
}

fn file(name: &str, imports: &str, pieces: Vec<String>) -> File {
    let length =
        pieces.iter().map(String::len).sum::<usize>() + pieces.len() + HEADER.len() + imports.len();
    let mut text = String::with_capacity(length);
    text.push_str(HEADER);
    text.push_str(imports);
    for piece in pieces {
        text.push_str(&piece);
        text.push('\n');
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text.push('\n');
    File {
        name: name.to_owned(),
        text,
    }
}

/// The texts of many items, made by as many threads as there are processors.
fn pieces<'a, T: Sync>(
    items: &'a [T],
    spell: impl Fn(&'a T) -> (NodeId, Page<'a>) + Sync,
    diags: &mut Diagnostics,
) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = items.len().div_ceil(threads).max(32);
    let made: Vec<Vec<(NodeId, Result<String, String>)>> = std::thread::scope(|scope| {
        let spell = &spell;
        let workers: Vec<_> = items
            .chunks(size)
            .map(|chunk| {
                scope.spawn(move || {
                    chunk
                        .iter()
                        .map(|it| {
                            let (origin, items) = spell(it);
                            (origin, lay_out(items))
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|it| {
                it.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    made.into_iter()
        .flatten()
        .map(|(origin, text)| checked(text, origin, diags))
        .collect()
}

fn text(items: Page<'_>, origin: NodeId, diags: &mut Diagnostics) -> String {
    checked(lay_out(items), origin, diags)
}

/// A text that does not parse is our fault, and is named.
fn checked(text: Result<String, String>, origin: NodeId, diags: &mut Diagnostics) -> String {
    text.unwrap_or_else(|why| {
        diags.push(
            Diagnostic::new(
                Code::Internal,
                origin.value(),
                format!("the code made for this does not parse: {why}"),
            )
            .help("please report this with the document"),
        );
        String::new()
    })
}

fn lay_out(page: Page<'_>) -> Result<String, String> {
    let mut out = String::new();
    let gate = render::attribute(page.gate);
    for item in page.items {
        if matches!(item, Item::Rust(_)) && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&gate);
        match item {
            Item::Rust(tokens) => {
                out.push_str(&render::rust(tokens, &page.docs)?);
            }
            Item::Rows(it) => out.push_str(&render::rows(it.name, it.head, it.rows, it.tail)),
            Item::List(it) => out.push_str(&render::list(it.name, it.idents)),
        }
    }
    Ok(out)
}
