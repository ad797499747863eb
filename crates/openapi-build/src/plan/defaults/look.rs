//! Which variant of a union a literal is, by the union's tests: the same look that the runtime takes at a value
//! (`wire/rule.rs` there), taken while the client is generated.
//!
//! In: the tests of the variants, and a literal. Out: the position of a variant, or none. The two looks must not differ:
//! `generated-tests` reads every such default as JSON and compares.

use super::literal::same;
use super::text;
use crate::ir::Test;
use crate::ir::UndeclaredMembers;
use crate::ir::ValueKind;
use crate::plan::value_kinds;
use crate::shape::Literal;
use crate::shape::Width;
use std::cmp::Reverse;

type Members = [(Box<str>, Literal)];

/// The variant whose test the literal passes best. A variant is its tests, of which one must be passed.
pub fn decide(tests: &[&Test], literal: &Literal) -> Option<usize> {
    followed(alternatives(tests.iter().copied()), literal).map(|(at, _)| at)
}

/// Whether a literal is of a JSON type that some variant takes.
pub fn is_of_a_kind(tests: &[&Test], literal: &Literal) -> bool {
    alternatives(tests.iter().copied()).any(|(_, it)| takes(it, literal))
}

/// All tests, each with the position of its variant.
fn alternatives<'t>(
    tests: impl Iterator<Item = &'t Test>,
) -> impl Iterator<Item = (usize, &'t Test)> {
    tests.enumerate().flat_map(|(at, test)| {
        std::iter::once(test)
            .chain(&test.or)
            .map(move |it| (at, it))
    })
}

/// How well a literal passes a test; the greatest counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// No null stands where the document has none.
    meant: bool,
    /// Members that another variant names and this one leaves out: the fewest count.
    lost: Reverse<usize>,
    /// Constants and listed values that are as the test says.
    said: usize,
    /// Texts that are not what their formats say: the fewest count.
    unlike: Reverse<usize>,
    /// Texts that are what their formats say.
    like: usize,
    /// The type is the narrowest that the value has, and a list's items are spoken of.
    narrow: bool,
    /// Members that the test names.
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

/// The first of the tests that the literal passes best, and how well.
fn followed<'t>(
    tests: impl Iterator<Item = (usize, &'t Test)>,
    literal: &Literal,
) -> Option<(usize, Score)> {
    let passed = tests.filter_map(|(at, test)| Some((at, test, follows(test, literal)?)));
    let mut all: Vec<(usize, &Test, Score)> = passed.collect();
    if let (Literal::Object(members), [_, _, ..]) = (literal, all.as_slice()) {
        let named = named(members, &all);
        for (_, test, score) in &mut all {
            score.lost.0 += lost(test, &named);
        }
    }
    let scores = all.into_iter().map(|(at, _, score)| (at, score));
    scores.min_by_key(|(_, score)| Reverse(*score))
}

/// The members that a variant names whose test the literal passes.
fn named<'l>(members: &'l Members, all: &[(usize, &Test, Score)]) -> Vec<&'l str> {
    let names = members.iter().map(|(name, _)| &**name);
    names
        .filter(|it| all.iter().any(|(_, test, _)| knows(test, it)))
        .collect()
}

/// How many of those a variant leaves out.
fn lost(test: &Test, named: &[&str]) -> usize {
    if test.others == UndeclaredMembers::Kept || test.knows.is_empty() {
        return 0;
    }
    named.iter().filter(|it| !knows(test, it)).count()
}

fn knows(test: &Test, name: &str) -> bool {
    test.knows.iter().any(|it| **it == *name)
}

fn takes(test: &Test, literal: &Literal) -> bool {
    test.kinds.iter().any(|it| is_of(*it, literal))
}

/// Whether a literal is of a kind of values.
fn is_of(kind: ValueKind, literal: &Literal) -> bool {
    match literal {
        Literal::Null => matches!(kind, ValueKind::Null | ValueKind::Absent),
        Literal::Bool(_) => kind == ValueKind::Boolean,
        Literal::Int(_) | Literal::Huge(_) | Literal::Float(_) => {
            kind == ValueKind::Number || is_integer(kind, literal)
        }
        Literal::String(_) => kind == ValueKind::String || format(kind).is_some(),
        Literal::List(_) => kind == ValueKind::Array,
        Literal::Object(_) => kind == ValueKind::Object,
    }
}

/// Whether it is a kind of integers that a literal is of.
fn is_integer(kind: ValueKind, literal: &Literal) -> bool {
    match (literal, value_kinds::width(kind)) {
        (Literal::Int(it), Some(width)) => {
            let (least, most) = width.range();
            (least..=most).contains(it)
        }
        (Literal::Huge(_), Some(width)) => width == Width::U128,
        (Literal::Int(_) | Literal::Huge(_), None) => kind == ValueKind::Integer,
        _ => false,
    }
}

/// Whether a test speaks of the narrowest kinds of a literal that it takes: of integers, not of any number.
fn is_narrow(test: &Test, literal: &Literal) -> bool {
    match literal {
        Literal::Null => test.kinds.contains(&ValueKind::Null),
        Literal::Int(_) | Literal::Huge(_) => test.kinds.iter().any(|it| is_integer(*it, literal)),
        _ => true,
    }
}

/// How many texts are not what a test's formats say, and how many are.
fn formats(test: &Test, literal: &Literal) -> (usize, usize) {
    let Literal::String(said) = literal else {
        return (0, 0);
    };
    let mut asked = test.kinds.iter().filter_map(|it| format(*it));
    match (
        asked.any(|is| is(said)),
        test.kinds.contains(&ValueKind::String),
    ) {
        (true, _) => (0, 1),
        (false, true) => (0, 0),
        (false, false) => (1, 0),
    }
}

/// The format that a kind of strings is for.
fn format(kind: ValueKind) -> Option<fn(&str) -> bool> {
    Some(match kind {
        ValueKind::DateTime => text::date_time,
        ValueKind::Date => text::date,
        ValueKind::Time => text::time,
        ValueKind::Duration => text::duration,
        ValueKind::Uuid => text::uuid,
        ValueKind::Uri => text::uri,
        ValueKind::Ipv4 => text::ipv4,
        ValueKind::Ipv6 => text::ipv6,
        ValueKind::Decimal => text::decimal,
        ValueKind::Email => text::email,
        ValueKind::Hostname => text::hostname,
        _ => return None,
    })
}

/// Whether a literal is looked at for this.
#[cfg(test)]
pub(crate) fn sees(it: crate::shape::Seen) -> bool {
    format(value_kinds::of(crate::shape::ValueKind::Seen(it))).is_some()
}

/// How well a literal passes a test; none when it does not.
fn follows(test: &Test, literal: &Literal) -> Option<Score> {
    if !takes(test, literal) {
        return None;
    }
    let (unlike, like) = formats(test, literal);
    let score = Score {
        meant: *literal != Literal::Null || test.kinds.contains(&ValueKind::Null),
        unlike: Reverse(unlike),
        like,
        narrow: is_narrow(test, literal),
        ..Score::default()
    };
    match literal {
        Literal::Object(members) => Some(score.and(members_follow(test, members)?)),
        Literal::List(items) if !test.items.is_empty() => {
            let mut score = score;
            for item in items {
                score = score.and(any_follows(&test.items, item)?);
            }
            Some(score)
        }
        Literal::List(_) => Some(Score {
            narrow: false,
            ..score
        }),
        it => {
            let said = usize::from(test.one_of.iter().any(|value| same(value, it)));
            (said == 1 || test.one_of.is_empty()).then_some(Score { said, ..score })
        }
    }
}

fn any_follows(tests: &[Test], literal: &Literal) -> Option<Score> {
    followed(alternatives(tests.iter()), literal).map(|(_, score)| score)
}

/// How well members pass a test: its constants and its needs, and what it says of each member.
fn members_follow(test: &Test, members: &Members) -> Option<Score> {
    let value = |name: &str| super::literal::member(members, name);
    let fulfilled = test.constants.iter().all(|(name, values)| {
        value(name).is_some_and(|it| values.iter().any(|value| same(value, it)))
    });
    if !fulfilled || !test.needs.iter().all(|it| value(it).is_some()) {
        return None;
    }
    let mut score = Score {
        meant: true,
        said: usize::from(!test.constants.is_empty()),
        ..Score::default()
    };
    for (key, value) in members {
        let known = test.knows.contains(key);
        score.known += usize::from(known);
        let tests = match test.members.iter().find(|(name, _)| name == key) {
            Some((_, tests)) => tests,
            None if known => continue,
            None => &test.rest,
        };
        if !tests.is_empty() {
            score = score.and(any_follows(tests, value)?);
        }
    }
    Some(score)
}
