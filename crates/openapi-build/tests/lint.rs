//! Real documents with known oddities: each is generated, and each kind of oddity is told of.
//!
//! `lint/NAME.json` beside a corpus lists what is odd in the document `NAME`. The documents are not part of the project:
//! `OPENAPI_SHARED` names the folder that has `corpus/`. `--nocapture` shows, for each document, whether it was generated
//! and how often each code was found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use openapi_build::cargo::Disk;
use openapi_build::{Config, generate};
use serde_json::Value;

/// What is to be said of an oddity.
enum Said {
    /// One of these codes.
    Any(&'static [&'static str]),
    /// Nothing: it is no fault, and generated as it is meant. The reason is for who reads this.
    Nothing(#[allow(dead_code)] &'static str),
}

use Said::{Any, Nothing};

/// Every kind of oddity.
const KINDS: &[(&str, Said)] = &[
    ("204_with_content", Any(&["N0710"])),
    ("array_without_items", Nothing("a list of anything")),
    (
        "bound_over_i64",
        Nothing("bounds are documentation, and choose wider integers"),
    ),
    ("broken_ref", Any(&["W0301"])),
    ("combinator_empty", Any(&["W0202"])),
    ("component_leading_digit", Nothing("`_400` is the name")),
    ("component_name_collision", Any(&["N0601"])),
    (
        "component_name_invalid",
        Nothing("names are made of any text"),
    ),
    (
        "component_prelude_name",
        Nothing("generated code names nothing of the prelude without its path"),
    ),
    ("const_non_string", Nothing("constants have any type")),
    ("default_type_mismatch", Any(&["W0501"])),
    ("discriminator_bad_mapping", Any(&["W0301"])),
    ("discriminator_property_missing", Any(&["N0407"])),
    ("enum_dup", Any(&["N0404"])),
    ("enum_empty", Any(&["W0202"])),
    ("enum_mixed", Nothing("an enum of literals")),
    ("enum_type_mismatch", Any(&["W0406"])),
    ("enum_value_no_ident", Any(&["N0601"])),
    ("enum_variant_collision", Any(&["N0601"])),
    ("exclusive_bool_in_3.1", Any(&["N0207"])),
    ("items_on_non_array", Any(&["N0401"])),
    ("no_paths", Nothing("webhooks and components are enough")),
    ("no_responses", Any(&["N0703"])),
    ("oneOf_and_anyOf", Any(&["N0401"])),
    ("operationId_duplicate", Any(&["W0713"])),
    ("operation_is_ref", Nothing("references lead anywhere")),
    ("param_collision", Any(&["N0601"])),
    (
        "path_near_same",
        Nothing("both are called as they are written"),
    ),
    ("path_param_not_in_template", Any(&["W0702"])),
    ("path_param_not_required", Any(&["N0714"])),
    ("path_param_odd_name", Nothing("names are made of any text")),
    ("path_param_undeclared", Any(&["W0704"])),
    (
        "path_partial_segment",
        Nothing("variables stand anywhere in a segment"),
    ),
    ("path_same_template", Any(&["N0712"])),
    ("path_with_query_or_fragment", Any(&["N0711"])),
    ("path_without_operations", Any(&["N0711"])),
    ("pathitem_unknown_key", Any(&["N0203", "W0205", "W0209"])),
    ("pattern_lookaround", Nothing("a pattern is documentation")),
    ("properties_on_non_object", Any(&["N0401"])),
    ("property_collision", Any(&["N0601"])),
    (
        "property_very_odd_name",
        Nothing("names are made of any text"),
    ),
    (
        "ref_with_structural_siblings",
        Nothing("both apply together"),
    ),
    ("relative_server_url", Nothing("the caller gives the rest")),
    ("requestBody_no_content", Any(&["W0702"])),
    ("required_dup", Nothing("required is required")),
    ("required_not_list", Any(&["W0202"])),
    ("required_without_property", Any(&["W0405"])),
    ("reserved_header_param", Any(&["N0705"])),
    ("schema_not_object", Any(&["W0202"])),
    ("title_collision", Nothing("no name comes from a title")),
    ("type_array_multi", Nothing("a union")),
    ("type_array_only_null", Nothing("a null")),
    ("unknown_schema_keyword", Any(&["N0203", "W0205", "W0209"])),
    ("yaml_anchors", Nothing("YAML has them")),
    ("yaml_nonstring_keys", Nothing("keys are texts")),
];

/// Oddities that are none, looked at closely.
const EXCEPT: &[(&str, &str, &str)] = &[
    (
        "asana",
        "required_without_property",
        "the other part of `allOf` declares them",
    ),
    (
        "openai",
        "discriminator_property_missing",
        "`$recursiveRef` leads to the schema around it, which declares it",
    ),
];

fn corpus() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("OPENAPI_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join("corpus")
}

/// Names of documents, and the kinds of oddities that each has.
fn documents() -> Vec<(String, Vec<String>)> {
    let Ok(files) = std::fs::read_dir(corpus().join("lint")) else {
        eprintln!("skipped: there is no corpus; OPENAPI_SHARED names the folder that has it");
        return Vec::new();
    };
    let mut found = Vec::new();
    for file in files.flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let facts: Value = serde_json::from_str(&text).unwrap();
        let kinds = facts["lint"]
            .as_object()
            .into_iter()
            .flat_map(|it| it.keys().cloned());
        let name = file
            .path()
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        found.push((name, kinds.collect()));
    }
    found.sort();
    found
}

/// What is wrong with what comes of a document.
fn faults(name: &str, kinds: &[String]) -> Vec<String> {
    let files = ["openapi.yaml", "openapi.json"].map(|it| corpus().join(name).join(it));
    let Some(path) = files.into_iter().find(|it| it.is_file()) else {
        return vec![format!("there is no document `{name}`")];
    };
    let made = generate(path.to_str().unwrap(), &Disk::new(), &Config::default());
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for it in made.diagnostics.iter() {
        *codes.entry(it.code.number()).or_default() += 1;
    }
    let generated = if made.client.is_some() {
        "generated"
    } else {
        "NOT generated"
    };
    println!("{name}: {generated}; {codes:?}");
    let mut faults = Vec::new();
    if made.client.is_none() {
        faults.push(format!("{name} is not generated"));
    }
    let except = |kind: &str| EXCEPT.iter().any(|it| (it.0, it.1) == (name, kind));
    for kind in kinds.iter().filter(|it| !except(it)) {
        match KINDS.iter().find(|(it, _)| it == kind) {
            Some((_, Any(list))) if !list.iter().any(|it| codes.contains_key(it)) => {
                faults.push(format!(
                    "{name}: `{kind}` has none of {list:?}, only {codes:?}"
                ));
            }
            Some(_) => {}
            None => faults.push(format!("{name}: nobody decided what is said of `{kind}`")),
        }
    }
    faults
}

#[test]
fn every_document_is_generated_and_every_fault_is_told() {
    let waiting = Mutex::new(documents());
    let faults = Mutex::new(Vec::new());
    let work = || {
        while let Some((name, kinds)) = { waiting.lock().unwrap().pop() } {
            let found = self::faults(&name, &kinds);
            faults.lock().unwrap().extend(found);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            // Build scripts have more stack than threads of tests.
            let thread = std::thread::Builder::new().stack_size(8 << 20);
            thread.spawn_scoped(scope, work).unwrap();
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_has_each_kind_once() {
    let kinds: BTreeSet<&str> = KINDS.iter().map(|it| it.0).collect();
    assert_eq!(kinds.len(), KINDS.len());
}
