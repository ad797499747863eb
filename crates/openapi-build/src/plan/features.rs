//! Which tags are features of cargo, and what stands behind them.
//!
//! In: a client with all its types. Out: the features, and in the client what stands behind which. An operation is there where
//! the feature of one of its tags is on, a type where an operation is there that leads to it. Always there: an operation
//! without a tag, what it needs, and types that operations of each of several features lead to. Types that no operation leads
//! to have a feature of their own.
//!
//! Absent: how this is written; only the attribute is left to be printed.

use super::mentions;
use super::names::features::kebab;
use super::names::features::names;
use super::names::renames;
use super::operations;
use crate::config;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::Client;
use crate::ir::Feature;
use crate::ir::FeatureOf;
use crate::ir::Gate;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::TypeDef;
use crate::resolve::Api;
use crate::resolve::Operation;
use crate::source::NodeId;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

/// The feature of types that no operation leads to: of webhooks, of callbacks, or for their own sake.
const REST: &str = "types";

/// Decides, and says so in `client` and `types`.
pub fn decide(
    api: &Api,
    wanted: &config::Features,
    client: &mut Client,
    types: &mut [TypeDef],
    diags: &mut Diagnostics,
) -> Vec<Feature> {
    let declared = match wanted {
        config::Features::None => return Vec::new(),
        config::Features::PerTag => None,
        config::Features::Declared(names) => Some(names),
    };
    let source: HashMap<NodeId, &Operation> = api.operations.iter().map(|it| (it.at, it)).collect();
    let tags = Tags::of(client, &source);
    let mut features = Vec::new();
    let mut of_tag: HashMap<&str, Option<usize>> = HashMap::new();
    for (tag, name) in tags.named(diags) {
        if declared.is_none_or(|it| it.contains(&name)) {
            of_tag.insert(tag.text, Some(features.len()));
            features.push(Feature {
                name: name.into(),
                of: FeatureOf::Tag(tag.text.into()),
            });
        } else {
            of_tag.insert(tag.text, None);
            diags.push(undeclared(tag, &name));
        }
    }
    for operation in &mut client.operations {
        let texts = source.get(&operation.origin).into_iter();
        let known = texts.flat_map(|it| operations::tags(it)).map(|(tag, _)| {
            let feature = of_tag.get(tag).copied().flatten();
            feature.map(|it| vec![it]).unwrap_or_default()
        });
        operation.gate = any(known);
    }
    gate_groups(client);
    let rest = declared.is_none_or(|it| it.iter().any(|it| it == REST));
    let rest = rest.then_some(features.len());
    if gate_types(client, types, features.len(), rest) {
        features.push(Feature {
            name: REST.into(),
            of: FeatureOf::OtherTypes,
        });
    }
    features
}

/// A tag of an operation.
struct Tag<'a> {
    text: &'a str,
    /// Where it is met first.
    at: NodeId,
    /// The method that gives the operations whose first tag it is.
    accessor: Option<Ident>,
}

/// The tags of a client, in the order in which they are met.
struct Tags<'a>(Vec<Tag<'a>>);

impl<'a> Tags<'a> {
    fn of(client: &Client, source: &HashMap<NodeId, &'a Operation>) -> Self {
        let groups = client.groups.iter().filter_map(|it| {
            let first = operations::tags(source.get(&it.origin)?).next()?;
            Some((first.0, it.accessor.clone()?))
        });
        let accessors: HashMap<&str, Ident> = groups.collect();
        let mut met = HashSet::new();
        let of_client = client.operations.iter();
        let all = of_client.filter_map(|it| source.get(&it.origin));
        let all = all.flat_map(|it| operations::tags(it));
        let new = all.filter(|(text, _)| met.insert(*text));
        let tags = new.map(|(text, at)| Tag {
            text,
            at,
            accessor: accessors.get(text).cloned(),
        });
        Tags(tags.collect())
    }

    /// The tags with the names of their features. Where a feature is called otherwise than its group, it is told of.
    fn named(&self, diags: &mut Diagnostics) -> Vec<(&Tag<'a>, String)> {
        let wanted = self.0.iter().map(|it| (it.text, it.accessor.as_ref()));
        let idents = names(&wanted.collect::<Vec<_>>());
        let mut out = Vec::new();
        for (tag, ident) in self.0.iter().zip(&idents) {
            let (expected, name) = (tag.accessor.as_ref(), kebab(ident));
            let as_expected = expected.map_or_else(
                || renames::is_obvious(tag.text, ident),
                |it| kebab(it) == name,
            );
            if !as_expected {
                let message = format!("the feature of the tag `{}` is called `{name}`", tag.text);
                diags.push(match expected {
                    Some(_) => {
                        let of = Of::Word(format!("tag:{}", tag.text));
                        renames::note(tag.at.value(), of, ident, message)
                    }
                    None => Diagnostic::new(Code::Renamed, tag.at.value(), message),
                });
            }
            out.push((tag, name));
        }
        out
    }
}

fn undeclared(tag: &Tag<'_>, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::FeatureUndeclared,
        tag.at.value(),
        format!(
            "`Cargo.toml` has no feature `{name}`, so that operations of this tag are always there"
        ),
    )
    .help(format!(
        "write `{name} = []` below `[features]`, and `\"{name}\"` in the list of its `default`"
    ))
}

/// What is there where one of these is: always, if one of them is always there or there are none.
fn any(gates: impl Iterator<Item = Gate>) -> Gate {
    let mut all = BTreeSet::new();
    for gate in gates {
        if gate.is_empty() {
            return Gate::new();
        }
        all.extend(gate);
    }
    all.into_iter().collect()
}

/// A group is there where one of its operations is.
fn gate_groups(client: &mut Client) {
    for group in &mut client.groups {
        let members = group.operations.iter();
        let gates = members.filter_map(|it| client.operations.get(*it));
        // The client itself is no group that could be missing.
        if group.accessor.is_some() {
            group.gate = any(gates.map(|it| it.gate.clone()));
        }
        for index in &group.operations {
            if let Some(it) = client.operations.get_mut(*index)
                && it.gate != group.gate
            {
                it.method_gate = it.gate.clone();
            }
        }
    }
}

/// A type is there where an operation is that leads to it. Those that none leads to stand behind `rest`, if there is such a
/// feature; says whether there are any.
fn gate_types(
    client: &Client,
    types: &mut [TypeDef],
    features: usize,
    rest: Option<usize>,
) -> bool {
    let mentions: Vec<Vec<usize>> = types
        .iter()
        .map(|it| indices(mentions::of_kind(&it.kind)))
        .collect();
    let of_operations = |open: &dyn Fn(&Gate) -> bool| {
        let open = client.operations.iter().filter(|it| open(&it.gate));
        let named = open.flat_map(|it| mentions::of_operation(client, it));
        reached(indices(named), &mentions)
    };
    let mut gates = vec![Gate::new(); types.len()];
    for feature in 0..features {
        for index in of_operations(&|gate| gate.contains(&feature)) {
            if let Some(gate) = gates.get_mut(index) {
                gate.push(feature);
            }
        }
    }
    let always = of_operations(&|gate| gate.is_empty());
    let named = |index: usize| mentions.get(index).map(Vec::as_slice).unwrap_or_default();
    let other_name = |index: usize, def: &TypeDef| match (&def.kind, named(index)) {
        (Kind::Alias(_), [one]) => Some(*one),
        _ => None,
    };
    let unled = types.iter().enumerate().filter(|(index, def)| {
        let unled = gates.get(*index).is_some_and(|it| it.is_empty());
        unled && !always.contains(index) && other_name(*index, def).is_none()
    });
    let unled = reached(unled.map(|(index, _)| index).collect(), &mentions);
    let found = !unled.is_empty() && rest.is_some();
    for (index, gate) in gates.iter_mut().enumerate() {
        let everywhere = features > 1 && gate.len() == features;
        match (unled.contains(&index), rest) {
            (true, Some(rest)) => gate.push(rest),
            (true, None) => gate.clear(),
            (false, _) => {}
        }
        if always.contains(&index) || everywhere {
            gate.clear();
        }
    }
    for (index, def) in types.iter_mut().enumerate() {
        // Another name for one type needs no more than that.
        let index = other_name(index, def).unwrap_or(index);
        def.gate = gates.get(index).cloned().unwrap_or_default();
    }
    found
}

fn indices(types: impl IntoIterator<Item = crate::ir::TypeId>) -> Vec<usize> {
    types.into_iter().map(|it| it.0 as usize).collect()
}

/// Everything that these lead to, and they themselves.
fn reached(from: Vec<usize>, mentions: &[Vec<usize>]) -> HashSet<usize> {
    let mut seen: HashSet<usize> = HashSet::new();
    let mut todo = from;
    while let Some(index) = todo.pop() {
        if seen.insert(index) {
            todo.extend(mentions.get(index).into_iter().flatten());
        }
    }
    seen
}
