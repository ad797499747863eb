use crate::support::{read, same};
use generated_tests::integers_are_of_any_width::types::{Body, Count, Either, List, Marked, Sky};
use openapi_runtime::wire;

const LEAST: &str = "-170141183460469231731687303715884105728";
const MOST: &str = "340282366920938463463374607431768211455";

#[test]
fn fields_of_128_bits_keep_every_digit() {
    let text = format!(r#"{{"least":{LEAST},"most":{MOST},"each":[18446744073709551617,0]}}"#);
    let whole = text.replace(
        "[18446744073709551617,0]",
        &format!("[18446744073709551617,0],\"filled\":{MOST}"),
    );
    same::<Sky>(&whole);
    let sky: Sky = read(&text);
    assert_eq!((sky.least, sky.most), (i128::MIN, u128::MAX));
    assert_eq!(sky.each.unwrap(), [(1 << 64) + 1, 0]);
    assert_eq!(sky.filled, u128::MAX);
    for one in ["1.0", "1e0", "10e-1"] {
        assert_eq!(read::<Sky>(&text.replace(MOST, one)).most, 1, "{one}");
    }
    let beyond = text.replace(MOST, &format!("{MOST}0"));
    let error = wire::decode::<Sky>(beyond.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("most"), "{error}");
    let error = wire::decode::<Sky>(text.replace(MOST, "-1").as_bytes()).unwrap_err();
    assert!(error.to_string().contains("most"), "{error}");
}

#[test]
fn listed_integers_are_compared_digit_by_digit() {
    for (text, known) in [
        ("1", true),
        ("18446744073709551617", true),
        ("-18446744073709551617", true),
        (MOST, true),
        ("18446744073709551616", false),
        ("18446744073709551618", false),
        ("340282366920938463463374607431768211454", false),
    ] {
        let count: Count = read(text);
        assert_eq!(!matches!(count, Count::Unknown(_)), known, "{text}");
        if known {
            same::<Count>(text);
        }
    }
    let of = |only: &str| format!(r#"{{"least":0,"most":0,"filled":1,"only":{only}}}"#);
    same::<Sky>(&of("18446744073709551617"));
    let wrong = of("18446744073709551616");
    assert!(wire::decode::<Sky>(wrong.as_bytes()).is_err());
}

#[test]
fn integers_in_lists_and_objects_are_compared_digit_by_digit() {
    for text in ["[18446744073709551617]", r#"{"a":18446744073709551618}"#] {
        same::<List>(text);
        assert!(!matches!(read::<List>(text), List::Unknown(_)), "{text}");
    }
    for text in ["[18446744073709551616]", r#"{"a":18446744073709551617}"#] {
        assert!(matches!(read::<List>(text), List::Unknown(_)), "{text}");
    }
}

#[test]
fn in_a_union_they_keep_every_digit() {
    let either: Either = read("18446744073709551617");
    assert!(
        matches!(either, Either::Count(Count::_18446744073709551617)),
        "{either:?}"
    );
    same::<Either>("18446744073709551617");
    let either: Either = read("18446744073709551616");
    assert!(
        matches!(either, Either::Count(Count::Unknown(_))),
        "{either:?}"
    );
    let Either::Sky(sky) = read::<Either>(&format!(r#"{{"most":{MOST},"least":{LEAST}}}"#)) else {
        panic!("no sky");
    };
    assert_eq!((sky.least, sky.most), (i128::MIN, u128::MAX));
}

#[test]
fn in_a_union_a_member_with_one_value_is_compared_digit_by_digit() {
    same::<Marked>(r#"{"mark":18446744073709551617}"#);
    assert!(wire::decode::<Marked>(br#"{"mark":18446744073709551616}"#).is_err());
}

/// The tag may stand behind the number, or before it; what is any JSON beside it is a float, as it is elsewhere.
#[test]
fn in_a_union_with_a_tag_they_keep_every_digit() {
    for text in [
        format!(r#"{{"kind":"star","atoms":{LEAST}}}"#),
        format!(r#"{{"atoms":{LEAST},"kind":"star"}}"#),
        format!(
            r#"{{"weight":18446744073709551617,"atoms":{LEAST},"any":[18446744073709551617],"kind":"star"}}"#
        ),
    ] {
        let Body::Star(star) = read::<Body>(&text) else {
            panic!("no star");
        };
        assert_eq!(star.atoms, i128::MIN, "{text}");
        if let Some(any) = &*star.any {
            assert_eq!(any[0].as_f64(), Some(18446744073709551617_f64));
            assert_eq!(star.weight, Some(18446744073709551617_f64));
        }
    }
    same::<Body>(&format!(
        r#"{{"kind":"moon","of":[{{"kind":"star","atoms":{LEAST}}}]}}"#
    ));
}
