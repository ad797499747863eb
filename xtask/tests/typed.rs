//! `cargo xtask typed`: one document, compiled once.

mod common;

use common::{folder, write, xtask};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Typed, version: '1' }
paths: {}
components:
  schemas:
    object: { type: object, required: [a], properties: { a: { type: integer } } }
    Object: { $ref: '#/components/schemas/object' }
    free: {}
    or-null: { type: [string, 'null'] }
    \"odd \\\"key\\\"\": { type: array, items: { type: boolean } }
";

#[test]
fn every_component_can_be_asked_for_also_one_without_a_type_of_its_own() {
    let here = folder("every_component_can_be_asked_for");
    write(here.join("openapi.yaml"), DOCUMENT);
    let listed = xtask(&here, &["typed", "openapi.yaml", "--list"]);
    let lines: Vec<&str> = listed.out.lines().collect();
    assert_eq!(
        lines,
        [
            "object\ttypes :: Object2\tmore",
            "Object\ttypes :: Object2\tmore",
            "free\trt :: Json\tany JSON",
            "or-null\tOption < types :: OrNull >\tmore",
            "odd \"key\"\ttypes :: OddKey\tmore",
        ],
        "{listed:?}"
    );
}
