use crate::support::{fault, read, same, through_a_tree};
use generated_tests::unions_differ_inside::types::{
    All, ByInnerTag, ByItem, ByMember, ByNumber, ByValue, Listed, Many,
};

#[test]
fn variants_that_differ_only_inside_are_told_apart_there() {
    for text in [
        r#"{"item":["a"]}"#,
        r#"{"item":[1]}"#,
        r#"{"item":[[1],[]]}"#,
        r#"{"item":[]}"#,
        r#"{"value":{"a":1}}"#,
        r#"{"value":{"a":[1]}}"#,
        r#"{"value":{}}"#,
        r#"{"member":{"content":"a"}}"#,
        r#"{"member":{"content":[{"text":"a"}]}}"#,
        r#"{"tag":{"role":"a","type":"message"}}"#,
        r#"{"tag":{"role":"a"}}"#,
        r#"{"tag":{"type":"call","id":"a"}}"#,
        r#"{"tag":{"type":"output","role":"a"}}"#,
        r#"{"tag":{"id":"a","type":"reference"}}"#,
        r#"{"tag":{"id":"a","type":null}}"#,
        r#"{"tag":{"id":"a"}}"#,
        r#"{"tag":{"b":[1],"type":"of tomorrow"}}"#,
        r#"{"number":2}"#,
        r#"{"number":20}"#,
        r#"{"number":5}"#,
        r#"{"number":1.5}"#,
        r#"{"number":true}"#,
        r#"{"number":"none"}"#,
        r#"{"number":"of tomorrow"}"#,
        r#"{"constant":{"kind":1,"size":3}}"#,
        r#"{"constant":{"kind":2,"name":"a"}}"#,
        r#"{"constant":{"other":true}}"#,
        r#"{"listed":100}"#,
        r#"{"listed":3}"#,
    ] {
        same::<All>(text);
        through_a_tree::<All>(text);
    }
}

#[test]
fn the_variant_is_the_one_that_was_meant() {
    assert!(matches!(read::<ByItem>("[[1]]"), ByItem::IntegerListList(it) if it == [[1]]));
    assert!(matches!(
        read::<ByValue>(r#"{"a":[1]}"#),
        ByValue::IntegerListMap(_)
    ));
    assert!(matches!(
        read::<ByMember>(r#"{"content":[]}"#),
        ByMember::Object2(_)
    ));
    let reference = read::<ByInnerTag>(r#"{"type":"reference","id":"a"}"#);
    assert!(!matches!(reference, ByInnerTag::Choice(_)), "{reference:?}");
    assert!(matches!(read::<ByNumber>("20"), ByNumber::Many(Many::_20)));
    assert!(matches!(read::<Listed>("100"), Listed::Large));
    let unknown = read::<ByInnerTag>(r#"{"type":"of tomorrow","b":1}"#);
    assert!(matches!(unknown, ByInnerTag::Choice(_)), "{unknown:?}");
}

#[test]
fn what_no_variant_is_names_a_fault_of_the_nearest() {
    assert_eq!(
        fault::<All>(r#"{"member":{"content":[{"text":1}]}}"#),
        "$.member.content[0].text: invalid type: integer `1`, expected a string at line 1 column 35"
    );
    assert_eq!(
        fault::<All>(r#"{"item":true}"#),
        "$.item: expected one of [array], found boolean at line 1 column 13"
    );
}
