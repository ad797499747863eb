//! Which operations, types and names a selection leaves.

use openapi_build::config::{Lock, Selection, Selector};
use openapi_build::diag::Severity;
use openapi_build::{Config, Generated, generate};

const ZOO: &str = "
openapi: 3.1.0
info: { title: Zoo, version: '1' }
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [pets, public]
      responses: { '200': { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post:
      operationId: add_pet
      tags: [pets]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { '204': {} }
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Done' } } } }
              responses: { '204': {} }
  /owners/{id}:
    get:
      operationId: get_owner
      tags: [owners]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } } }
  /status:
    get: { operationId: status, responses: { '204': {} } }
webhooks:
  newPet:
    post:
      tags: [pets]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Hook' } } } }
      responses: { '204': {} }
components:
  schemas:
    Pet: { type: object, properties: { kind: { $ref: '#/components/schemas/Kind' } } }
    Kind: { type: string, enum: [cat, dog] }
    NewPet: { type: object, properties: { name: { type: string } } }
    Done: { type: object, properties: { at: { type: string } } }
    Hook: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
    Owner: { type: object, properties: { name: { type: string } } }
    Unused: { type: object, properties: { a: { type: string } } }
";

fn run(selection: Selection, lock: Option<&str>) -> Generated {
    let source = |_: &str| Ok(ZOO.to_owned());
    let lock = lock.map(|text| Lock {
        path: "names.lock".into(),
        text: text.into(),
    });
    let config = Config {
        selection,
        lock,
        ..Config::default()
    };
    generate("openapi.yaml", &source, &config)
}

fn including(include: Vec<Selector>) -> Selection {
    Selection {
        include,
        exclude: Vec::new(),
    }
}

/// Methods and types that a selection leaves.
fn left(selection: Selection) -> (Vec<String>, Vec<String>) {
    let made = run(selection, None);
    assert_eq!(made.diagnostics.count(Severity::Warning), 0);
    let plan = &made.client.as_ref().unwrap().plan;
    let operations = plan.client.operations.iter();
    let types = plan.types.iter().map(|it| it.ident.as_str().to_owned());
    (
        operations
            .map(|it| it.method_ident.as_str().to_owned())
            .collect(),
        types.collect(),
    )
}

fn tag(it: &str) -> Selector {
    Selector::Tag(it.to_owned())
}

fn path(it: &str) -> Selector {
    Selector::Path(it.to_owned())
}

fn operation(it: &str) -> Selector {
    Selector::Operation(it.to_owned())
}

#[test]
fn everything_is_generated_without_a_selection() {
    let (operations, types) = left(Selection::default());
    assert_eq!(operations, ["list_pets", "add_pet", "get_owner", "status"]);
    assert!(types.contains(&"Unused".to_owned()), "{types:?}");
}

#[test]
fn types_that_are_no_longer_reached_disappear() {
    let (operations, types) = left(including(vec![tag("owners")]));
    assert_eq!(operations, ["get_owner"]);
    assert_eq!(types, ["Owner"]);
    let (operations, types) = left(including(vec![tag("public")]));
    assert_eq!(operations, ["list_pets"]);
    assert_eq!(types, ["Pet", "Kind"]);
}

#[test]
fn callbacks_go_with_their_operation_and_webhooks_with_their_tag() {
    let (_, types) = left(including(vec![operation("add_pet")]));
    assert_eq!(types, ["NewPet", "Done"]);
    let (_, types) = left(including(vec![tag("pets")]));
    assert_eq!(types, ["Pet", "Kind", "NewPet", "Done", "Hook"]);
}

#[test]
fn paths_ids_and_exclusions_combine() {
    let (operations, _) = left(including(vec![path("GET /*"), operation("*_owner")]));
    assert_eq!(operations, ["list_pets", "get_owner", "status"]);
    let (operations, _) = left(Selection {
        include: vec![path("/**")],
        exclude: vec![tag("pets"), path("get /status")],
    });
    assert_eq!(operations, ["get_owner"]);
    let (operations, _) = left(Selection {
        include: Vec::new(),
        exclude: vec![tag("")],
    });
    assert_eq!(operations, ["list_pets", "add_pet", "get_owner"]);
}

#[test]
fn the_names_of_what_is_left_out_stay_locked() {
    let whole = run(Selection::default(), None).client.unwrap().lock;
    let gone = format!("{whole}method\tGET /gone\tpets.gone\n");
    let part = run(including(vec![tag("owners")]), Some(&gone));
    let stale: Vec<&str> = part
        .diagnostics
        .iter()
        .filter(|it| it.code.number() == "N0602")
        .map(|it| it.message.as_str())
        .collect();
    assert!(
        stale.len() == 1 && stale[0].contains("GET /gone"),
        "{stale:?}"
    );
    assert_eq!(part.client.unwrap().lock, whole);
}

/// Types inside of types, parts with names that others could take, bodies of parts, and the same written twice.
const PLACES: &str = "
openapi: 3.1.0
info: { title: Places, version: '1' }
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [pets]
      responses: { '200': { content: { application/json: { schema: { type: object, properties: { state: { type: string, enum: [a, A] }, list: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } } }
    post:
      operationId: add_pet
      tags: [pets]
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { photo: { type: string, format: binary } } } } } }
      responses: { '204': {} }
  /owners:
    get:
      operationId: list_owners
      tags: [owners]
      responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } } }
components:
  schemas:
    Pet: { type: object, properties: { size: { type: object, properties: { cm: { type: integer }, CM: { type: integer } } }, kind: { type: string, enum: ['<', '>'] }, more: { $ref: '#/components/schemas/More' } } }
    More: { oneOf: [{ type: object, properties: { by: { const: a }, at: { type: object, properties: { z: { type: string } } } } }, { type: object, properties: { by: { const: b } } }, { type: array, items: { type: string } }, { type: array, items: { type: integer } }] }
    Owner: { type: object, properties: { size: { type: object, properties: { cm: { type: integer }, CM: { type: integer } } }, of: { type: string, enum: [x, X, y] } } }
    White Space: { type: object, properties: { deep: { type: object, properties: { a: { type: string } } } } }
";

#[test]
fn an_entry_of_the_lock_is_stale_only_if_the_whole_document_has_no_such_part() {
    let run = |text: &str, selection: Selection, lock: Option<&str>| {
        let source = |_: &str| Ok(text.to_owned());
        let lock = lock.map(|text| Lock {
            path: "names.lock".into(),
            text: text.into(),
        });
        let config = Config {
            selection,
            lock,
            ..Config::default()
        };
        generate("openapi.yaml", &source, &config)
    };
    let stale = |made: &Generated| -> Vec<String> {
        let found = made.diagnostics.iter();
        let found = found.filter(|it| it.code.number() == "N0602");
        found.map(|it| it.message.clone()).collect()
    };
    let whole = run(PLACES, Selection::default(), None);
    let whole = whole.client.unwrap().lock;
    for kind in ["type", "method", "request", "field", "variant", "branch"] {
        assert!(whole.contains(&format!("\n{kind}\t")), "{whole}");
    }
    assert!(whole.contains(" as multipart/form-data\t"), "{whole}");
    for of in ["pets", "owners"] {
        let part = run(PLACES, including(vec![tag(of)]), Some(&whole));
        assert_eq!(stale(&part), [""; 0], "{of}");
        let kept = part.client.unwrap().lock;
        for line in whole.lines() {
            assert!(kept.contains(line), "{of} loses {line}");
        }
    }
    // What the document has no more is told of, be it selected or not.
    for (before, after, of, said) in [
        ("  /owners:", "  /keepers:", "pets", "GET /owners"),
        (
            "    Pet:",
            "    Animal:",
            "owners",
            "#/components/schemas/Pet",
        ),
        (
            "{ size: { type: object, ",
            "{ length: { type: object, ",
            "owners",
            "#/components/schemas/Pet/properties/size",
        ),
        (
            "{ const: b }",
            "{ const: c }",
            "pets",
            "#/components/schemas/More branch by=b",
        ),
        (
            "[x, X, y]",
            "[x, y]",
            "owners",
            "#/components/schemas/Owner/properties/of \"X\"",
        ),
    ] {
        let text = PLACES.replacen(before, after, 1);
        let part = run(&text, including(vec![tag(of)]), Some(&whole));
        let stale = stale(&part);
        assert!(
            stale.iter().any(|it| it.contains(said)),
            "{said}: {stale:?}"
        );
    }
}

#[test]
fn a_selection_without_operations_is_an_error() {
    let made = run(including(vec![tag("plants")]), None);
    let numbers: Vec<&str> = made.diagnostics.iter().map(|it| it.code.number()).collect();
    assert!(made.client.is_none(), "{numbers:?}");
    assert_eq!(numbers, ["W0304", "E0305"]);
}
