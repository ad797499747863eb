//! Which operations stand together: those with the same first tag.
//!
//! Operations without a tag are methods of the client itself.

use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::Docs;
use crate::ir::Gate;
use crate::ir::Group;
use crate::ir::Ident;
use crate::plan::docs;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::lock::Lock;
use crate::plan::names::renames;
use crate::plan::settings::Wishes;
use crate::resolve::Api;
use crate::resolve::Operation;
use crate::source::NodeId;

/// Methods of the client that are there without any document.
const OF_CLIENT: &[&str] = &[
    "self",
    "new",
    "builder",
    "request",
    "with_options",
    "clone",
    "fmt",
    "from",
    "into",
];

/// Types that stand beside those of groups, or that generated code names.
const OF_CLIENTS_MODULE: &[&str] = &[
    "Client", "Server", "Option", "Result", "Vec", "Box", "String", "Self", "Some", "None", "Ok",
    "Err",
];

/// What generated code names beside the types of operations.
const OF_OPERATIONS_MODULE: &[&str] = &[
    "Option", "Result", "Vec", "Box", "String", "Self", "Some", "None", "Ok", "Err",
];

/// The groups of a client.
#[derive(Debug)]
pub struct Groups<'a> {
    /// The groups, each with its tag.
    pub list: Vec<(Group, Option<&'a str>)>,
    /// The group of each operation.
    pub of: Vec<usize>,
    /// Methods of the client: its own, the runtime's, and the accessors of groups.
    pub client: Scope,
    /// Types of the client's module: the client, servers, groups.
    pub types: Scope,
    /// Types of the module of operations: requests and enums of answers.
    pub requests: Scope,
}

/// The tag that an operation belongs to.
pub fn tag(operation: &Operation) -> Option<&str> {
    operation
        .tags
        .first()
        .map(|(tag, _)| tag.trim())
        .filter(|it| !it.is_empty())
}

/// All tags of an operation, each with its place.
pub fn tags(operation: &Operation) -> impl Iterator<Item = (&str, NodeId)> {
    let tags = operation.tags.iter().map(|(tag, at)| (tag.trim(), *at));
    tags.filter(|(tag, _)| !tag.is_empty())
}

/// Puts `operations` into groups, in the order in which their tags are first met.
pub fn of<'a>(
    api: &'a Api,
    operations: &[&'a Operation],
    lock: &Lock,
    wishes: &Wishes<'_>,
    diags: &mut Diagnostics,
) -> Groups<'a> {
    let mut groups = Groups {
        list: Vec::new(),
        of: Vec::new(),
        client: Scope::with(OF_CLIENT),
        types: Scope::with(OF_CLIENTS_MODULE),
        requests: Scope::with(OF_OPERATIONS_MODULE),
    };
    for operation in operations {
        let tag = tag(operation);
        let index = match groups.list.iter().position(|(_, it)| *it == tag) {
            Some(index) => index,
            None => {
                let chosen = tag.and_then(|it| wishes.of_tag(it, &mut groups.client, diags));
                let locked = locked(api, tag, lock);
                let group = group(api, operation, (chosen, locked), &mut groups, diags);
                groups.list.push((group, tag));
                groups.list.len() - 1
            }
        };
        groups.of.push(index);
    }
    groups
}

/// The accessor that the lock gives to the operations of a tag.
fn locked<'a>(api: &Api, tag: Option<&str>, lock: &'a Lock) -> Option<&'a str> {
    let of_tag = api.operations.iter().filter(|it| self::tag(it) == tag);
    let mut names = of_tag.filter_map(|it| lock.get("method", &it.key()));
    names.find_map(|it| it.split_once('.').map(|(accessor, _)| accessor))
}

/// The group of the tag of `first`.
fn group(
    api: &Api,
    first: &Operation,
    (chosen, locked): (Option<Ident>, Option<&str>),
    groups: &mut Groups<'_>,
    diags: &mut Diagnostics,
) -> Group {
    let origin = first.at;
    let Some(tag) = tag(first) else {
        return Group {
            ident: Ident::claimed("Client"),
            accessor: None,
            docs: Docs::new(),
            operations: Vec::new(),
            gate: Gate::new(),
            origin,
        };
    };
    let qualified = format!("{tag} api");
    let accessor = chosen.or_else(|| locked.and_then(|it| groups.client.claim_exactly(it)));
    let accessor = accessor.unwrap_or_else(|| groups.client.claim(&[tag, &qualified], Case::Value));
    if !renames::is_obvious(tag, &accessor) {
        let place = first.tags.first().map_or(origin, |(_, at)| *at);
        let message = format!("the operations of `{tag}` are in `{}`", accessor.as_str());
        let of = Of::Word(format!("tag:{tag}"));
        diags.push(renames::note(place.value(), of, &accessor, message));
    }
    let declared = api.tags.iter().find(|it| *it.name == *tag);
    let mut text = Docs::new();
    if let Some(said) = declared.and_then(|it| it.description.as_deref().or(it.summary.as_deref()))
    {
        text = docs::text(said, origin, diags);
    }
    if text.is_empty() {
        docs::paragraph(&mut text, format!("The operations of {}.", docs::code(tag)));
    }
    Group {
        ident: groups.types.claim(&[tag, &qualified], Case::Type),
        accessor: Some(accessor),
        docs: text,
        operations: Vec::new(),
        gate: Gate::new(),
        origin,
    }
}
