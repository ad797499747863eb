use crate::support::{becomes, fault, read, same, through_a_tree, write};
use generated_tests::unions_are_decided_by_one_look::types::{
    All, ByConstant, ByConstantImageType, ByImplicitTag, ByItems, ByKind, ByLiteral, ByMembers,
    ByMost, ByTag, ByTagOrKind, ByTruth, Failure, FailureEnum,
};

#[test]
fn the_kind_of_the_value_decides() {
    assert_eq!(read::<ByKind>(r#""1""#), ByKind::String("1".into()));
    assert_eq!(read::<ByKind>("1"), ByKind::Integer(1));
    assert_eq!(read::<ByKind>("1.5"), ByKind::Number(1.5));
    assert_eq!(read::<ByKind>("true"), ByKind::Bool(true));
    assert_eq!(read::<ByKind>("[1,2]"), ByKind::List(vec![1, 2]));
    assert!(matches!(
        read::<ByKind>(r#"{"kind":"cat"}"#),
        ByKind::Cat(_)
    ));
    for text in [
        r#""1""#,
        "1",
        "1.5",
        "true",
        "[1,2]",
        "[]",
        r#"{"kind":"cat","lives":9}"#,
    ] {
        same::<ByKind>(text);
        through_a_tree::<ByKind>(text);
    }
    let text = fault::<All>(r#"{"by_kind":null,"by_members":null,"inline":{}}"#);
    assert!(text.starts_with("$.inline: "), "{text}");
    assert!(fault::<All>(r#"{"by_kind":[1,"2"]}"#).starts_with("$.by_kind[1]: "));
    assert!(
        fault::<All>(r#"{"by_kind":{"lives":1}}"#)
            .starts_with("$.by_kind.kind: required member is missing")
    );
}

#[test]
fn the_discriminator_decides_wherever_it_stands() {
    for text in [r#"{"kind":"cat","lives":9}"#, r#"{"lives":9,"kind":"tom"}"#] {
        let ByTag::Cat(cat) = read(text) else {
            panic!("{text}")
        };
        assert_eq!(cat.lives, Some(9));
    }
    // `tom` is a cat by the mapping, and stays what it was.
    same::<ByTag>(r#"{"kind":"tom","lives":9}"#);
    becomes::<ByTag>(
        r#"{"name":"Rex","kind":"dog"}"#,
        r#"{"kind":"dog","name":"Rex"}"#,
    );
    let text = fault::<All>(r#"{"by_tag":{"kind":"dog"}}"#);
    assert!(
        text.starts_with("$.by_tag.name: required member is missing"),
        "{text}"
    );
    let text = fault::<All>(r#"{"by_tag":{"lives":"9","kind":"cat"}}"#);
    assert!(text.starts_with("$.by_tag.lives: "), "{text}");
}

#[test]
fn without_a_mapping_the_names_of_the_schemas_decide() {
    assert!(matches!(
        read(r#"{"species":"Bird"}"#),
        ByImplicitTag::Bird(_)
    ));
    assert!(matches!(
        read(r#"{"species":"Fish","fins":2}"#),
        ByImplicitTag::Fish(_)
    ));
    same::<ByImplicitTag>(r#"{"species":"Fish","fins":2}"#);
}

#[test]
fn an_unknown_tag_is_kept() {
    for text in [
        r#"{"kind":"bird","wings":2}"#,
        r#"{"wings":[{"kind":"cat"}],"kind":"bird"}"#,
        r#"{"wings":2}"#,
        r#"{"kind":7}"#,
        "{}",
    ] {
        assert!(matches!(read(text), ByTag::Unknown(_)), "{text}");
        through_a_tree::<ByTag>(text);
    }
}

#[test]
fn a_list_beside_tagged_objects_is_told_by_its_kind() {
    assert!(matches!(read(r#"[{"kind":"cat"}]"#), ByTagOrKind::List(_)));
    assert!(matches!(
        read(r#"{"lives":9,"kind":"cat"}"#),
        ByTagOrKind::Cat(_)
    ));
    for text in [
        "[]",
        r#"[{"kind":"dog"}]"#,
        r#"{"kind":"cat","lives":9}"#,
        r#"{"kind":"dog","name":"Rex"}"#,
        r#""none""#,
    ] {
        same::<ByTagOrKind>(text);
        through_a_tree::<ByTagOrKind>(text);
    }
    let text = fault::<All>(r#"{"by_tag_or_kind":{"kind":"dog"}}"#);
    assert!(text.starts_with("$.by_tag_or_kind.name: "), "{text}");
}

#[test]
fn constants_decide_and_are_written() {
    let ByConstant::Text(text) = read(r#"{"text":"a","type":"text"}"#) else {
        panic!("not a text")
    };
    assert_eq!(write(&text), r#"{"type":"text","text":"a"}"#);
    let ByConstant::Image(image) = read(r#"{"type":"picture","url":"u"}"#) else {
        panic!("not an image")
    };
    assert_eq!(image.type_, ByConstantImageType::Picture);
    same::<ByConstant>(r#"{"type":"image","url":"u"}"#);
    assert!(matches!(
        read(r#"{"type":"sound"}"#),
        ByConstant::Unknown(_)
    ));
}

#[test]
fn required_members_decide() {
    assert!(matches!(read(r#"{"x":1,"y":2}"#), ByMembers::Point(_)));
    assert!(matches!(
        read(r#"{"r":3,"x":1,"y":2}"#),
        ByMembers::Circle(_)
    ));
    let text = fault::<All>(r#"{"by_members":{"x":1}}"#);
    assert!(
        text.starts_with("$.by_members.y: required member is missing"),
        "{text}"
    );
}

#[test]
fn the_variant_that_knows_most_is_taken() {
    assert!(matches!(read(r#"{"a":"1","b":"2"}"#), ByMost::WithB(_)));
    assert!(matches!(
        read(r#"{"a":"1","c":"2","d":"3"}"#),
        ByMost::WithC(_)
    ));
    assert!(matches!(read(r#"{"a":"1"}"#), ByMost::WithB(_)));
    assert!(generated_tests::unions_are_decided_by_one_look::REPORT.contains("N0403"));
}

#[test]
fn literals_go_before_any_text() {
    assert_eq!(read::<ByLiteral>(r#""auto""#), ByLiteral::Auto);
    assert_eq!(
        read::<ByLiteral>(r#""else""#),
        ByLiteral::Unknown("else".into())
    );
    same::<ByLiteral>(r#""none""#);
}

#[test]
fn null_beside_one_type_is_no_union() {
    assert!(read::<All>(r#"{"maybe":null}"#).maybe.is_null());
    assert_eq!(
        read::<All>(r#"{"maybe":{"kind":"cat"}}"#)
            .maybe
            .as_ref()
            .unwrap()
            .kind,
        "cat"
    );
    same::<All>(r#"{"maybe":null,"inline":["a"]}"#);
}

#[test]
fn numbers_inside_a_value_that_is_kept_lose_nothing() {
    for text in [
        r#"{"big":18446744073709551615,"kind":"x"}"#,
        r#"{"half":0.1,"kind":"x","small":1e-7}"#,
        r#"{"kind":"x","least":-9223372036854775808}"#,
    ] {
        same::<ByTag>(text);
    }
}

#[test]
fn the_variants_of_an_enum_of_serde_are_texts_and_objects() {
    assert!(matches!(
        read(r#""Conflict""#),
        Failure::Enum(FailureEnum::Conflict)
    ));
    assert!(matches!(read(r#"{"NotFound":"a"}"#), Failure::NotFound(it) if it.not_found == "a"));
    assert!(matches!(
        read(r#"{"Invalid":{"why":"b"}}"#),
        Failure::Invalid(_)
    ));
    for text in [
        r#""Unauthorized""#,
        r#""Conflict""#,
        r#""OfTomorrow""#,
        r#"{"NotFound":"a"}"#,
        r#"{"Invalid":{"why":"b"}}"#,
    ] {
        same::<Failure>(text);
    }
}

#[test]
fn lists_are_told_apart_by_their_items() {
    assert!(matches!(read(r#"["a"]"#), ByItems::StringList(it) if it == ["a"]));
    assert!(matches!(read("[1,2.0]"), ByItems::IntegerList(it) if it == [1, 2]));
    assert!(matches!(read("[[1],[]]"), ByItems::IntegerListList(it) if it == [vec![1], vec![]]));
    assert!(matches!(read(r#"[{"x":1,"y":2}]"#), ByItems::PointList(it) if it.len() == 1));
    // Nothing is to be seen of an empty list, and one stranger is named where it stands.
    assert!(matches!(read("[]"), ByItems::StringList(it) if it.is_empty()));
    assert!(fault::<ByItems>(r#"[1,2,"c"]"#).starts_with("$[2]: "));
}

#[test]
fn a_boolean_decides() {
    let ByTruth::Failed(failed) = read::<ByTruth>(r#"{"why":"full","ok":false}"#) else {
        panic!("another variant");
    };
    assert_eq!(failed.why, "full");
    same::<ByTruth>(r#"{"ok":true,"count":3}"#);
    through_a_tree::<ByTruth>(r#"{"ok":true,"count":3}"#);
    assert!(fault::<ByTruth>(r#"{"ok":true}"#).starts_with("$.count: required member is missing"));
}
