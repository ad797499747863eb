//! The table of styles of OpenAPI 3.1.2 §4.8.12, each cell with the specification's string, read by a server.

use document_server::compare::differences;
use document_server::request::{Arrived, read};
use document_server::{Document, Operation, operations};
use mock_server::Request;
use serde_json::{Value, json};

/// A document with one operation that has one parameter, `color`.
fn document(place: &str, style: &str, explode: bool, schema: &Value) -> Document {
    let parameter = json!({
        "name": "color", "in": place, "required": place == "path",
        "style": style, "explode": explode, "schema": schema,
    });
    let path = if place == "path" {
        "/a/{color}/b"
    } else {
        "/a"
    };
    let document = json!({
        "openapi": "3.1.2",
        "paths": { path: { "get": { "parameters": [parameter] } } },
    });
    Document::parse(&document.to_string()).unwrap()
}

fn request(place: &str, text: &str) -> Request {
    let target = match place {
        "path" => format!("/a/{text}/b"),
        "query" if !text.is_empty() => format!("/a?{text}"),
        _ => "/a".to_owned(),
    };
    let headers = match place {
        "header" => vec![("color".to_owned(), text.to_owned())],
        "cookie" if !text.is_empty() => vec![("cookie".to_owned(), text.to_owned())],
        _ => Vec::new(),
    };
    Request {
        method: "GET".to_owned(),
        target,
        headers,
        body: Vec::new(),
    }
}

/// What differs from `given` when `text` comes.
fn check(
    place: &str,
    (style, explode): (&str, bool),
    text: &str,
    given: Option<&Value>,
    schema: &Value,
) -> Vec<String> {
    let document = document(place, style, explode, schema);
    let all = operations(&document);
    let [operation]: &[Operation<'_>; 1] = all.as_slice().try_into().unwrap();
    let request = request(place, text);
    let arrived: Arrived<'_, '_> = read(operation, &request);
    let arguments = match given {
        Some(given) => json!({ place: { "color": given } }),
        None => json!({}),
    };
    differences(&arrived, &arguments)
}

fn string() -> (Value, Value) {
    (json!("blue"), json!({ "type": "string" }))
}

fn array() -> (Value, Value) {
    let schema = json!({ "type": "array", "items": { "type": "string" } });
    (json!(["blue", "black", "brown"]), schema)
}

fn object() -> (Value, Value) {
    let number = json!({ "type": "integer" });
    let schema =
        json!({ "type": "object", "properties": { "R": number, "G": number, "B": number } });
    (json!({ "R": 100, "G": 200, "B": 150 }), schema)
}

/// Reads a cell, and sees that it is not taken for another value.
fn cell(place: &str, style: (&str, bool), text: &str, (given, schema): (Value, Value)) {
    let all = check(place, style, text, Some(&given), &schema);
    assert!(all.is_empty(), "{place} {style:?} `{text}`: {all:?}");
    let mut other = given;
    match &mut other {
        Value::Array(items) => items.truncate(2),
        Value::Object(members) => {
            members.insert("R".to_owned(), json!(101));
        }
        single => *single = json!("Blue"),
    }
    let all = check(place, style, text, Some(&other), &schema);
    assert!(!all.is_empty(), "{place} {style:?} `{text}` is not {other}");
}

#[test]
fn the_table_of_the_specification_is_read() {
    let both = [false, true];
    for explode in both {
        cell("path", ("matrix", explode), ";color=blue", string());
        cell("path", ("label", explode), ".blue", string());
        for place in ["path", "header"] {
            cell(place, ("simple", explode), "blue", string());
            cell(place, ("simple", explode), "blue,black,brown", array());
        }
        for place in ["query", "cookie"] {
            cell(place, ("form", explode), "color=blue", string());
        }
    }
    cell(
        "path",
        ("matrix", false),
        ";color=blue,black,brown",
        array(),
    );
    cell(
        "path",
        ("matrix", false),
        ";color=R,100,G,200,B,150",
        object(),
    );
    cell(
        "path",
        ("matrix", true),
        ";color=blue;color=black;color=brown",
        array(),
    );
    cell("path", ("matrix", true), ";R=100;G=200;B=150", object());
    cell("path", ("label", false), ".blue,black,brown", array());
    cell("path", ("label", false), ".R,100,G,200,B,150", object());
    cell("path", ("label", true), ".blue.black.brown", array());
    cell("path", ("label", true), ".R=100.G=200.B=150", object());
    for place in ["path", "header"] {
        cell(place, ("simple", false), "R,100,G,200,B,150", object());
        cell(place, ("simple", true), "R=100,G=200,B=150", object());
    }
    for place in ["query", "cookie"] {
        cell(place, ("form", false), "color=blue,black,brown", array());
        cell(place, ("form", false), "color=R,100,G,200,B,150", object());
    }
    cell(
        "query",
        ("form", true),
        "color=blue&color=black&color=brown",
        array(),
    );
    cell("query", ("form", true), "R=100&G=200&B=150", object());
    cell(
        "query",
        ("spaceDelimited", false),
        "color=blue%20black%20brown",
        array(),
    );
    cell(
        "query",
        ("spaceDelimited", false),
        "color=R%20100%20G%20200%20B%20150",
        object(),
    );
    cell(
        "query",
        ("pipeDelimited", false),
        "color=blue%7Cblack%7Cbrown",
        array(),
    );
    cell(
        "query",
        ("pipeDelimited", false),
        "color=R%7C100%7CG%7C200%7CB%7C150",
        object(),
    );
    let deep = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    cell("query", ("deepObject", true), deep, object());
}

#[test]
fn cookies_use_their_own_delimiter() {
    cell(
        "cookie",
        ("form", true),
        "color=blue; color=black; color=brown",
        array(),
    );
    cell("cookie", ("form", true), "R=100; G=200; B=150", object());
    let all = check(
        "cookie",
        ("form", true),
        "color=a%20b",
        Some(&json!("a%20b")),
        &string().1,
    );
    assert!(all.is_empty(), "a cookie is not decoded: {all:?}");
}

#[test]
fn empty_strings_are_values() {
    let (_, schema) = string();
    let empty = json!("");
    for (place, style, text) in [
        ("path", ("matrix", false), ";color"),
        ("path", ("label", false), "."),
        ("query", ("form", true), "color="),
        ("cookie", ("form", true), "color="),
        ("header", ("simple", false), ""),
    ] {
        let all = check(place, style, text, Some(&empty), &schema);
        assert!(all.is_empty(), "{place} {style:?}: {all:?}");
    }
    assert!(check("query", ("form", true), "", None, &schema).is_empty());
    assert!(!check("query", ("form", true), "", Some(&empty), &schema).is_empty());
    assert!(!check("query", ("form", true), "color=", None, &schema).is_empty());
}

#[test]
fn delimiters_inside_items_are_encoded() {
    let given = json!(["a,b", "c&d=e", "f|g h"]);
    let schema = array().1;
    for (style, text) in [
        (("form", false), "color=a%2Cb,c%26d%3De,f%7Cg%20h"),
        (
            ("form", true),
            "color=a%2Cb&color=c%26d%3De&color=f%7Cg%20h",
        ),
        (
            ("deepObject", true),
            "color%5B%5D=a%2Cb&color%5B%5D=c%26d%3De&color%5B%5D=f%7Cg%20h",
        ),
    ] {
        let all = check("query", style, text, Some(&given), &schema);
        assert!(all.is_empty(), "{style:?}: {all:?}");
    }
}

#[test]
fn nested_objects_are_read_from_brackets() {
    let given = json!({ "a": { "b": "1", "c": ["2", "3"] }, "d": [{ "e": "4" }] });
    let schema = json!({ "type": "object", "additionalProperties": {
        "type": ["object", "array"], "items": { "type": ["string", "object"] },
        "additionalProperties": { "type": ["string", "array"], "items": { "type": "string" } },
    } });
    let text = "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%5D%5B%5D=2&color[a][c][]=3&color%5Bd%5D%5B0%5D%5Be%5D=4";
    let all = check("query", ("deepObject", true), text, Some(&given), &schema);
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn what_nobody_declares_is_a_fault() {
    let schema = json!({ "type": "integer" });
    let form = ("form", true);
    for (place, text, word) in [
        ("query", "color=1&extra=2", "the query has `extra=2`"),
        ("query", "color=1&color=2", "came 2 times"),
        ("query", "color=+1", "`+`"),
        ("query", "color=x", "not valid"),
        ("cookie", "color=1; extra=2", "the cookie `extra=2`"),
    ] {
        let given = if text == "color=x" {
            json!("x")
        } else {
            json!(1)
        };
        let all = check(place, form, text, Some(&given), &schema).join("\n");
        assert!(all.contains(word), "{text}: {all}");
    }
    let all = check("path", ("simple", false), "1/2", Some(&json!(1)), &schema);
    assert!(all[0].contains("is not of `/a/{color}/b`"), "{all:?}");
}
