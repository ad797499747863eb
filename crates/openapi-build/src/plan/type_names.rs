//! What every type is called.
//!
//! In this order: names of the lock; components whose key is a type name as it stands; other
//! components, as short as they can be; types inside of them, after their parents; types of
//! operations, after these.

use super::names::Case;
use super::names::Scope;
use super::names::components;
use super::names::lock;
use super::names::lock::Entry;
use super::names::lock::Lock;
use super::names::renames;
use super::names::variants;
use super::names::words;
use super::selection::Hint;
use super::selection::Selected;
use super::selection::Selection;
use super::settings;
use super::settings::Wishes;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::Ident;
use crate::ir::TypeId;
use crate::shape::Shapes;
use crate::source::NodeId;
use std::collections::HashMap;

/// The names of types and aliases.
#[derive(Debug)]
pub struct TypeNames {
    /// One for each selected type.
    pub types: Vec<Ident>,
    /// One for each alias.
    pub aliases: Vec<Ident>,
    /// What the lock is to say, the selected types first.
    pub entries: Vec<Entry>,
}

impl TypeNames {
    /// What the lock calls a selected type.
    pub fn key(&self, id: TypeId) -> &str {
        self.entries.get(id.0 as usize).map_or("", |it| &it.what)
    }
}

/// Names every selected type. `operations` are the names of the operations' request types.
pub fn assign(
    shapes: &Shapes,
    selection: &Selection,
    operations: &[Ident],
    lock: &Lock,
    wishes: &Wishes<'_>,
    diags: &mut Diagnostics,
) -> TypeNames {
    let keys: Vec<&str> = shapes
        .components
        .iter()
        .map(|it| &*it.component.name)
        .collect();
    let short = components::shortest(&keys);
    let mut namer = Namer {
        scope: Scope::default(),
        shapes,
        keys,
        short,
    };
    let places = places(shapes, selection, operations);
    let mut types: Vec<Option<Ident>> = selection
        .list
        .iter()
        .map(|it| namer.chosen(it, wishes, diags))
        .collect();
    let mut aliases: Vec<Option<Ident>> = selection
        .aliases
        .iter()
        .map(|index| namer.chosen_component(*index, wishes, diags))
        .collect();
    for (slot, place) in types.iter_mut().zip(&places) {
        if slot.is_none() {
            let name = lock.get("type", place);
            *slot = name.and_then(|name| namer.scope.claim_exactly(name));
        }
    }
    for (slot, index) in aliases.iter_mut().zip(&selection.aliases) {
        if slot.is_none() {
            let name = lock.get("type", pointer(shapes, *index));
            *slot = name.and_then(|name| namer.scope.claim_exactly(name));
        }
    }
    for exact in [true, false] {
        for (slot, selected) in types.iter_mut().zip(&selection.list) {
            if let (None, Hint::Component(index)) = (&slot, &selected.hint) {
                *slot = namer.component(*index, exact);
            }
        }
        for (slot, index) in aliases.iter_mut().zip(&selection.aliases) {
            if slot.is_none() {
                *slot = namer.component(*index, exact);
            }
        }
    }
    for index in most_used(selection) {
        if let (Some(slot @ None), Some(selected)) =
            (types.get_mut(index), selection.list.get(index))
        {
            *slot = namer.shared(&selected.hint);
        }
    }
    let mut named: Vec<Ident> = Vec::with_capacity(types.len());
    for (slot, selected) in types.into_iter().zip(&selection.list) {
        named.push(slot.unwrap_or_else(|| namer.inner(&selected.hint, &named, operations)));
    }
    let aliases: Vec<Ident> = aliases.into_iter().flatten().collect();
    let entries = entries(shapes, selection, (&places, &named), &aliases);
    notes(shapes, selection, &named, diags);
    TypeNames {
        types: named,
        aliases,
        entries,
    }
}

/// A type that is written the same way in so many places is called after its own word alone.
const SHARED: usize = 3;

/// Words that say nothing by themselves: what they name is called after its first place as well.
const BARE: &[&str] = &[
    "choice", "content", "data", "enum", "id", "item", "items", "key", "kind", "list", "map",
    "name", "object", "options", "result", "type", "value",
];

/// The shared types, those with most places first.
fn most_used(selection: &Selection) -> Vec<usize> {
    let places = |index: &usize| selection.list.get(*index).map_or(0, |it| it.places);
    let mut shared: Vec<usize> = (0..selection.list.len())
        .filter(|it| places(it) >= SHARED)
        .collect();
    shared.sort_by_key(|it| std::cmp::Reverse(places(it)));
    shared
}

/// Words that say where a type stands.
const PLACES: &[&str] = &["Body", "Item", "Response", "Value"];

/// Whether a word says where a type stands, or what it is as JSON: the word before it goes with it.
fn is_place(word: &str) -> bool {
    let mut words = word.split(' ');
    words.all(|it| PLACES.contains(&it) || variants::JSON_TYPES.contains(&it))
}

struct Namer<'a> {
    scope: Scope,
    shapes: &'a Shapes,
    keys: Vec<&'a str>,
    short: Vec<String>,
}

impl<'a> Namer<'a> {
    /// The name that the caller chose.
    fn chosen(
        &mut self,
        selected: &Selected,
        wishes: &Wishes<'_>,
        diags: &mut Diagnostics,
    ) -> Option<Ident> {
        match selected.hint {
            Hint::Component(index) => self.chosen_component(index, wishes, diags),
            Hint::Inside(..) | Hint::Operation(..) => {
                let name = wishes.type_name(selected.shape)?;
                self.exactly(name, self.shapes.get(selected.shape).at, diags)
            }
        }
    }

    fn chosen_component(
        &mut self,
        index: usize,
        wishes: &Wishes<'_>,
        diags: &mut Diagnostics,
    ) -> Option<Ident> {
        let at = self.shapes.components.get(index)?.component.schema;
        self.exactly(wishes.name(at)?, at, diags)
    }

    fn exactly(&mut self, name: &str, at: NodeId, diags: &mut Diagnostics) -> Option<Ident> {
        let claimed = self.scope.claim_exactly(name);
        if claimed.is_none() {
            let message = format!("a type cannot be called `{name}`: it is no name, or taken");
            settings::bad(at, message, diags);
        }
        claimed
    }

    /// The name of a component; in the first round only of those whose key is a name already.
    fn component(&mut self, index: usize, exact: bool) -> Option<Ident> {
        let key = self.keys.get(index).copied().unwrap_or_default();
        if exact {
            return words::is_upper_camel(key)
                .then(|| self.scope.claim_exactly(key))
                .flatten();
        }
        let short = self.short.get(index).map_or(key, String::as_str);
        Some(self.scope.claim(&[short, key], Case::Type))
    }

    /// The name of a type that stands in many places: the last word that leads to it.
    fn shared(&mut self, hint: &Hint) -> Option<Ident> {
        let words = match hint {
            Hint::Component(_) => return None,
            Hint::Inside(_, words) | Hint::Operation(_, words) => words,
        };
        let own = words.iter().rposition(|it| !is_place(it))?;
        if words
            .get(own)
            .is_some_and(|it| BARE.contains(&it.to_lowercase().as_str()))
        {
            return None;
        }
        let name: String = words
            .get(own..)?
            .iter()
            .map(|it| words::legal(it, Case::Type).trim_matches('_').to_owned())
            .collect();
        self.scope.claim_exactly(&name)
    }

    /// The name of a type that stands in another one, or in an operation.
    fn inner(&mut self, hint: &Hint, named: &[Ident], operations: &[Ident]) -> Ident {
        let (parent, words) = match hint {
            Hint::Component(_) => ("", [].as_slice()),
            Hint::Inside(parent, words) => (
                named.get(parent.0 as usize).map_or("", Ident::as_str),
                words.as_slice(),
            ),
            Hint::Operation(index, words) => (
                operations.get(*index).map_or("", Ident::as_str),
                words.as_slice(),
            ),
        };
        let mut name = parent.trim_end_matches('_').to_owned();
        for word in words {
            let word = words::legal(word, Case::Type);
            // A variant named after its union's own word would say it twice.
            name.push_str(word.trim_matches('_'));
        }
        self.scope.claim(&[&name], Case::Type)
    }
}

/// What the lock calls each selected type: the component, or the schema. What is put together by `allOf` from others may
/// stand at one of them, as others do: such a type is known by what it stands in as well.
fn places(shapes: &Shapes, selection: &Selection, operations: &[Ident]) -> Vec<String> {
    let component = |index: usize| pointer(shapes, index).to_owned();
    let mut own: Vec<Own> = Vec::with_capacity(selection.list.len());
    for it in &selection.list {
        own.push(match &it.hint {
            Hint::Component(index) => Own::at(component(*index)),
            Hint::Inside(parent, words) => match own.get(parent.0 as usize) {
                Some(parent) => within(parent, words, shapes, it),
                None => Own::at(place(shapes, it)),
            },
            Hint::Operation(..) => Own::at(place(shapes, it)),
        });
    }
    let own: Vec<String> = own.into_iter().map(|it| it.place).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let aliases = selection.aliases.iter().map(|it| pointer(shapes, *it));
    for it in own.iter().map(String::as_str).chain(aliases) {
        *times.entry(it).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<String> = Vec::with_capacity(own.len());
    for (selected, place) in selection.list.iter().zip(&own) {
        let (within, words) = match &selected.hint {
            _ if times.get(place.as_str()) == Some(&1) => ("", None),
            Hint::Component(_) => ("", None),
            Hint::Inside(parent, words) => (
                out.get(parent.0 as usize).map_or("", String::as_str),
                Some(words),
            ),
            Hint::Operation(index, words) => (
                operations.get(*index).map_or("", Ident::as_str),
                Some(words),
            ),
        };
        let place = match words {
            Some(words) => format!("{place} of {within} {}", words.join(" ")),
            None => place.clone(),
        };
        let time = seen.entry(place.clone()).or_default();
        *time += 1;
        out.push(match *time {
            1 => place,
            time => format!("{place} ({time})"),
        });
    }
    out
}

/// The place of one type.
struct Own {
    place: String,
    /// Whether a variant is on the way to it. Then its pointer has the number of that variant, which a newcomer before it moves.
    in_variant: bool,
}

impl Own {
    fn at(place: String) -> Own {
        Own {
            place,
            in_variant: false,
        }
    }
}

/// The place of a type that stands in another one.
fn within(parent: &Own, words: &[Box<str>], shapes: &Shapes, selected: &Selected) -> Own {
    let place = match &selected.looks {
        Some(looks) => format!("{}{}{looks}", parent.place, lock::BRANCH),
        None if parent.in_variant => format!("{} {}", parent.place, words.join(" ")),
        None => return Own::at(place(shapes, selected)),
    };
    Own {
        place,
        in_variant: true,
    }
}

/// The JSON pointer of a component.
fn pointer(shapes: &Shapes, component: usize) -> &str {
    let component = shapes.components.get(component);
    component.map_or("", |it| &*it.component.pointer)
}

/// Where a type stands without a component of its own. A schema can be JSON in one place and parts in another.
fn place(shapes: &Shapes, selected: &Selected) -> String {
    let pointer = &shapes.get(selected.shape).pointer;
    match &selected.form {
        Some(form) => format!("{pointer} as {}", form.media_type),
        None => pointer.to_string(),
    }
}

fn entries(
    shapes: &Shapes,
    selection: &Selection,
    (places, types): (&[String], &[Ident]),
    aliases: &[Ident],
) -> Vec<Entry> {
    let entry = |what: &str, name: &Ident| Entry {
        kind: "type".into(),
        what: what.into(),
        name: name.as_str().into(),
    };
    let mut out: Vec<Entry> = places
        .iter()
        .zip(types)
        .map(|(what, it)| entry(what, it))
        .collect();
    let aliases = selection.aliases.iter().zip(aliases);
    out.extend(aliases.map(|(index, name)| entry(pointer(shapes, *index), name)));
    out
}

/// Says which components are not called what their key says.
fn notes(shapes: &Shapes, selection: &Selection, types: &[Ident], diags: &mut Diagnostics) {
    for (selected, name) in selection.list.iter().zip(types) {
        let Hint::Component(index) = selected.hint else {
            continue;
        };
        let Some(named) = shapes.components.get(index) else {
            continue;
        };
        let key = &named.component.name;
        if !renames::is_obvious(key, name) {
            let at = named.component.schema;
            let message = format!("`{key}` is called `{}`", name.as_str());
            diags.push(renames::note(at.key(), Of::Node(at), name, message));
        }
    }
}
