//! What one look at a value shows of a union's variants.
//!
//! In: the variants. Out: for each some tests, which hold for all of its values: JSON type, listed strings, constant
//! members, required members, declared members. Where several variants take numbers, integers are tested for their width,
//! and where several take strings, these for their format. Where two variants can pass the same tests, the tests go on at
//! the members, items and values in which the variants differ, and nowhere else. Absent: what no test can tell apart; the
//! variant that declares most of a value's members is taken there, and the first one at last.

use super::Kind;
use super::Literal;
use super::Literals;
use super::Look;
use super::Null;
use super::Object;
use super::Others;
use super::Required;
use super::Rest;
use super::Shape;
use super::ShapeId;
use super::Tag;
use super::UndeclaredMembers;
use super::Union;
use super::Use;
use super::ValueKind;
use super::Width;
use super::seen;
use super::tag;
use super::tag::Known;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// How far inside a value tests go.
const DEPTH: usize = 5;

/// So many unions may stand in one another and still be looked through; one further inside may be anything.
const NESTED: usize = 16;

/// So many tests has a union at most; what would need more is told apart less far inside.
const MOST: usize = 1_000;

/// The tests of a union's variants; those that are objects may have a tag.
pub(super) fn tell(known: Known<'_>, union: &Union, tag: Option<&Tag>) -> Vec<Vec<Look>> {
    let variants = union.variants.iter();
    let inside: Vec<Inside> = variants.map(|it| Inside::variant(it, union)).collect();
    Teller { known, left: MOST }.tell_apart(&inside, tag, 0)
}

struct Teller<'a> {
    known: Known<'a>,
    /// How many tests may still be made.
    left: usize,
}

/// One test of a variant, and the shapes that it may go on at.
struct Alternative<'a> {
    variant: usize,
    look: Look,
    members: IndexMap<&'a str, Inside>,
    item: Vec<Inside>,
    rest: Option<Inside>,
    /// What may stand beside the declared members, where that says something.
    others: Option<Inside>,
}

/// A shape inside of a value, and what null is there.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Inside {
    shape: ShapeId,
    null: NullIs,
    /// Whether it is held with the members that only other variants declare.
    others: UndeclaredMembers,
}

/// What null is at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NullIs {
    AValue,
    /// Not what the document says, and read as a member that is not there.
    Absent,
    Refused,
}

impl Inside {
    fn of(it: &Use) -> Self {
        let null = match it.null {
            Null::Allowed => NullIs::AValue,
            Null::Refused => NullIs::Refused,
        };
        Inside {
            shape: it.shape,
            null,
            others: UndeclaredMembers::Dropped,
        }
    }

    fn variant(it: &Use, union: &Union) -> Self {
        Inside {
            others: match union.open.contains(&it.shape) {
                true => UndeclaredMembers::Kept,
                false => UndeclaredMembers::Dropped,
            },
            ..Inside::of(it)
        }
    }

    fn optional(it: &Use) -> Self {
        let inside = Inside::of(it);
        let null = match inside.null {
            NullIs::Refused => NullIs::Absent,
            it => it,
        };
        Inside { null, ..inside }
    }
}

impl<'a> Teller<'a> {
    fn tell_apart(
        &mut self,
        variants: &[Inside],
        tag: Option<&Tag>,
        depth: usize,
    ) -> Vec<Vec<Look>> {
        let mut all: Vec<Alternative<'a>> = Vec::new();
        for (variant, it) in variants.iter().enumerate() {
            let first = all.len();
            self.alternatives(variant, *it, &mut Vec::new(), &mut all);
            if let Some(tag) = tag {
                for alternative in all.iter_mut().skip(first) {
                    alternative.tagged(tag, variant);
                }
            }
        }
        self.left = self.left.saturating_sub(all.len());
        if depth < DEPTH && self.left > 0 {
            self.look_inside(&mut all, depth);
        }
        let looks: Vec<(usize, Look)> = all.into_iter().map(|it| (it.variant, it.look)).collect();
        let tested = Tested {
            all: Types::of(looks.iter()),
            unlisted: Types::of(looks.iter().filter(|it| it.1.one_of.is_empty())),
        };
        let mut tests = vec![Vec::new(); variants.len()];
        for (variant, look) in &looks {
            if let Some(tests) = tests.get_mut(*variant) {
                needed(&tested, *variant, look, tests);
            }
        }
        rarest_first(&mut tests);
        tests
    }

    fn shape(&self, id: ShapeId) -> Option<&'a Shape> {
        self.known.shapes.get(id.0 as usize)
    }

    /// The tests of one variant: one, but some for a variant that is itself a union.
    fn alternatives(
        &mut self,
        variant: usize,
        it: Inside,
        around: &mut Vec<ShapeId>,
        out: &mut Vec<Alternative<'a>>,
    ) {
        let Some(shape) = self.shape(it.shape) else {
            return;
        };
        match it.null {
            NullIs::AValue => out.push(Alternative::plain(variant, &[ValueKind::Null])),
            NullIs::Absent => out.push(Alternative::plain(variant, &[ValueKind::Absent])),
            NullIs::Refused => {}
        }
        match &shape.kind {
            // What a union lets through as itself it lets through anyway.
            Kind::Union(_) if around.contains(&it.shape) => {}
            Kind::Union(union) if self.left > 0 && around.len() < NESTED => {
                self.left -= 1;
                around.push(it.shape);
                self.of_union(variant, it.shape, union, around, out);
                around.pop();
            }
            Kind::Union(_) | Kind::Any => out.push(Alternative::plain(variant, ValueKind::ALL)),
            Kind::Never => {}
            Kind::Null => out.push(Alternative::plain(variant, &[ValueKind::Null])),
            Kind::Bool => out.push(Alternative::plain(variant, &[ValueKind::Boolean])),
            Kind::Integer(number) => {
                out.push(Alternative::plain(
                    variant,
                    &[ValueKind::Wide(Width::of(number))],
                ));
            }
            Kind::Number(_) => out.push(Alternative::plain(variant, &[ValueKind::Number])),
            Kind::String(text) => {
                let kind = seen::of(text).map_or(ValueKind::String, ValueKind::Seen);
                out.push(Alternative::plain(variant, &[kind]));
            }
            Kind::Literals(literals) => {
                out.extend(listed(literals).into_iter().map(|look| Alternative {
                    look,
                    ..Alternative::plain(variant, &[])
                }));
            }
            Kind::List(item) => out.push(Alternative {
                item: vec![Inside::of(item)],
                ..Alternative::plain(variant, &[ValueKind::Array])
            }),
            Kind::Tuple(tuple) => out.push(Alternative {
                item: tuple
                    .items
                    .iter()
                    .chain(&tuple.rest)
                    .map(Inside::of)
                    .collect(),
                ..Alternative::plain(variant, &[ValueKind::Array])
            }),
            Kind::Map(value) => out.push(Alternative {
                rest: Some(Inside::of(value)),
                others: self.saying(value),
                ..Alternative::plain(variant, &[ValueKind::Object])
            }),
            Kind::Object(object) => {
                let mut alternative = self.of_object(variant, object);
                if it.others == UndeclaredMembers::Kept {
                    alternative.look.others = UndeclaredMembers::Kept;
                }
                out.push(alternative);
            }
        }
    }

    /// A union's tests: those of its variants, and where a tag tells them apart, the tag.
    fn of_union(
        &mut self,
        variant: usize,
        id: ShapeId,
        union: &'a Union,
        around: &mut Vec<ShapeId>,
        out: &mut Vec<Alternative<'a>>,
    ) {
        let tag = tag::tag(self.known, id, union);
        for (index, it) in union.variants.iter().enumerate() {
            let first = out.len();
            self.alternatives(variant, Inside::variant(it, union), around, out);
            if let Some(tag) = &tag {
                for alternative in out.iter_mut().skip(first) {
                    alternative.tagged(tag, index);
                }
            }
        }
        // A union that is told apart by its tag alone takes tags that nobody knows.
        if let Some(tag) = tag.filter(|_| tag::only_objects(self.known.shapes, union)) {
            out.push(Alternative {
                look: Look {
                    kinds: vec![ValueKind::Object],
                    needs: vec![tag.property],
                    ..Look::default()
                },
                ..Alternative::plain(variant, &[])
            });
        }
    }

    fn of_object(&self, variant: usize, object: &'a Object) -> Alternative<'a> {
        let mut alternative = Alternative::plain(variant, &[ValueKind::Object]);
        for member in &object.members {
            let look = &mut alternative.look;
            look.knows.push(member.name.clone());
            let notes = &member.value.notes;
            let needed = match member.required {
                // The other direction leaves it out.
                Required::Yes if notes.read_only || notes.write_only => Required::No,
                it => it,
            };
            let constant = self
                .shape(member.value.shape)
                .and_then(|it| constant(&it.kind));
            match (needed, member.value.null, constant) {
                (Required::Yes, Null::Refused, Some(value)) => {
                    look.constants.push((member.name.clone(), vec![value]));
                }
                (Required::Yes, _, _) => look.needs.push(member.name.clone()),
                (Required::No, _, _) => {}
            }
            let inside = match member.required {
                Required::Yes => Inside::of(&member.value),
                Required::No => Inside::optional(&member.value),
            };
            alternative.members.insert(&member.name, inside);
        }
        if let Rest::Values(value) = &object.rest {
            alternative.look.others = UndeclaredMembers::Kept;
            alternative.rest = Some(Inside::of(value));
            alternative.others = self.saying(value);
        }
        alternative
    }

    /// A value of which something is said.
    fn saying(&self, value: &Use) -> Option<Inside> {
        let says = self
            .shape(value.shape)
            .is_some_and(|it| !matches!(it.kind, Kind::Any));
        says.then(|| Inside::of(value))
    }

    /// Goes on inside, where alternatives of different variants differ.
    fn look_inside(&mut self, all: &mut [Alternative<'a>], depth: usize) {
        let overlapping = overlapping(all);
        let mut names: BTreeMap<&'a str, Needed> = BTreeMap::new();
        for (one, other) in &overlapping {
            if let (Some(one), Some(other)) = (all.get(*one), all.get(*other)) {
                for name in differing(one, other) {
                    names.entry(name).or_insert(Needed::WhereTheyDiffer);
                }
                let alone = one.taken_from(other).chain(other.taken_from(one));
                names.extend(alone.map(|name| (name, Needed::Always)));
            }
        }
        for (name, needed) in names {
            self.inside(
                all,
                (&overlapping, needed),
                depth,
                |it| it.member(name),
                |look, inside| {
                    let said = look.constants.iter().any(|it| *it.0 == *name);
                    if !said && look.knows.iter().any(|it| **it == *name) {
                        look.members.push((name.into(), inside));
                    }
                },
            );
        }
        self.inside(
            all,
            (&overlapping, Needed::WhereTheyDiffer),
            depth,
            |it| it.rest,
            |look, inside| look.rest = inside,
        );
        self.items(all, depth);
    }

    /// Tells apart what `part` gives of each alternative that overlaps another one.
    fn inside(
        &mut self,
        all: &mut [Alternative<'a>],
        (overlapping, needed): (&[(usize, usize)], Needed),
        depth: usize,
        part: impl Fn(&Alternative<'a>) -> Option<Inside>,
        put: impl Fn(&mut Look, Vec<Look>),
    ) {
        let overlaps = |at: usize| {
            overlapping
                .iter()
                .any(|(one, other)| *one == at || *other == at)
        };
        let parts: Vec<(usize, Inside)> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| overlaps(*at))
            .filter_map(|(at, it)| Some((at, part(it)?)))
            .collect();
        let inside: Vec<Inside> = parts.iter().map(|it| it.1).collect();
        if needed == Needed::WhereTheyDiffer && alike(&inside) {
            return;
        }
        let looks = self.tell_apart(&inside, None, depth + 1);
        let same = |pair: &[Vec<Look>]| matches!(pair, [one, other] if one == other);
        if needed == Needed::WhereTheyDiffer && looks.windows(2).all(same) {
            return;
        }
        for ((at, _), looks) in parts.into_iter().zip(looks) {
            if let Some(it) = all.get_mut(at) {
                put(&mut it.look, looks);
            }
        }
    }

    fn items(&mut self, all: &mut [Alternative<'a>], depth: usize) {
        let lists: Vec<usize> = (0..all.len())
            .filter(|at| all.get(*at).is_some_and(|it| !it.item.is_empty()))
            .collect();
        let inside: Vec<Inside> = lists
            .iter()
            .filter_map(|at| all.get(*at))
            .flat_map(|it| it.item.iter().copied())
            .collect();
        // Beside a variant that takes any list, the items say whether it is this one.
        let open = all
            .iter()
            .any(|it| it.item.is_empty() && it.look.kinds.contains(&ValueKind::Array));
        if inside.is_empty() || (alike(&inside) && !open) {
            return;
        }
        let mut looks = self.tell_apart(&inside, None, depth + 1).into_iter();
        for at in lists {
            if let Some(it) = all.get_mut(at) {
                it.look.items = looks.by_ref().take(it.item.len()).flatten().collect();
            }
        }
    }
}

/// When a test of a member is of use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    WhereTheyDiffer,
    /// Also where one alternative alone speaks of it.
    Always,
}

impl<'a> Alternative<'a> {
    /// The members for which a value that `other` says more of is this one all the same, because `other` leaves them out.
    fn taken_from(&self, other: &Alternative<'a>) -> impl Iterator<Item = &'a str> {
        let says = |it: &(Box<str>, Vec<Literal>)| !self.look.constants.contains(it);
        let takes = other.look.others == UndeclaredMembers::Dropped
            && !other.look.knows.is_empty()
            && other.look.constants.iter().any(says);
        let own = self.members.iter().filter(move |_| takes);
        let alone = own.filter(|(name, _)| other.member(name).is_none());
        alone.map(|(name, _)| *name).collect::<Vec<_>>().into_iter()
    }

    fn plain(variant: usize, kinds: &[ValueKind]) -> Self {
        Alternative {
            variant,
            look: Look {
                kinds: kinds.to_vec(),
                ..Look::default()
            },
            members: IndexMap::new(),
            item: Vec::new(),
            rest: None,
            others: None,
        }
    }

    /// What stands under a name: a declared member, else what may stand beside them and is not anything.
    fn member(&self, name: &str) -> Option<Inside> {
        self.members.get(name).copied().or(self.others)
    }

    /// Adds the value of a tag, unless the variant says it itself.
    fn tagged(&mut self, tag: &Tag, index: usize) {
        let says = |(name, _): &(Box<str>, Vec<Literal>)| *name == tag.property;
        if self.look.kinds == [ValueKind::Object]
            && !self.look.constants.iter().any(says)
            && let Some(values) = tag.values.get(index)
        {
            self.look.needs.retain(|it| *it != tag.property);
            self.look
                .constants
                .push((tag.property.clone(), values.clone()));
        }
    }
}

/// The pairs of alternatives for objects, of different variants, that a value may be at once.
fn overlapping(all: &[Alternative<'_>]) -> Vec<(usize, usize)> {
    let is_object = |it: &Alternative<'_>| it.look.kinds == [ValueKind::Object];
    let mut out = Vec::new();
    for (at, one) in all.iter().enumerate().filter(|(_, it)| is_object(it)) {
        for (more, other) in all.iter().enumerate().skip(at + 1) {
            if is_object(other) && one.variant != other.variant && !excluded(&one.look, &other.look)
            {
                out.push((at, more));
            }
        }
    }
    out
}

/// Whether a constant tells two looks apart.
fn excluded(one: &Look, other: &Look) -> bool {
    one.constants.iter().any(|(name, values)| {
        other
            .constants
            .iter()
            .any(|(same, others)| same == name && !values.iter().any(|it| others.contains(it)))
    })
}

/// The members that both alternatives speak of, and not in the same way.
fn differing<'a>(one: &Alternative<'a>, other: &Alternative<'a>) -> Vec<&'a str> {
    let names = one.members.keys().chain(other.members.keys()).copied();
    names
        .filter(|name| match (one.member(name), other.member(name)) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        })
        .collect()
}

fn alike(all: &[Inside]) -> bool {
    all.windows(2)
        .all(|pair| matches!(pair, [one, other] if one == other))
}

/// For each JSON type, who has tests for it.
struct Types(HashMap<ValueKind, Takers>);

/// Who has tests for a JSON type.
struct Takers {
    /// The first variant.
    first: usize,
    /// Whether others have one as well.
    more: bool,
    /// The kind of the first test.
    kind: ValueKind,
    /// Whether there are other kinds as well.
    differ: bool,
}

impl Types {
    fn of<'l>(looks: impl Iterator<Item = &'l (usize, Look)>) -> Self {
        let mut found: HashMap<ValueKind, Takers> = HashMap::new();
        for (variant, look) in looks {
            for kind in &look.kinds {
                let takers = found.entry(kind.json_type()).or_insert(Takers {
                    first: *variant,
                    more: false,
                    kind: *kind,
                    differ: false,
                });
                takers.more |= takers.first != *variant;
                takers.differ |= takers.kind != *kind;
            }
        }
        Types(found)
    }

    /// Whether a variant other than this one has a test for the type of a kind.
    fn others(&self, kind: ValueKind, variant: usize) -> bool {
        let found = self.0.get(&kind.json_type());
        found.is_some_and(|it| it.more || it.first != variant)
    }

    /// Whether the tests for the type of a kind are for several kinds.
    fn differ(&self, kind: ValueKind) -> bool {
        self.0.get(&kind.json_type()).is_some_and(|it| it.differ)
    }
}

/// The types that tests are for: of all of them, and of those that list no values.
struct Tested {
    all: Types,
    unlisted: Types,
}

/// What of a variant's test is needed to tell it from the others: the JSON type alone, where it is enough. It is added to
/// the tests of the variant.
fn needed(tested: &Tested, variant: usize, look: &Look, tests: &mut Vec<Look>) {
    let others = |kind: ValueKind| tested.all.others(kind, variant);
    let mut look = look.clone();
    if !look.kinds.iter().any(|it| others(*it)) {
        look.one_of.clear();
    }
    // Beside listed values alone, each of the rest is of this variant; and what all ask for tells nothing apart.
    for kind in &mut look.kinds {
        if !tested.unlisted.others(*kind, variant) || !tested.unlisted.differ(*kind) {
            *kind = kind.whole();
        }
    }
    if !others(ValueKind::Object) {
        look.constants.clear();
        look.needs.clear();
        look.knows.clear();
        look.others = UndeclaredMembers::Dropped;
        look.members.clear();
        look.rest.clear();
    }
    if !others(ValueKind::Array) {
        look.items.clear();
    }
    let plain = is_plain(&look);
    let same = tests.iter().position(|it| plain && is_plain(it));
    let known = tests.contains(&look);
    match same.and_then(|at| tests.get_mut(at)) {
        Some(same) => {
            look.kinds.retain(|it| !same.kinds.contains(it));
            same.kinds.append(&mut look.kinds);
        }
        None if known => {}
        None => tests.push(look),
    }
}

/// Puts the required members first that the fewest tests ask for: most values that are not a variant then fail at the first.
fn rarest_first(tests: &mut [Vec<Look>]) {
    let mut asked: HashMap<Box<str>, usize> = HashMap::new();
    for name in tests.iter().flatten().flat_map(|it| &it.needs) {
        *asked.entry(name.clone()).or_default() += 1;
    }
    for look in tests.iter_mut().flatten() {
        look.needs
            .sort_by_key(|name| asked.get(name).copied().unwrap_or_default());
    }
}

/// Whether a test is about the JSON type alone.
fn is_plain(look: &Look) -> bool {
    *look
        == Look {
            kinds: look.kinds.clone(),
            ..Look::default()
        }
}

/// The one value of a shape, if it has one.
fn constant(kind: &Kind) -> Option<Literal> {
    match kind {
        Kind::Literals(literals) if literals.others != Others::Declared => {
            match literals.values.as_slice() {
                [only] if only.value.is_scalar() => Some(only.value.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The tests of listed values: one for each JSON type, so that each lists its values only where others have that type.
fn listed(literals: &Literals) -> Vec<Look> {
    let mut looks: Vec<Look> = Vec::new();
    for it in &literals.values {
        let kind = match &it.value {
            Literal::Null => ValueKind::Null,
            Literal::Bool(_) => ValueKind::Boolean,
            Literal::Int(_) | Literal::Huge(_) => ValueKind::Integer,
            Literal::Float(_) => ValueKind::Number,
            Literal::String(_) => ValueKind::String,
            Literal::List(_) => ValueKind::Array,
            Literal::Object(_) => ValueKind::Object,
        };
        let at = looks.iter().position(|it| it.kinds == [kind]);
        let at = at.unwrap_or_else(|| {
            looks.push(Look {
                kinds: vec![kind],
                ..Look::default()
            });
            looks.len() - 1
        });
        let open = literals.others == Others::Declared || !it.value.is_scalar();
        if let Some(look) = looks.get_mut(at).filter(|_| !open) {
            look.one_of.push(it.value.clone());
        }
    }
    looks
}
