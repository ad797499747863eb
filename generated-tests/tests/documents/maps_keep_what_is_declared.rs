use crate::support::{becomes, fault, read, same};
use generated_tests::maps_keep_what_is_declared::types::{
    All, ByPattern, Closed, Counts, Free, Open, Silent, Typed,
};

#[test]
fn maps_come_back_in_their_order() {
    for text in [r#"{}"#, r#"{"z":1,"a":2,"":3,"z z":4}"#] {
        same::<Counts>(text);
    }
    for text in [r#"{"z":{"b":[1,null]},"a":"x"}"#, "{}"] {
        same::<Free>(text);
    }
    same::<ByPattern>(r#"{"x-b":"1","x-a":"2"}"#);
    same::<All>(
        r#"{"maps":{"b":{"d":[1,2],"c":[]},"a":{}},"objects":{"k":{"a":"1"}},"nullable":{"a":null,"b":"1"}}"#,
    );
}

#[test]
fn a_map_is_used_like_one() {
    let mut counts: Counts = read(r#"{"b":1}"#);
    counts.insert("a".into(), 2);
    assert_eq!(counts["b"], 1);
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["b", "a"]);
}

#[test]
fn members_beside_the_named_ones_are_kept_where_they_are_declared() {
    same::<Open>(r#"{"name":"a","z":1,"b":{"c":null}}"#);
    same::<Typed>(r#"{"name":"a","additional":true,"z":1,"b":2}"#);
    let typed: Typed = read(r#"{"z":1,"name":"a"}"#);
    assert_eq!(typed.additional_members["z"], 1);
}

#[test]
fn members_that_nobody_declared_are_left_out() {
    becomes::<Silent>(r#"{"name":"a","z":1}"#, r#"{"name":"a"}"#);
    becomes::<Closed>(r#"{"name":"a","z":1}"#, r#"{"name":"a"}"#);
}

#[test]
fn a_fault_in_a_map_is_named_with_its_key() {
    for (text, path) in [
        (r#"{"counts":{"a":1,"b c":"2"}}"#, "$.counts['b c']: "),
        (r#"{"maps":{"a":{"b":[1,true]}}}"#, "$.maps.a.b[1]: "),
        (
            r#"{"objects":{"k":{}}}"#,
            "$.objects.k.a: required member is missing",
        ),
        (r#"{"typed":{"name":"a","z":"1"}}"#, "$.typed.z: "),
        (r#"{"nullable":{"a":1}}"#, "$.nullable.a: "),
        (r#"{"free":[]}"#, "$.free: "),
    ] {
        let fault = fault::<All>(text);
        assert!(fault.starts_with(path), "{text}: {fault}");
    }
}
