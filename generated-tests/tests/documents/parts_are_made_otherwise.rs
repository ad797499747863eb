use crate::support::{fault, read, same};
use generated_tests::parts_are_made_otherwise::REPORT;
use generated_tests::parts_are_made_otherwise::types::{
    Limits, Machine, MachineEither, State, Wait,
};
use std::net::IpAddr;
use std::time::Duration;

const HOST: &str = r#"{"address":"127.0.0.1","others":["::1"],"wait":{"secs":1,"nanos":5},"state":"down","note":"n","limits":{"most":3},"either":"x","more":[1]}"#;

#[test]
fn types_of_the_caller_are_read_and_written() {
    same::<Machine>(HOST);
    let host: Machine = read(HOST);
    assert!(host.address.is_loopback());
    assert_eq!(*host.wait, Duration::new(1, 5));
    let wait: Wait = Duration::from_secs(2).into();
    let made = Machine::new("::1".parse::<IpAddr>().unwrap(), wait);
    assert_eq!(made.wait.as_secs(), 2);
    let told = fault::<Machine>(r#"{"address":"nowhere","wait":{"secs":1,"nanos":5}}"#);
    assert!(told.contains("$.address"), "{told}");
}

#[test]
fn names_are_those_that_were_chosen() {
    let host: Machine = read(HOST);
    assert_eq!(host.remark.as_deref(), Some("n"));
    assert_eq!(host.limits.and_then(|it: Limits| it.most), Some(3));
    assert!(matches!(host.either, Some(MachineEither::Free(_))));
    assert_eq!(host.state, Some(State::Stopped));
    assert!(State::Up < State::Stopped);
}

#[test]
fn a_closed_enum_knows_no_other_value() {
    let told = fault::<State>(r#""sideways""#);
    assert!(
        told.contains("not a value that the document lists"),
        "{told}"
    );
}

#[test]
fn null_is_absence_and_undeclared_members_stay() {
    let text = r#"{"address":"::1","wait":{"secs":0,"nanos":0},"note":null,"secret":"s"}"#;
    let host: Machine = read(text);
    assert_eq!(host.remark, None);
    assert_eq!(host.additional["secret"], "s");
}

#[test]
fn every_setting_is_of_use() {
    assert!(!REPORT.contains("W0107"), "{REPORT}");
}
