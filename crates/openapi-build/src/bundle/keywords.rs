//! A schema, keyword by keyword, in an order that is the same for all of them.

use super::NOT_NULL;
use super::json::Face;
use super::json::Json;
use super::json::Members;
use super::one_sided::OneSided;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::document::pattern::fault;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Writes schemas.
pub(super) struct Writer<'a> {
    pub api: &'a Api,
    pub tree: &'a Tree,
    pub diags: &'a mut Diagnostics,
    /// The steps from the schema that was asked for to the one that is written.
    pub steps: Vec<Box<str>>,
    /// The schemas within those that were asked for, and the steps to them.
    pub inside: HashMap<SchemaId, Vec<Box<str>>>,
    /// Whether what is written only tells values apart (`not`, `if`): there a name that is not asked for would be another condition, so
    /// that `required` is as the document has it.
    pub condition: bool,
}

/// Whether a schema within another one is for the same value.
enum For<'o> {
    /// It is, and these members are one-sided.
    TheSame(&'o OneSided),
    /// It is for a part of it.
    APart,
}

impl Writer<'_> {
    /// A schema with all that is within it. Documents nest no deeper than their readers let them.
    pub fn schema(&mut self, at: SchemaId) -> Json {
        self.write(at, &For::APart)
    }

    fn write(&mut self, at: SchemaId, purpose: &For<'_>) -> Json {
        self.inside.insert(at, self.steps.clone());
        let Some(schema) = self.api.schemas.get(&at) else {
            return Json::nothing();
        };
        if let Some(always) = schema.keywords.always {
            return Json::flag(always);
        }
        let mut one_sided = match purpose {
            For::TheSame(around) => (*around).clone(),
            For::APart => OneSided::default(),
        };
        if !self.condition {
            one_sided.add(self.api, at);
        }
        if !schema.keywords.or_null {
            return Json::Object(self.keywords(at, schema, &one_sided));
        }
        self.steps.push(NOT_NULL.into());
        let inner = self.keywords(at, schema, &one_sided);
        self.steps.pop();
        let null = object([("type", Json::text("null"))]);
        let not_null = object([("$ref", Json::Reference(at, Face::NotNull))]);
        object([
            ("anyOf", Json::List(vec![null, not_null])),
            (NOT_NULL, Json::Object(inner)),
        ])
    }

    fn keywords(&mut self, at: SchemaId, schema: &Schema, one_sided: &OneSided) -> Members {
        let mut out = Members::new();
        let target = schema.target.filter(|it| self.api.schemas.contains_key(it));
        add(
            &mut out,
            "$ref",
            target.map(|it| Json::Reference(it, Face::Whole)),
        );
        self.values(at, schema, &mut out);
        self.limits(schema, &mut out);
        self.members(schema, one_sided, &mut out);
        self.items(schema, &mut out);
        self.together(schema, one_sided, &mut out);
        let content = schema.keywords.content_schema;
        let content = content.map(|it| self.one("contentSchema", it, &For::APart));
        add(&mut out, "contentSchema", content);
        out
    }

    /// `type`, `format`, `enum`, `const`.
    fn values(&mut self, at: SchemaId, schema: &Schema, out: &mut Members) {
        let it = &schema.keywords;
        add(out, "type", it.types.map(types));
        add(out, "format", it.format.as_deref().map(Json::text));
        if let Some(listed) = &it.enumeration {
            let values = listed.iter().map(|it| Json::value(self.tree, *it));
            let values = self.with_null(at, values.collect());
            add(out, "enum", Some(Json::List(values)));
        }
        let constant = it.constant.map(|it| Json::value(self.tree, it));
        add(out, "const", constant);
    }

    /// `nullable` beside `enum` means that null comes as well, listed or not.
    fn with_null(&self, at: SchemaId, mut values: Vec<Json>) -> Vec<Json> {
        let nullable = self.tree.get(at, "nullable");
        let nullable = nullable.is_some_and(|it| *self.tree.value(it) == Value::Bool(true));
        if nullable && !values.contains(&Json::null()) {
            values.push(Json::null());
        }
        values
    }

    /// Keywords that only constrain.
    fn limits(&mut self, schema: &Schema, out: &mut Members) {
        for (key, at) in &schema.keywords.limits {
            match self.limit(key, *at) {
                Ok(value) => add(out, key, Some(value)),
                Err(why) => self.left_out(key, *at, &why),
            }
        }
    }

    /// The value of a keyword that only constrains, or why it is none.
    fn limit(&self, key: &str, at: NodeId) -> Result<Json, Cow<'static, str>> {
        let number = match self.tree.value(at) {
            Value::Number(it) => *it,
            Value::String(text) => {
                return fault(text).map_or(Ok(Json::text(text)), |why| Err(why.into()));
            }
            // `uniqueItems`; what is not of its type was told of where it was read.
            _ => return Ok(Json::flag(true)),
        };
        let counts = ["Length", "Items", "Properties", "Contains"];
        if counts.iter().any(|it| key.ends_with(it)) {
            let count = number.as_integer().filter(|it| *it >= 0);
            return count
                .map(|it| Json::Written(it.to_string()))
                .ok_or("it is not a natural number".into());
        }
        if key == "multipleOf" && number.as_f64() <= 0.0 {
            return Err("it is not more than 0".into());
        }
        Ok(Json::number(number))
    }

    fn left_out(&mut self, key: &str, at: NodeId, why: &str) {
        let message = format!("`{key}` cannot be checked: {why}");
        self.diags.push(
            Diagnostic::new(Code::Uncheckable, at.key(), message)
                .label("values are checked by all else"),
        );
    }

    /// Keywords for objects.
    fn members(&mut self, schema: &Schema, one_sided: &OneSided, out: &mut Members) {
        let it = &schema.keywords;
        let properties = self.each("properties", &it.properties, &For::APart);
        add(out, "properties", properties);
        let mut patterns = Vec::new();
        for (pattern, at) in &it.patterns {
            match fault(pattern) {
                Some(why) => self.left_out("patternProperties", *at, &why),
                None => patterns.push((pattern.clone(), *at)),
            }
        }
        let patterns = self.each("patternProperties", &patterns, &For::APart);
        add(out, "patternProperties", patterns);
        for (key, at) in [
            ("additionalProperties", it.additional),
            ("unevaluatedProperties", it.unevaluated_properties),
            ("propertyNames", it.property_names),
        ] {
            let inner = at.map(|at| self.one(key, at, &For::APart));
            add(out, key, inner);
        }
        required(schema, one_sided, out);
    }

    /// Keywords for lists.
    fn items(&mut self, schema: &Schema, out: &mut Members) {
        let it = &schema.keywords;
        let first = it.prefix_items.as_deref().unwrap_or_default();
        // A list of schemas under `items` is what later drafts call `prefixItems`, and its rest is `additionalItems`.
        let older = it.items.is_none() && it.prefix_items.is_some();
        let rest = applicator(schema, "additionalItems").filter(|_| older);
        let prefix = self.list("prefixItems", first, &For::APart);
        add(out, "prefixItems", prefix);
        for (key, at) in [
            ("items", it.items.or(rest)),
            ("contains", applicator(schema, "contains")),
            ("unevaluatedItems", it.unevaluated_items),
        ] {
            let inner = at.map(|at| self.one(key, at, &For::APart));
            add(out, key, inner);
        }
    }

    /// Keywords with schemas for the same value.
    fn together(&mut self, schema: &Schema, one_sided: &OneSided, out: &mut Members) {
        let it = &schema.keywords;
        let same = For::TheSame(one_sided);
        for (key, list) in [
            ("allOf", &it.all_of),
            ("anyOf", &it.any_of),
            ("oneOf", &it.one_of),
        ] {
            let list = self.list(key, list, &same);
            add(out, key, list);
        }
        for key in ["not", "if"] {
            let inner = applicator(schema, key).map(|at| self.condition(key, at));
            add(out, key, inner);
        }
        for key in ["then", "else"] {
            let inner = applicator(schema, key).map(|at| self.one(key, at, &same));
            add(out, key, inner);
        }
        let (schemas, names) = self.dependents(schema);
        let schemas = self.each("dependentSchemas", &schemas, &same);
        add(out, "dependentSchemas", schemas);
        add(
            out,
            "dependentRequired",
            Some(names).filter(|it| *it != Json::nothing()),
        );
    }

    /// `dependentSchemas`, `dependentRequired`, and `dependencies` of older drafts, which is either.
    fn dependents(&self, schema: &Schema) -> (Vec<(Box<str>, SchemaId)>, Json) {
        let (mut schemas, mut names) = (Vec::new(), Members::new());
        for key in ["dependentSchemas", "dependentRequired", "dependencies"] {
            let entries = applicator(schema, key).and_then(|it| self.tree.value(it).as_map());
            for (name, at) in entries.into_iter().flat_map(|it| it.iter()) {
                match self.tree.value(at) {
                    Value::List(list) => {
                        let texts = list.iter().filter_map(|it| self.tree.value(*it).as_str());
                        names.insert(name.into(), Json::texts(texts));
                    }
                    _ => schemas.push((name.into(), at)),
                }
            }
        }
        (schemas, Json::Object(names))
    }

    /// A schema that only tells values apart.
    fn condition(&mut self, key: &'static str, at: SchemaId) -> Json {
        let around = std::mem::replace(&mut self.condition, true);
        let inner = self.one(key, at, &For::APart);
        self.condition = around;
        inner
    }

    /// A schema under a keyword.
    fn one(&mut self, key: &'static str, at: SchemaId, purpose: &For<'_>) -> Json {
        self.steps.push(key.into());
        let inner = self.write(at, purpose);
        self.steps.pop();
        inner
    }

    /// A list of schemas under a keyword; nothing where there is none.
    fn list(&mut self, key: &'static str, list: &[SchemaId], purpose: &For<'_>) -> Option<Json> {
        let names = (0..list.len()).map(|it| it.to_string().into_boxed_str());
        let entries: Vec<_> = names.zip(list.iter().copied()).collect();
        match self.each(key, &entries, purpose)? {
            Json::Object(members) => Some(Json::List(members.into_values().collect())),
            other => Some(other),
        }
    }

    /// Schemas by name under a keyword; nothing where there is none.
    fn each(
        &mut self,
        key: &'static str,
        entries: &[(Box<str>, SchemaId)],
        purpose: &For<'_>,
    ) -> Option<Json> {
        let mut out = Members::new();
        self.steps.push(key.into());
        for (name, at) in entries {
            self.steps.push(name.clone());
            let inner = self.write(*at, purpose);
            self.steps.pop();
            out.insert(name.clone(), inner);
        }
        self.steps.pop();
        (!out.is_empty()).then_some(Json::Object(out))
    }
}

fn add(out: &mut Members, key: &str, value: Option<Json>) {
    if let Some(value) = value {
        out.insert(key.into(), value);
    }
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.into_iter().map(|(key, it)| (key.into(), it));
    Json::Object(members.collect())
}

/// The value of a keyword with schemas that only constrain.
fn applicator(schema: &Schema, key: &str) -> Option<NodeId> {
    let all = &schema.keywords.applicators;
    all.iter().find(|(it, _)| **it == *key).map(|(_, at)| *at)
}

fn types(types: Types) -> Json {
    let word = |it: Types| match it {
        Types::NULL => "null",
        Types::BOOLEAN => "boolean",
        Types::INTEGER => "integer",
        Types::STRING => "string",
        Types::ARRAY => "array",
        Types::OBJECT => "object",
        _ => "number",
    };
    let words: Vec<&str> = types.each().map(word).collect();
    match words.as_slice() {
        [one] => Json::text(one),
        several => Json::texts(several.iter().copied()),
    }
}

/// `required`, and what is asked of one side alone.
fn required(schema: &Schema, one_sided: &OneSided, out: &mut Members) {
    let (mut both, mut answers, mut requests) = (Vec::new(), Vec::new(), Vec::new());
    let names = schema.keywords.required.iter().map(|(name, _)| &**name);
    for name in names {
        let list = match (
            one_sided.of_answers.contains(name),
            one_sided.of_requests.contains(name),
        ) {
            (false, false) => &mut both,
            (true, false) => &mut answers,
            (false, true) => &mut requests,
            // Neither side sets it.
            (true, true) => continue,
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }
    for (key, names) in [
        ("required", both),
        ("requiredInAnswers", answers),
        ("requiredInRequests", requests),
    ] {
        let names = (!names.is_empty()).then(|| Json::texts(names));
        add(out, key, names);
    }
}
