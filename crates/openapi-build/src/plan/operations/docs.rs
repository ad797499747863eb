//! Documentation of methods, setters, answers and servers.

use super::servers;
use super::statuses;
use super::wanted::Value;
use super::wanted::Wanted;
use crate::diag::Diagnostics;
use crate::ir::Docs;
use crate::ir::Need;
use crate::plan::docs;
use crate::resolve::Api;
use crate::resolve::Operation;
use crate::resolve::Response;
use crate::shape::Shapes;
use crate::source::NodeId;

/// Documentation of the client: what the API is, and where it is when no absolute URL says so.
pub fn client(api: &Api, diags: &mut Diagnostics) -> Docs {
    let mut out = docs::text(
        &format!("A client for {}.", one_line(&api.title)),
        api.at,
        diags,
    );
    let relative: Vec<String> = api
        .servers
        .iter()
        .filter(|it| servers::is_relative(it))
        .map(|it| docs::code(&it.url))
        .collect();
    if !relative.is_empty() {
        let line = format!(
            "The document's own server is {}: give the whole base URL, with this path.",
            relative.join(", ")
        );
        docs::paragraph(&mut out, line);
    }
    out
}

/// Documentation of a method; `names` are those of its arguments.
pub fn method(
    operation: &Operation,
    wanted: &[Wanted<'_>],
    names: &[&str],
    diags: &mut Diagnostics,
) -> Docs {
    let mut out = Docs::new();
    let summary = operation.summary.as_deref().unwrap_or_default();
    let description = operation.description.as_deref().unwrap_or_default();
    add(&mut out, summary, operation.at, diags);
    if description.trim() != summary.trim() {
        add(&mut out, description, operation.at, diags);
    }
    docs::paragraph(
        &mut out,
        docs::code(&format!("{} {}", operation.method, operation.path)),
    );
    let own = operation.servers.as_deref().and_then(servers::own);
    if let Some(url) = own {
        let line = format!(
            "The document has it on a server of its own, {}: see `ClientBuilder::operation_servers`.",
            docs::code(&url)
        );
        docs::paragraph(&mut out, line);
    }
    let mut said = Vec::new();
    for (it, name) in wanted
        .iter()
        .zip(names)
        .filter(|(it, _)| it.need == Need::Required)
    {
        if let Some(description) = it.description {
            // One line each: a list inside of a list item cannot be told from the list itself.
            said.push(format!("- `{name}`: {}", one_line(description)));
        }
    }
    add(&mut out, &said.join("\n"), operation.at, diags);
    out
}

/// Documentation of a setter: what is said of the parameter, or else of its schema.
pub fn setter(wanted: &Wanted<'_>, shapes: &Shapes, diags: &mut Diagnostics) -> Docs {
    let mut out = Docs::new();
    let meaning = match wanted.value {
        Value::Schema(schema) | Value::Form(Some(schema)) => shapes.at(schema),
        Value::Json | Value::Items(_) | Value::Form(None) | Value::Text | Value::Bytes => None,
    };
    let of_schema = meaning.map(|it| it.notes.clone()).map(|mut notes| {
        // A title only repeats the name; the parameter's own words are better than the schema's.
        notes.title = None;
        if let Some(own) = wanted.description {
            notes.description = Some(own.into());
        }
        notes
    });
    match of_schema {
        Some(notes) => out = docs::of(&notes, wanted.name, wanted.at, diags),
        None => add(
            &mut out,
            wanted.description.unwrap_or_default(),
            wanted.at,
            diags,
        ),
    }
    if out.is_empty() {
        docs::paragraph(&mut out, format!("Sets {}.", docs::code(wanted.name)));
    }
    if let Some((default, _)) = meaning.and_then(|it| it.notes.default.as_ref()) {
        docs::paragraph(
            &mut out,
            format!("The server's default is {}.", docs::code(&default.json())),
        );
    }
    out
}

/// Documentation of a variant of answers.
pub fn answer(response: Option<&Response>, diags: &mut Diagnostics) -> Docs {
    let Some(response) = response else {
        return vec!["Any success: the document declares none.".into()];
    };
    let status = docs::code(&statuses::row(&response.status));
    match response
        .description
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        Some(description) => docs::text(&format!("{status}: {description}"), response.at, diags),
        None => vec![status.into()],
    }
}

fn add(out: &mut Docs, text: &str, at: NodeId, diags: &mut Diagnostics) {
    let lines = docs::text(text.trim(), at, diags);
    if lines.iter().all(|it| it.trim().is_empty()) {
        return;
    }
    if !out.is_empty() {
        out.push(Box::default());
    }
    out.extend(lines);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
