use crate::support::{fault, read, same};
use generated_tests::bases_are_their_children::types::{Defaulted, Pet, Special, Thing};

#[test]
fn a_value_of_a_base_is_what_its_property_says() {
    assert!(matches!(
        read::<Pet>(r#"{"petType":"dog","bark":"wow"}"#),
        Pet::Dog(it) if it.bark.as_deref() == Some("wow")
    ));
    // Not mapped: the name of the component counts.
    assert!(matches!(
        read::<Pet>(r#"{"name":"Tom","petType":"Cat"}"#),
        Pet::Cat(_)
    ));
    assert!(matches!(read::<Pet>(r#"{"petType":"Pet"}"#), Pet::Pet(_)));
    assert!(matches!(
        read::<Pet>(r#"{"petType":"newt"}"#),
        Pet::Unknown(_)
    ));
    for text in [
        r#"{"petType":"Cat","friend":{"petType":"dog","bark":"wow"},"name":"Tom"}"#,
        r#"{"legs":6,"petType":"newt"}"#,
    ] {
        same::<Pet>(text);
    }
}

#[test]
fn without_an_optional_property_it_is_the_base() {
    assert!(matches!(read::<Thing>(r#"{"id":1}"#), Thing::Thing(it) if it.id == Some(1)));
    same::<Thing>(r#"{"id":1}"#);
    same::<Thing>(r#"{"kind":"special","id":1,"more":"x"}"#);
    assert!(matches!(Thing::from(Special::new()), Thing::Special(_)));
    assert!(fault::<Thing>("[]").contains("expected an object"));
}

#[test]
fn what_is_not_mapped_has_a_default() {
    assert!(matches!(
        read::<Defaulted>(r#"{"kind":"n","number":1}"#),
        Defaulted::Numbered(_)
    ));
    for text in [
        r#"{"name":"a"}"#,
        r#"{"kind":"z","name":"a"}"#,
        r#"{"kind":"Named"}"#,
    ] {
        assert!(
            matches!(read::<Defaulted>(text), Defaulted::Named(_)),
            "{text}"
        );
        same::<Defaulted>(text);
    }
}
