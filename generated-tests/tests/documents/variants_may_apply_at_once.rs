use crate::support::{becomes, read, same, through_a_tree};
use generated_tests::variants_may_apply_at_once::types::{
    All, Apart, Call, Cat, Either, Node, Pet,
};
use openapi_runtime::Open;

#[test]
fn members_that_only_other_variants_declare_come_back() {
    for text in [
        r#"{"pet":{"name":"a","lives":9,"barks":true}}"#,
        r#"{"pet":{"name":"a","barks":true,"lives":null}}"#,
        r#"{"pet":{"name":"a","of tomorrow":[1]}}"#,
        r#"{"pet":{"name":"a"}}"#,
        r#"{"loose":{"name":"a","legs":4}}"#,
        r#"{"node":{"below":{"below":{"value":1,"below":{"value":2}},"value":3}}}"#,
        r#"{"action":{"type":"reboot","policy":"none"}}"#,
    ] {
        let all: All = read(text);
        let before: serde_json::Value = read(text);
        // An optional member that is null is read as absent.
        let expected = text.replace(r#","lives":null"#, "");
        let expected: serde_json::Value = read(&expected);
        assert_eq!(
            serde_json::to_value(&all).unwrap(),
            expected,
            "from {before}"
        );
        through_a_tree::<All>(&expected.to_string());
    }
}

#[test]
fn what_may_not_apply_at_once_holds_no_more_than_it_names() {
    becomes::<All>(
        r#"{"either":{"name":"a","of tomorrow":1}}"#,
        r#"{"either":{"name":"a"}}"#,
    );
    becomes::<All>(
        r#"{"alone":{"name":"a","barks":true}}"#,
        r#"{"alone":{"name":"a"}}"#,
    );
    // Each has a type of its own, so none of them is both.
    becomes::<All>(
        r#"{"apart":{"type":"call","text":"a"}}"#,
        r#"{"apart":{"type":"call"}}"#,
    );
    same::<Either>(r#"{"name":"a","barks":true}"#);
}

#[test]
fn a_variant_reads_like_its_value_and_is_made_from_it() {
    let Pet::Cat(cat) = read::<Pet>(r#"{"name":"a","lives":9,"barks":true}"#) else {
        panic!("not a cat");
    };
    assert_eq!((&*cat.name, cat.lives), ("a", Some(9)));
    assert_eq!(cat.additional["barks"], true);
    let made: Pet = Cat::new("b").into();
    assert_eq!(made, Pet::Cat(Open::from(Cat::new("b"))));
    assert_eq!(Apart::from(Call::new()), read(r#"{"type":"call"}"#));
    assert!(matches!(read::<Node>(r#"{"value":1}"#), Node::Leaf(it) if it.value.value == 1));
}

#[test]
fn null_is_of_the_variant_that_has_it() {
    same::<All>(r#"{"told":{"name":"a","where":null}}"#);
    same::<All>(r#"{"told":{"name":"a","where":{"street":"b"}}}"#);
}
