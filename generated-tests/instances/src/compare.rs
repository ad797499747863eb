//! Whether a value came back as it went in.

use crate::merge;
use crate::places::Address;
use serde_json::Value;

/// The first difference between `given` and `written`: where it is, and what it is.
///
/// None where they are equal, numbers by their value, after leaving out members that were added with exactly the default
/// that the schema declares for them.
pub fn difference(root: &Value, schema: &Value, given: &Value, written: &Value) -> Option<String> {
    Compare { root }.at(&[schema], given, written, "$")
}

struct Compare<'a> {
    root: &'a Value,
}

impl<'a> Compare<'a> {
    fn at(
        &self,
        schemas: &[&'a Value],
        given: &Value,
        written: &Value,
        path: &str,
    ) -> Option<String> {
        match (given, written) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, value) in before {
                    let below = format!("{path}.{name}");
                    let Some(now) = after.get(name) else {
                        return Some(format!("{below}: {} is lost", short(value)));
                    };
                    let difference = self.at(&self.member(schemas, name), value, now, &below);
                    if difference.is_some() {
                        return difference;
                    }
                }
                let added = after.iter().find(|(name, value)| {
                    !before.contains_key(*name)
                        && !self.is_default(&self.member(schemas, name), value)
                });
                added.map(|(name, value)| format!("{path}.{name}: {} is added", short(value)))
            }
            (Value::Array(before), Value::Array(after)) => {
                if before.len() != after.len() {
                    return Some(format!(
                        "{path}: {} items became {}",
                        before.len(),
                        after.len()
                    ));
                }
                before
                    .iter()
                    .zip(after)
                    .enumerate()
                    .find_map(|(index, it)| {
                        let below = format!("{path}[{index}]");
                        self.at(&self.item(schemas, index), it.0, it.1, &below)
                    })
            }
            (Value::Number(before), Value::Number(after)) if same(before, after) => None,
            _ if given == written => None,
            _ => Some(format!(
                "{path}: {} became {}",
                short(given),
                short(written)
            )),
        }
    }

    /// All schemas that may apply to a value: every variant, whichever is meant.
    fn all(&self, schemas: &[&'a Value]) -> Vec<merge::Merged<'a>> {
        let mut out = Vec::new();
        let mut waiting: Vec<&'a Value> = schemas.to_vec();
        let mut taken: Vec<Address> = Vec::new();
        while let Some(schema) = waiting.pop() {
            let merged = merge::merge(self.root, &[schema], &taken);
            for choice in &merged.choices {
                taken.push(choice.at);
                waiting.extend(choice.variants);
            }
            out.push(merged);
        }
        out
    }

    fn member(&self, schemas: &[&'a Value], name: &str) -> Vec<&'a Value> {
        let mut out = Vec::new();
        for it in self.all(schemas) {
            match it.properties.get(name) {
                Some(own) => out.extend(own),
                None => out.extend(it.additional),
            }
            out.extend(it.patterns.iter().map(|it| it.1));
        }
        out
    }

    fn item(&self, schemas: &[&'a Value], index: usize) -> Vec<&'a Value> {
        let mut out = Vec::new();
        for it in self.all(schemas) {
            match it.first.get(index) {
                Some(own) => out.extend(own),
                None => out.extend(it.items),
            }
        }
        out
    }

    fn is_default(&self, schemas: &[&'a Value], value: &Value) -> bool {
        let mut direct = schemas.to_vec();
        for schema in schemas {
            let mut at = *schema;
            for _ in 0..32 {
                let next = at.get("$ref").and_then(Value::as_str);
                match next.and_then(|it| merge::target(self.root, it)) {
                    Some(next) => at = next,
                    None => break,
                }
                direct.push(at);
            }
            let all = at.get("allOf").and_then(Value::as_array);
            direct.extend(all.into_iter().flatten());
        }
        direct.iter().any(|it| {
            it.get("default")
                .is_some_and(|it| difference(self.root, &Value::Null, it, value).is_none())
        })
    }
}

fn same(one: &serde_json::Number, other: &serde_json::Number) -> bool {
    let whole =
        |it: &serde_json::Number| it.as_i64().map(i128::from).or(it.as_u64().map(i128::from));
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

/// The beginning of a value's text.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
