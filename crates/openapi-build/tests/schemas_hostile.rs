//! Schemas that want to hurt: long chains, circles, sets of sets, lists without end. Each generates, or is refused with a
//! finding, soon and on a small stack.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use openapi_build::{Config, Generated, generate};

/// Build scripts run on the main thread, which has one megabyte on Windows.
const STACK: usize = 1 << 20;

/// Far more than any of these documents takes, however busy the machine is.
const SLOW: Duration = Duration::from_secs(300);

/// An operation that sends the first schema.
const SENT: &str = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } }\n      \
                    responses: { '204': { description: ok } }";

/// An operation that receives it.
const RECEIVED: &str = "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: \
                        '#/components/schemas/S0' } } } } }";

/// Generates a document of component schemas, given as lines of YAML in flow style; the first one is used.
fn made(schemas: &[(String, String)]) -> Generated {
    used(SENT, schemas)
}

/// The same, for a use of the first one.
fn used(operation: &str, schemas: &[(String, String)]) -> Generated {
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    post:\n      operationId: a\n      \
         {operation}\ncomponents:\n  schemas:\n",
    );
    for (name, schema) in schemas {
        let _ = writeln!(text, "    {name}: {schema}");
    }
    let thread = std::thread::Builder::new().stack_size(STACK);
    let run = move || {
        let files = |path: &str| match path {
            "a.yaml" => Ok(text.clone()),
            _ => Err("there is none".to_owned()),
        };
        generate("a.yaml", &files, &Config::default())
    };
    let start = Instant::now();
    let made = thread.spawn(run).expect("a thread").join();
    let made = made.expect("it panicked");
    assert!(start.elapsed() < SLOW, "{:?}", start.elapsed());
    made
}

/// As many schemas as `count`, each of which may name the next one; the last is a string.
fn chain(count: usize, schema: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let mut all: Vec<_> = (0..count)
        .map(|at| {
            let next = format!("{{ $ref: '#/components/schemas/S{}' }}", at + 1);
            (format!("S{at}"), schema(&next))
        })
        .collect();
    all.push((format!("S{count}"), "{ type: string }".to_owned()));
    all
}

#[track_caller]
fn generates(schemas: &[(String, String)]) -> usize {
    let made = made(schemas);
    let Some(client) = &made.client else {
        let found: Vec<_> = made.diagnostics.iter().map(|it| &it.message).collect();
        panic!("it does not generate: {found:?}");
    };
    client.plan.types.len()
}

#[test]
fn chains_of_schemas_end() {
    let kinds: &[fn(&str) -> String] = &[
        |next| format!("{{ type: object, properties: {{ a: {next} }} }}"),
        |next| format!("{{ type: array, items: {next} }}"),
        |next| format!("{{ type: object, additionalProperties: {next} }}"),
        |next| format!("{{ allOf: [{next}] }}"),
        |next| {
            format!(
                "{{ allOf: [{next}, {{ type: object, properties: {{ a: {{ type: string }} }} }}] }}"
            )
        },
        |next| format!("{{ anyOf: [{next}, {{ type: integer }}] }}"),
        |next| format!("{{ oneOf: [{next}, {{ type: 'null' }}] }}"),
        |next| {
            format!(
                "{{ type: array, prefixItems: [{next}, {{ type: integer }}], minItems: 2, items: false }}"
            )
        },
        |next| format!("{{ if: {next}, then: {next}, else: {next} }}"),
        |next| {
            format!(
                "{{ type: object, dependentSchemas: {{ a: {next} }}, unevaluatedProperties: false }}"
            )
        },
        |next| format!("{{ not: {next} }}"),
        |next| format!("{{ type: object, patternProperties: {{ a: {next} }} }}"),
        |next| format!("{{ type: object, unevaluatedProperties: {next} }}"),
        |next| format!("{{ type: object, propertyNames: {next} }}"),
        |next| format!("{{ type: array, contains: {next}, unevaluatedItems: {next} }}"),
        |next| format!("{{ type: array, prefixItems: [{next}] }}"),
        |next| {
            format!("{{ type: string, contentMediaType: application/json, contentSchema: {next} }}")
        },
        |next| {
            format!(
                "{{ oneOf: [{{ type: object, properties: {{ a: {next} }} }}, {{ type: 'null' }}] }}"
            )
        },
        |next| format!("{{ type: object, properties: {{ a: {next} }}, required: [a] }}"),
        |next| {
            format!(
                "{{ $defs: {{ a: {next} }}, allOf: [{{ $ref: '#/components/schemas/S9999' }}] }}"
            )
        },
        str::to_owned,
    ];
    for kind in kinds {
        generates(&chain(300, kind));
        generates(&chain(10_000, kind));
    }
}

#[test]
fn circles_of_every_kind_end() {
    let kinds: &[&str] = &[
        "SELF",
        "{ allOf: [SELF] }",
        "{ allOf: [SELF, SELF], type: object }",
        "{ anyOf: [SELF] }",
        "{ anyOf: [SELF, SELF, { type: 'null' }] }",
        "{ oneOf: [SELF, { type: string }] }",
        "{ oneOf: [{ anyOf: [SELF, { allOf: [SELF] }] }, { type: string }] }",
        "{ type: array, items: SELF }",
        "{ type: array, prefixItems: [SELF, SELF], minItems: 2, items: false }",
        "{ type: array, contains: SELF, unevaluatedItems: SELF }",
        "{ type: object, additionalProperties: SELF }",
        "{ type: object, patternProperties: { a: SELF, b: SELF } }",
        "{ type: object, propertyNames: SELF }",
        "{ type: object, properties: { a: SELF }, required: [a] }",
        "{ type: object, properties: { a: { allOf: [SELF, { anyOf: [SELF, SELF] }] } }, required: [a] }",
        "{ type: object, unevaluatedProperties: SELF }",
        "{ if: SELF, then: SELF, else: SELF }",
        "{ dependentSchemas: { a: SELF } }",
        "{ not: SELF }",
        "{ type: string, contentMediaType: application/json, contentSchema: SELF }",
        "{ discriminator: { propertyName: a, mapping: { b: '#/components/schemas/S0' } }, oneOf: [SELF] }",
        "{ type: object, discriminator: { propertyName: a }, allOf: [SELF], properties: { a: { type: string } } }",
    ];
    for kind in kinds {
        for length in [1, 3] {
            let circle: Vec<_> = (0..length)
                .map(|at| {
                    let next = (at + 1) % length;
                    let next = format!("{{ $ref: '#/components/schemas/S{next}' }}");
                    (format!("S{at}"), kind.replace("SELF", &next))
                })
                .collect();
            generates(&circle);
        }
    }
}

/// Schemas that apply together are a set of their own, and so are those of their members: with two names there are
/// twice as many sets at each step.
#[test]
fn sets_of_schemas_do_not_double_without_end() {
    let reference = |at: usize| format!("{{ $ref: '#/components/schemas/S{at}' }}");
    let count = 40;
    let mut all = vec![(
        "S0".to_owned(),
        format!(
            "{{ type: object, properties: {{ a: {{ allOf: [{0}, {1}] }}, b: {0} }} }}",
            reference(0),
            reference(1)
        ),
    )];
    for at in 1..count {
        let next = reference(at + 1);
        let schema = format!("{{ type: object, properties: {{ a: {next}, b: {next} }} }}");
        all.push((format!("S{at}"), schema));
    }
    all.push((
        format!("S{count}"),
        "{ type: object, properties: { c: { type: string } } }".to_owned(),
    ));
    let types = generates(&all);
    assert!(types < 20_000, "{types} types");
}

#[test]
fn choices_within_choices_do_not_double_without_end() {
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let twice = |next: &str| format!("{{ {keyword}: [{next}, {next}] }}");
        generates(&chain(30, twice));
        let apart = |next: &str| {
            format!(
                "{{ {keyword}: [{{ type: object, properties: {{ a: {next} }} }}, \
                 {{ type: object, properties: {{ b: {next} }} }}] }}"
            )
        };
        generates(&chain(40, apart));
    }
    let nested = |next: &str| {
        format!(
            "{{ anyOf: [{{ oneOf: [{next}, {{ type: integer }}] }}, {{ allOf: [{next}, {{ anyOf: [{next}] }}] }}] }}"
        )
    };
    generates(&chain(10, nested));
}

#[test]
fn long_lists_are_only_long() {
    let numbers = |it: fn(usize) -> String| {
        let all: Vec<_> = (0..10_000).map(it).collect();
        all.join(", ")
    };
    for values in [
        numbers(|it| format!("'v{it}'")),
        numbers(|it| it.to_string()),
        numbers(|it| format!("{{ a: {it} }}")),
    ] {
        generates(&[("S0".to_owned(), format!("{{ enum: [{values}] }}"))]);
    }
    let members = numbers(|it| format!("m{it}: {{ type: string }}"));
    let required = numbers(|it| format!("m{it}"));
    generates(&[(
        "S0".to_owned(),
        format!("{{ type: object, properties: {{ {members} }}, required: [{required}] }}"),
    )]);
    let variants: Vec<_> = (0..1_000)
        .map(|it| {
            format!(
                "{{ type: object, required: [m{it}], properties: {{ m{it}: {{ type: string }} }} }}"
            )
        })
        .collect();
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let variants = variants.join(", ");
        generates(&[("S0".to_owned(), format!("{{ {keyword}: [{variants}] }}"))]);
    }
}

/// How many members of a received document are filled in, and how many defaults have a finding.
fn filled_in(schemas: &[(String, String)]) -> (usize, usize) {
    let made = used(RECEIVED, schemas);
    let client = made.client.expect("it generates");
    let shown = openapi_build::ir::dump::types(&client.plan);
    let found = made.diagnostics.iter();
    let found = found.filter(|it| it.code.number() == "N0502");
    (shown.matches("  Defaulted(").count(), found.count())
}

#[test]
fn defaults_in_defaults_end() {
    let member = |next: &str, default: &str| {
        let next = next.trim_end_matches('}');
        format!("{next}, default: {default} }}")
    };
    let object = |members: &str| {
        format!(
            "{{ type: object, required: [r], properties: {{ r: {{ type: integer }}, {members} }} }}"
        )
    };
    // Each default holds two of the next kind: written out, the first would have 2^60 values.
    let twice = chain(60, |next| {
        let next = member(next, "{ r: 1 }");
        object(&format!("a: {next}, b: {next}"))
    });
    let mut twice = twice;
    twice[59].1 = object("c: { type: integer }");
    let (filled, found) = filled_in(&twice);
    assert!((10..118).contains(&filled), "{filled}");
    assert_eq!(filled + found, 118);
    // A long way down, of which every level is filled in by the one above.
    let deep = chain(3_000, |next| {
        let next = member(next, "{}");
        format!("{{ type: object, properties: {{ a: {next} }} }}")
    });
    let mut deep = deep;
    deep[2_999].1 = "{ type: object, properties: { c: { type: integer } } }".to_owned();
    let (filled, found) = filled_in(&deep);
    assert_eq!(filled + found, 2_999);
    // A circle, and a default that goes round it many times.
    let round = "{ r: 1, a: ".repeat(50) + "{ r: 1 }" + &" }".repeat(50);
    let circle = vec![(
        "S0".to_owned(),
        object(&format!(
            "a: {{ $ref: '#/components/schemas/S0', default: {round} }}"
        )),
    )];
    assert_eq!(filled_in(&circle), (0, 0));
    let long = vec!["1"; 20_000].join(", ");
    let long = object(&format!(
        "a: {{ type: array, items: {{ type: integer }}, default: [{long}] }}"
    ));
    assert_eq!(filled_in(&[("S0".to_owned(), long)]), (0, 1));
}
