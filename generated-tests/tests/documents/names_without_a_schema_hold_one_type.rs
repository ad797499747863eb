use crate::support::{fault, read, same, through_a_tree};
use generated_tests::names_without_a_schema_hold_one_type::types::{
    All, Bounded, Headers, InItself, Mixed, MixedValue, Numbers, TaggedPets,
};

#[test]
fn what_two_parts_say_of_other_names_holds_together() {
    same::<Bounded>(r#"{"a":"1","c":5,"d":"abc"}"#);
    same::<TaggedPets>(r#"{"a":{"name":"n","tag":"t"}}"#);
    let pets: TaggedPets = read(r#"{"a":{"name":"n","tag":"t"}}"#);
    assert_eq!((&*pets["a"].name, &*pets["a"].tag), ("n", "t"));
    assert!(fault::<Bounded>(r#"{"c":true}"#).starts_with("$.c: "));
    let missing = fault::<TaggedPets>(r#"{"a":{"name":"n"}}"#);
    assert!(missing.starts_with("$.a.tag: "), "{missing}");
}

#[test]
fn patterns_with_one_meaning_are_one_type() {
    same::<Headers>(r#"{"id":1,"x-a":"long enough","b-y":"1","x-y":"2"}"#);
    let headers: Headers = read(r#"{"x-a":"1"}"#);
    assert_eq!(headers.additional["x-a"], "1");
    assert!(fault::<Headers>(r#"{"x-a":1}"#).starts_with("$['x-a']: "));
}

#[test]
fn patterns_are_a_union_where_the_json_type_tells_their_values_apart() {
    let text = r#"{"n":1,"p":{"name":"a"},"z":null,"other":"text"}"#;
    same::<Mixed>(text);
    through_a_tree::<All>(&format!(r#"{{"mixed":{text}}}"#));
    let mixed: Mixed = read(text);
    assert!(matches!(mixed["n"], Some(MixedValue::Integer(1))));
    assert!(matches!(&mixed["p"], Some(MixedValue::Pet(it)) if it.name == "a"));
    assert_eq!(mixed["z"], None);
    assert!(fault::<Mixed>(r#"{"other":true}"#).starts_with("$.other: "));
    same::<InItself>(r#"{"a":{"b":[{},{"a":{}}]},"b":[]}"#);
}

#[test]
fn what_nothing_tells_apart_is_any_json() {
    same::<Numbers>(r#"{"i":1,"f":1.5,"f2":18446744073709551615}"#);
}
