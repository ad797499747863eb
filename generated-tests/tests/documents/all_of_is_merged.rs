use crate::support::{fault, same};
use generated_tests::all_of_is_merged::types::{Alone, Described, Employee, Holder, Person};

#[test]
fn members_and_requirements_of_all_parts_hold() {
    same::<Employee>(
        r#"{"name":"a","age":1,"company":"b","boss":{"name":"c","age":2,"company":"b"}}"#,
    );
    // `age` is optional for a person, and required of an employee.
    same::<Person>(r#"{"name":"a"}"#);
    assert!(
        fault::<Employee>(r#"{"name":"a","company":"b"}"#)
            .starts_with("$.age: required member is missing")
    );
}

#[test]
fn a_single_part_is_the_part_itself() {
    let person: Alone = Person::new("a");
    let person: Described = person;
    let mut holder = Holder::default();
    holder.who = Some(person);
    assert_eq!(crate::support::write(&holder), r#"{"who":{"name":"a"}}"#);
}
