//! Groups of the suite as OpenAPI documents: one component for each.
//!
//! In: groups. Out: documents. A reference into the group's own schema (`#/…`) becomes one into the component. Groups
//! with an `$id` or an anchor in common stand in different documents, because they name different things there. What
//! the suite serves under an address stands in the document, with that address as its `$id`: nothing is fetched.

use super::suite::{Group, Remote};
use super::text::{Members, string};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// A document, and which groups are in it: indices into the list that it was made of.
#[derive(Debug)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// The groups.
    pub groups: Vec<usize>,
}

/// The key of a group's component.
pub fn key(group: &Group) -> String {
    format!("{}_{}", group.file, group.index)
}

/// Whether a group names schemas otherwise than by where they stand.
pub fn names_schemas(group: &Group) -> bool {
    let mut found = false;
    each_member(&group.schema, &mut |key, value| {
        let own = ["$id", "$anchor", "$dynamicRef", "$dynamicAnchor"].contains(&key);
        let elsewhere = key == "$ref" && string(value).is_some_and(|it| !it.starts_with('#'));
        found |= own || elsewhere;
    });
    found || group.file == "vocabulary"
}

/// The documents of all groups.
pub fn documents(groups: &[Group], remotes: &[Remote]) -> Vec<Document> {
    let mut packed: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let names = names(group);
        match packed
            .iter_mut()
            .find(|(taken, _)| taken.is_disjoint(&names))
        {
            Some((taken, list)) => {
                taken.extend(names);
                list.push(index);
            }
            None => packed.push((names, vec![index])),
        }
    }
    let document = |(_, list): (_, Vec<usize>)| Document {
        text: text(list.iter().filter_map(|it| groups.get(*it)), remotes),
        groups: list,
    };
    packed.into_iter().map(document).collect()
}

/// The identifiers and anchors of a group.
fn names(group: &Group) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    each_member(&group.schema, &mut |key, value| {
        if ["$id", "$anchor", "$dynamicAnchor"].contains(&key) {
            out.extend(string(value));
        }
    });
    out
}

fn text<'a>(groups: impl Iterator<Item = &'a Group>, remotes: &[Remote]) -> String {
    let components = groups.map(|it| {
        let key = key(it);
        let schema = moved(&it.schema, &format!("#/components/schemas/{key}"));
        format!("{}: {schema}", Value::from(key))
    });
    let remotes = remotes.iter().map(|it| {
        let schema = addressed(it);
        format!("{}: {schema}", Value::from(&*it.address))
    });
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"Suite\", \"version\": \"1\"}}, \"paths\": {{}},\n\
         \"x-served\": {{\n{}\n}},\n\"components\": {{\"schemas\": {{\n{}\n}}}}}}\n",
        remotes.collect::<Vec<_>>().join(",\n"),
        components.collect::<Vec<_>>().join(",\n")
    )
}

/// A schema under its address; one with an `$id` of its own is named from there.
fn addressed(it: &Remote) -> String {
    let address = Value::from(&*it.address);
    let Ok(members) = serde_json::from_str::<Members>(it.schema.get()) else {
        return format!("{{\"$id\": {address}, \"allOf\": [{}]}}", it.schema.get());
    };
    match members.text("$id") {
        Ok(own) if own != it.address => {
            let own = Value::from(own);
            format!(
                "[{{\"$id\": {address}, \"$ref\": {own}}}, {}]",
                it.schema.get()
            )
        }
        Ok(_) => it.schema.get().to_owned(),
        Err(_) => {
            let rest = it.schema.get().trim_start().trim_start_matches('{');
            let comma = if members.0.is_empty() { "" } else { "," };
            format!("{{\"$id\": {address}{comma}{rest}")
        }
    }
}

/// Keywords whose values are no schemas.
const DATA: &[&str] = &["enum", "const", "default", "examples"];

/// A schema with its references to itself moved to `base`. Below an `$id` they stay: they are relative to that.
fn moved(schema: &RawValue, base: &str) -> String {
    let text = schema.get();
    if let Ok(items) = serde_json::from_str::<Vec<Box<RawValue>>>(text) {
        let items: Vec<String> = items.iter().map(|it| moved(it, base)).collect();
        return format!("[{}]", items.join(","));
    }
    let Ok(Members(members)) = serde_json::from_str::<Members>(text) else {
        return text.to_owned();
    };
    if members
        .iter()
        .any(|(key, it)| key == "$id" && string(it).is_some())
    {
        return text.to_owned();
    }
    let members = members.iter().map(|(key, it)| {
        let reference = string(it).filter(|_| key == "$ref" || key == "$dynamicRef");
        let value = match reference.as_deref().and_then(|it| it.strip_prefix('#')) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                Value::from(format!("{base}{rest}")).to_string()
            }
            _ if DATA.contains(&&**key) => it.get().to_owned(),
            _ => moved(it, base),
        };
        format!("{}:{value}", Value::from(&**key))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// Calls `act` with every member of every object, however deep.
fn each_member(value: &RawValue, act: &mut dyn FnMut(&str, &RawValue)) {
    let text = value.get();
    if let Ok(items) = serde_json::from_str::<Vec<Box<RawValue>>>(text) {
        items.iter().for_each(|it| each_member(it, act));
    } else if let Ok(Members(members)) = serde_json::from_str::<Members>(text) {
        for (key, it) in &members {
            act(key, it);
            each_member(it, act);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn references_move_with_their_schema_but_data_and_identified_schemas_stay() {
        let schema = r##"{"$ref":"#","a":[{"$ref":"#/$defs/b"},{"$ref":"#c"}],"const":{"$ref":"#"},"properties":{"$ref":{"$ref":"#/x"}},"d":{"$id":"e","$ref":"#/f"},"minimum":1.0}"##;
        let expected = r##"{"$ref":"#/K","a":[{"$ref":"#/K/$defs/b"},{"$ref":"#c"}],"const":{"$ref":"#"},"properties":{"$ref":{"$ref":"#/K/x"}},"d":{"$id":"e","$ref":"#/f"},"minimum":1.0}"##;
        assert_eq!(moved(&raw(schema), "#/K"), expected);
    }

    #[test]
    fn what_is_served_stands_under_its_address() {
        let remote = |schema| Remote {
            address: "http://h/a.json".to_owned(),
            schema: raw(schema),
        };
        let served = |schema| addressed(&remote(schema));
        assert_eq!(
            served(r#"{"type":"integer"}"#),
            r#"{"$id": "http://h/a.json","type":"integer"}"#
        );
        assert_eq!(served("{}"), r#"{"$id": "http://h/a.json"}"#);
        let other = r#"[{"$id": "http://h/a.json", "$ref": "http://h/b"}, {"$id":"http://h/b"}]"#;
        assert_eq!(served(r#"{"$id":"http://h/b"}"#), other);
    }
}
