//! Which variant of a union a value is: one look, down to where variants differ.
//!
//! In: the rules that `union!` lays out, and a value in its buffer. Out: the position of a variant. A rule says what the
//! variant's values have in common; where two variants can be told apart only further inside, by an item or a member, the
//! rule goes on there. What its type could not hold, an integer of more bits, follows no rule; a text that is not what its
//! format says follows one, but others before. Nothing is read and nothing is copied, so a look costs at most a visit of each value for each
//! rule that is about it.

use super::kind::Kind;
use super::literal::Literal;
use super::value::Value;
use std::cmp::Reverse;

/// What becomes of the members that a variant does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// They are left out.
    Dropped,
    /// The variant has a place for them.
    Kept,
}

/// When a value is a variant.
#[derive(Debug)]
pub struct Rule {
    /// The kinds of JSON that it can be.
    pub kinds: &'static [Kind],
    /// The only strings that it can be; empty: any.
    pub one_of: &'static [Literal],
    /// Members that say one of these values.
    pub constants: &'static [(&'static str, &'static [Literal])],
    /// Members that must be there.
    pub needs: &'static [&'static str],
    /// Members that the variant names.
    pub knows: &'static [&'static str],
    /// What becomes of others, where it names some.
    pub beside: Beside,
    /// What members have to look like when they are there, one of some rules for each.
    pub members: &'static [(&'static str, &'static [Rule])],
    /// What items have to look like; empty: anything.
    pub items: &'static [Rule],
    /// What members without a name have to look like; empty: anything.
    pub rest: &'static [Rule],
    /// Other rules of the same variant.
    pub or: &'static [Rule],
}

impl Rule {
    /// Values of these kinds; what else is asked of them follows.
    #[must_use]
    pub const fn of(kinds: &'static [Kind]) -> Self {
        Rule {
            kinds,
            one_of: &[],
            constants: &[],
            needs: &[],
            knows: &[],
            beside: Beside::Dropped,
            members: &[],
            items: &[],
            rest: &[],
            or: &[],
        }
    }

    /// Only these.
    #[must_use]
    pub const fn one_of(mut self, literals: &'static [Literal]) -> Self {
        self.one_of = literals;
        self
    }

    /// Members that say one of these values.
    #[must_use]
    pub const fn constants(
        mut self,
        members: &'static [(&'static str, &'static [Literal])],
    ) -> Self {
        self.constants = members;
        self
    }

    /// Members that must be there.
    #[must_use]
    pub const fn needs(mut self, names: &'static [&'static str]) -> Self {
        self.needs = names;
        self
    }

    /// Members that the variant names.
    #[must_use]
    pub const fn knows(mut self, names: &'static [&'static str]) -> Self {
        self.knows = names;
        self
    }

    /// The variant has a place for other members.
    #[must_use]
    pub const fn others(mut self) -> Self {
        self.beside = Beside::Kept;
        self
    }

    /// What members look like.
    #[must_use]
    pub const fn members(mut self, members: &'static [(&'static str, &'static [Rule])]) -> Self {
        self.members = members;
        self
    }

    /// What items look like.
    #[must_use]
    pub const fn items(mut self, rules: &'static [Rule]) -> Self {
        self.items = rules;
        self
    }

    /// What members without a name look like.
    #[must_use]
    pub const fn rest(mut self, rules: &'static [Rule]) -> Self {
        self.rest = rules;
        self
    }

    /// Other rules of the same variant.
    #[must_use]
    pub const fn or(mut self, rules: &'static [Rule]) -> Self {
        self.or = rules;
        self
    }

    /// All rules of the variant.
    pub(super) fn alternatives(&self) -> impl Iterator<Item = &Rule> {
        std::iter::once(self).chain(self.or)
    }

    fn takes(&self, value: &Value) -> bool {
        self.kinds.iter().any(|it| it.takes(value))
    }

    /// Whether it speaks of the narrowest kinds of a value that it takes: of integers, not of any number.
    fn is_narrow(&self, value: &Value) -> bool {
        match value {
            Value::Null => self.kinds.contains(&Kind::null),
            Value::Number(it) if it.integer().is_some() => {
                self.kinds.iter().any(|kind| kind.holds(*it))
            }
            _ => true,
        }
    }

    fn lists(&self, value: &Value) -> bool {
        self.one_of.iter().any(|literal| literal.is(value))
    }

    /// What the formats of its texts say of a value.
    fn format(&self, value: &Value) -> Format {
        let Value::String(text) = value else {
            return Format::NotAsked;
        };
        let mut found = Format::Contradicted;
        for kind in self.kinds {
            match kind.is_said_by(text) {
                Some(true) => return Format::Fulfilled,
                None if *kind == Kind::string => found = Format::NotAsked,
                Some(false) | None => {}
            }
        }
        found
    }
}

/// What a rule's formats say of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    NotAsked,
    Fulfilled,
    Contradicted,
}

/// What is taken when a value fulfils no rule.
#[derive(Clone, Copy)]
pub(super) enum Fallback {
    /// The variant that comes nearest, so that its error says what is wrong.
    Nearest,
    /// None.
    None,
}

/// The position of the rule that the value follows.
pub(super) fn decide(rules: &[Rule], value: &Value, fallback: Fallback) -> Option<usize> {
    if let Some((at, _)) = followed(rules, value) {
        return Some(at);
    }
    match fallback {
        Fallback::None => None,
        Fallback::Nearest => nearest(rules, value),
    }
}

/// The first of the rules that the value follows best, and how well.
fn followed(rules: &[Rule], value: &Value) -> Option<(usize, Score)> {
    let every = alternatives(rules);
    let mut all: Vec<(usize, &Rule, Score)> = every
        .filter_map(|(at, rule)| Some((at, rule, follows(rule, value)?)))
        .collect();
    if let (Value::Object(members), [_, _, ..]) = (value, all.as_slice()) {
        let named = named(members, &all);
        for (_, rule, score) in &mut all {
            score.lost.0 += lost(rule, &named);
        }
    }
    let scores = all.into_iter().map(|(at, _, score)| (at, score));
    scores.min_by_key(|(_, score)| Reverse(*score))
}

/// The members that a variant names of which the value follows a rule.
fn named<'v>(members: &'v [(String, Value)], all: &[(usize, &Rule, Score)]) -> Vec<&'v str> {
    let names = members.iter().map(|(name, _)| name.as_str());
    let is_named = |it: &&str| all.iter().any(|(_, rule, _)| rule.knows.contains(it));
    names.filter(is_named).collect()
}

/// How many of those a rule's variant leaves out.
fn lost(rule: &Rule, named: &[&str]) -> usize {
    if rule.beside == Beside::Kept || rule.knows.is_empty() {
        return 0;
    }
    named.iter().filter(|it| !rule.knows.contains(it)).count()
}

/// The first of the rules that the value comes nearest to.
fn nearest(rules: &[Rule], value: &Value) -> Option<usize> {
    let scored = alternatives(rules).filter_map(|(at, it)| Some((at, resembles(it, value)?)));
    let nearest = scored.min_by_key(|(_, score)| Reverse(*score));
    nearest.map(|(at, _)| at)
}

/// All rules, each with the position of its variant.
fn alternatives(rules: &[Rule]) -> impl Iterator<Item = (usize, &Rule)> {
    let every = rules.iter().enumerate();
    every.flat_map(|(at, rule)| rule.alternatives().map(move |it| (at, it)))
}

/// How well a value follows a rule; the greatest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// No null stands where the document has none.
    meant: bool,
    /// Members that another variant names and this one leaves out: the fewest count.
    lost: Reverse<usize>,
    /// Constants and listed values that are as the rule says.
    said: usize,
    /// Texts that are not what their formats say: the fewest count.
    unlike: Reverse<usize>,
    /// Texts that are what their formats say.
    like: usize,
    /// The kind is the narrowest that the value has, and a list's items are spoken of.
    narrow: bool,
    /// Members that the rule names.
    known: usize,
}

impl Score {
    fn and(self, other: Score) -> Score {
        Score {
            meant: self.meant && other.meant,
            lost: Reverse(self.lost.0 + other.lost.0),
            said: self.said + other.said,
            unlike: Reverse(self.unlike.0 + other.unlike.0),
            like: self.like + other.like,
            narrow: self.narrow,
            known: self.known + other.known,
        }
    }
}

/// How well a value follows a rule; none when it does not.
fn follows(rule: &Rule, value: &Value) -> Option<Score> {
    if !rule.takes(value) {
        return None;
    }
    let format = rule.format(value);
    let score = Score {
        meant: !matches!(value, Value::Null) || rule.kinds.contains(&Kind::null),
        lost: Reverse(0),
        said: 0,
        unlike: Reverse(usize::from(format == Format::Contradicted)),
        like: usize::from(format == Format::Fulfilled),
        narrow: rule.is_narrow(value),
        known: 0,
    };
    match value {
        Value::Object(members) => Some(score.and(members_follow(rule, members)?)),
        Value::Array(items) if !rule.items.is_empty() => {
            let mut score = score;
            for item in items {
                score = score.and(any_follows(rule.items, item)?);
            }
            Some(score)
        }
        // A rule that says something of items goes before one that takes any.
        Value::Array(_) => Some(Score {
            narrow: false,
            ..score
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let said = usize::from(rule.lists(value));
            (said == 1 || rule.one_of.is_empty()).then_some(Score { said, ..score })
        }
    }
}

fn any_follows(rules: &[Rule], value: &Value) -> Option<Score> {
    followed(rules, value).map(|(_, score)| score)
}

/// How well members follow a rule: its constants and its needs, and what it says of each member.
fn members_follow(rule: &Rule, members: &[(String, Value)]) -> Option<Score> {
    let said = match constants(rule, members) {
        Constants::Missing | Constants::Contradicted => return None,
        Constants::Fulfilled => 1,
        Constants::NotAsked => 0,
    };
    let mut score = Score {
        meant: true,
        said,
        ..Score::default()
    };
    if !rule.needs.iter().all(|name| has(members, name)) {
        return None;
    }
    for (key, value) in members {
        let known = rule.knows.contains(&key.as_str());
        score.known += usize::from(known);
        let rules = match rule.members.iter().find(|(name, _)| name == key) {
            Some((_, rules)) => rules,
            None if known => continue,
            None => rule.rest,
        };
        if !rules.is_empty() {
            let inside = any_follows(rules, value)?;
            score = score.and(inside);
        }
    }
    Some(score)
}

/// How near a value that follows no rule comes to this one: its kind, and the members that the rule names, or the items
/// that follow it. A member that contradicts a constant rules it out.
fn resembles(rule: &Rule, value: &Value) -> Option<usize> {
    if !rule.takes(value) {
        return None;
    }
    match value {
        Value::Object(members) => {
            let known = |it: &&(String, Value)| rule.knows.contains(&it.0.as_str());
            let possible = constants(rule, members) != Constants::Contradicted;
            possible.then(|| members.iter().filter(known).count())
        }
        Value::Array(items) => {
            let follows = |it: &&Value| any_follows(rule.items, it).is_some();
            Some(items.iter().filter(follows).count())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            rule.one_of.is_empty().then_some(0)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Constants {
    NotAsked,
    Fulfilled,
    Missing,
    Contradicted,
}

/// How the members stand to the rule's constants.
fn constants(rule: &Rule, members: &[(String, Value)]) -> Constants {
    let mut result = Constants::NotAsked;
    for (name, literals) in rule.constants {
        match members.iter().rev().find(|(key, _)| key == name) {
            Some((_, value)) if literals.iter().any(|literal| literal.is(value)) => {
                if result == Constants::NotAsked {
                    result = Constants::Fulfilled;
                }
            }
            Some(_) => return Constants::Contradicted,
            None => result = Constants::Missing,
        }
    }
    result
}

fn has(members: &[(String, Value)], name: &str) -> bool {
    members.iter().any(|(key, _)| key == name)
}
