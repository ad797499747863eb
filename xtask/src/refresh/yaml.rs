//! A JSON document becomes YAML: the same values in the same order.
//!
//! In: the text of a document. Out: YAML; a text that is YAML already comes out as it is, byte for byte.

use super::tree_of;
use openapi_build::diag::Severity;
use openapi_build::source::NodeId;
use openapi_build::tree::{Number, Tree, Value};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// The document as YAML.
///
/// # Errors
///
/// It looks like JSON and cannot be read as such, or would not come out the same.
pub fn as_yaml(text: &str) -> Result<String, String> {
    if !text.trim_start().starts_with('{') {
        return Ok(text.to_owned());
    }
    let (tree, diagnostics) = tree_of(text);
    if let Some(fault) = diagnostics
        .iter()
        .find(|it| it.code.severity() == Severity::Error)
    {
        return Err(format!(
            "nothing was touched; the document is not JSON: {}",
            fault.message
        ));
    }
    let yaml = serde_yaml::to_string(&Part {
        tree: &tree,
        id: tree.root(),
    })
    .map_err(|why| format!("the document cannot be written as YAML: {why}"))?;
    let (again, _) = tree_of(&yaml);
    if same((&tree, tree.root()), (&again, again.root())) {
        Ok(yaml)
    } else {
        Err(
            "the document cannot be written as YAML that says the same; please report this"
                .to_owned(),
        )
    }
}

/// A value of a tree.
struct Part<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let part = |id: NodeId| Part {
            tree: self.tree,
            id,
        };
        match self.tree.value(self.id) {
            Value::Null => to.serialize_unit(),
            Value::Bool(it) => to.serialize_bool(*it),
            Value::Number(Number::Int(it)) => match (i64::try_from(*it), u64::try_from(*it)) {
                (Ok(it), _) => to.serialize_i64(it),
                (Err(_), Ok(it)) => to.serialize_u64(it),
                (Err(_), Err(_)) => to.serialize_i128(*it),
            },
            Value::Number(Number::Huge(it)) => to.serialize_u128(*it),
            Value::Number(Number::Float(it)) => to.serialize_f64(*it),
            Value::String(it) => to.serialize_str(it),
            Value::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for it in items {
                    list.serialize_element(&part(*it))?;
                }
                list.end()
            }
            Value::Map(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (key, it) in members.iter() {
                    map.serialize_entry(key, &part(it))?;
                }
                map.end()
            }
        }
    }
}

/// Whether two values are the same, the order of members included.
pub fn same((a, x): (&Tree, NodeId), (b, y): (&Tree, NodeId)) -> bool {
    match (a.value(x), b.value(y)) {
        (Value::List(xs), Value::List(ys)) => {
            xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| same((a, *x), (b, *y)))
        }
        (Value::Map(xs), Value::Map(ys)) => {
            xs.len() == ys.len()
                && xs
                    .iter()
                    .zip(ys.iter())
                    .all(|((key, x), (other, y))| key == other && same((a, x), (b, y)))
        }
        (x, y) => x == y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_stays_as_it_is() {
        let text = "openapi:   3.1.0 # as published\r\n";
        assert_eq!(as_yaml(text).as_deref(), Ok(text));
    }

    #[test]
    fn order_and_types_survive() {
        let json = r#"{"z": 1, "a": "1", "b": ["yes", "null", "~", "1.0", "0x1", "2020-01-01", "a: b", " x", "é\n\"", ""],
            "on": true, "1": null, "n": [1.0, 1e3, -9223372036854776000, 18446744073709551615, 0.1], "m": {}, "l": [],
            "t": "two\nlines\n", "c": "\u0007\u0085\u2028", "h": "\ud83d\ude00", "y": "y", "o": "0o7", "e": "1e3"}"#;
        let yaml = as_yaml(json).unwrap();
        let (tree, _) = tree_of(&yaml);
        let keys: Vec<_> = tree.value(tree.root()).as_map().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "z", "a", "b", "on", "1", "n", "m", "l", "t", "c", "h", "y", "o", "e"
            ],
            "{yaml}"
        );
        assert!(yaml.starts_with("z: 1\na: '1'\nb:\n"), "{yaml}");
    }

    #[test]
    fn what_yaml_would_read_differently_is_refused() {
        // Unquoted, as the writer has it, the key merges mappings.
        assert!(as_yaml(r#"{"<<": {"k": 1}}"#).is_err_and(|it| it.contains("says the same")));
    }

    #[test]
    fn broken_json_is_refused() {
        assert!(as_yaml("{\"a\": ").is_err());
    }
}
