use crate::support::{fault, read, same, write};
use generated_tests::enums_are_open::types::{
    All, Digits, Level, MaybeColor, Mixed, Severity, Sign, Status, Twice,
};

#[test]
fn known_values_are_variants_and_come_back() {
    assert_eq!(read::<Status>(r#""in-progress""#), Status::InProgress);
    assert_eq!(Status::Done.as_str(), "DONE");
    assert_eq!(Status::Active.to_string(), "active");
    assert_eq!("active".parse(), Ok(Status::Active));
    for sign in [
        "<", ">", "", "A", "a", "=", "!=", "1st", "self", " ", "ä", "日本",
    ] {
        same::<Sign>(&write(&sign));
        assert!(!matches!(Sign::from(sign), Sign::Unknown(_)), "{sign:?}");
    }
    for level in ["1", "2", "10", "-1"] {
        same::<Level>(level);
    }
    for mixed in [r#""a""#, "1", "0.5", "true"] {
        same::<Mixed>(mixed);
    }
}

#[test]
fn values_that_differ_are_apart() {
    assert_ne!(Sign::from("A"), Sign::from("a"));
    assert_eq!(Sign::from("A"), Sign::A);
    assert_eq!(Sign::from(""), Sign::Empty);
}

#[test]
fn unknown_values_are_kept() {
    assert_eq!(
        Status::from("paused"),
        Status::Unrecognized("paused".into())
    );
    // The document has a value that is spelled like the variant for others.
    assert_eq!(Status::from("unknown"), Status::Unknown);
    assert_eq!(read::<Level>("3"), Level::Unknown(3));
    for text in [r#""paused""#, r#""""#, r#""ACTIVE""#] {
        same::<Status>(text);
    }
    for text in ["3", "-9223372036854775808"] {
        same::<Level>(text);
    }
    for text in [r#""b""#, "2", "false", r#"{"a":[1]}"#] {
        same::<Mixed>(text);
    }
}

#[test]
fn a_known_value_is_never_held_as_an_unknown_one() {
    assert_eq!(Status::from(String::from("active")), Status::Active);
    assert_eq!(Level::from(10), Level::_10);
    assert_eq!(Level::_10.value(), 10);
    assert_eq!(read::<Level>("1.0"), Level::_1);
}

#[test]
fn a_value_that_is_listed_twice_is_one() {
    assert_eq!(Twice::from("a"), Twice::A);
    assert!(generated_tests::enums_are_open::REPORT.contains("N0404"));
}

#[test]
fn another_type_is_a_fault() {
    assert!(fault::<Status>("7").starts_with("$: ") || fault::<Status>("7").contains("string"));
    assert!(fault::<All>(r#"{"level":"1"}"#).starts_with("$.level: "));
    assert!(fault::<All>(r#"{"level":1.5}"#).starts_with("$.level: "));
    assert!(fault::<All>(r#"{"list":["a",1]}"#).starts_with("$.list[1]: "));
}

#[test]
fn null_among_the_values_is_null() {
    let all: All = read(r#"{"nullable":null,"mixed":null}"#);
    assert!(all.nullable.is_null() && all.mixed.is_null());
    let all: All = read(r#"{"nullable":"green"}"#);
    assert_eq!(*all.nullable, Some(MaybeColor::Green));
    same::<All>(r#"{"mixed":null,"nullable":null}"#);
    same::<All>(
        r#"{"status":"DONE","sign":"<","level":-1,"mixed":0.5,"inline":"south","only":"one","only_number":7,"list":["a","c"]}"#,
    );
}

#[test]
fn values_are_called_what_the_document_calls_them() {
    assert_eq!(read::<Severity>("1"), Severity::High);
    assert_eq!(write(&Severity::Self_), "2");
    assert_eq!(read::<Severity>("3"), Severity::Unknown(3));
    assert_eq!(read::<Digits>("1"), Digits::_1);
    assert_eq!(read::<Digits>(r#""1""#), Digits::_1String);
}
