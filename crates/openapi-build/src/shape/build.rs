//! From sets of schemas to shapes.

use super::Kind;
use super::Literal;
use super::Named;
use super::Notes;
use super::Null;
use super::Number;
use super::Owner;
use super::Shape;
use super::ShapeId;
use super::Shapes;
use super::Text;
use super::Told;
use super::Union;
use super::Use;
use super::alike;
use super::collapse;
use super::extending;
use super::extending::Base;
use super::null;
use super::odd;
use super::parts;
use super::parts::Choices;
use super::parts::Part;
use super::parts::Parts;
use super::parts::Topics;
use super::tag::Discriminator;
use super::union;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use std::collections::HashMap;

/// Gives every schema of `api` its meaning.
pub fn shape(api: &Api, tree: &Tree, diags: &mut Diagnostics) -> Shapes {
    odd::report(api, tree, diags);
    let extending = extending::extending(api);
    let mut builder = Builder {
        api,
        tree,
        diags,
        shapes: Vec::new(),
        index: HashMap::new(),
        waiting: Vec::new(),
        told: HashMap::new(),
        rests: HashMap::new(),
        asked: Vec::new(),
        discriminators: HashMap::new(),
        above: extending::above(&extending),
        extending,
    };
    let meanings: Vec<Use> = api
        .components
        .iter()
        .map(|it| builder.meaning(it.schema))
        .collect();
    let mut uses = HashMap::new();
    for schema in &api.roots {
        let meaning = builder.meaning(*schema);
        uses.insert(*schema, meaning);
    }
    builder.finish();
    let components = owners(&builder, meanings);
    let Builder {
        shapes,
        discriminators,
        asked,
        ..
    } = builder;
    let list = shapes
        .into_iter()
        .map(|it| it.unwrap_or_else(never_built))
        .collect();
    let mut shapes = Shapes {
        list,
        uses,
        components,
    };
    alike::settle(&mut shapes.list, &asked, diags);
    union::untangle(&mut shapes.list);
    union::tell_apart(&mut shapes.list, api, &discriminators);
    shapes
}

/// `finish` builds every shape that has an id; this stands in if that ever fails to hold.
fn never_built() -> Shape {
    Shape {
        at: NodeId(0),
        pointer: Box::default(),
        null: Null::Refused,
        notes: Notes::default(),
        kind: Kind::Any,
    }
}

/// Which component a shape belongs to: the one that wrote it out, else the first that names it.
fn owners(builder: &Builder<'_>, meanings: Vec<Use>) -> Vec<Named> {
    let mut owned: HashMap<ShapeId, SchemaId> = HashMap::new();
    let components = || builder.api.components.iter().zip(&meanings);
    for (component, meaning) in components() {
        if builder.written_at(component.schema, meaning.shape) {
            owned.entry(meaning.shape).or_insert(component.schema);
        }
    }
    for (component, meaning) in components() {
        owned.entry(meaning.shape).or_insert(component.schema);
    }
    components()
        .map(|(component, meaning)| Named {
            component: component.clone(),
            meaning: meaning.clone(),
            owner: match owned.get(&meaning.shape) == Some(&component.schema) {
                true => Owner::Itself,
                false => Owner::Other,
            },
        })
        .collect()
}

/// So many shapes there are at most of sets of several schemas, and as many more for each schema.
const MOST_SETS: usize = 1_000;
const SETS_FOR_EACH: usize = 8;

/// Builds shapes; a shape that is asked for gets its id at once and is built later.
pub(super) struct Builder<'a> {
    pub api: &'a Api,
    pub tree: &'a Tree,
    pub diags: &'a mut Diagnostics,
    shapes: Vec<Option<Shape>>,
    index: HashMap<Parts, ShapeId>,
    waiting: Vec<(ShapeId, Parts)>,
    told: HashMap<SchemaId, ShapeId>,
    /// The unions of what different names hold, by their variants, and who asked for them.
    rests: HashMap<Vec<(ShapeId, Null)>, ShapeId>,
    asked: Vec<(ShapeId, NodeId)>,
    discriminators: HashMap<ShapeId, Discriminator>,
    /// What extends each schema with a discriminator.
    pub(super) extending: HashMap<SchemaId, Vec<SchemaId>>,
    /// The bases above each schema that extends some.
    pub(super) above: HashMap<SchemaId, Vec<SchemaId>>,
}

impl<'a> Builder<'a> {
    /// What the schema at `at` means where it stands.
    pub fn meaning(&mut self, at: SchemaId) -> Use {
        let meant = collapse::follow(self.api, self.tree, at, self.diags);
        if meant.lost {
            return Use {
                notes: meant.notes,
                ..self.anything(at)
            };
        }
        let parts = parts::flatten(&self.api.schemas, &[meant.schema]);
        let null = match meant.null {
            Null::Allowed => Null::Allowed,
            Null::Refused => null::of(self.api, self.tree, &parts),
        };
        let shape = self.shape(parts);
        self.told.insert(meant.schema, shape);
        Use {
            shape,
            null,
            at,
            notes: meant.notes,
        }
    }

    /// The set of schemas that a place means.
    pub fn parts_of(&mut self, at: SchemaId) -> Parts {
        let meant = collapse::follow(self.api, self.tree, at, self.diags);
        match meant.lost {
            true => Parts::nothing(),
            false => parts::flatten(&self.api.schemas, &[meant.schema]),
        }
    }

    /// What several schemas mean together; `at` is the place to name.
    pub fn together(&mut self, schemas: &[SchemaId]) -> Option<Use> {
        let (first, more) = schemas.split_first()?;
        if more.is_empty() {
            return Some(self.meaning(*first));
        }
        let mut notes = Notes::default();
        let mut meant = Vec::new();
        let mut nulls = Vec::new();
        for at in schemas {
            let it = collapse::follow(self.api, self.tree, *at, self.diags);
            if it.lost {
                continue;
            }
            if let Some(schema) = self.api.schemas.get(at) {
                collapse::add(&mut notes, schema, self.tree);
            }
            let parts = parts::flatten(&self.api.schemas, &[it.schema]);
            let own = null::of(self.api, self.tree, &parts);
            // A schema that says nothing of the looks has no opinion of null either.
            if !self.says_nothing(&parts) {
                nulls.push(if it.null == Null::Allowed {
                    Null::Allowed
                } else {
                    own
                });
            }
            meant.push(it.schema);
        }
        let parts = parts::flatten(&self.api.schemas, &meant);
        let all = !nulls.is_empty() && nulls.iter().all(|it| *it == Null::Allowed);
        let null = if all { Null::Allowed } else { Null::Refused };
        let shape = self.shape(parts);
        Some(Use {
            shape,
            null,
            at: *first,
            notes,
        })
    }

    /// Whether a set says nothing of the looks, only what holds under conditions.
    fn says_nothing(&self, parts: &Parts) -> bool {
        let says = |it: &Schema| !Topics::of(it).without(&[Topics::CONDITIONS]).is_empty();
        !self.schemas(parts).iter().any(|(it, _)| says(it))
    }

    /// The shape of a set.
    pub fn shape(&mut self, parts: Parts) -> ShapeId {
        if let Some(id) = self.index.get(&parts) {
            return *id;
        }
        let fewer = parts::without_types_said_again(&self.api.schemas, &parts);
        if fewer != parts {
            let id = self.shape(fewer);
            self.index.insert(parts, id);
            return id;
        }
        // Members of sets are sets again; schemas that know this make twice as many at each step.
        if self.shapes.len() > MOST_SETS + SETS_FOR_EACH * self.api.schemas.len()
            && let Some(last) = parts.list.last().filter(|_| parts.list.len() > 1)
        {
            self.diags.push(
                Diagnostic::new(
                    Code::TooManyTogether,
                    last.schema.value(),
                    "too many sets of schemas apply to one value together",
                )
                .label("becomes any JSON value"),
            );
            return self.shape(Parts::nothing());
        }
        let id = ShapeId(self.shapes.len() as u32);
        self.shapes.push(None);
        self.index.insert(parts.clone(), id);
        self.waiting.push((id, parts));
        id
    }

    /// What follows one of some schemas, and it is not said which. Decided when all shapes are known (`alike`).
    pub fn one_of(&mut self, mut uses: Vec<Use>, at: NodeId) -> Use {
        let mut known: Vec<(ShapeId, Null)> = Vec::new();
        let key = |it: &Use| (it.shape, it.null);
        uses.retain(|it| {
            !known.contains(&key(it)) && {
                known.push(key(it));
                true
            }
        });
        if let [_] = uses.as_slice()
            && let Some(one) = uses.pop()
        {
            return one;
        }
        let null = match uses.iter().any(|it| it.null == Null::Allowed) {
            true => Null::Allowed,
            false => Null::Refused,
        };
        // Null is let in once, where the union stands.
        for it in &mut uses {
            it.null = Null::Refused;
        }
        let shape = match self.rests.get(&known) {
            Some(shape) => *shape,
            None => {
                let union = Union {
                    variants: uses,
                    open: Vec::new(),
                    told: Told::ByLook(Vec::new()),
                };
                self.push(at, Kind::Union(union))
            }
        };
        self.rests.insert(known, shape);
        self.asked.push((shape, at));
        Use {
            shape,
            null,
            at,
            notes: Notes::default(),
        }
    }

    /// A shape that no schema says alone.
    pub(super) fn push(&mut self, at: NodeId, kind: Kind) -> ShapeId {
        let id = ShapeId(self.shapes.len() as u32);
        self.shapes.push(Some(Shape {
            at,
            pointer: self.tree.pointer(at).into(),
            null: Null::Refused,
            notes: Notes::default(),
            kind,
        }));
        id
    }

    /// Whether `shape` is what the schema at `at` says itself, not through a reference to it.
    fn written_at(&self, at: SchemaId, shape: ShapeId) -> bool {
        self.told.get(&at) == Some(&shape)
    }

    /// Builds all that was asked for, and what that asks for in turn.
    fn finish(&mut self) {
        while let Some((id, parts)) = self.waiting.pop() {
            let tagged = self
                .schemas(&parts)
                .into_iter()
                .find(|(it, _)| it.keywords.discriminator.is_some());
            if let Some((_, part)) = tagged {
                let (at, values) = (part.schema, Vec::new());
                self.discriminators.insert(id, Discriminator { at, values });
            }
            let base = self.base_of(&parts);
            let shape = self.build(&parts, base.as_ref());
            if let Some((at, base)) = base {
                let values = base.values;
                self.discriminators.insert(id, Discriminator { at, values });
            }
            if let Kind::Union(union) = &shape.kind
                && !self.discriminators.contains_key(&id)
                && let Some(at) = self.base_of_all(union)
            {
                let values = Vec::new();
                self.discriminators.insert(id, Discriminator { at, values });
            }
            if let Some(slot) = self.shapes.get_mut(id.0 as usize) {
                *slot = Some(shape);
            }
        }
    }

    fn build(&mut self, parts: &Parts, base: Option<&(SchemaId, Base)>) -> Shape {
        let mut notes = Notes::default();
        // What stands last was written at the place itself; bases come first.
        for (schema, _) in self.schemas(parts).into_iter().rev() {
            collapse::add(&mut notes, schema, self.tree);
        }
        let at = parts.list.last().map_or(NodeId(0), |it| it.schema);
        let null = null::of(self.api, self.tree, parts);
        let kind = match base {
            Some((at, base)) => self.extended(*at, base),
            None => self.kind(parts, at),
        };
        self.without_effect(parts, &kind);
        let pointer = match may_have_a_name(&kind) {
            true => self.tree.pointer(self.place_of(parts, at)).into(),
            false => Box::default(),
        };
        Shape {
            at,
            pointer,
            null,
            notes,
            kind,
        }
    }

    /// The place by which a shape is known. A base that is itself stands where all that extend it do, so it is known by
    /// its discriminator.
    fn place_of(&self, parts: &Parts, at: NodeId) -> NodeId {
        let mut taken = parts.list.iter().filter(|it| it.choices == Choices::Taken);
        let base = taken.find(|it| self.extending.contains_key(&it.schema));
        let schema = base.and_then(|it| self.api.schemas.get(&it.schema));
        schema
            .and_then(|it| it.keywords.discriminator.as_ref())
            .map_or(at, |it| it.at)
    }

    /// Notes keywords that the shape does not say.
    fn without_effect(&mut self, parts: &Parts, kind: &Kind) {
        let mut found: Vec<(Box<str>, NodeId)> = Vec::new();
        for (schema, part) in self.schemas(parts) {
            let it = &schema.keywords;
            found.extend(it.applicators.iter().cloned());
            found.extend(it.property_names.map(|at| ("propertyNames".into(), at)));
            let union = matches!(kind, Kind::Union(_)) || part.choices == Choices::Taken;
            let used = union || self.known_by(part.schema).is_some();
            let tag = it.discriminator.as_ref().filter(|_| !used);
            found.extend(tag.map(|tag| ("discriminator".into(), tag.at)));
        }
        for (key, at) in found {
            self.diags.push(Diagnostic::new(
                Code::KeywordIgnored,
                at.key(),
                format!("`{key}` has no effect on the generated type"),
            ));
        }
    }

    /// The schemas of a set.
    pub fn schemas(&self, parts: &Parts) -> Vec<(&'a Schema, Part)> {
        parts
            .list
            .iter()
            .filter_map(|part| Some((self.api.schemas.get(&part.schema)?, *part)))
            .collect()
    }

    /// The looks that a set of schemas describes.
    pub fn kind(&mut self, parts: &Parts, at: NodeId) -> Kind {
        if parts.list.len() > parts::MOST {
            return self.too_many(parts, at);
        }
        if self
            .schemas(parts)
            .iter()
            .any(|(it, _)| self.refuses_all(it))
        {
            return Kind::Never;
        }
        let declared = self.types(parts);
        let types = declared.unwrap_or(Types::ALL).and(parts.only);
        if types == Types::NULL {
            return Kind::Null;
        }
        let types = types.without(Types::NULL);
        if types.is_empty() {
            return self.contradiction(parts, at);
        }
        if let Some(kind) = self.literals(parts, types) {
            return kind;
        }
        if let Some(kind) = self.choice(parts, types) {
            return kind;
        }
        let types = match declared {
            Some(_) => types,
            None => self.implied(parts).and(parts.only),
        };
        match types {
            _ if types == Types::ALL || types == Types::ALL.without(Types::NULL) => Kind::Any,
            Types::BOOLEAN => Kind::Bool,
            Types::INTEGER => Kind::Integer(self.number(parts)),
            Types::NUMBER | Types::FRACTION => Kind::Number(self.number(parts)),
            Types::STRING => Kind::String(self.text(parts)),
            Types::ARRAY => self.array(parts),
            Types::OBJECT => self.object(parts),
            Types::NULL => Kind::Null,
            _ => self.by_type(parts, types),
        }
    }

    /// `false`, `not: {}`, `enum: []`.
    pub fn refuses_all(&self, schema: &Schema) -> bool {
        let it = &schema.keywords;
        let anything = |at: &NodeId| match self.tree.value(*at) {
            Value::Bool(it) => *it,
            Value::Map(map) => map.iter().next().is_none(),
            Value::Null | Value::Number(_) | Value::String(_) | Value::List(_) => false,
        };
        it.always == Some(false)
            || it.enumeration.as_ref().is_some_and(Vec::is_empty)
            || it
                .applicators
                .iter()
                .any(|(key, at)| &**key == "not" && anything(at))
    }

    /// The types that every schema of the set lets through; none when none says.
    pub fn types(&self, parts: &Parts) -> Option<Types> {
        let said = self
            .schemas(parts)
            .into_iter()
            .filter_map(|(it, _)| it.keywords.types);
        said.reduce(Types::and)
    }

    /// What an author means who left `type` out.
    pub fn implied(&self, parts: &Parts) -> Types {
        for (schema, _) in self.schemas(parts) {
            let it = &schema.keywords;
            let object = !it.properties.is_empty()
                || !it.required.is_empty()
                || it.additional.is_some()
                || !it.patterns.is_empty()
                || it.property_names.is_some();
            if object {
                return Types::OBJECT;
            }
            if it.items.is_some() || it.prefix_items.is_some() {
                return Types::ARRAY;
            }
            if it.content_encoding.is_some() || it.content_media_type.is_some() {
                return Types::STRING;
            }
        }
        Types::ALL
    }

    fn too_many(&mut self, parts: &Parts, at: NodeId) -> Kind {
        let message = format!(
            "more than {} schemas apply to one value together",
            parts::MOST
        );
        let first = parts.list.first().map_or(at, |it| it.schema);
        self.diags.push(
            Diagnostic::new(Code::TooManyTogether, at.value(), message)
                .label("becomes any JSON value")
                .related(first.value(), "this is one of them"),
        );
        Kind::Any
    }

    fn contradiction(&mut self, parts: &Parts, at: NodeId) -> Kind {
        let places: Vec<NodeId> = self
            .schemas(parts)
            .into_iter()
            .filter(|(it, _)| it.keywords.types.is_some())
            .map(|(_, part)| part.schema)
            .collect();
        let mut diagnostic = Diagnostic::new(
            Code::Contradiction,
            at.value(),
            "these schemas apply together, and no JSON type is left",
        )
        .label("becomes any JSON value");
        for place in places.into_iter().filter(|it| *it != at) {
            diagnostic = diagnostic.related(place.value(), "this one has another type");
        }
        self.diags.push(diagnostic);
        Kind::Any
    }

    fn number(&self, parts: &Parts) -> Number {
        let mut number = Number::default();
        for (schema, _) in self.schemas(parts) {
            let it = &schema.keywords;
            number.format = number.format.take().or_else(|| it.format.clone());
            for (key, at) in &it.limits {
                let value = match Literal::read(self.tree, *at) {
                    Literal::Int(value) => value,
                    Literal::Huge(_) => i128::MAX,
                    _ => continue,
                };
                match &**key {
                    "minimum" => {
                        number.minimum = Some(number.minimum.map_or(value, |it| it.max(value)))
                    }
                    "exclusiveMinimum" => {
                        number.minimum = Some(
                            number
                                .minimum
                                .map_or(value, |it| it.max(value.saturating_add(1))),
                        );
                    }
                    "maximum" => {
                        number.maximum = Some(number.maximum.map_or(value, |it| it.min(value)))
                    }
                    "exclusiveMaximum" => {
                        number.maximum = Some(
                            number
                                .maximum
                                .map_or(value, |it| it.min(value.saturating_sub(1))),
                        );
                    }
                    _ => {}
                }
            }
        }
        number
    }

    fn text(&mut self, parts: &Parts) -> Text {
        let (mut text, mut content) = (Text::default(), None);
        for (schema, _) in self.schemas(parts) {
            let it = &schema.keywords;
            text.format = text.format.take().or_else(|| it.format.clone());
            text.encoding = text.encoding.take().or_else(|| it.content_encoding.clone());
            text.media_type = text
                .media_type
                .take()
                .or_else(|| it.content_media_type.clone());
            content = content.or(it.content_schema);
        }
        let json = text.media_type.as_deref().is_some_and(is_json);
        if let (Some(at), true) = (content, json && text.encoding.is_none()) {
            text.content = Some(Box::new(self.meaning(at)));
        }
        text
    }
}

/// Whether a type may be made of a shape where it stands; most shapes are plain texts and numbers.
fn may_have_a_name(kind: &Kind) -> bool {
    match kind {
        Kind::Literals(_)
        | Kind::List(_)
        | Kind::Tuple(_)
        | Kind::Object(_)
        | Kind::Map(_)
        | Kind::Union(_) => true,
        Kind::Any
        | Kind::Never
        | Kind::Null
        | Kind::Bool
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_) => false,
    }
}

/// Whether a media type is JSON.
fn is_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}
