//! Keywords that a Rust type cannot say, or that few documents have: valid values come back as they were, and what a
//! type promises is refused with its path. The `jsonschema` crate says what is valid.

use std::fmt::Debug;

use generated_tests::tricky_schemas_lose_nothing::types::*;
use instances::Document;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Values of a component that are valid, and values that are not, with the path of the error.
struct Row {
    component: &'static str,
    back: fn(&str) -> Result<Value, String>,
    valid: &'static [&'static str],
    refused: &'static [(&'static str, &'static str)],
}

fn row<T: DeserializeOwned + Serialize + Debug>(
    component: &'static str,
    valid: &'static [&'static str],
    refused: &'static [(&'static str, &'static str)],
) -> Row {
    let back = |text: &str| {
        let value: T = serde_json::from_str(text).map_err(|it| it.to_string())?;
        serde_json::to_value(&value).map_err(|it| it.to_string())
    };
    Row {
        component,
        back,
        valid,
        refused,
    }
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    vec![
        row::<Conditional>("Conditional",
            &[r#"{"kind":"a","only_a":1}"#, r#"{"kind":"b","b1":2}"#, r#"{"kind":"b","b2":"x"}"#],
            &[(r#"{"only_a":1}"#, "$.kind")]),
        row::<DependentSchemas>("DependentSchemas",
            &["{}", r#"{"card":"1","address":"x"}"#, r#"{"address":[null]}"#],
            &[(r#"{"card":1,"address":"x"}"#, "$.card")]),
        row::<DependentRequired>("DependentRequired",
            &["{}", r#"{"card":"1","address":"x"}"#, r#"{"address":"x"}"#],
            &[(r#"{"address":1}"#, "$.address")]),
        row::<OneOfTwo>("OneOfTwo",
            &[r#"{"a":1}"#, r#"{"b":1,"c":true}"#, r#"{"a":1,"b":1}"#],
            &[(r#"{"a":"1"}"#, "$.a")]),
        row::<ChoiceBesideConstraint>("ChoiceBesideConstraint",
            &[r#"{"id":1,"size":2}"#, r#"{"name":"a","color":"b"}"#, r#"{"id":1,"color":"b"}"#],
            &[(r#"{"id":"1"}"#, "$.id")]),
        row::<RouteOrMiddleware>("RouteOrMiddleware",
            &[r#"{"src":"a","dest":"b"}"#, r#"{"src":"a","dest":"b","middleware":1.5}"#, r#"{"handle":"a"}"#],
            &[(r#"{"handle":1}"#, "$.handle")]),
        row::<Contains>("Contains",
            &[r#"[1]"#, r#"["a",1,null]"#],
            &[(r#"{"0":1}"#, "$")]),
        row::<UnevaluatedTyped>("UnevaluatedTyped",
            &[r#"{"a":"x"}"#, r#"{"a":"x","b":true,"more":1}"#],
            &[(r#"{"a":"x","more":"1"}"#, "$.more"), (r#"{"b":true}"#, "$.a")]),
        row::<UnevaluatedRefused>("UnevaluatedRefused",
            &[r#"{"a":"x"}"#, r#"{"a":"x","b":true}"#],
            &[(r#"{"a":"x","b":1}"#, "$.b")]),
        row::<UnevaluatedItems>("UnevaluatedItems",
            &[r#"["a"]"#, r#"["a",1,2]"#],
            &[(r#"["a","b"]"#, "$[1]"), ("[1]", "$[0]")]),
        row::<NamedKeys>("NamedKeys",
            &["{}", r#"{"x":1,"y":-2}"#],
            &[(r#"{"x":"1"}"#, "$.x")]),
        row::<Patterned>("Patterned",
            &[r#"{"name":"a"}"#, r#"{"name":"a","x-b":1,"x-":2}"#],
            &[(r#"{"name":"a","x-b":"1"}"#, "$['x-b']"), (r#"{"x-b":1}"#, "$.name")]),
        row::<NotText>("NotText", &["null", "1", r#"{"a":[1.5]}"#], &[]),
        row::<All>("All",
            &[r#"{"several":null}"#, r#"{"several":{"a":1}}"#, r#"{"several":[true]}"#, r#"{"several":"x"}"#,
              r#"{"shape":{"kind":"round","radius":1.5}}"#, r#"{"shape":{"kind":"Shape","label":"x"}}"#],
            &[(r#"{"several":{"a":"1"}}"#, "$.several.a"), (r#"{"several":[1]}"#, "$.several[0]"), (r#"{"several":1.5}"#, "$.several")]),
        row::<Shape>("Shape",
            &[r#"{"kind":"edged","label":"x","side":2.5}"#, r#"{"kind":"unheard","angle":[1]}"#],
            &[(r#"{"kind":"edged","side":1,"label":1}"#, "$.label")]),
        row::<Circle>("Circle",
            &[r#"{"kind":"round","radius":1.5}"#],
            &[(r#"{"kind":"round"}"#, "$.radius")]),
        row::<Square>("Square",
            &[r#"{"kind":"edged","side":1.5,"label":"a"}"#],
            &[(r#"{"kind":"edged","side":"1"}"#, "$.side")]),
        row::<Constants>("Constants",
            &[r#"{"none":null,"list":[1,{"a":"b"}],"one":1,"half":0.5}"#],
            &[(r#"{"none":0,"list":[1,{"a":"b"}],"one":1,"half":0.5}"#, "$.none"),
              (r#"{"none":null,"list":[1],"one":1,"half":0.5}"#, "$.list"),
              (r#"{"none":null,"list":[1,{"a":"b"}],"one":2,"half":0.5}"#, "$.one"),
              (r#"{"none":null,"list":[1,{"a":"b"}],"one":1,"half":0.25}"#, "$.half")]),
        row::<MixedValues>("MixedValues", &["[1]", r#"{"a":1}"#, "1.5", r#""x""#, "true"], &[]),
        row::<Folder>("Folder",
            &[r#"{"a":"x","folders":[{"a":"y","folders":[]},{"a":"z"}]}"#],
            &[(r#"{"a":"x","folders":[{"a":"y","folders":[{"a":1}]}]}"#, "$.folders[0].folders[0].a")]),
        row::<Tree>("Tree",
            &["{}", r#"{"value":null,"children":[{"value":1},{"children":[]}]}"#],
            &[]),
        row::<Encoded>("Encoded", &[r#""e30=""#], &[("1", "$")]),
        row::<Embedded>("Embedded", &[r#""{\"a\":1}""#], &[("{}", "$")]),
        row::<Truths>("Truths",
            &["{}", r#"{"anything":null}"#, r#"{"anything":[{"a":1}]}"#],
            &[(r#"{"never":1}"#, "$.never")]),
        row::<BothEnums>("BothEnums", &[r#""b""#, r#""c""#], &[("1", "$")]),
        row::<NestedNull>("NestedNull",
            &["{}", r#"{"a":null,"b":null,"c":null}"#, r#"{"a":1,"b":"x"}"#, r#"{"a":"1"}"#],
            &[(r#"{"a":true}"#, "$.a"), (r#"{"c":1}"#, "$.c")]),
        row::<OddKeys>("OddKeys",
            &[r#"{"400":1,"<=1y":"a","a[itemNr].b":true}"#,
              r#"{"400":1,"<=1y":"a","a[itemNr].b":true,">1y":"b","a":1,"A":2,"a_b":3,"a-b":4,"aB":5,"LONG":"x"}"#],
            &[(r#"{"400":1,"<=1y":"a","a[itemNr].b":1}"#, "$['a[itemNr].b']"), (r#"{"400":1,"a[itemNr].b":true}"#, "$['<=1y']")]),
    ]
}

fn document() -> Document {
    Document::parse(include_str!(
        "../../documents/tricky_schemas_lose_nothing.yaml"
    ))
    .unwrap()
}

/// A value of a row; the key of 276 characters is too long for one.
fn value(text: &str) -> String {
    let long = format!(
        "{}that is 276 chars long!!",
        "a very long key of a member ".repeat(9)
    );
    text.replace("LONG", &long)
}

#[test]
fn valid_values_come_back_unchanged() {
    let document = document();
    for row in rows() {
        let pointer = format!("/components/schemas/{}", row.component);
        for text in row.valid.iter().map(|it| value(it)) {
            let before: Value = serde_json::from_str(&text).unwrap();
            document
                .check(&pointer, &before)
                .unwrap_or_else(|why| panic!("{}: {text}: {why}", row.component));
            let after =
                (row.back)(&text).unwrap_or_else(|why| panic!("{}: {text}: {why}", row.component));
            assert_eq!(after, before, "{}", row.component);
        }
    }
}

#[test]
fn values_that_a_type_excludes_are_refused_with_their_path() {
    let document = document();
    for row in rows() {
        let pointer = format!("/components/schemas/{}", row.component);
        for (text, path) in row.refused {
            let before: Value = serde_json::from_str(text).unwrap();
            assert!(
                !document.accepts(&pointer, &before).unwrap(),
                "{}: {text} is valid",
                row.component
            );
            let why = (row.back)(text).expect_err(text);
            // What is wrong with the value itself has no path.
            let told = match *path {
                "$" => !why.starts_with('$'),
                path => why.starts_with(&format!("{path}: ")),
            };
            assert!(told, "{}: {text}: {why}", row.component);
        }
    }
}

/// The oracle takes anything under `$dynamicRef`, so it is not asked.
#[test]
fn a_dynamic_reference_is_what_it_names_without_its_scope() {
    let why = serde_json::from_str::<Tree>(r#"{"children":[{"children":1}]}"#).unwrap_err();
    assert!(
        why.to_string().starts_with("$.children[0].children: "),
        "{why}"
    );
}

/// A value of two variants is the one that keeps all members, but only if that one can read it.
#[test]
fn a_variant_that_cannot_read_a_member_does_not_take_it() {
    let read = |text: &str| serde_json::from_str::<RouteOrMiddleware>(text).unwrap();
    let both = read(r#"{"src":"a","middleware":0,"dest":"b"}"#);
    assert!(matches!(both, RouteOrMiddleware::WithSrc(it) if it.dest.as_deref() == Some("b")));
    for text in [
        r#"{"src":"a","middleware":0,"dest":1}"#,
        r#"{"src":"a","middleware":0,"new":1}"#,
    ] {
        assert!(
            matches!(read(text), RouteOrMiddleware::Middleware0(_)),
            "{text}"
        );
    }
}

#[test]
fn each_component_has_a_row() {
    let with_rows: Vec<&str> = rows().iter().map(|it| it.component).collect();
    for (name, _) in document().components() {
        // `Base` and `Several` are parts of others.
        let part = ["Base", "Several"].contains(&&*name);
        assert!(part || with_rows.contains(&&*name), "{name}");
    }
}
