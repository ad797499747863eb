//! Formats keep their text and read their values.

use openapi_runtime::formats::{
    Base64, DateTime, Decimal, Fixed, FormatError, Ipv4, Ipv6, Uri, Uuid,
};
use openapi_runtime::wire;

#[test]
fn text_is_written_back_as_it_came() {
    for text in [
        r#""2024-02-30 noon""#,
        r#""2020-01-01T00:00:00.0+00:00""#,
        r#""""#,
    ] {
        let value: DateTime = wire::decode(text.as_bytes()).unwrap();
        assert_eq!(wire::encode(&value).unwrap(), text.as_bytes());
        assert_eq!(format!("{value:?}"), text);
    }
    assert!(wire::decode::<DateTime>(b"1").is_err());
}

#[cfg(feature = "jiff")]
#[test]
fn dates_are_read_when_they_are_asked_for() {
    use jiff::{civil, tz::Offset};
    use openapi_runtime::formats::{Date, Time};
    let moment = DateTime::from_text("2020-01-01T02:00:00+02:00")
        .get()
        .unwrap();
    assert_eq!(DateTime::from(moment).as_str(), "2020-01-01T00:00:00Z");
    assert!(DateTime::from_text("2020-01-01T02:00:00").get().is_err());
    assert_eq!(
        "2020-02-29".parse::<Date>().unwrap().get(),
        Ok(civil::date(2020, 2, 29))
    );
    assert!("2021-02-29".parse::<Date>().is_err());
    let time = |text: &str| Time::from_text(text).get();
    let noon = civil::time(12, 0, 0, 0);
    assert_eq!(time("12:00:00"), Ok((noon, None)));
    assert_eq!(time("12:00:00Z"), Ok((noon, Some(Offset::UTC))));
    assert_eq!(
        time("12:00:00-01:30").unwrap().1.map(Offset::seconds),
        Some(-5400)
    );
    for wrong in [
        "12:00:00+1:30",
        "12:00:00+01:75",
        "12:00:00+0130",
        "25:00:00",
        "Z",
    ] {
        assert!(time(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn addresses_and_ids() {
    assert!("::1".parse::<Ipv6>().unwrap().get().unwrap().is_loopback());
    assert!("256.0.0.1".parse::<Ipv4>().is_err());
    assert_eq!(
        Uri::from_text("https://a.b/c?d").get().unwrap().path(),
        "/c"
    );
    let text = "12345678-9abc-def0-1234-56789abcdef0";
    let id: Uuid = text.parse().unwrap();
    assert_eq!(id.get(), Ok(0x1234_5678_9abc_def0_1234_5678_9abc_def0));
    assert_eq!(Uuid::from(id.get().unwrap()).as_str(), text);
    for wrong in [
        "",
        "12345678-9abc-def0-1234-56789abcdef",
        "12345678x9abc-def0-1234-56789abcdef0",
        "é",
    ] {
        assert!(wrong.parse::<Uuid>().is_err(), "{wrong}");
    }
}

#[test]
fn decimals_lose_nothing() {
    for (text, unscaled, scale, shown) in [
        ("0.03", 3, 2, "0.03"),
        ("-.5", -5, 1, "-0.5"),
        ("1e3", 1000, 0, "1000"),
        ("1.50E-2", 150, 4, "0.0150"),
        (
            "79228162514264337593543950335.1",
            792_281_625_142_643_375_935_439_503_351,
            1,
            "79228162514264337593543950335.1",
        ),
    ] {
        let value = text.parse::<Decimal>().unwrap().get().unwrap();
        assert_eq!(value, Fixed { unscaled, scale });
        assert_eq!(value.to_string(), shown);
    }
    for wrong in [
        "",
        ".",
        "1.2.3",
        "1e",
        "+-1",
        "1e99",
        "1e-2147483648",
        "1e2147483647",
        "NaN",
        "0x1",
    ] {
        assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
    }
}

#[test]
fn base64_of_every_kind() {
    let bytes = vec![0xfb, 0xff, 0xfe, 0x01];
    for text in ["+//+AQ==", "-__-AQ==", "-__-AQ", "+//+\r\nAQ=="] {
        assert_eq!(Base64::from_text(text).get(), Ok(bytes.clone()), "{text}");
    }
    assert_eq!(Base64::from(bytes).as_str(), "+//+AQ==");
    let wrong: Result<_, FormatError> = Base64::from_text("a").get();
    assert!(wrong.is_err());
}

#[test]
fn binary_content_is_text_in_json() {
    let bytes: bytes::Bytes = wire::decode(br#""a\u00e9""#).unwrap();
    assert_eq!(wire::encode(&bytes).unwrap(), "\"aé\"".as_bytes());
    assert!(wire::encode(&bytes::Bytes::from_static(b"\xff")).is_err());
}
