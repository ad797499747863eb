//! Values that are nearly a given one.
//!
//! In: a valid value. Out: some that differ from it in one place, most of which its schema does not let through where it says anything of
//! that place: a number out of every range, an empty or a long text, a list twice as long, a member less.

use serde_json::{Value, json};

/// So many are made of one value.
const MOST: usize = 8;

/// So deep places are looked for.
const DEEPEST: usize = 4;

/// Some values that are nearly this one.
pub fn nearly(value: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    collect(value, &mut String::new(), 0, &mut places);
    let mut out = Vec::new();
    // Spread over the whole value.
    let step = places.len().div_ceil(MOST).max(1);
    for (index, place) in places.iter().step_by(step).enumerate() {
        let mut spoilt = value.clone();
        if let Some(slot) = spoilt.pointer_mut(place) {
            spoil(slot, index);
        }
        if spoilt != *value {
            out.push(spoilt);
        }
    }
    out
}

/// The pointers of all places.
fn collect(value: &Value, at: &mut String, depth: usize, out: &mut Vec<String>) {
    out.push(at.clone());
    if depth == DEEPEST {
        return;
    }
    let mut inner = |step: String, value: &Value| {
        let end = at.len();
        at.push('/');
        at.push_str(&step);
        collect(value, at, depth + 1, out);
        at.truncate(end);
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().take(3) {
                inner(index.to_string(), item);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                inner(key.replace('~', "~0").replace('/', "~1"), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn spoil(slot: &mut Value, how: usize) {
    match slot {
        Value::Null => *slot = json!("null"),
        Value::Bool(it) => *slot = json!(!*it),
        Value::Number(it) if it.is_f64() => {
            *slot = [json!(-1.5e9), json!(7.25e9), json!(0.0)][how % 3].clone();
        }
        Value::Number(_) => {
            *slot = [json!(-1), json!(1_999_999_999), json!(0), json!(7)][how % 4].clone();
        }
        Value::String(text) => {
            *slot = match how % 3 {
                0 => json!(""),
                1 => json!(format!("{text}{}", " ~".repeat(600))),
                _ => json!(format!("_{text}")),
            };
        }
        Value::Array(items) => match how % 2 {
            0 => items.clear(),
            _ => {
                let again = items.clone();
                items.extend(again);
            }
        },
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            match names.get(how % names.len().max(1)) {
                Some(name) if how % 3 < 2 => {
                    members.remove(name);
                }
                _ => {
                    members.insert("notDeclared".to_owned(), json!(1));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_differ_in_one_place_each() {
        let value = json!({"a": 1, "b": ["x"], "c": {"d": null}});
        let nearly = nearly(&value);
        assert!((3..=MOST).contains(&nearly.len()), "{nearly:?}");
        assert!(nearly.iter().all(|it| *it != value));
    }
}
