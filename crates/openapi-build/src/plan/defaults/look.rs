//! Which variant of a union a literal is, by the union's tests: the same look that the runtime takes at a value
//! (`wire/rule.rs` there), taken while the client is generated.
//!
//! In: the tests of the variants, and a literal. Out: the position of a variant, or none. The two looks must not differ:
//! `generated-tests` reads every such default as JSON and compares.

use super::literal::same;
use crate::ir::Test;
use crate::ir::UndeclaredMembers;
use crate::shape::Literal;
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

/// The JSON types that a literal is of, the narrowest first.
fn kinds(literal: &Literal) -> &'static [&'static str] {
    match literal {
        Literal::Null => &["null", "absent"],
        Literal::Bool(_) => &["boolean"],
        Literal::Int(_) | Literal::Huge(_) => &["integer", "number"],
        Literal::Float(_) => &["number"],
        Literal::String(_) => &["string"],
        Literal::List(_) => &["array"],
        Literal::Object(_) => &["object"],
    }
}

fn takes(test: &Test, literal: &Literal) -> bool {
    kinds(literal).iter().any(|it| test.kinds.contains(it))
}

/// How well a literal passes a test; none when it does not.
fn follows(test: &Test, literal: &Literal) -> Option<Score> {
    if !takes(test, literal) {
        return None;
    }
    let narrowest = kinds(literal).first();
    let score = Score {
        meant: *literal != Literal::Null || test.kinds.contains(&"null"),
        narrow: narrowest.is_some_and(|it| test.kinds.contains(it)),
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
