//! Which of the runtime's types stand for maps and for formats, where it has several for one thing.
//!
//! In: the settings `map` and `values`, each for a part of the document. Out: the choice of every shape that is written
//! where it is used. A part is what is *written* in it: what a reference leads to stands elsewhere, and is as it is said
//! there. What `allOf` brings into an object from elsewhere is as it is said there, else as it is said of the object.
//! Of two parts the inner one counts, then the format, then the whole client.

use super::flow;
use super::formats;
use super::settings::EVERYTHING;
use super::settings::Wishes;
use crate::config;
use crate::config::Change;
use crate::config::ValueCrate;
use crate::ir::DateCrate;
use crate::ir::Leaf;
use crate::ir::MapType;
use crate::ir::UriType;
use crate::ir::UuidType;
use crate::ir::ValueFeature;
use crate::resolve::settings::Settings;
use crate::shape::Kind;
use crate::shape::Owner;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Text;
use crate::source::NodeId;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

/// The choices of all shapes.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    settings: &'a Settings,
    whole: Choices,
    own: HashMap<ShapeId, Choices>,
}

/// What is chosen for a part: the settings that say it, by their index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Choices {
    maps: Option<(usize, MapType)>,
    dates: Option<(usize, DateCrate)>,
    uuids: Option<(usize, UuidType)>,
    uris: Option<(usize, UriType)>,
}

impl Choices {
    /// What is chosen by the changes that `find` finds.
    fn of<'a>(find: impl Finder<'a>) -> Choices {
        Choices {
            maps: find.by(maps),
            dates: find.by(dates),
            uuids: find.by(uuids),
            uris: find.by(uris),
        }
    }

    /// These, and the others where they say nothing.
    fn or(self, others: Choices) -> Choices {
        Choices {
            maps: self.maps.or(others.maps),
            dates: self.dates.or(others.dates),
            uuids: self.uuids.or(others.uuids),
            uris: self.uris.or(others.uris),
        }
    }

    /// The settings that are of use for a type.
    fn used_by(self, leaf: Leaf) -> Option<usize> {
        match leaf {
            Leaf::DateTime(_) | Leaf::Date(_) | Leaf::Time(_) => self.dates.map(|it| it.0),
            Leaf::Uuid(_) => self.uuids.map(|it| it.0),
            Leaf::Uri(_) => self.uris.map(|it| it.0),
            _ => None,
        }
    }
}

/// Finds the change that counts, with its index.
trait Finder<'a> {
    fn by<T: 'a>(&self, pick: fn(&'a Change) -> Option<T>) -> Option<(usize, T)>;
}

/// Among those for everything.
struct Whole<'a>(&'a Settings);

/// Among those for a part that a node is in.
struct Over<'a>(&'a Settings, NodeId);

/// Among those for a format.
struct OfFormat<'a>(&'a Settings, &'a str);

impl<'a> Finder<'a> for Whole<'a> {
    fn by<T: 'a>(&self, pick: fn(&'a Change) -> Option<T>) -> Option<(usize, T)> {
        let all = self.0.each(pick).filter(|(node, ..)| *node == EVERYTHING);
        all.last().map(|(_, index, it)| (index, it))
    }
}

impl<'a> Finder<'a> for Over<'a> {
    fn by<T: 'a>(&self, pick: fn(&'a Change) -> Option<T>) -> Option<(usize, T)> {
        self.0.over(self.1, pick)
    }
}

impl<'a> Finder<'a> for OfFormat<'a> {
    fn by<T: 'a>(&self, pick: fn(&'a Change) -> Option<T>) -> Option<(usize, T)> {
        self.0.of_format(self.1, pick)
    }
}

fn maps(change: &Change) -> Option<MapType> {
    match change {
        Change::Map(config::MapType::IndexMap) => Some(MapType::Indexed),
        Change::Map(config::MapType::BTreeMap) => Some(MapType::Sorted),
        Change::Map(config::MapType::HashMap) => Some(MapType::Hashed),
        _ => None,
    }
}

fn dates(change: &Change) -> Option<DateCrate> {
    match change {
        Change::Values(ValueCrate::Jiff) => Some(DateCrate::Own),
        Change::Values(ValueCrate::Chrono) => Some(DateCrate::Chrono),
        Change::Values(ValueCrate::Time) => Some(DateCrate::Time),
        _ => None,
    }
}

fn uuids(change: &Change) -> Option<UuidType> {
    match change {
        Change::Values(ValueCrate::Uuid) => Some(UuidType::Uuid),
        _ => None,
    }
}

fn uris(change: &Change) -> Option<UriType> {
    match change {
        Change::Values(ValueCrate::Url) => Some(UriType::Url),
        _ => None,
    }
}

/// Finds the choices of all shapes. A shape without a name that is used where something else is chosen becomes two.
pub fn decide<'a>(shapes: &mut Shapes, wishes: &Wishes<'a>) -> Vocabulary<'a> {
    let settings = wishes.settings;
    let mut vocabulary = Vocabulary {
        settings,
        whole: Choices::of(Whole(settings)),
        own: HashMap::new(),
    };
    if settings.has_parts() {
        vocabulary.own = Spread::over(shapes, wishes).own;
    }
    vocabulary.mark(shapes);
    vocabulary
}

impl Vocabulary<'_> {
    /// Notes which settings are of use. One for the whole client always is: it says what is wanted of fields to come.
    fn mark(&self, shapes: &Shapes) {
        let whole = [
            self.whole.maps.map(|it| it.0),
            self.whole.dates.map(|it| it.0),
            self.whole.uuids.map(|it| it.0),
            self.whole.uris.map(|it| it.0),
        ];
        let of_all = |it: &Change| matches!(it, Change::Map(_) | Change::Values(_)).then_some(());
        let all = self.settings.each(of_all);
        let all = all.filter(|(node, ..)| *node == EVERYTHING).map(|it| it.1);
        let mut used: Vec<usize> = whole.into_iter().flatten().chain(all).collect();
        for (id, shape) in shapes.iter() {
            match &shape.kind {
                Kind::String(text) => {
                    let choices = self.of_text(id, text);
                    used.extend(choices.used_by(formats::string(text)));
                }
                Kind::Map(_) => used.extend(self.own_of(id).maps.map(|it| it.0)),
                Kind::Object(it) if matches!(it.rest, Rest::Values(_)) => {
                    used.extend(self.own_of(id).maps.map(|it| it.0));
                }
                _ => {}
            }
        }
        for index in used {
            self.settings.using(index);
        }
    }

    fn own_of(&self, shape: ShapeId) -> Choices {
        self.own.get(&shape).copied().unwrap_or_default()
    }

    /// What is chosen for a string.
    fn of_text(&self, shape: ShapeId, text: &Text) -> Choices {
        let format = text.format.as_deref();
        let of_format = format.map(|it| Choices::of(OfFormat(self.settings, it)));
        let inner = self.own_of(shape).or(of_format.unwrap_or_default());
        inner.or(self.whole)
    }

    /// The kind of a map, and of the map in which an object keeps members without a name.
    pub fn maps(&self, shape: ShapeId) -> MapType {
        let choices = self.own_of(shape).or(self.whole);
        choices.maps.map(|it| it.1).unwrap_or_default()
    }

    /// The type of a string.
    pub fn string(&self, shape: ShapeId, text: &Text) -> Leaf {
        let choices = self.of_text(shape, text);
        let dates = choices.dates.map(|it| it.1).unwrap_or_default();
        match formats::string(text) {
            Leaf::DateTime(_) => Leaf::DateTime(dates),
            Leaf::Date(_) => Leaf::Date(dates),
            Leaf::Time(_) => Leaf::Time(dates),
            Leaf::Uuid(_) => Leaf::Uuid(choices.uuids.map(|it| it.1).unwrap_or_default()),
            Leaf::Uri(_) => Leaf::Uri(choices.uris.map(|it| it.1).unwrap_or_default()),
            other => other,
        }
    }

    /// The features that the runtime needs for the values that are chosen.
    pub fn features(&self) -> Vec<ValueFeature> {
        let used = self.settings.used(|it| match it {
            Change::Values(ValueCrate::Chrono) => Some(ValueFeature::Chrono),
            Change::Values(ValueCrate::Time) => Some(ValueFeature::Time),
            Change::Values(ValueCrate::Uuid) => Some(ValueFeature::Uuid),
            Change::Values(ValueCrate::Url) => Some(ValueFeature::Url),
            _ => None,
        });
        let each: BTreeSet<ValueFeature> = used.collect();
        each.into_iter().collect()
    }
}

/// Gives every shape what is chosen where it is written, and those without a name also what is chosen where they are used.
struct Spread<'a> {
    wishes: &'a Wishes<'a>,
    named: HashSet<ShapeId>,
    own: HashMap<ShapeId, Choices>,
    copies: HashMap<(ShapeId, Choices), ShapeId>,
    waiting: Vec<ShapeId>,
}

impl<'a> Spread<'a> {
    fn over(shapes: &mut Shapes, wishes: &'a Wishes<'a>) -> Self {
        let owned = shapes.components.iter();
        let owned = owned.filter(|it| it.owner == Owner::Itself);
        let over = |at: NodeId| Choices::of(Over(wishes.settings, at));
        let mut spread = Spread {
            wishes,
            named: owned.map(|it| it.meaning.shape).collect(),
            own: shapes.iter().map(|(id, it)| (id, over(it.at))).collect(),
            copies: HashMap::new(),
            waiting: shapes.iter().map(|(id, _)| id).collect(),
        };
        spread.waiting.reverse();
        // Copies are looked into as well; there is one of a shape for each choice, so that this ends.
        while let Some(holder) = spread.waiting.pop() {
            let around = spread.own.get(&holder).copied().unwrap_or_default();
            let uses = flow::children(&shapes.get(holder).kind);
            let uses: Vec<(ShapeId, NodeId)> = uses.iter().map(|it| (it.shape, it.at)).collect();
            let chosen = uses.into_iter();
            let chosen: Vec<ShapeId> = chosen
                .map(|it| spread.shape_for(it, around, shapes))
                .collect();
            let uses = flow::children_mut(&mut shapes.get_mut(holder).kind);
            for (it, shape) in uses.into_iter().zip(chosen) {
                it.shape = shape;
            }
        }
        spread
    }

    /// The shape that stands for another one where it is used: itself, or a copy for which something else is chosen.
    fn shape_for(
        &mut self,
        (id, at): (ShapeId, NodeId),
        around: Choices,
        shapes: &mut Shapes,
    ) -> ShapeId {
        let known = self.own.get(&id).copied().unwrap_or_default();
        let here = Choices::of(Over(self.wishes.settings, at));
        let wanted = here.or(known).or(around);
        let has_name = self.named.contains(&id) || !is_written_out(&shapes.get(id).kind);
        if wanted == known || has_name || self.wishes.is_own(id) {
            return id;
        }
        *self.copies.entry((id, wanted)).or_insert_with(|| {
            let copy = shapes.copy(id);
            self.own.insert(copy, wanted);
            self.waiting.push(copy);
            copy
        })
    }
}

/// Whether a type has no definition of its own, unless it is a component: it is written where it is used.
fn is_written_out(kind: &Kind) -> bool {
    match kind {
        Kind::String(_) | Kind::List(_) | Kind::Map(_) | Kind::Tuple(_) => true,
        Kind::Any | Kind::Never | Kind::Null | Kind::Bool | Kind::Integer(_) | Kind::Number(_) => {
            false
        }
        Kind::Literals(_) | Kind::Object(_) | Kind::Union(_) => false,
    }
}
