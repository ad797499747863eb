//! Stage 5. Every Rust-side decision, one module each.
//!
//! In: the `Api`, the shapes, the configuration. Out: `ir::Crate`, with nothing left to decide,
//! and the names lock that keeps its names. Knows Rust and the runtime's vocabulary; knows
//! neither the text nor the tree.

mod checks;
mod choices;
mod constants;
mod context;
mod defaults;
mod derives;
mod digits;
pub mod docs;
mod features;
mod flow;
mod formats;
mod lookup;
mod mentions;
mod multipart;
pub mod names;
pub mod operations;
mod prelude;
mod presence;
mod recursion;
mod secrets;
mod select;
mod selection;
mod settings;
mod share;
mod spread;
mod structs;
mod type_names;
mod types;
mod unions;
mod value_kinds;
mod vocabulary;
mod weight;

#[cfg(test)]
pub(crate) use defaults::sees;
pub use flow::Flow;
#[cfg(test)]
pub(crate) use formats::with_types as formats_with_types;
pub use lookup::Lookup;
pub use selection::Form;

use crate::bundle::Bundle;
use crate::config::Config;
use crate::config::Dynamic;
use crate::diag::Diagnostics;
use crate::ir;
use crate::ir::Table;
use crate::resolve::Api;
use crate::resolve::settings::Settings;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use constants::Tags;
use context::Context;
use flow::Flows;
use names::lock;
use names::lock::Entry;
use names::lock::Lock;
use names::parts::Naming;
use select::Root;
use settings::Wishes;
use std::cell::RefCell;
use std::collections::HashSet;

/// A plan, and the names lock that keeps its names.
#[derive(Debug)]
pub struct Plan {
    /// The Rust to write.
    pub krate: ir::Crate,
    /// The text of `names.lock` after this run.
    pub lock: String,
}

/// Read this function to know what is decided when. `is_there` says whether the document has a value at a pointer, be it a part
/// of what is planned or not.
pub fn plan(
    api: &Api,
    mut shapes: Shapes,
    bundle: Option<&Bundle>,
    (settings, config): (&Settings, &Config),
    is_there: &dyn Fn(&str) -> bool,
    diags: &mut Diagnostics,
) -> Plan {
    // settings: what the caller wants otherwise
    settings::apply(&mut shapes, settings);
    let mut wishes = Wishes::of(&shapes, settings, diags);
    // vocabulary: which of the runtime's types stand for maps and formats, and where
    let vocabulary = vocabulary::decide(&mut shapes, &wishes);
    let shapes = &shapes;
    let lock = Lock::read(config.lock.as_ref());
    // operations: what methods, groups and request types are called
    let calls = operations::outline(api, &lock, &wishes, diags);
    let uses = calls.uses();
    // constants: members with one value have no field; a union's tag is among them
    let tags = Tags::of(shapes);
    // flow: which types are sent, which are received
    let used = uses
        .iter()
        .filter_map(|it| Some((shapes.at(it.schema)?, it.flow)));
    let flows = Flows::of(shapes, used);
    // select: which shapes become types with a name; share: which of them are one type
    let roots = roots(&uses, shapes);
    let selection = select::select(shapes, &tags, &flows, &roots, (&wishes, &vocabulary));
    wishes.share(&selection);
    // type_names: what they are called
    let type_names = type_names::assign(shapes, &selection, &calls.names, &lock, &wishes, diags);
    // types: what they hold (choices, unions, structs; presence, docs)
    let lookup = Lookup {
        shapes,
        selection: &selection,
        wishes: &wishes,
        vocabulary: &vocabulary,
    };
    let naming = Naming {
        lock: &lock,
        wishes: &wishes,
        given: RefCell::default(),
    };
    let context = Context {
        lookup,
        names: &type_names,
        naming: &naming,
        flows: &flows,
        tags: &tags,
    };
    let (mut types, wishes) = types::define(&context, diags);
    // recursion: where a cycle by value is cut
    recursion::cut(&mut types);
    // weight: what is too large to be held by value
    weight::box_large(&mut types);
    // defaults: what members hold that are left out
    defaults::decide(&lookup, &mut types, &wishes, diags);
    // derives: which traits hold
    derives::infer(&mut types);
    // digits: which unions may hold integers beyond 64 bits
    digits::decide(&mut types);
    // operations: arguments, bodies, answers, servers, credentials
    let mut entries = type_names.entries.clone();
    entries.extend(calls.entries.iter().cloned());
    entries.extend(naming.given.take());
    let is_left_out = |it: &Entry, given: &[Entry]| {
        !config.selection.is_everything() && lock::is_left_out(it, given, api, is_there)
    };
    let lock = lock.after(entries, is_left_out, (api.at, diags));
    let mut client = calls.finish(&lookup, &types, diags);
    // features: which tags are features of cargo, and what stands behind them
    let features = features::decide(api, &config.features, &mut client, &mut types, diags);
    settings.report(api.at, diags);
    // checks: by which schema the values of a type, and of an operation, are checked
    let checks = checks::decide(bundle, api, (shapes, &selection), &mut types, &client);
    let krate = ir::Crate {
        about: about(api, diags),
        components: components(&lookup, &types),
        inline: inline(&uses, &lookup, &types),
        client,
        table: table(config.dynamic),
        prelude: prelude::decide(&types),
        value_features: vocabulary.features(),
        features,
        checks,
        types,
    };
    Plan { krate, lock }
}

/// Whether operations are called by name.
fn table(dynamic: Dynamic) -> Table {
    match dynamic {
        Dynamic::Yes => Table::Written,
        Dynamic::No => Table::Absent,
    }
}

/// Where operations use schemas.
fn roots<'a>(uses: &'a [operations::OperationUse], shapes: &'a Shapes) -> Vec<Root<'a>> {
    let root = |it: &'a operations::OperationUse| {
        Some(Root {
            operation: it.operation,
            words: it.words.clone(),
            meaning: shapes.at(it.schema)?,
            form: it.form.as_ref(),
        })
    };
    uses.iter().filter_map(root).collect()
}

/// What the API says of itself.
fn about(api: &Api, diags: &mut Diagnostics) -> ir::About {
    let description = api.description.as_deref().unwrap_or_default();
    ir::About {
        title: api.title.clone(),
        version: api.version.clone(),
        docs: docs::text(description, api.at, diags),
    }
}

/// The types of components; a body of several parts is no JSON.
fn components(lookup: &Lookup<'_>, types: &[ir::TypeDef]) -> Vec<ir::Component> {
    let all = lookup.shapes.components.iter();
    all.filter(|it| !is_form(types, &lookup.of(&it.meaning)))
        .map(|it| ir::Component {
            key: it.component.name.clone(),
            pointer: it.component.pointer.clone(),
            ty: lookup.with_null(&it.meaning),
        })
        .collect()
}

/// The types of schemas that operations write out, each once. What is only another name for a component is not there.
fn inline(
    uses: &[operations::OperationUse],
    lookup: &Lookup<'_>,
    types: &[ir::TypeDef],
) -> Vec<ir::Inline> {
    let named = lookup.shapes.components.iter();
    let mut known: HashSet<ShapeId> = named.map(|it| it.meaning.shape).collect();
    let mut out = Vec::new();
    for it in uses.iter().filter(|it| it.form.is_none()) {
        let Some(meaning) = lookup.shapes.at(it.schema) else {
            continue;
        };
        let ty = lookup.with_null(meaning);
        let plain = match &ty {
            ir::Type::Leaf(_) => true,
            ir::Type::Option(inner) => matches!(**inner, ir::Type::Leaf(_)),
            other => is_form(types, other),
        };
        if !plain && known.insert(meaning.shape) {
            let at = meaning.at;
            out.push(ir::Inline { at, ty });
        }
    }
    out
}

/// Whether a type is a body of several parts.
fn is_form(types: &[ir::TypeDef], ty: &ir::Type) -> bool {
    let ir::Type::Def(id) = ty else {
        return false;
    };
    let def = types.get(id.0 as usize);
    def.is_some_and(|it| matches!(it.kind, ir::Kind::Multipart(_)))
}
