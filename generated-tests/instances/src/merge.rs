//! The schemas that apply to one value, put together: `$ref`, `allOf`, siblings, and the variants that were chosen.

use crate::places::{Address, address};
use crate::pointer;
use indexmap::IndexMap;
use serde_json::Value;

/// The JSON types.
pub const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// What several schemas say together.
#[derive(Default)]
pub struct Merged<'a> {
    /// One of them lets nothing through.
    pub never: bool,
    /// `type`, the types that all let through.
    pub types: Option<Vec<&'a str>>,
    /// `enum` and `const`: the values that all list.
    pub listed: Option<Vec<&'a Value>>,
    /// What a discriminator wants the value to be.
    pub tags: Vec<&'a Value>,
    /// `properties`
    pub properties: IndexMap<&'a str, Vec<&'a Value>>,
    /// `patternProperties`
    pub patterns: Vec<(&'a str, &'a Value)>,
    /// `additionalProperties`, `unevaluatedProperties`
    pub additional: Vec<&'a Value>,
    /// `propertyNames`
    pub names: Vec<&'a Value>,
    /// `required`
    pub required: Vec<&'a str>,
    /// `dependentRequired`
    pub dependent: Vec<(&'a str, Vec<&'a str>)>,
    /// `prefixItems`
    pub first: Vec<Vec<&'a Value>>,
    /// `items`, `unevaluatedItems`
    pub items: Vec<&'a Value>,
    /// `contains`
    pub contains: Vec<&'a Value>,
    /// `anyOf`, `oneOf` of which no variant is chosen yet.
    pub choices: Vec<Choice<'a>>,
    /// `minimum`, `maxLength` … with the narrowest value.
    pub limits: Limits,
    /// `uniqueItems`
    pub unique: bool,
    /// `format`
    pub format: Option<&'a str>,
    /// `contentEncoding`
    pub encoding: Option<&'a str>,
    /// `pattern`
    pub texts: Vec<&'a str>,
    /// `examples`, `example`, `default`
    pub samples: Vec<&'a Value>,
}

/// Bounds.
#[derive(Default)]
pub struct Limits {
    /// `minimum`
    pub least: Option<f64>,
    /// `exclusiveMinimum`
    pub above: Option<f64>,
    /// `maximum`
    pub most: Option<f64>,
    /// `exclusiveMaximum`
    pub below: Option<f64>,
    /// `multipleOf`, of each schema that has one.
    pub steps: Vec<f64>,
    /// `minLength`, `maxLength`
    pub length: (usize, Option<usize>),
    /// `minItems`, `maxItems`
    pub count: (usize, Option<usize>),
    /// `minProperties`, `maxProperties`
    pub members: (usize, Option<usize>),
}

/// An `anyOf` or `oneOf`.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// The place to remember it by.
    pub at: Address,
    /// The variants.
    pub variants: &'a [Value],
}

/// Puts schemas together; `taken` are the choices that were made.
pub fn merge<'a>(root: &'a Value, schemas: &[&'a Value], taken: &[Address]) -> Merged<'a> {
    let mut merged = Merged::default();
    let mut seen: Vec<Address> = Vec::new();
    let mut waiting: Vec<&'a Value> = schemas.iter().rev().copied().collect();
    while let Some(schema) = waiting.pop() {
        if seen.contains(&address(schema)) {
            continue;
        }
        seen.push(address(schema));
        let Value::Object(keywords) = schema else {
            merged.never |= *schema == Value::Bool(false);
            continue;
        };
        for (key, value) in keywords {
            match (key.as_str(), value) {
                ("$ref", Value::String(reference)) => waiting.extend(target(root, reference)),
                ("allOf", Value::Array(all)) => waiting.extend(all.iter().rev()),
                ("anyOf" | "oneOf", Value::Array(variants)) => {
                    let at = address(schema) + usize::from(key == "oneOf");
                    if !taken.contains(&at) {
                        merged.choices.push(Choice { at, variants });
                    }
                }
                (key, value) => merged.keyword(key, value),
            }
        }
    }
    merged
}

/// The schema that a reference names.
pub fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(&pointer::of_reference(reference)?)
}

/// The schema behind references that say nothing else.
pub fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut at = schema;
    for _ in 0..32 {
        let next = at.get("$ref").and_then(Value::as_str);
        match next.and_then(|it| target(root, it)) {
            Some(next) if at.as_object().is_some_and(|it| it.len() == 1) => at = next,
            _ => break,
        }
    }
    at
}

impl<'a> Merged<'a> {
    fn keyword(&mut self, key: &str, value: &'a Value) {
        match key {
            "type" => self.of_type(value),
            "enum" => self.of_values(list(value)),
            "const" => self.of_values(std::slice::from_ref(value)),
            "x-tag" => self.tags.extend(list(value)),
            "required" => {
                for name in list(value).iter().filter_map(Value::as_str) {
                    if !self.required.contains(&name) {
                        self.required.push(name);
                    }
                }
            }
            "dependentRequired" => {
                let entries = value.as_object().into_iter().flatten();
                self.dependent.extend(entries.map(|(key, names)| {
                    (
                        key.as_str(),
                        list(names).iter().filter_map(Value::as_str).collect(),
                    )
                }));
            }
            "properties" => {
                for (name, it) in value.as_object().into_iter().flatten() {
                    self.properties.entry(name).or_default().push(it);
                }
            }
            "patternProperties" => {
                let entries = value.as_object().into_iter().flatten();
                self.patterns
                    .extend(entries.map(|(key, it)| (key.as_str(), it)));
            }
            "additionalProperties" | "unevaluatedProperties" => self.additional.push(value),
            "propertyNames" => self.names.push(value),
            "items" | "unevaluatedItems" => self.items.push(value),
            "contains" => self.contains.push(value),
            "prefixItems" => {
                for (index, it) in list(value).iter().enumerate() {
                    match self.first.get_mut(index) {
                        Some(slot) => slot.push(it),
                        None => self.first.push(vec![it]),
                    }
                }
            }
            "uniqueItems" => self.unique |= *value == Value::Bool(true),
            "format" => self.format = self.format.or(value.as_str()),
            "contentEncoding" => self.encoding = self.encoding.or(value.as_str()),
            "pattern" => self.texts.extend(value.as_str()),
            "examples" => self.samples.extend(list(value)),
            "example" | "default" => self.samples.push(value),
            _ => self.limits.keyword(key, value),
        }
    }

    fn of_type(&mut self, value: &'a Value) {
        let names: Vec<&str> = match value {
            Value::String(name) => vec![name.as_str()],
            other => list(other).iter().filter_map(Value::as_str).collect(),
        };
        let has = |names: &[&str], name: &str| {
            names.contains(&name) || (name == "integer" && names.contains(&"number"))
        };
        self.types = Some(match self.types.take() {
            None => names,
            Some(before) => TYPES
                .into_iter()
                .filter(|it| has(&names, it) && has(&before, it))
                .filter(|it| names.contains(it) || before.contains(it))
                .collect(),
        });
    }

    fn of_values(&mut self, values: &'a [Value]) {
        self.listed = Some(match self.listed.take() {
            None => values.iter().collect(),
            Some(before) => before
                .into_iter()
                .filter(|it| values.contains(it))
                .collect(),
        });
    }

    /// The types that a value may have: what is declared, else what an author means who left `type` out.
    pub fn possible(&self) -> Vec<&'a str> {
        if let Some(types) = &self.types {
            return types.clone();
        }
        let object = !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.patterns.is_empty()
            || !self.additional.is_empty()
            || !self.names.is_empty();
        if object {
            vec!["object"]
        } else if !self.items.is_empty() || !self.first.is_empty() || !self.contains.is_empty() {
            vec!["array"]
        } else if self.format.is_some() && !self.limits.is_of_numbers()
            || self.encoding.is_some()
            || !self.texts.is_empty()
            || self.limits.length != (0, None)
        {
            vec!["string"]
        } else if self.limits.is_of_numbers() {
            vec!["number"]
        } else {
            vec![
                "string", "integer", "number", "boolean", "array", "object", "null",
            ]
        }
    }
}

impl Limits {
    fn keyword(&mut self, key: &str, value: &Value) {
        let Some(number) = value.as_f64() else { return };
        let larger =
            |slot: &mut Option<f64>| *slot = Some(slot.map_or(number, |it| it.max(number)));
        let smaller =
            |slot: &mut Option<f64>| *slot = Some(slot.map_or(number, |it| it.min(number)));
        // A count beyond `usize` is as good as none.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let count = number as usize;
        let at_most =
            |slot: &mut Option<usize>| *slot = Some(slot.map_or(count, |it| it.min(count)));
        match key {
            "minimum" => larger(&mut self.least),
            "exclusiveMinimum" => larger(&mut self.above),
            "maximum" => smaller(&mut self.most),
            "exclusiveMaximum" => smaller(&mut self.below),
            "multipleOf" => self.steps.push(number),
            "minLength" => self.length.0 = self.length.0.max(count),
            "maxLength" => at_most(&mut self.length.1),
            "minItems" => self.count.0 = self.count.0.max(count),
            "maxItems" => at_most(&mut self.count.1),
            "minProperties" => self.members.0 = self.members.0.max(count),
            "maxProperties" => at_most(&mut self.members.1),
            _ => {}
        }
    }

    fn is_of_numbers(&self) -> bool {
        let bounds = [self.least, self.above, self.most, self.below];
        bounds.iter().any(Option::is_some) || !self.steps.is_empty()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
