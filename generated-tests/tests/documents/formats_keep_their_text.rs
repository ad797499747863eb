use crate::support::{becomes, fault, read, same};
use generated_tests::formats_keep_their_text::types::All;
use openapi_runtime::Patch;

#[test]
fn text_comes_back_as_it_came() {
    for text in [
        r#"{"at":"2024-01-02T03:04:05.600Z"}"#,
        r#"{"at":"2024-01-02T03:04:05+00:00","maybe":null}"#,
        // pydantic's datetime without an offset, and what is no date at all.
        r#"{"at":"2024-01-02T03:04:05","maybe":"soon"}"#,
        r#"{"day":"2024-02-29","time":"10:00:00","duration":"P1DT2H","days":["2024-01-01","never"]}"#,
        r#"{"id":"7F9C24E8-3b12-4fef-91e0-56a2d5a3c0e1","link":"https://h/ü?a#b","v4":"127.0.0.1","v6":"::1"}"#,
        r#"{"amount":"10.50","bytes":"YQ","encoded":"YQ==","email":"a@b","password":"x","odd":"y"}"#,
        r#"{"small":-2147483648,"large":9223372036854775807,"unsigned":18446744073709551615,"plain":0}"#,
        r#"{"single":0.03,"double":0.1,"number":1.5}"#,
    ] {
        same::<All>(text);
    }
}

#[test]
fn the_value_is_read_when_it_is_asked_for() {
    let all: All = read(
        r#"{"id":"7f9c24e8-3b12-4fef-91e0-56a2d5a3c0e1","v4":"127.0.0.1","bytes":"aGk","amount":"10.50"}"#,
    );
    assert_eq!(
        all.id.unwrap().get(),
        Ok(0x7f9c_24e8_3b12_4fef_91e0_56a2_d5a3_c0e1)
    );
    assert!(all.v4.unwrap().get().unwrap().is_loopback());
    assert_eq!(&all.bytes.unwrap().get().unwrap()[..], b"hi");
    assert_eq!(all.amount.unwrap().get().unwrap().to_string(), "10.50");
    let all: All = read(r#"{"id":"none","v4":"localhost"}"#);
    assert!(
        all.id
            .unwrap()
            .get()
            .unwrap_err()
            .to_string()
            .contains("uuid")
    );
    assert!(all.v4.unwrap().get().is_err());
}

#[test]
fn values_are_made_from_rust() {
    let mut all = All::default();
    all.v4 = Some(std::net::Ipv4Addr::LOCALHOST.into());
    all.bytes = Some(b"hi".as_slice().into());
    all.maybe = Patch::value("2024-01-02T03:04:05Z".parse().unwrap());
    assert_eq!(
        crate::support::write(&all),
        r#"{"v4":"127.0.0.1","bytes":"aGk=","maybe":"2024-01-02T03:04:05Z"}"#
    );
}

#[test]
fn numbers_lose_nothing() {
    becomes::<All>(
        r#"{"plain":1.0,"small":1e3}"#,
        r#"{"small":1000,"plain":1}"#,
    );
    for (text, path) in [
        (r#"{"small":2147483648}"#, "$.small: "),
        (r#"{"large":9223372036854775808}"#, "$.large: "),
        (r#"{"plain":1e30}"#, "$.plain: "),
        (r#"{"plain":1.5}"#, "$.plain: "),
        (r#"{"unsigned":-1}"#, "$.unsigned: "),
        (r#"{"plain":"1"}"#, "$.plain: "),
    ] {
        let fault = fault::<All>(text);
        assert!(fault.starts_with(path), "{text}: {fault}");
    }
}

#[test]
fn a_password_is_not_shown() {
    let all: All = read(r#"{"password":"s3cret","odd":"shown"}"#);
    let shown = format!("{all:?}");
    assert!(
        shown.contains("shown") && !shown.contains("s3cret"),
        "{shown}"
    );
}
