//! Everything about operations that does not depend on types.

use super::answers;
use super::answers::Declared;
use super::answers::Sides;
use super::arguments;
use super::groups;
use super::groups::Groups;
use super::headers;
use super::headers::Told;
use super::method_names;
use super::servers;
use super::statuses;
use super::uses::OperationUse;
use super::wanted::Goes;
use super::wanted::Value;
use super::wanted::Wanted;
use super::wanted::Way;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::BodyCodec;
use crate::ir::Ident;
use crate::plan::Form;
use crate::plan::flow::Flow;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::lock::Entry;
use crate::plan::names::lock::Lock;
use crate::plan::names::renames;
use crate::plan::names::words;
use crate::plan::settings::Wishes;
use crate::resolve::Api;
use crate::resolve::Operation;
use crate::resolve::SchemaId;
use crate::resolve::Server;
use std::collections::HashMap;

/// A client without types.
#[derive(Debug)]
pub struct Outline<'a> {
    /// The document.
    pub(super) api: &'a Api,
    /// The operations of the client, in the order of the document.
    pub(super) drafts: Vec<Draft<'a>>,
    /// Their groups.
    pub(super) groups: Groups<'a>,
    /// The type names of all operations: those of `Api::operations`, then of `Api::inbound`.
    pub names: Vec<Ident>,
    /// What the names lock is to say.
    pub entries: Vec<Entry>,
}

/// An operation without types.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// Its index in `Api::operations`.
    pub(super) index: usize,
    /// The operation.
    pub(super) operation: &'a Operation,
    /// Name of the method.
    pub(super) method: Ident,
    /// Its arguments.
    pub(super) wanted: Vec<Wanted<'a>>,
    /// Its answers.
    pub(super) sides: Sides<'a>,
    /// Their headers.
    pub(super) headers: Vec<Told<'a>>,
}

/// Decides which operations there are, what they are called, and what they take and give.
pub fn outline<'a>(
    api: &'a Api,
    lock: &Lock,
    wishes: &Wishes<'_>,
    diags: &mut Diagnostics,
) -> Outline<'a> {
    let kept = kept(api, diags);
    let operations: Vec<&Operation> = kept
        .iter()
        .map(|(index, _, _)| &api.operations[*index])
        .collect();
    let mut groups = groups::of(api, &operations, lock, wishes, diags);
    let methods = methods(&operations, &mut groups, (lock, wishes), diags);
    let mut outline = Outline {
        api,
        drafts: Vec::new(),
        groups,
        names: Vec::new(),
        entries: Vec::new(),
    };
    for (((index, wanted, sides), operation), method) in
        kept.into_iter().zip(operations).zip(methods)
    {
        outline.drafts.push(Draft {
            index,
            operation,
            method,
            wanted,
            sides,
            headers: headers::of(operation, diags),
        });
    }
    outline.names = type_names(&mut outline, lock);
    outline.entries = entries(&outline);
    outline
}

/// The operations that can be called. The others are reported.
fn kept<'a>(api: &'a Api, diags: &mut Diagnostics) -> Vec<(usize, Vec<Wanted<'a>>, Sides<'a>)> {
    let mut kept = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        match wanted(operation, diags) {
            Ok(wanted) => kept.push((index, wanted, answers::sides(operation, diags))),
            Err(why) => diags.push(
                Diagnostic::new(
                    Code::OperationLeftOut,
                    operation.at.key(),
                    format!("`{}` is left out: {why}", operation.key()),
                )
                .help("`client.request(…)` can still call it"),
            ),
        }
        if let Some(servers) = &operation.servers {
            tell_server(operation, servers, diags);
        }
    }
    kept
}

/// Says where an operation goes that has servers of its own.
fn tell_server(operation: &Operation, servers: &[Server], diags: &mut Diagnostics) {
    let Some(first) = servers.first() else {
        return;
    };
    let name = operation.key();
    let said = match servers::own(servers) {
        Some(url) => {
            servers::tell_unfit(servers, diags);
            Diagnostic::new(
                Code::ServerOfItsOwn,
                first.at.value(),
                format!("`{name}` is sent to `{url}`"),
            )
        }
        None => Diagnostic::new(
            Code::ServersUnfit,
            first.at.value(),
            format!("`{name}` cannot be sent to `{}`", first.url),
        )
        .label("the operation is sent to the client's server"),
    };
    diags.push(said);
}

fn wanted<'a>(
    operation: &'a Operation,
    diags: &mut Diagnostics,
) -> Result<Vec<Wanted<'a>>, String> {
    if !operation.missing.is_empty() {
        return Err("a part of it could not be read".to_owned());
    }
    let method = &operation.method;
    if !method.bytes().all(|it| it.is_ascii_uppercase()) || method.is_empty() {
        return Err(format!("the method `{method}` cannot be sent yet"));
    }
    arguments::of(operation, diags)
}

/// The names of methods, one for each operation.
fn methods(
    operations: &[&Operation],
    groups: &mut Groups<'_>,
    (lock, wishes): (&Lock, &Wishes<'_>),
    diags: &mut Diagnostics,
) -> Vec<Ident> {
    let mut out: Vec<Option<Ident>> = vec![None; operations.len()];
    for group in 0..groups.list.len() {
        let Some((kind, tag)) = groups.list.get(group) else {
            continue;
        };
        let members: Vec<usize> = (0..operations.len())
            .filter(|it| groups.of.get(*it) == Some(&group))
            .collect();
        let of_group: Vec<&Operation> = members
            .iter()
            .filter_map(|it| operations.get(*it).copied())
            .collect();
        let texts = method_names::texts(*tag, &of_group);
        let mut own = Scope::default();
        // Operations without a tag are methods of the client.
        let scope = if kind.accessor.is_some() {
            &mut own
        } else {
            &mut groups.client
        };
        let mut given: Vec<Option<Ident>> = of_group
            .iter()
            .map(|it| wishes.claim(it.at, &it.key(), scope, diags))
            .collect();
        for (slot, it) in given.iter_mut().zip(&of_group) {
            let locked = lock.get("method", &it.key());
            let method = locked.map(|it| it.rsplit_once('.').map_or(it, |(_, method)| method));
            if slot.is_none() {
                *slot = method.and_then(|name| scope.claim_exactly(name));
            }
        }
        for (((member, given), text), operation) in
            members.iter().zip(given).zip(texts).zip(&of_group)
        {
            let verbose = format!("{text} {}", operation.method.to_ascii_lowercase());
            let ident = given.unwrap_or_else(|| scope.claim(&[&text, &verbose], Case::Value));
            note(operation, &ident, diags);
            if let Some(slot) = out.get_mut(*member) {
                *slot = Some(ident);
            }
        }
    }
    out.into_iter().flatten().collect()
}

/// Says when a method is not called what its operation is.
fn note(operation: &Operation, ident: &Ident, diags: &mut Diagnostics) {
    let name = ident.as_str();
    let (place, message) = match &operation.id {
        Some((id, _)) if renames::is_obvious(id, ident) => return,
        Some((id, node)) => (
            node.value(),
            format!("the operation `{id}` is called `{name}`"),
        ),
        None => (
            operation.at.key(),
            format!(
                "`{}` has no `operationId`, it is called `{name}`",
                operation.key()
            ),
        ),
    };
    diags.push(renames::note(place, Of::Node(operation.at), ident, message));
}

/// The names of request types, and of operations that have none but name types.
fn type_names(outline: &mut Outline<'_>, lock: &Lock) -> Vec<Ident> {
    let Outline {
        api,
        drafts,
        groups,
        ..
    } = outline;
    let scope = &mut groups.requests;
    let texts: Vec<(String, String)> = drafts
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let method = it.method.as_str().trim_start_matches("r#").to_owned();
            let group = groups
                .of
                .get(at)
                .and_then(|it| groups.list.get(*it))
                .and_then(|(_, tag)| *tag);
            let qualified = format!("{} {method}", group.unwrap_or("client"));
            (method, qualified)
        })
        .collect();
    let mut users: HashMap<String, usize> = HashMap::new();
    for (method, _) in &texts {
        *users.entry(words::legal(method, Case::Type)).or_default() += 1;
    }
    let mut names: Vec<Option<Ident>> = vec![None; api.operations.len() + api.inbound.len()];
    for draft in drafts.iter() {
        let locked = lock
            .get("request", &draft.operation.key())
            .and_then(|it| scope.claim_exactly(it));
        if let Some(slot) = names.get_mut(draft.index) {
            *slot = locked;
        }
    }
    for (draft, (method, qualified)) in drafts.iter().zip(&texts) {
        let Some(slot) = names.get_mut(draft.index).filter(|it| it.is_none()) else {
            continue;
        };
        let alone = users.get(&words::legal(method, Case::Type)) == Some(&1);
        let wanted: &[&str] = if alone {
            &[method, qualified]
        } else {
            &[qualified]
        };
        *slot = Some(scope.claim(wanted, Case::Type));
    }
    let all = api.operations.iter().chain(&api.inbound);
    let rest = names.into_iter().zip(all).map(|(name, operation)| {
        let text = operation
            .id
            .as_ref()
            .map_or_else(|| operation.key(), |(id, _)| id.to_string());
        name.unwrap_or_else(|| scope.claim(&[&text, &operation.key()], Case::Type))
    });
    rest.collect()
}

/// What the lock is to say of methods and request types.
fn entries(outline: &Outline<'_>) -> Vec<Entry> {
    let entry = |kind: &str, what: String, name: String| Entry {
        kind: kind.into(),
        what: what.into(),
        name: name.into(),
    };
    let mut out = Vec::new();
    for (at, draft) in outline.drafts.iter().enumerate() {
        let group = outline
            .groups
            .of
            .get(at)
            .and_then(|it| outline.groups.list.get(*it));
        let accessor = group.and_then(|(group, _)| group.accessor.as_ref());
        let method = draft.method.as_str();
        let full = accessor.map_or(method.to_owned(), |it| format!("{}.{method}", it.as_str()));
        out.push(entry("method", draft.operation.key(), full));
        if let Some(name) = outline.names.get(draft.index) {
            out.push(entry(
                "request",
                draft.operation.key(),
                name.as_str().to_owned(),
            ));
        }
    }
    out
}

impl Outline<'_> {
    /// The schemas that operations name, in the order of the document: first those of calls, then
    /// those of webhooks and callbacks, where the other side sends the request.
    pub fn uses(&self) -> Vec<OperationUse> {
        let mut uses = Vec::new();
        for draft in &self.drafts {
            add(
                &mut uses,
                draft.index,
                &draft.wanted,
                &draft.sides,
                (Flow::Request, Flow::Response),
            );
            let headers = draft.headers.iter();
            uses.extend(headers.filter_map(|it| it.names(draft.index)));
        }
        for (at, operation) in self.api.inbound.iter().enumerate() {
            // What cannot be sent by a client is no fault where the client only needs the types.
            let mut ignored = Diagnostics::default();
            let wanted = arguments::of(operation, &mut ignored).unwrap_or_default();
            let sides = answers::sides(operation, &mut ignored);
            let index = self.api.operations.len() + at;
            add(
                &mut uses,
                index,
                &wanted,
                &sides,
                (Flow::Response, Flow::Request),
            );
        }
        uses
    }
}

fn add(
    uses: &mut Vec<OperationUse>,
    operation: usize,
    wanted: &[Wanted<'_>],
    sides: &Sides<'_>,
    flows: (Flow, Flow),
) {
    let mut push = |schema: Option<SchemaId>, word: &str, flow: Flow, form: Option<&Form>| {
        if let Some(schema) = schema {
            uses.push(OperationUse {
                operation,
                schema,
                words: vec![word.into()],
                flow,
                form: form.cloned(),
            });
        }
    };
    for it in wanted {
        match &it.goes {
            Goes::Parameter { .. } => push(schema(it.value), it.name, flows.0, None),
            Goes::Body(ways) => {
                for way in ways {
                    // What the other side sends in parts is only described, never written.
                    let form = way.form.as_ref().filter(|_| flows.0 == Flow::Request);
                    push(schema(way.value), body_word(ways, way), flows.0, form);
                }
            }
        }
    }
    for (rows, word) in [(&sides.ok, "Response"), (&sides.err, "Failure")] {
        let several = rows.iter().filter(|it| it.schema().is_some()).count() > 1;
        for it in rows {
            let status = it.response.map(|it| statuses::words(&it.status));
            let word = status
                .filter(|_| several)
                .unwrap_or_else(|| word.to_owned());
            push(Declared::schema(it), &word, flows.1, None);
        }
    }
}

/// The schema that decides the type of a value.
fn schema(value: Value) -> Option<SchemaId> {
    match value {
        Value::Schema(schema) => Some(schema),
        Value::Items(schema) | Value::Form(schema) => schema,
        Value::Json | Value::Text | Value::Bytes => None,
    }
}

/// What the type of a way to write the body is called.
fn body_word(ways: &[Way], way: &Way) -> &'static str {
    match way.codec {
        BodyCodec::Multipart if ways.len() > 1 => "Multipart",
        BodyCodec::Form if ways.len() > 1 && ways.iter().any(|it| it.codec == BodyCodec::Json) => {
            "Form"
        }
        _ => "body",
    }
}
