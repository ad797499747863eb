//! Servers and their variables (OpenAPI 3.1 §4.8.5, §4.8.6).

use super::keywords;
use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use openapiv3::ServerVariable;

/// A Server.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its node.
    pub at: NodeId,
    /// `url`, with `{name}` where a variable stands.
    pub url: Box<str>,
    /// `name` (3.2).
    pub name: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `variables`: name, variable, node.
    pub variables: Vec<(Box<str>, ServerVariable, NodeId)>,
}

/// Reads the list of servers at `at`. One without a URL is reported and left out.
pub fn read(reader: &mut Reader<'_>, at: NodeId) -> Vec<Server> {
    let items = reader.items(at);
    items
        .into_iter()
        .filter_map(|it| server(reader, it))
        .collect()
}

fn server(reader: &mut Reader<'_>, at: NodeId) -> Option<Server> {
    let Some(url) = reader.text_at(at, "url") else {
        reader.wrong(at, "a server with a `url`");
        return None;
    };
    keywords::check(reader, at, &keywords::SERVER);
    let variables = reader.entries_at(at, "variables");
    undeclared(reader, at, &url, &variables);
    Some(Server {
        at,
        url,
        name: reader.text_at(at, "name"),
        description: reader.text_at(at, "description"),
        variables: variables
            .into_iter()
            .map(|(name, it)| (name, variable(reader, it), it))
            .collect(),
    })
}

/// Reports the variables of a URL that are not declared. They are texts that are empty unless they are given.
fn undeclared(reader: &mut Reader<'_>, at: NodeId, url: &str, variables: &[(Box<str>, NodeId)]) {
    let named = url.split('{').skip(1).filter_map(|it| it.split_once('}'));
    for (name, _) in named {
        if !variables.iter().any(|(it, _)| **it == *name) {
            let place = reader.tree.get(at, "url").unwrap_or(at).value();
            let message =
                format!("`{url}` has a variable `{name}` that `variables` does not declare");
            reader
                .diags
                .push(Diagnostic::new(Code::UndeclaredVariable, place, message));
        }
    }
}

/// A variable without a default has the first of its values.
fn variable(reader: &mut Reader<'_>, at: NodeId) -> ServerVariable {
    let listed = reader.tree.get(at, "enum");
    let listed = listed.map(|it| reader.texts(it)).unwrap_or_default();
    let enumeration: Vec<String> = listed.into_iter().map(|(text, _)| text.into()).collect();
    keywords::check(reader, at, &keywords::VARIABLE);
    let default = reader.text_at(at, "default").map(String::from);
    match (&default, reader.tree.get(at, "default")) {
        (None, None) => reader.wrong(at, "a variable with a `default`"),
        (Some(it), Some(node)) if !enumeration.is_empty() && !enumeration.contains(it) => {
            reader.other(node, "one of the values that `enum` lists");
        }
        (Some(_) | None, _) => {}
    }
    ServerVariable {
        default: default
            .or_else(|| enumeration.first().cloned())
            .unwrap_or_default(),
        description: reader.text_at(at, "description").map(String::from),
        enumeration,
        extensions: Default::default(),
    }
}
