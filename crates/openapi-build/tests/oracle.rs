//! Our reading of documents against that of an independent crate, `openapiv3`, for every document that it reads:
//! the one that this project began with, our fixtures, and the documents of `OPENAPI_CORPUS`.
//!
//! What is compared is what both can say: component names, members and what is required of them; operations with
//! method, path, id, parameters and statuses.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::diag::Diagnostics;
use openapi_build::document;
use openapi_build::resolve::{Api, resolve};
use openapi_build::tree::Tree;
use openapiv3::{OpenAPI, Parameter, ReferenceOr, SchemaKind, StatusCode, Type};

fn ours(path: &str, text: &str) -> Api {
    let source = |name: &str| {
        if name == path {
            Ok(text.to_owned())
        } else {
            fs::read_to_string(name).map_err(|it| it.to_string())
        }
    };
    let mut diags = Diagnostics::default();
    let tree = Tree::read(path, &source, &mut diags);
    let read = document::read(&tree, &mut diags).expect("the other reader took it");
    resolve(&tree, read, &Default::default(), &mut diags)
}

fn theirs(path: &Path, text: &str) -> Option<OpenAPI> {
    match path.extension()?.to_str()? {
        "json" => serde_json::from_str(text).ok(),
        _ => serde_yaml::from_str(text).ok(),
    }
}

/// Each object component with its members, `!` behind those that are required.
fn members_of_theirs(document: &OpenAPI) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let schemas = document.components.iter().flat_map(|it| &it.schemas);
    for (name, schema) in schemas {
        out.insert(name.clone());
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            continue;
        };
        for member in object.properties.keys() {
            let mark = if object.required.contains(member) {
                "!"
            } else {
                ""
            };
            out.insert(format!("{name}.{member}{mark}"));
        }
    }
    out
}

fn members_of_ours(api: &Api, document: &OpenAPI) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let objects: BTreeSet<&String> = document
        .components
        .iter()
        .flat_map(|it| &it.schemas)
        .filter(|(_, schema)| {
            matches!(schema, ReferenceOr::Item(it) if matches!(it.schema_kind, SchemaKind::Type(Type::Object(_))))
        })
        .map(|(name, _)| name)
        .collect();
    for component in &api.components {
        let name = component.name.to_string();
        out.insert(name.clone());
        if !objects.contains(&name) {
            continue;
        }
        let keywords = &api.schemas[&component.schema].keywords;
        for (member, _) in &keywords.properties {
            let required = keywords.required.iter().any(|(it, _)| it == member);
            let mark = if required { "!" } else { "" };
            out.insert(format!("{name}.{member}{mark}"));
        }
    }
    out
}

/// Each operation with its id, and the names of the parameters that are written out in it.
fn operations_of_theirs(document: &OpenAPI) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (path, method, operation) in document.operations() {
        let key = format!("{} {path}", method.to_uppercase());
        let id = operation.operation_id.as_deref().unwrap_or("-");
        out.insert(format!("{key} {id}"));
        for parameter in &operation.parameters {
            let ReferenceOr::Item(parameter) = parameter else {
                continue;
            };
            let place = match parameter {
                Parameter::Path { .. } => "path",
                Parameter::Query { .. } => "query",
                Parameter::Header { .. } => "header",
                Parameter::Cookie { .. } => "cookie",
            };
            let data = parameter.parameter_data_ref();
            out.insert(format!("{key} {place} {}", data.name));
        }
        for status in operation.responses.responses.keys() {
            // HTTP has no other statuses; we report them.
            let hundreds = match status {
                StatusCode::Code(code) => code / 100,
                StatusCode::Range(range) => *range,
            };
            if (1..=5).contains(&hundreds) {
                out.insert(format!("{key} -> {status}"));
            }
        }
    }
    out
}

fn operations_of_ours(api: &Api) -> BTreeSet<String> {
    use openapi_build::resolve::{Place, Status};
    let mut out = BTreeSet::new();
    for operation in &api.operations {
        let key = format!("{} {}", operation.method, operation.path);
        let id = operation.id.as_ref().map_or("-", |(id, _)| id);
        out.insert(format!("{key} {id}"));
        for parameter in &operation.parameters {
            let place = match parameter.place {
                Place::Path(_) => "path",
                Place::Query(_) => "query",
                Place::Header(_) => "header",
                Place::Cookie(_) => "cookie",
                Place::Querystring => continue,
            };
            out.insert(format!("{key} {place} {}", parameter.name));
        }
        for response in &operation.responses {
            if let Status::Of(code) = &response.status {
                out.insert(format!("{key} -> {code}"));
            }
        }
    }
    out
}

fn documents() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![project.join("../../spec/openapi.yaml")];
    for folder in ["tests/types", "tests/operations"] {
        let all = fs::read_dir(project.join(folder)).unwrap();
        paths.extend(all.map(|it| it.unwrap().path()));
    }
    match std::env::var("OPENAPI_CORPUS") {
        Ok(folder) => {
            for entry in fs::read_dir(folder).unwrap() {
                let folder = entry.unwrap().path();
                paths.extend(["openapi.yaml", "openapi.json"].map(|it| folder.join(it)));
            }
        }
        Err(_) => {
            eprintln!("OPENAPI_CORPUS is not set: only documents of the project are compared")
        }
    }
    paths.retain(|it| it.exists() && it.extension().is_some_and(|it| it != "expected"));
    paths.sort();
    paths
}

#[test]
fn what_openapiv3_reads_we_read_alike() {
    let mut compared = 0;
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let Some(theirs) = theirs(&path, &text) else {
            continue;
        };
        compared += 1;
        let ours = ours(path.to_str().unwrap(), &text);
        let missing = |theirs: BTreeSet<String>, ours: BTreeSet<String>| -> Vec<String> {
            theirs.difference(&ours).cloned().collect()
        };
        let name = path.display();
        let members = members_of_ours(&ours, &theirs);
        assert_eq!(
            members_of_theirs(&theirs),
            members,
            "schemas of {name} differ"
        );
        let lost = missing(operations_of_theirs(&theirs), operations_of_ours(&ours));
        assert!(lost.is_empty(), "operations of {name} differ: {lost:#?}");
    }
    assert!(compared > 5, "nothing was compared");
}
