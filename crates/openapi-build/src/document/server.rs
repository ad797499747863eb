//! Servers and their variables (OpenAPI 3.1 §4.8.5, §4.8.6).

use super::reader::Reader;
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
    let variables = reader.entries_at(at, "variables");
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

/// A variable without a default has the first of its values.
fn variable(reader: &mut Reader<'_>, at: NodeId) -> ServerVariable {
    let listed = reader.tree.get(at, "enum");
    let listed = listed.map(|it| reader.texts(it)).unwrap_or_default();
    let enumeration: Vec<String> = listed.into_iter().map(|(text, _)| text.into()).collect();
    let default = reader.text_at(at, "default").map(String::from);
    ServerVariable {
        default: default
            .or_else(|| enumeration.first().cloned())
            .unwrap_or_default(),
        description: reader.text_at(at, "description").map(String::from),
        enumeration,
        extensions: Default::default(),
    }
}
