use crate::support::{fault, read, same, write};
use generated_tests::large_types_compile::types::{Choices, Kinds, Large};

/// The 100 required members of 300.
fn required() -> Vec<String> {
    (0..300)
        .step_by(3)
        .map(|number| format!(r#""m{number:03}":"v{number}""#))
        .collect()
}

#[test]
fn three_hundred_members_are_read_and_written() {
    let large: Large = read(&format!("{{{}}}", required().join(",")));
    assert_eq!((&*large.m000, &*large.m297), ("v0", "v297"));
    assert!(large.m298.is_absent());
    let written = write(&large);
    assert!(
        written.starts_with(r#"{"m000":"v0","m002":true,"m003":"v3","m005":true"#),
        "{written}"
    );
    same::<Large>(&written);
}

#[test]
fn each_missing_member_is_named() {
    for missing in [0, 50, 99] {
        let mut members = required();
        members.remove(missing);
        let fault = fault::<Large>(&format!("{{{}}}", members.join(",")));
        let expected = format!("$.m{:03}: required member is missing", missing * 3);
        assert!(fault.starts_with(&expected), "{fault}");
    }
}

#[test]
fn many_values_and_variants() {
    assert_eq!(Kinds::from("kind_299"), Kinds::Kind299);
    assert!(matches!(read(r#"{"v59":1,"k":"c59"}"#), Choices::C59(it) if it.v59 == Some(1)));
    same::<Choices>(r#"{"k":"c59","v59":1}"#);
    same::<Choices>(r#"{"k":"c60"}"#);
}
