//! The documented servers as variants of an enum, and where an operation is sent that has servers of its own.
//!
//! A relative URL names no server without the place that the document was fetched from, so
//! that only absolute ones are variants. Each URL is there once.

use super::template;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir;
use crate::plan::docs;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::resolve::Server;

/// How many words of a description make a name.
const FEW: usize = 3;

/// The servers that can be named.
pub fn plan(servers: &[Server], diags: &mut Diagnostics) -> Vec<ir::Server> {
    let mut scope = Scope::default();
    let mut out: Vec<ir::Server> = Vec::new();
    for server in servers.iter().filter(|it| is_absolute(it)) {
        let url = server.url.trim_end_matches('/');
        if out.iter().any(|it| *it.url == *url) {
            continue;
        }
        let wanted = wanted(server);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        out.push(ir::Server {
            ident: scope.claim(&wanted, Case::Type),
            url: url.into(),
            variables: variables(server, diags),
            docs: server_docs(server, diags),
        });
    }
    out
}

/// Where an operation is sent by itself: the first of its own servers that can be, with the defaults of its variables.
pub fn own(servers: &[Server]) -> Option<String> {
    servers
        .iter()
        .map(filled)
        .find(|it| !matches!(leads(it), Leads::Nowhere(_)))
}

/// The URLs of the servers that can be named, with the defaults of their variables; without those that need a value.
pub fn urls(servers: &[Server]) -> Vec<Box<str>> {
    let mut out: Vec<Box<str>> = Vec::new();
    for server in servers.iter().filter(|it| is_absolute(it)) {
        let has_default = |name: &&str| {
            let mut declared = server.variables.iter();
            declared.any(|(it, variable, _)| **it == **name && !variable.default.is_empty())
        };
        let url: Box<str> = filled(server).into();
        if template::variables(&server.url)
            .iter()
            .all(|it| has_default(&&**it))
            && !out.contains(&url)
        {
            out.push(url);
        }
    }
    out
}

/// Whether there is anything to choose.
pub fn is_choice(servers: &[ir::Server]) -> bool {
    servers.len() > 1 || servers.iter().any(|it| !it.variables.is_empty())
}

fn filled(server: &Server) -> String {
    let mut url = server.url.to_string();
    for name in template::variables(&server.url) {
        let declared = server.variables.iter().find(|(it, ..)| **it == *name);
        let value = declared.map_or("", |(_, it, _)| it.default.as_str());
        url = url.replace(&format!("{{{name}}}"), value);
    }
    url
}

/// Where the URL of a server leads.
enum Leads {
    /// To a place below the one that the document came from.
    Below,
    /// To a host, by http or https.
    Host,
    /// To none that a request can be sent to, and why.
    Nowhere(&'static str),
}

/// Where a URL leads, perhaps with variables in it.
fn leads(url: &str) -> Leads {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Leads::Below;
    };
    // A variable may stand for the scheme, or for more than that.
    let sends = ["http", "https"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(scheme));
    if !sends && !scheme.contains('{') {
        return Leads::Nowhere("is for neither http nor https");
    }
    if !rest.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '[' | '{')) {
        return Leads::Nowhere("names no host");
    }
    Leads::Host
}

/// Where a server leads. A variable may stand for a whole URL.
fn leads_to(server: &Server) -> Leads {
    match leads(&server.url) {
        Leads::Below if server.url.starts_with('{') => leads(&filled(server)),
        other => other,
    }
}

/// Whether a URL names a server by itself.
pub fn is_absolute(server: &Server) -> bool {
    matches!(leads_to(server), Leads::Host)
}

/// Whether a URL says where the API is, seen from where the document came from.
pub fn is_relative(server: &Server) -> bool {
    matches!(leads_to(server), Leads::Below)
}

/// Says which servers nothing can be sent to.
pub fn tell_unfit(servers: &[Server], diags: &mut Diagnostics) {
    for server in servers {
        if let Leads::Nowhere(why) = leads_to(server) {
            let message = format!("`{}` {why}, so that nothing is sent there", server.url);
            diags.push(Diagnostic::new(
                Code::ServerUnfit,
                server.at.value(),
                message,
            ));
        }
    }
}

/// What a server may be called: its name, its description, its host, its whole URL.
fn wanted(server: &Server) -> Vec<String> {
    let mut out: Vec<String> = server.name.iter().map(|it| it.to_string()).collect();
    let few = |it: &&str| (1..=FEW).contains(&it.split_whitespace().count());
    // `Production server` is `Production`: all of them are servers.
    let short = |it: &str| {
        let words: Vec<&str> = it.split_whitespace().filter(|it| !is_filler(it)).collect();
        words.join(" ")
    };
    let description = server.description.as_deref().map(short);
    out.extend(description.as_deref().filter(few).map(str::to_owned));
    let address = server
        .url
        .split_once("://")
        .map_or(&*server.url, |(_, it)| it);
    let host = address.split(['/', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').filter(|it| *it != "www").collect();
    let known = if labels.len() > 1 {
        labels.get(..labels.len() - 1).unwrap_or_default()
    } else {
        &labels
    };
    out.push(known.join(" "));
    out.push(address.to_owned());
    out
}

fn is_filler(word: &str) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric());
    ["server", "the", "a", "an", "api", "url", "endpoint"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(word))
        || word.is_empty()
}

/// The variables that stand in the URL.
fn variables(server: &Server, diags: &mut Diagnostics) -> Vec<ir::ServerVariable> {
    let mut scope = Scope::default();
    let mut out = Vec::new();
    for name in template::variables(&server.url) {
        let declared = server
            .variables
            .iter()
            .find(|(it, _, _)| **it == *name)
            .map(|(_, it, at)| (it, *at));
        let mut words = ir::Docs::new();
        if let Some((variable, at)) = declared {
            words = docs::text(
                variable.description.as_deref().unwrap_or_default(),
                at,
                diags,
            );
            if !variable.enumeration.is_empty() {
                let listed: Vec<String> = variable
                    .enumeration
                    .iter()
                    .map(|it| docs::code(it))
                    .collect();
                docs::paragraph(&mut words, format!("One of {}.", listed.join(", ")));
            }
            if !variable.default.is_empty() {
                docs::paragraph(
                    &mut words,
                    format!("Usually {}.", docs::code(&variable.default)),
                );
            }
        }
        if words.is_empty() {
            docs::paragraph(&mut words, format!("{} in the URL.", docs::code(name)));
        }
        out.push(ir::ServerVariable {
            ident: scope.claim(&[name], Case::Value),
            wire: name.into(),
            default: declared
                .map(|(it, _)| it.default.as_str())
                .unwrap_or_default()
                .into(),
            docs: words,
        });
    }
    out
}

fn server_docs(server: &Server, diags: &mut Diagnostics) -> ir::Docs {
    let mut out = docs::text(
        server.description.as_deref().unwrap_or_default(),
        server.at,
        diags,
    );
    docs::paragraph(&mut out, docs::code(&server.url));
    out
}
