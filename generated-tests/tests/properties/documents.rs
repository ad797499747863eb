//! The generator: whatever the schemas are, it makes Rust or says why not.

use crate::schemas::{COMPONENTS, schema};
use crate::{made, runs};
use openapi_build::diag::Severity;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A document with random schemas everywhere, of either version.
fn document() -> impl Strategy<Value = Value> {
    let present = COMPONENTS.len() - 1;
    let version = select(&["3.0.3", "3.1.0", "3.2.0"][..]);
    (version, vec(schema(), present), schema(), schema(), schema()).prop_map(
        |(version, schemas, parameter, body, answer)| {
            let schemas: serde_json::Map<String, Value> = COMPONENTS
                .iter()
                .zip(schemas)
                .map(|(name, it)| ((*name).to_owned(), it))
                .collect();
            json!({
                "openapi": version,
                "info": { "title": "Random", "version": "1" },
                "paths": { "/a/{id}": { "post": {
                    "operationId": "a",
                    "parameters": [
                        { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                        { "name": "q", "in": "query", "schema": parameter },
                    ],
                    "requestBody": { "content": { "application/json": { "schema": body } } },
                    "responses": { "200": { "description": "", "content": { "application/json": { "schema": answer } } } },
                } } },
                "components": { "schemas": schemas },
            })
        },
    )
}

proptest! {
    #![proptest_config(runs(200))]

    #[test]
    fn any_document_becomes_rust_or_an_error(document in document()) {
        let made = made(&document.to_string());
        match &made.client {
            None => prop_assert!(made.diagnostics.count(Severity::Error) > 0, "nothing was made, and nothing is said"),
            Some(client) => {
                for file in &client.files {
                    let parsed = syn::parse_file(&file.text);
                    prop_assert!(parsed.is_ok(), "{}: {:?}\n{}", file.name, parsed.err(), file.text);
                }
            }
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes(document in document()) {
        let text = document.to_string();
        let files = |it: openapi_build::Generated| it.client.map(|it| it.files.into_iter().map(|it| it.text).collect::<Vec<_>>());
        prop_assert_eq!(files(made(&text)), files(made(&text)));
    }
}
