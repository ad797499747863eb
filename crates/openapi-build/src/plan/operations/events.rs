//! What the schema of an event stream describes: the data of an event, or the event as a whole.
//!
//! OpenAPI 3.2 (§4.14.3) describes each event as an object of `data`, `event`, `id` and `retry`. Documents of 3.1 mostly
//! describe what stands in `data`, and a few the whole event: that is seen from its members.

use crate::ir::Leaf;
use crate::ir::Stream;
use crate::ir::Told;
use crate::ir::Type;
use crate::plan::lookup::Lookup;
use crate::resolve::SchemaId;
use crate::shape::Kind;
use crate::shape::Member;
use crate::shape::Shapes;
use crate::shape::Use;

/// The fields of an event (WHATWG HTML, "Server-sent events").
const FIELDS: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// How the events of a stream are read.
pub fn read(types: &Lookup<'_>, schema: Option<SchemaId>) -> Stream {
    match schema.and_then(|it| types.shapes.at(it)) {
        Some(meaning) => of(types, meaning),
        None => Stream::TextEvents(Told::Data),
    }
}

fn of(types: &Lookup<'_>, meaning: &Use) -> Stream {
    let shapes = types.shapes;
    match &shapes.get(meaning.shape).kind {
        // Nothing is said of the events, or only that they are text.
        Kind::Any | Kind::String(_) => Stream::TextEvents(Told::Data),
        // A list of all events there will ever be.
        Kind::List(item) => match &shapes.get(item.shape).kind {
            Kind::List(_) => Stream::Events(types.with_null(item), Told::Data),
            _ => of(types, item),
        },
        Kind::Union(union) if union.variants.iter().all(|it| is_event(shapes, it)) => {
            Stream::EventObjects(types.with_null(meaning))
        }
        _ => match data(shapes, meaning) {
            Some(member) => of_data(types, &member.value),
            None => Stream::Events(types.with_null(meaning), Told::Data),
        },
    }
}

/// By the schema of `data`: text, JSON in text (`contentSchema`), or, in 3.1, the JSON itself.
fn of_data(types: &Lookup<'_>, data: &Use) -> Stream {
    match &types.shapes.get(data.shape).kind {
        Kind::String(text) => match &text.content {
            Some(content) => Stream::Events(types.with_null(content), Told::Whole),
            None => Stream::TextEvents(Told::Whole),
        },
        Kind::Any => Stream::Events(Type::Leaf(Leaf::Json), Told::Whole),
        _ => Stream::Events(types.with_null(data), Told::Whole),
    }
}

fn is_event(shapes: &Shapes, meaning: &Use) -> bool {
    data(shapes, meaning).is_some()
}

/// The member `data` of an object that describes an event.
fn data<'a>(shapes: &'a Shapes, meaning: &Use) -> Option<&'a Member> {
    let Kind::Object(object) = &shapes.get(meaning.shape).kind else {
        return None;
    };
    let known = |it: &Member| FIELDS.contains(&&*it.name);
    if !object.members.iter().all(known) {
        return None;
    }
    object.members.iter().find(|it| &*it.name == "data")
}
