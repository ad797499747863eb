//! `enum` and `const`: the values that are listed, by one schema or by several that apply together.

use super::Kind;
use super::ListedLiteral;
use super::Literal;
use super::Literals;
use super::Others;
use super::build::Builder;
use super::parts::Parts;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::document::schema::Types;
use crate::source::NodeId;
use std::collections::HashSet;

impl Builder<'_> {
    /// `enum`, `const`: the values that every schema of the set lists and the types allow.
    pub fn literals(&mut self, parts: &Parts, types: Types) -> Option<Kind> {
        let mut lists: Vec<(NodeId, Vec<ListedLiteral>)> = Vec::new();
        let mut again = Vec::new();
        for (schema, part) in self.schemas(parts) {
            let it = &schema.keywords;
            let nodes: Vec<NodeId> = match (&it.enumeration, it.constant) {
                (_, Some(constant)) => vec![constant],
                (Some(values), None) => values.clone(),
                (None, None) => continue,
            };
            let mut values: Vec<ListedLiteral> = Vec::new();
            // By their key: the same value has the same, and a list of ten thousand is not compared with itself.
            let mut known: HashSet<String> = HashSet::new();
            for at in nodes {
                let value = Literal::read(self.tree, at);
                if !known.insert(value.key()) {
                    again.push((at, value));
                } else {
                    let said = it.said_of_values.get(&at);
                    let description = match it.constant {
                        Some(_) => it.description.clone().or_else(|| it.title.clone()),
                        None => said.and_then(|it| it.description.clone()),
                    };
                    values.push(ListedLiteral {
                        value,
                        at,
                        name: said.and_then(|it| it.name.clone()),
                        description,
                    });
                }
            }
            lists.push((part.schema, values));
        }
        for (at, value) in again {
            self.diags.push(Diagnostic::new(
                Code::DuplicateValue,
                at.value(),
                format!("{} is listed twice", value.json()),
            ));
        }
        let (together, listed) = all_list(lists)?;
        if let Together::Contradict(places) = &together {
            self.no_value_left(places);
        }
        let only_null = !listed.is_empty() && listed.iter().all(|it| it.value == Literal::Null);
        if only_null && self.types(parts).is_none_or(|it| it.has(Types::NULL)) {
            return Some(Kind::Null);
        }
        let values: Vec<ListedLiteral> = listed
            .into_iter()
            .filter(|it| types.has(it.value.json_type()) && it.value != Literal::Null)
            .collect();
        if values.is_empty() {
            return None;
        }
        let constant = self
            .schemas(parts)
            .iter()
            .any(|(it, _)| it.keywords.constant.is_some());
        let others = if constant && together == Together::Agree {
            Others::Excluded
        } else {
            Others::Undeclared
        };
        Some(Kind::Literals(Literals { values, others }))
    }

    fn no_value_left(&mut self, places: &[NodeId]) {
        let Some((at, others)) = places.split_last() else {
            return;
        };
        let message = "these schemas apply together, and no listed value is left";
        let found = Diagnostic::new(Code::Contradiction, at.value(), message)
            .label("becomes an enum of the values of all");
        let others = others.iter();
        let found = others.fold(found, |found, it| {
            found.related(it.value(), "this one lists others")
        });
        self.diags.push(found);
    }
}

/// How lists of values stand to each other that apply together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Together {
    /// Some values are on all lists.
    Agree,
    /// None is on all of these.
    Contradict(Vec<NodeId>),
}

/// The values that are on all lists; where there is none, those of all lists, each once.
fn all_list(lists: Vec<(NodeId, Vec<ListedLiteral>)>) -> Option<(Together, Vec<ListedLiteral>)> {
    let texts = |list: &[ListedLiteral]| -> HashSet<String> {
        list.iter().map(|it| it.value.key()).collect()
    };
    let (_, first) = lists.first()?;
    let mut common = texts(first);
    for (_, list) in &lists {
        let also = texts(list);
        common.retain(|it| also.contains(it));
    }
    let places = lists.iter().map(|it| it.0).collect();
    let nothing_listed = lists.iter().any(|it| it.1.is_empty());
    let contradict = common.is_empty() && !nothing_listed;
    let mut values: Vec<ListedLiteral> = Vec::new();
    let mut seen = HashSet::new();
    for (_, list) in lists {
        let wanted = |it: &ListedLiteral| contradict || common.contains(&it.value.key());
        values.extend(
            list.into_iter()
                .filter(|it| wanted(it) && seen.insert(it.value.key())),
        );
    }
    let together = match contradict {
        true => Together::Contradict(places),
        false => Together::Agree,
    };
    Some((together, values))
}
