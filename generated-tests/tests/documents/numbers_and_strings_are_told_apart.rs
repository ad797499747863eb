use crate::support::{becomes, fault, read, same, through_a_tree};
use generated_tests::numbers_and_strings_are_told_apart::REPORT;
use generated_tests::numbers_and_strings_are_told_apart::types::{
    Address, All, Amount, Contact, ContactEnum, Count, DateFirst, Days, Filled, Ids, Lists, Maps,
    Members, Name, NumberFirst, Open, Outer, OuterChoice, Owned, When, Widths,
};
use openapi_runtime::wire;

const UUID: &str = r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#;

#[test]
fn an_integer_is_the_first_variant_that_holds_it() {
    assert_eq!(read::<Widths>("-1"), Widths::Int32(-1));
    assert_eq!(read::<Widths>("2.0"), Widths::Int32(2));
    assert_eq!(read::<Widths>("3000000000"), Widths::Uint32(3_000_000_000));
    assert_eq!(read::<Widths>("-3000000000"), Widths::Int64(-3_000_000_000));
    assert_eq!(read::<Widths>("5000000000"), Widths::Int64(5_000_000_000));
    assert_eq!(
        read::<Widths>("18446744073709551615"),
        Widths::Integer(u64::MAX)
    );
    assert_eq!(
        read::<Widths>("18446744073709551616"),
        Widths::Int128(1 << 64)
    );
    assert_eq!(
        read::<Widths>("-9223372036854775809"),
        Widths::Int128(-(1 << 63) - 1)
    );
    assert_eq!(
        read::<Widths>(&u128::MAX.to_string()),
        Widths::Uint128(u128::MAX)
    );
    assert_eq!(read::<Widths>("0.5"), Widths::Number(0.5));
    assert!(matches!(
        read(&format!("{}0", u128::MAX)),
        Widths::Number(_)
    ));
    for text in [
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551617",
        "170141183460469231731687303715884105727",
        "170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105728",
        "0.25",
        "1e300",
    ] {
        let value: Widths = wire::decode(text.as_bytes()).unwrap();
        let written = String::from_utf8(wire::encode(&value).unwrap()).unwrap();
        assert_eq!(written.replace("e+", "e"), text);
    }
}

#[test]
fn a_number_takes_what_no_integer_variant_holds() {
    assert_eq!(read::<Count>("1"), Count::Integer(1));
    assert_eq!(read::<Count>("1.5"), Count::Number(1.5));
    assert_eq!(
        read::<Count>("9223372036854775807"),
        Count::Integer(i64::MAX)
    );
    assert_eq!(
        read::<Count>("18446744073709551615"),
        Count::Number(u64::MAX as f64)
    );
    assert_eq!(
        read::<Count>("-9223372036854775809"),
        Count::Number(i64::MIN as f64)
    );
    assert_eq!(read::<NumberFirst>("7"), NumberFirst::Integer(7));
    assert_eq!(read::<NumberFirst>("3000000000"), NumberFirst::Number(3e9));
    for text in ["0", "-1", "9223372036854775807", "0.1"] {
        same::<Count>(text);
        through_a_tree::<Count>(text);
    }
}

#[test]
fn what_no_width_holds_is_an_error_that_names_them() {
    assert_eq!(read::<Ids>("3000000000"), Ids::Int64(3_000_000_000));
    same::<Ids>("9223372036854775807");
    for text in ["9223372036854775808", "1.5"] {
        let fault = fault::<Ids>(text);
        assert!(
            fault.starts_with("expected one of [i32, i64], found number"),
            "{fault}"
        );
    }
}

#[test]
fn widths_decide_inside_of_lists_maps_members_and_unions() {
    assert!(matches!(read("[1,2]"), Lists::IntegerList(it) if it == [1, 2]));
    assert!(matches!(read("[1,3000000000]"), Lists::IntegerList2(it) if it == [1, 3_000_000_000]));
    assert!(matches!(read("[1,3000000000,0.5]"), Lists::NumberList(it) if it == [1.0, 3e9, 0.5]));
    assert!(matches!(read(r#"{"a":1}"#), Maps::IntegerMap(_)));
    assert!(matches!(
        read(r#"{"a":1,"b":3000000000}"#),
        Maps::IntegerMap2(_)
    ));
    assert!(matches!(read(r#"{"at":1}"#), Members::Object2(_)));
    assert!(matches!(read(r#"{"at":3000000000}"#), Members::Object3(it) if it.at == 3_000_000_000));
    assert_eq!(read::<Outer>("1"), Outer::Integer(1));
    let inner = Outer::Choice(OuterChoice::Integer(3_000_000_000));
    assert_eq!(read::<Outer>("3000000000"), inner);
    assert!(matches!(read(UUID), Outer::Choice(OuterChoice::String(_))));
    assert_eq!(read::<Outer>(r#""x""#), Outer::String("x".into()));
    let all = format!(
        r#"{{"count":1.5,"widths":[1,18446744073709551617,0.5],"outer":{{"a":3000000000,"b":"x","c":{UUID}}},"when":"2024-02-29","inline":3000000000}}"#
    );
    same::<All>(&all);
    let fault = fault::<All>(r#"{"inline":1.5}"#);
    assert!(fault.starts_with("$.inline: expected one of "), "{fault}");
}

#[test]
fn a_text_is_the_first_variant_whose_format_it_has() {
    assert!(matches!(read(r#""2024-02-29T12:00:00Z""#), When::DateTime(it) if it.get().is_ok()));
    assert!(matches!(read(r#""2024-02-29""#), When::Date(it) if it.get().is_ok()));
    assert!(matches!(read(r#""2024-02-29""#), DateFirst::Date(_)));
    assert!(matches!(read(r#""09:08:07.5""#), DateFirst::Time(_)));
    assert!(matches!(read(r#""2023-02-29""#), DateFirst::String(_)));
    assert!(matches!(read(r#""a""#), Name::String(_)));
    assert!(matches!(read(UUID), Name::Uuid(_)));
    assert!(matches!(read(r#""127.0.0.1""#), Address::IPv4(_)));
    assert!(matches!(read(r#""::1""#), Address::IPv6(_)));
    assert!(matches!(read(r#""localhost""#), Address::Hostname(_)));
    assert!(matches!(read(r#""1.50""#), Amount::Decimal(_)));
    assert!(matches!(read(r#""P1DT2H""#), Amount::Duration(_)));
    assert!(matches!(read(r#""aGk=""#), Amount::String(_)));
    assert!(matches!(
        read(r#"["2024-02-29T12:00:00Z"]"#),
        Days::DateTimeList(_)
    ));
    assert!(matches!(
        read(r#"["2024-02-29","2024-03-01"]"#),
        Days::DateList(_)
    ));
    assert!(matches!(
        read(r#"["2024-02-29","soon"]"#),
        Days::StringList(_)
    ));
    assert!(matches!(
        read(r#"{"at":"2024-02-29T12:00:00Z"}"#),
        Members::Object(_)
    ));
    assert!(matches!(read(r#"{"at":"soon"}"#), Members::Object4(_)));
    // They are told apart, so nothing is said of a value that several match.
    assert!(!REPORT.contains("N0403"), "{REPORT}");
}

#[test]
fn listed_strings_go_before_formats_and_formats_before_any_text() {
    assert!(matches!(read(r#""a@example.com""#), Contact::Email(it) if it == "a@example.com"));
    let listed = Contact::Enum(ContactEnum::PostAtOfficeExample);
    assert_eq!(read::<Contact>(r#""post@office.example""#), listed);
    assert!(matches!(
        read(r#""none""#),
        Contact::Enum(ContactEnum::None)
    ));
    assert!(matches!(read(r#""mailto:a""#), Contact::Uri(_)));
    assert!(matches!(read(r#""a b""#), Contact::String(_)));
    assert_eq!(read::<Open>(r#""auto""#), Open::Auto);
    assert_eq!(read::<Open>(r#""other""#), Open::Unknown("other".into()));
}

#[test]
fn a_text_of_no_format_is_kept_by_the_first() {
    for text in [r#""2024-02-30T00:00:00Z""#, r#""soon""#, r#""""#] {
        assert!(matches!(read(text), When::DateTime(_)), "{text}");
        same::<When>(text);
        through_a_tree::<When>(text);
    }
    for text in [r#""a b""#, r#""2001:db8::zz""#] {
        assert!(matches!(read(text), Address::IPv4(_)), "{text}");
        same::<Address>(text);
    }
}

#[test]
fn a_format_that_is_not_kept_takes_no_member_away() {
    let ids = [
        r#"{"id":"1","name":"a"}"#,
        r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#,
    ];
    for text in ids {
        assert!(matches!(read(text), Owned::WithName(_)), "{text}");
        same::<Owned>(text);
    }
    assert!(matches!(read(r#"{"id":"1"}"#), Owned::Object(_)));
    becomes::<Owned>(r#"{"id":"1","else":2}"#, r#"{"id":"1"}"#);
}

/// Asserts that members that are left out are what the wire reads from the text of their defaults.
macro_rules! defaults {
    ($($member:ident $text:literal)*) => {
        #[test]
        fn defaults_are_the_variants_that_reading_finds() {
            let filled: Filled = read("{}");
            let text = concat!("{" $(, "\"", stringify!($member), "\":", $text, ",")*);
            let text = format!("{}}}", text.trim_end_matches(','));
            let said: Filled = wire::decode(text.as_bytes()).unwrap();
            $( assert_eq!(filled.$member, said.$member, stringify!($member)); )*
            same::<Filled>(&text);
        }
    };
}

defaults! {
    wide "3000000000"
    widest "340282366920938463463374607431768211455"
    least "-9223372036854775809"
    fraction "0.5"
    beyond "1.8446744073709552e+19"
    list "[1,3000000000]"
    outer "3000000000"
    id "\"67e55044-10b1-426f-9247-bb680e5fe0c8\""
    day "\"2024-02-29\""
    moment "\"2024-02-29T12:00:00+02:00\""
    neither "\"2023-02-29\""
    time "\"09:08:07\""
    text "\"tomorrow\""
    name "\"67e55044-10b1-426f-9247-bb680e5fe0c8\""
    address "\"::1\""
    host "\"db.example\""
    contact "\"post@office.example\""
    link "\"https://example.com/a\""
    mail "\"ann@example.com\""
    amount "\"PT5M\""
    price "\"0.10\""
    data "\"aGk=\""
    days "[\"2024-02-29\",\"2024-03-01\"]"
    owned "{\"id\":\"1\",\"name\":\"a\"}"
    members "{\"at\":3000000000}"
}
