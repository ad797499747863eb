//! One value for a set of schemas.
//!
//! Every choice (a variant, a listed value, a type, a text) is made by turns: the first visit of a place takes the first
//! option, the next visit the next one. So a short series of values shows all options, and the same series comes out for
//! the same seed.

use crate::merge::{self, Choice, Merged};
use crate::places::{Address, Tags, address};
use crate::scalars;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// How much of what may be left out is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing.
    Least,
    /// All, down to some depth.
    Most,
    /// Some.
    Some,
}

/// Values below this depth have only what they need.
const DEEP: usize = 4;
/// No value is deeper.
const DEEPEST: usize = 40;
/// So many nodes has a value, before it has only what it needs …
const LARGE: usize = 600;
/// … and so many are tried before it is given up.
const LARGEST: usize = 20_000;

/// Makes values.
pub struct Maker<'a> {
    root: &'a Value,
    tags: &'a Tags,
    random: u64,
    turns: HashMap<(Address, &'static str), usize>,
    /// The choices that belong to the schema itself and not to one it refers to: options, and visits.
    own: HashMap<(Address, &'static str), (usize, usize)>,
    extent: Extent,
    used: usize,
    /// The objects and arrays around the value.
    around: Vec<Address>,
}

impl<'a> Maker<'a> {
    /// A maker; the same seed makes the same values.
    pub fn new(root: &'a Value, tags: &'a Tags, seed: u64) -> Self {
        Maker {
            root,
            tags,
            random: seed,
            turns: HashMap::new(),
            own: HashMap::new(),
            extent: Extent::Least,
            used: 0,
            around: Vec::new(),
        }
    }

    /// The next value for `schema`; none when no value is found.
    pub fn next(&mut self, schema: &'a Value, extent: Extent) -> Option<Value> {
        self.extent = extent;
        self.used = 0;
        self.around.clear();
        self.value(&[schema], 0)
    }

    /// Whether every option of the schema itself has had its turn.
    pub fn is_done(&self) -> bool {
        self.own.values().all(|(options, visits)| visits >= options)
    }

    /// How many options the largest choice of the schema itself has.
    pub fn widest(&self) -> usize {
        self.own.values().map(|it| it.0).max().unwrap_or(1)
    }

    fn value(&mut self, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        self.used += 1;
        if depth > DEEPEST || self.used > LARGEST {
            return None;
        }
        self.chosen(&mut schemas.to_vec(), &mut Vec::new(), depth)
    }

    /// Makes the choices that are open, one after the other; another variant where one leads nowhere.
    fn chosen(
        &mut self,
        schemas: &mut Vec<&'a Value>,
        taken: &mut Vec<Address>,
        depth: usize,
    ) -> Option<Value> {
        let merged = merge::merge(self.root, schemas, taken);
        if merged.never {
            return None;
        }
        let Some(choice) = merged.choices.first().copied() else {
            return self.settled(&merged, schemas, depth);
        };
        taken.push(choice.at);
        for index in self.order(choice, depth) {
            self.used += 1;
            if self.used > LARGEST {
                break;
            }
            let before = schemas.len();
            schemas.extend(choice.variants.get(index));
            let tags = self.tags;
            schemas.extend(tags.get(&choice.at).and_then(|it| it.get(index)));
            let made = self.chosen(schemas, taken, depth);
            schemas.truncate(before);
            if made.is_some() {
                taken.pop();
                return made;
            }
        }
        taken.pop();
        None
    }

    /// The variants in the order in which they are tried.
    fn order(&mut self, choice: Choice<'a>, depth: usize) -> Vec<usize> {
        let count = choice.variants.len();
        let first = self.turn(choice.at, "variant", count, depth);
        let mut order: Vec<usize> = (0..count).map(|it| (first + it) % count).collect();
        if self.must_end(depth) {
            order.sort_by_key(|index| choice.variants.get(*index).map(|it| self.weight(it)));
        }
        order
    }

    /// How far a schema is from an end: scalars are one, what is around the value already leads round again.
    fn weight(&self, schema: &'a Value) -> usize {
        let schema = merge::resolved(self.root, schema);
        let merged = merge::merge(self.root, &[schema], &[]);
        if self.around.contains(&address(schema)) {
            return 4;
        }
        let types = merged.possible();
        let scalar = |it: &&str| !matches!(*it, "object" | "array");
        if !merged.choices.is_empty() {
            3
        } else if types.iter().all(scalar) {
            0
        } else if types.contains(&"array") {
            1
        } else {
            2 + merged.required.len()
        }
    }

    fn must_end(&self, depth: usize) -> bool {
        depth > DEEP || self.used > LARGE
    }

    fn extent(&self, depth: usize) -> Extent {
        if self.must_end(depth) {
            Extent::Least
        } else {
            self.extent
        }
    }

    /// A value for schemas without open choices.
    fn settled(
        &mut self,
        merged: &Merged<'a>,
        schemas: &[&'a Value],
        depth: usize,
    ) -> Option<Value> {
        let types = merged.possible();
        let at = schemas.first().map_or(0, |it| address(it));
        if let Some(listed) = &merged.listed {
            let fits: Vec<&Value> = listed
                .iter()
                .copied()
                .filter(|it| is_of(it, &types))
                .collect();
            let tagged: Vec<&Value> = fits
                .iter()
                .copied()
                .filter(|it| merged.tags.contains(it))
                .collect();
            return self.pick(
                at,
                "listed",
                if tagged.is_empty() { &fits } else { &tagged },
                depth,
            );
        }
        if !merged.tags.is_empty() && types.contains(&"string") {
            return self.pick(at, "tag", &merged.tags, depth);
        }
        let mut types = types;
        types.sort_by_key(|it| *it == "null");
        if self.must_end(depth) {
            types.sort_by_key(|it| matches!(*it, "object" | "array"));
        }
        let count = types.len();
        let first = self.turn(at, "type", count, depth);
        let first = if self.must_end(depth) { 0 } else { first };
        (0..count)
            .filter_map(|it| types.get((first + it) % count))
            .find_map(|it| self.of_type(it, merged, at, schemas, depth))
    }

    fn of_type(
        &mut self,
        name: &str,
        merged: &Merged<'a>,
        at: Address,
        schemas: &[&'a Value],
        depth: usize,
    ) -> Option<Value> {
        match name {
            "null" => Some(Value::Null),
            "boolean" => {
                let turn = self.turn(at, "boolean", 2, depth);
                Some(Value::Bool(turn == 0))
            }
            "integer" => self.one_of(at, "integer", &scalars::numbers(merged, true), depth),
            "number" => self.one_of(at, "number", &scalars::numbers(merged, false), depth),
            "string" => {
                let texts: Vec<Value> = scalars::texts(merged)
                    .into_iter()
                    .map(Value::from)
                    .collect();
                self.one_of(at, "string", &texts, depth)
            }
            "array" => self.within(schemas, |it| it.array(merged, depth)),
            "object" => self.within(schemas, |it| it.object(merged, depth)),
            _ => None,
        }
    }

    /// Remembers that a value is inside one for these schemas.
    fn within(
        &mut self,
        schemas: &[&'a Value],
        make: impl FnOnce(&mut Self) -> Option<Value>,
    ) -> Option<Value> {
        let before = self.around.len();
        let root = self.root;
        self.around
            .extend(schemas.iter().map(|it| address(merge::resolved(root, it))));
        let made = make(self);
        self.around.truncate(before);
        made
    }

    /// Whether an optional part would lead into what is around it already.
    fn leads_round(&self, schemas: &[&'a Value]) -> bool {
        schemas.iter().any(|it| {
            let at = address(merge::resolved(self.root, it));
            self.around.iter().filter(|around| **around == at).count() > 1
        })
    }

    fn array(&mut self, merged: &Merged<'a>, depth: usize) -> Option<Value> {
        let (least, most) = merged.limits.count;
        let wanted = match self.extent(depth) {
            Extent::Least => least,
            Extent::Most => least.max(merged.first.len() + 2),
            Extent::Some => least.max(self.random(4)),
        };
        let wanted = wanted.min(most.unwrap_or(usize::MAX)).min(least.max(64));
        let mut items: Vec<Value> = Vec::new();
        let mut doubles = 0;
        while items.len() < wanted {
            let schemas = match merged.first.get(items.len()) {
                Some(own) => own.clone(),
                None if items.len() == merged.first.len() && !merged.contains.is_empty() => merged
                    .items
                    .iter()
                    .chain(&merged.contains)
                    .copied()
                    .collect(),
                None => merged.items.clone(),
            };
            if items.len() >= least && self.leads_round(&schemas) {
                break;
            }
            match self.value(&schemas, depth + 1) {
                Some(item) if merged.unique && items.contains(&item) && doubles < 16 => {
                    doubles += 1
                }
                Some(item) if !(merged.unique && items.contains(&item)) => items.push(item),
                Some(_) | None if items.len() >= least => break,
                Some(_) | None => return None,
            }
        }
        Some(items.into())
    }

    fn object(&mut self, merged: &Merged<'a>, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for name in &merged.required {
            self.member(&mut members, merged, name, depth)?;
        }
        let (least, most) = merged.limits.members;
        for name in merged.properties.keys() {
            let wanted = match self.extent(depth) {
                Extent::Least => members.len() < least,
                Extent::Most => true,
                Extent::Some => self.random(8) < 5,
            };
            let schemas = merged.properties.get(name).cloned().unwrap_or_default();
            let room = most.is_none_or(|it| members.len() < it);
            if wanted && room && !members.contains_key(*name) && !self.leads_round(&schemas) {
                // An optional member that no value is found for is left out.
                let _ = self.member(&mut members, merged, name, depth);
            }
        }
        for (name, more) in &merged.dependent {
            if members.contains_key(*name) {
                for name in more {
                    self.member(&mut members, merged, name, depth)?;
                }
            }
        }
        self.others(&mut members, merged, depth);
        (members.len() >= least).then(|| members.into())
    }

    fn member(
        &mut self,
        members: &mut Map<String, Value>,
        merged: &Merged<'a>,
        name: &str,
        depth: usize,
    ) -> Option<()> {
        if members.contains_key(name) {
            return Some(());
        }
        let value = self.value(&schemas_of(merged, name), depth + 1)?;
        members.insert(name.to_owned(), value);
        Some(())
    }

    /// Members without a name of their own, where the schemas speak of such.
    fn others(&mut self, members: &mut Map<String, Value>, merged: &Merged<'a>, depth: usize) {
        let refused = merged
            .additional
            .iter()
            .any(|it| **it == Value::Bool(false));
        let bare = merged.properties.is_empty() && merged.required.is_empty();
        let declared = !merged.additional.is_empty() || (bare && merged.patterns.is_empty());
        let (least, most) = merged.limits.members;
        let wanted = match self.extent(depth) {
            Extent::Least => 0,
            Extent::Most => 2,
            Extent::Some => self.random(3),
        };
        let mut names: Vec<String> = Vec::new();
        for (pattern, _) in &merged.patterns {
            names.extend(
                scalars::matching(pattern)
                    .into_iter()
                    .take(wanted.max(least)),
            );
        }
        if declared && !refused {
            names.extend(self.names(merged, wanted.max(least)));
        }
        for name in names {
            let full = most.is_some_and(|it| members.len() >= it);
            let schemas = schemas_of(merged, &name);
            let enough = members.len() >= least && (wanted == 0 || self.leads_round(&schemas));
            if !full && !enough {
                let _ = self.member(members, merged, &name, depth);
            }
        }
    }

    /// Names that `propertyNames` lets through.
    fn names(&self, merged: &Merged<'a>, count: usize) -> Vec<String> {
        if merged.names.is_empty() {
            let usual = ["extra", "an Other-name", "$ünïcode"].map(str::to_owned);
            let more = (usual.len()..count.min(100)).map(|it| format!("extra{it}"));
            return usual.into_iter().chain(more).take(count).collect();
        }
        let mut rules = merge::merge(self.root, &merged.names, &[]);
        let listed = rules.listed.take().into_iter().flatten();
        let mut names: Vec<String> = listed
            .filter_map(|it| Some(it.as_str()?.to_owned()))
            .collect();
        if names.is_empty() {
            names = scalars::texts(&rules);
        }
        names.truncate(count);
        names
    }

    fn one_of(
        &mut self,
        at: Address,
        what: &'static str,
        options: &[Value],
        depth: usize,
    ) -> Option<Value> {
        let options: Vec<&Value> = options.iter().collect();
        self.pick(at, what, &options, depth)
    }

    fn pick(
        &mut self,
        at: Address,
        what: &'static str,
        options: &[&Value],
        depth: usize,
    ) -> Option<Value> {
        let turn = self.turn(at, what, options.len(), depth);
        options.get(turn).map(|it| (*it).clone())
    }

    /// Whose turn it is.
    fn turn(&mut self, at: Address, what: &'static str, options: usize, depth: usize) -> usize {
        if options == 0 {
            return 0;
        }
        let visits = self.turns.entry((at, what)).or_default();
        let turn = *visits % options;
        *visits += 1;
        if depth < 2 {
            let own = self.own.entry((at, what)).or_insert((options, 0));
            own.1 += 1;
        }
        turn
    }

    /// A number below `end`, by the splitmix64 generator.
    fn random(&mut self, end: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.random;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// What a member's value has to be.
fn schemas_of<'a>(merged: &Merged<'a>, name: &str) -> Vec<&'a Value> {
    let mut schemas = merged.properties.get(name).cloned().unwrap_or_default();
    for (pattern, schema) in &merged.patterns {
        if regex::Regex::new(pattern).is_ok_and(|it| it.is_match(name)) {
            schemas.push(schema);
        }
    }
    if schemas.is_empty() {
        schemas.extend(
            merged
                .additional
                .iter()
                .filter(|it| ***it != Value::Bool(false)),
        );
    }
    schemas
}

/// Whether a value is of one of these types.
fn is_of(value: &Value, types: &[&str]) -> bool {
    match value {
        Value::Null => types.contains(&"null"),
        Value::Bool(_) => types.contains(&"boolean"),
        Value::Number(it) => {
            let whole = it.as_f64().is_some_and(|it| it.fract() == 0.0);
            types.contains(&"number") || (whole && types.contains(&"integer"))
        }
        Value::String(_) => types.contains(&"string"),
        Value::Array(_) => types.contains(&"array"),
        Value::Object(_) => types.contains(&"object"),
    }
}
