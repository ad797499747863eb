//! What extensions say of the values of `enum`: names for code, and descriptions. The specification has no place for them.
//!
//! In: the extensions of a schema and its listed values. Out: what is said of each value. Those of several tools are read
//! in all their forms: a list beside `enum`, item by item; a mapping by the value, or by the name; and entries that are a
//! text, or a mapping with `name` and `description`. Absent: what a variant is called; `plan` knows that.

use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use crate::tree::Value;
use std::collections::HashMap;

/// What is said of one listed value.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its name for code.
    pub name: Option<Box<str>>,
    /// What it means.
    pub description: Option<Box<str>>,
}

/// What the texts of an extension are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Names,
    Descriptions,
}

/// The extensions, and what their texts are. Names come first, because descriptions may go by them; of two that say the
/// same, the first counts.
const EXTENSIONS: &[(&str, Texts)] = &[
    ("x-enum-varnames", Texts::Names),
    ("x-enumNames", Texts::Names),
    ("x-enum-names", Texts::Names),
    ("x-speakeasy-enums", Texts::Names),
    ("x-enum-elements", Texts::Names),
    ("x-ms-enum", Texts::Names),
    ("x-fern-enum", Texts::Names),
    ("x-enum-descriptions", Texts::Descriptions),
    ("x-enum-description", Texts::Descriptions),
    ("x-enumDescriptions", Texts::Descriptions),
    ("x-enum-comments", Texts::Descriptions),
    ("x-speakeasy-enum-descriptions", Texts::Descriptions),
];

/// What the extensions of the schema at `at` say of `values`, its `enum`.
pub fn read(reader: &mut Reader<'_>, at: NodeId, values: &[NodeId]) -> HashMap<NodeId, Said> {
    let mut said = HashMap::new();
    for (key, texts) in EXTENSIONS {
        if let Some(it) = reader.tree.get(at, key) {
            let mut extension = Extension {
                reader,
                key,
                at: it,
                texts: *texts,
                said: &mut said,
            };
            extension.read(values);
        }
    }
    said
}

struct Extension<'a, 'r, 't> {
    reader: &'r mut Reader<'t>,
    key: &'a str,
    at: NodeId,
    texts: Texts,
    said: &'a mut HashMap<NodeId, Said>,
}

impl Extension<'_, '_, '_> {
    fn read(&mut self, values: &[NodeId]) {
        let tree = self.reader.tree;
        // Azure's names the type as well, and has the values inside.
        let list = match self.key {
            "x-ms-enum" => match tree.get(self.at, "values") {
                Some(list) => list,
                None => return,
            },
            _ => self.at,
        };
        match tree.value(list) {
            Value::List(items) if items.iter().any(|it| tree.get(*it, "value").is_some()) => {
                self.by_value(values, items);
            }
            Value::List(items) => self.in_order(values, items),
            Value::Map(map) => {
                let entries = map.iter().map(|(key, it)| (key.to_owned(), it));
                self.by_key(values, entries.collect());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                let message = format!(
                    "expected a list or a mapping, found {}",
                    tree.value(list).kind()
                );
                self.unfit(list, message, "write one text for each value of `enum`");
            }
        }
    }

    /// A list as long as `enum`. Null has no variant, so that it may be left out.
    fn in_order(&mut self, values: &[NodeId], items: &[NodeId]) {
        let tree = self.reader.tree;
        let named: Vec<NodeId> = values
            .iter()
            .copied()
            .filter(|it| *tree.value(*it) != Value::Null)
            .collect();
        let values = match items.len() {
            length if length == values.len() => values,
            length if length == named.len() => &named,
            length => {
                let message = format!(
                    "`{}` says something of {length}, and `enum` lists {}",
                    self.key,
                    values.len()
                );
                return self.unfit(
                    self.at,
                    message,
                    "give each value one, in the order of `enum`",
                );
            }
        };
        for (value, it) in values.iter().zip(items) {
            self.add(*value, *it);
        }
    }

    /// A list of mappings that repeat the value.
    fn by_value(&mut self, values: &[NodeId], items: &[NodeId]) {
        let tree = self.reader.tree;
        let entries = items.iter().filter_map(|it| {
            let value = tree.get(*it, "value")?;
            Some((text(tree.value(value))?, *it))
        });
        self.by_key(values, entries.collect());
    }

    /// What goes by the text of the value, or by its name.
    fn by_key(&mut self, values: &[NodeId], entries: Vec<(String, NodeId)>) {
        let tree = self.reader.tree;
        let mut known: HashMap<String, NodeId> = HashMap::new();
        for value in values {
            known.extend(text(tree.value(*value)).map(|text| (text, *value)));
        }
        for value in values {
            let name = self.said.get(value).and_then(|it| it.name.as_deref());
            if let Some(name) = name {
                known.entry(name.to_owned()).or_insert(*value);
            }
        }
        let mut strangers: Vec<String> = Vec::new();
        let mut first = None;
        for (key, it) in entries {
            match known.get(&key) {
                Some(value) => self.add(*value, it),
                None => {
                    first = first.or(Some(it));
                    strangers.push(format!("`{key}`"));
                }
            }
        }
        if let Some(at) = first {
            const MOST: usize = 5;
            let more = strangers.len().saturating_sub(MOST);
            strangers.truncate(MOST);
            let rest = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let message = format!(
                "`{}` speaks of what `enum` does not list: {}{rest}",
                self.key,
                strangers.join(", ")
            );
            self.unfit(at, message, "correct the key, or list the value in `enum`");
        }
    }

    /// Adds what an entry says of a value, under what was said of it before.
    fn add(&mut self, value: NodeId, it: NodeId) {
        let tree = self.reader.tree;
        let (name, description) = match (tree.value(it), self.texts) {
            (Value::String(text), Texts::Names) => (Some(text.clone()), None),
            (Value::String(text), Texts::Descriptions) => (None, Some(text.clone())),
            (Value::Map(_), _) => {
                let text = |key: &str| {
                    let at = tree.get(it, key)?;
                    tree.value(at).as_str().map(Into::into)
                };
                (text("name"), text("description"))
            }
            (Value::Null, _) => return,
            (Value::Bool(_) | Value::Number(_) | Value::List(_), _) => {
                let message = format!("expected a text, found {}", tree.value(it).kind());
                return self.unfit(it, message, "write a text in quotes");
            }
        };
        let written = |text: Option<Box<str>>| text.filter(|it| !it.trim().is_empty());
        let said = self.said.entry(value).or_default();
        said.name = said.name.take().or(written(name));
        said.description = said.description.take().or(written(description));
    }

    fn unfit(&mut self, at: NodeId, message: String, help: &str) {
        let place = if at == self.at { at.key() } else { at.value() };
        self.reader.diags.push(
            Diagnostic::new(Code::EnumExtensionUnfit, place, message)
                .label("has no effect")
                .help(help),
        );
    }
}

/// The text by which a value is known in the key of a mapping.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null => Some("null".to_owned()),
        Value::List(_) | Value::Map(_) => None,
    }
}
