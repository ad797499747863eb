use crate::support::{becomes, fault, read, same, write};
use generated_tests::members_are_absent_null_or_there::types::{Answered, AnsweredChoice, Sent};
use openapi_runtime::Patch;

const LEAST: &str = r#"{"must":"a","must_or_null":null,"must_default":"b"}"#;

#[test]
fn what_may_be_absent_is_absent_and_defaults_are_filled_in() {
    let answered: Answered = read(LEAST);
    assert_eq!(answered.must_or_null, None);
    assert_eq!(answered.may, None);
    assert_eq!(answered.may_or_null, Patch::absent());
    assert_eq!(answered.text, "a \"b\"\n");
    assert_eq!(
        (answered.number, answered.half, answered.flag),
        (7, 0.5, true)
    );
    assert_eq!(answered.list, ["a", "b"]);
    assert!(answered.empty.is_empty());
    assert_eq!(answered.choice, AnsweredChoice::High);
    assert_eq!(answered, Answered::new("a", None, "b"));
}

#[test]
fn what_is_filled_in_is_written() {
    becomes::<Answered>(
        LEAST,
        r#"{"must":"a","must_or_null":null,"must_default":"b","text":"a \"b\"\n","number":7,"half":0.5,"flag":true,"list":["a","b"],"empty":[],"choice":"high"}"#,
    );
}

#[test]
fn absent_null_and_a_value_come_back_as_they_were() {
    for patch in [
        "",
        r#","may_or_null":null"#,
        r#","may_or_null":"x""#,
        r#","may_or_null":null,"may_default":3,"or_null_default":null"#,
        r#","may":"x","may_or_null":"","or_null_default":3"#,
    ] {
        let text = LEAST.replace('}', patch) + "}";
        same::<Sent>(&text);
    }
}

#[test]
fn null_where_no_null_may_be() {
    // In an optional member null says no more than absent; servers send it so.
    becomes::<Sent>(&LEAST.replace('}', r#","may":null}"#), LEAST);
    for (text, path) in [
        (LEAST.replace("\"a\"", "null"), "$.must: "),
        (LEAST.replace("\"b\"", "null"), "$.must_default: "),
    ] {
        let fault = fault::<Sent>(&text);
        assert!(fault.starts_with(path), "{fault}");
    }
}

#[test]
fn null_where_a_default_is_is_the_default() {
    let text = LEAST.replace('}', r#","number":null,"list":null,"flag":null}"#);
    assert_eq!(read::<Answered>(&text), Answered::new("a", None, "b"));
}

#[test]
fn a_default_is_told_and_not_sent() {
    let mut sent = Sent::new("a", String::from("n"), "b");
    assert_eq!(sent.may_default_or_default(), 10);
    assert_eq!(sent.or_null_default_or_default(), 3);
    assert_eq!(
        write(&sent),
        r#"{"must":"a","must_or_null":"n","must_default":"b"}"#
    );
    sent.may_default = Some(10);
    sent.or_null_default = Patch::value(4);
    assert_eq!(
        (
            sent.may_default_or_default(),
            sent.or_null_default_or_default()
        ),
        (10, 4)
    );
    assert_eq!(
        write(&sent),
        r#"{"must":"a","must_or_null":"n","must_default":"b","may_default":10,"or_null_default":4}"#
    );
}

#[test]
fn every_missing_member_is_named() {
    for (member, text) in [
        ("must", r#"{"must_or_null":null,"must_default":"b"}"#),
        ("must_or_null", r#"{"must":"a","must_default":"b"}"#),
        ("must_default", r#"{"must":"a","must_or_null":null}"#),
    ] {
        let expected = format!("$.{member}: required member is missing");
        assert!(
            fault::<Answered>(text).starts_with(&expected),
            "{}",
            fault::<Answered>(text)
        );
        assert!(fault::<Sent>(text).starts_with(&expected));
    }
}

#[test]
fn members_that_nobody_named_are_left_out() {
    becomes::<Sent>(
        &LEAST.replace('}', r#","more":{"a":[1]},"must":"c"}"#),
        &LEAST.replace("\"a\"", "\"c\""),
    );
}

#[test]
fn a_list_with_a_fault_is_named_with_its_index() {
    let text = LEAST.replace('}', r#","list":["a",7]}"#);
    assert!(fault::<Answered>(&text).starts_with("$.list[1]: "));
}
