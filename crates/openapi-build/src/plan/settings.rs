//! What the caller's settings make of shapes and types.
//!
//! Some change what is planned from (a member without a field, a null that is absent): they are done first, to the
//! shapes. The others are looked up where their question is decided.

use super::flow::children;
use super::names::Scope;
use super::selection::Selection;
use crate::config::Change;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Ident;
use crate::resolve::settings::Settings;
use crate::shape::Kind;
use crate::shape::ListedLiteral;
use crate::shape::Literal;
use crate::shape::Null;
use crate::shape::Owner;
use crate::shape::Required;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Use;
use crate::source::NodeId;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

/// The root of the document: a setting for it is one for everything.
pub(super) const EVERYTHING: NodeId = NodeId(0);

/// Does what can be done to shapes.
pub fn apply(shapes: &mut Shapes, settings: &Settings) {
    if settings.is_empty() {
        return;
    }
    let index = by_node(shapes);
    let shape_of = |node: NodeId| index.get(&node).copied();
    for (node, setting, ()) in settings.each(|it| matches!(it, Change::LeaveOut).then_some(())) {
        let components = shapes.components.iter();
        let owned = components
            .filter(|it| it.owner == Owner::Itself && it.component.schema == node)
            .map(|it| it.meaning.shape)
            .next();
        if let Some(shape) = owned {
            shapes.get_mut(shape).kind = Kind::Any;
            settings.using(setting);
        }
    }
    let keeps: HashSet<ShapeId> = settings
        .each(|it| matches!(it, Change::KeepUndeclared).then_some(()))
        .filter_map(|(node, setting, ())| {
            let shape = shape_of(node).filter(|it| is_silent(&shapes.get(*it).kind))?;
            settings.using(setting);
            Some(shape)
        })
        .collect();
    let all: Vec<ShapeId> = shapes.iter().map(|(id, _)| id).collect();
    let anything = shapes.anything();
    for id in all {
        let keep = is_silent(&shapes.get(id).kind)
            && (keeps.contains(&id) || says(settings, EVERYTHING, &Change::KeepUndeclared));
        let at = shapes.get(id).at;
        let Kind::Object(object) = &mut shapes.get_mut(id).kind else {
            continue;
        };
        object
            .members
            .retain(|it| !says(settings, it.value.at, &Change::LeaveOut));
        for member in &mut object.members {
            let may_be_both = member.required == Required::No && member.value.null == Null::Allowed;
            if may_be_both
                && [member.value.at, at, EVERYTHING]
                    .iter()
                    .any(|it| says(settings, *it, &Change::NullIsAbsent))
            {
                member.value.null = Null::Refused;
            }
        }
        if keep {
            object.rest = Rest::Values(Use {
                shape: anything,
                null: Null::Allowed,
                at,
                notes: Default::default(),
            });
        }
    }
}

/// Whether there is this setting for a place. It counts as used.
fn says(settings: &Settings, at: NodeId, change: &Change) -> bool {
    settings.at(at, |it| (it == change).then_some(())).is_some()
}

/// An object that says nothing of members that it does not declare.
fn is_silent(kind: &Kind) -> bool {
    matches!(kind, Kind::Object(it) if matches!(it.rest, Rest::Undeclared))
}

/// The shape that a schema has where it stands.
fn by_node(shapes: &Shapes) -> HashMap<NodeId, ShapeId> {
    let mut index: HashMap<NodeId, ShapeId> = shapes.iter().map(|(id, it)| (it.at, id)).collect();
    for (_, shape) in shapes.iter() {
        index.extend(children(&shape.kind).iter().map(|it| (it.at, it.shape)));
    }
    index.extend(shapes.roots().map(|(node, it)| (*node, it.shape)));
    let components = shapes.components.iter();
    index.extend(components.map(|it| (it.component.schema, it.meaning.shape)));
    index
}

/// The settings that are looked up while types are planned.
#[derive(Debug)]
pub struct Wishes<'a> {
    /// All settings, by place.
    pub settings: &'a Settings,
    types: HashMap<ShapeId, &'a str>,
    names: BTreeMap<ShapeId, &'a str>,
    derives: BTreeMap<ShapeId, Vec<Box<str>>>,
    closed: HashSet<ShapeId>,
    any_case: HashSet<ShapeId>,
}

impl<'a> Wishes<'a> {
    /// Finds the shapes of settings, and reports those that cannot be used.
    pub fn of(shapes: &Shapes, settings: &'a Settings, diags: &mut Diagnostics) -> Self {
        let mut wishes = Wishes {
            settings,
            types: HashMap::new(),
            names: BTreeMap::new(),
            derives: BTreeMap::new(),
            closed: HashSet::new(),
            any_case: HashSet::new(),
        };
        if settings.is_empty() {
            return wishes;
        }
        let index = by_node(shapes);
        let owned = |node: NodeId| {
            let named = shapes
                .components
                .iter()
                .find(|it| it.component.schema == node);
            named.is_none_or(|it| it.owner == Owner::Itself)
        };
        for (node, setting, path) in settings.each(path_of) {
            if !is_type(path) {
                bad(node, format!("`{path}` is not a type of Rust"), diags);
            } else if let Some(shape) = index.get(&node).filter(|_| owned(node)) {
                let written_here = shapes.get(*shape).at == node
                    || shapes
                        .components
                        .iter()
                        .any(|it| it.component.schema == node);
                if written_here {
                    wishes.types.insert(*shape, path);
                }
                settings.using(setting);
            }
        }
        for it in settings.of_formats() {
            let fits = match &it.change {
                Change::Type(path) => is_type(path),
                Change::Values(_) => true,
                _ => false,
            };
            if !fits {
                let message = format!("`{it}` names neither a type of Rust nor a crate of values");
                bad(EVERYTHING, message, diags);
            }
        }
        let name = |it: &'a Change| match it {
            Change::TypeName(name) => Some(&**name),
            _ => None,
        };
        for (node, setting, name) in settings.each(name) {
            if let Some(shape) = index.get(&node) {
                wishes.names.insert(*shape, name);
                settings.using(setting);
            }
        }
        let derive = |it: &'a Change| match it {
            Change::Derive(path) => Some(&**path),
            _ => None,
        };
        for (node, setting, path) in settings.each(derive) {
            if syn::parse_str::<syn::Path>(path).is_err() {
                bad(node, format!("`{path}` is not a path of Rust"), diags);
            } else if node == EVERYTHING {
                for (id, _) in shapes.iter() {
                    wishes.derives.entry(id).or_default().push(path.into());
                }
                settings.using(setting);
            } else if let Some(shape) = index.get(&node) {
                wishes.derives.entry(*shape).or_default().push(path.into());
                settings.using(setting);
            }
        }
        wishes.closed = enums(&Change::Closed, shapes, settings, &index);
        wishes.any_case = enums(&Change::AnyCase, shapes, settings, &index);
        wishes
    }

    /// A type that is made once for several shapes has what is wished for any of them.
    pub fn share(&mut self, selection: &Selection) {
        let made_from = |shape: &ShapeId| {
            let id = selection.by_shape.get(shape)?;
            selection.list.get(id.0 as usize).map(|it| it.shape)
        };
        for (shape, name) in self.names.clone() {
            self.names.extend(made_from(&shape).map(|it| (it, name)));
        }
        for (shape, paths) in self.derives.clone() {
            if let Some(shared) = made_from(&shape).filter(|it| *it != shape) {
                let all = self.derives.entry(shared).or_default();
                let more: Vec<Box<str>> =
                    paths.into_iter().filter(|it| !all.contains(it)).collect();
                all.extend(more);
            }
        }
        for of_enums in [&mut self.closed, &mut self.any_case] {
            let made: Vec<ShapeId> = of_enums.iter().filter_map(made_from).collect();
            of_enums.extend(made);
        }
    }

    /// The caller's own type for a use.
    pub fn own_type(&self, meaning: &Use) -> Option<&str> {
        if self.settings.is_empty() {
            return None;
        }
        let here = self.settings.at(meaning.at, path_of);
        here.or_else(|| self.types.get(&meaning.shape).copied())
    }

    /// Whether a shape is a type of the caller's, wherever it is used.
    pub fn is_own(&self, shape: ShapeId) -> bool {
        self.types.contains_key(&shape)
    }

    /// The name of a type without a name of its own.
    pub fn type_name(&self, shape: ShapeId) -> Option<&str> {
        self.names.get(&shape).copied()
    }

    /// Claims the name that the caller chose for what stands at a place and is called `what`; one that cannot be is an
    /// error.
    pub fn claim(
        &self,
        at: NodeId,
        what: &str,
        scope: &mut Scope,
        diags: &mut Diagnostics,
    ) -> Option<Ident> {
        let name = self.name(at)?;
        let claimed = scope.claim_exactly(name);
        if claimed.is_none() {
            let message = format!("`{what}` cannot be called `{name}`: it is no name, or taken");
            bad(at, message, diags);
        }
        claimed
    }

    /// Claims the name that the caller chose for the operations of a tag.
    pub fn of_tag(&self, tag: &str, scope: &mut Scope, diags: &mut Diagnostics) -> Option<Ident> {
        let name = self.settings.tag(tag)?;
        let claimed = scope.claim_exactly(name);
        if claimed.is_none() {
            let message =
                format!("the operations of `{tag}` cannot be in `{name}`: it is no name, or taken");
            bad(EVERYTHING, message, diags);
        }
        claimed
    }

    /// The name of what stands at a place.
    pub fn name(&self, at: NodeId) -> Option<&str> {
        self.settings.at(at, |it| match it {
            Change::Name(name) => Some(&**name),
            _ => None,
        })
    }

    /// Traits that are derived as well.
    pub fn derives(&self, shape: ShapeId) -> Vec<Box<str>> {
        self.derives.get(&shape).cloned().unwrap_or_default()
    }

    /// Whether texts are read in whatever case.
    pub fn is_any_case(&self, shape: ShapeId) -> bool {
        self.any_case.contains(&shape)
    }

    /// Whether only listed values are let through.
    pub fn is_closed(&self, shape: ShapeId) -> bool {
        self.closed.contains(&shape)
    }
}

/// The enums that a change without a value is for.
fn enums(
    change: &Change,
    shapes: &Shapes,
    settings: &Settings,
    index: &HashMap<NodeId, ShapeId>,
) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let wanted = change.clone();
    for (node, setting, ()) in settings.each(move |it| (*it == wanted).then_some(())) {
        // Only texts have letters.
        let of = |shape: &ShapeId| match &shapes.get(*shape).kind {
            Kind::Literals(it) => {
                let text = |it: &ListedLiteral| matches!(it.value, Literal::String(_));
                *change == Change::Closed || it.values.iter().all(text)
            }
            _ => false,
        };
        if node == EVERYTHING {
            found.extend(shapes.iter().map(|(id, _)| id).filter(of));
            settings.using(setting);
        } else if let Some(shape) = index.get(&node).filter(|it| of(it)) {
            found.insert(*shape);
            settings.using(setting);
        }
    }
    found
}

fn path_of(change: &Change) -> Option<&str> {
    match change {
        Change::Type(path) => Some(path),
        _ => None,
    }
}

fn is_type(text: &str) -> bool {
    syn::parse_str::<syn::Type>(text).is_ok()
}

/// Reports a setting that cannot be used.
pub fn bad(at: NodeId, message: String, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(Code::BadSetting, at.key(), message)
            .help("it comes from the settings, not from the document"),
    );
}
