//! Which values a JSONPath query (RFC 9535) names.
//!
//! The query engine works on its own kind of values. So that not the whole document is copied for each action, the
//! plain steps at the front of a query (`$.paths['/tokens'].post`) are walked in the tree.

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use super::super::{Number, Tree, Value};
use super::bad;
use crate::diag::Diagnostic;
use crate::source::NodeId;

impl Tree {
    /// The values that the query in the string `query` names, each once.
    pub(super) fn select(&self, query: NodeId) -> Result<Vec<NodeId>, Box<Diagnostic>> {
        let Some(text) = self.value(query).as_str() else {
            return Err(bad(query, "a query is a string"));
        };
        if let Err(fault) = JsonPath::parse(text) {
            return Err(bad(query, format!("not a JSONPath query: {fault}")));
        }
        let (base, rest) = self.walk_front(text);
        let Some(base) = base else {
            return Ok(Vec::new());
        };
        if rest == "$" {
            return Ok(vec![base]);
        }
        let path = JsonPath::parse(&rest)
            .map_err(|fault| bad(query, format!("not a JSONPath query: {fault}")))?;
        let json = self.json(base);
        let mut found: Vec<NodeId> = Vec::new();
        for location in path.query_located(&json).locations() {
            let node = location.iter().try_fold(base, |at, step| match step {
                PathElement::Name(name) => self.get(at, name),
                PathElement::Index(index) => self
                    .value(at)
                    .as_list()
                    .and_then(|it| it.get(*index))
                    .copied(),
            });
            found.extend(node);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Walks the plain steps at the front of a valid query: where they lead, and the query that is left for there.
    fn walk_front(&self, query: &str) -> (Option<NodeId>, String) {
        let whole = (Some(self.root()), query.to_owned());
        let Some(mut rest) = query.strip_prefix('$') else {
            return whole;
        };
        // A filter may look at the root.
        if rest.contains('$') {
            return whole;
        }
        let mut at = self.root();
        while let Some((name, after)) = plain_step(rest) {
            match self.get(at, name) {
                Some(next) => at = next,
                None => return (None, String::new()),
            }
            rest = after;
        }
        (Some(at), format!("${rest}"))
    }

    /// The value for the query engine. Numbers beyond its range become the nearest floating point number.
    pub(in crate::tree) fn json(&self, id: NodeId) -> Json {
        match self.value(id) {
            Value::Null => Json::Null,
            Value::Bool(it) => Json::Bool(*it),
            Value::Number(Number::Int(it)) => {
                let exact = i64::try_from(*it)
                    .map(Json::from)
                    .or_else(|_| u64::try_from(*it).map(Json::from));
                exact.unwrap_or_else(|_| Json::from(*it as f64))
            }
            Value::Number(Number::Huge(it)) => Json::from(*it as f64),
            Value::Number(Number::Float(it)) => Json::from(*it),
            Value::String(it) => Json::String(it.to_string()),
            Value::List(items) => items.iter().map(|it| self.json(*it)).collect(),
            Value::Map(map) => Json::Object(
                map.iter()
                    .map(|(key, it)| (key.to_owned(), self.json(it)))
                    .collect(),
            ),
        }
    }
}

/// A `.name` or `['name']` at the front, and what follows. Names with escapes are left to the engine.
fn plain_step(query: &str) -> Option<(&str, &str)> {
    if let Some(rest) = query.strip_prefix('.') {
        let end = rest
            .find(|it: char| !(it.is_ascii_alphanumeric() || it == '_'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let whole = after.is_empty() || after.starts_with(['.', '[']);
        return (!name.is_empty() && whole).then_some((name, after));
    }
    let rest = query.strip_prefix('[')?;
    let quote = rest.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    let (name, after) = rest.get(1..)?.split_once(quote)?;
    let after = after.strip_prefix(']')?;
    (!name.contains('\\')).then_some((name, after))
}
