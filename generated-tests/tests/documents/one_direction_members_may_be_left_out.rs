use crate::support::{answering, fault, write};
use generated_tests::one_direction_members_may_be_left_out::Client;
use generated_tests::one_direction_members_may_be_left_out::types::User;

#[tokio::test]
async fn a_request_has_no_id_and_an_answer_no_password() {
    let (transport, sent) = answering(
        200,
        "application/json",
        r#"{"id":7,"kind":"user","name":"a"}"#,
    );
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let mut user = User::new("a");
    user.password = Some("p".into());
    let added = client.add_user(&user).await.unwrap();
    assert_eq!(sent.last().body(), r#"{"name":"a","password":"p"}"#);
    assert_eq!((added.id, added.password.as_deref()), (Some(7), None));
    assert_eq!(write(&added), r#"{"id":7,"kind":"user","name":"a"}"#);
    assert!(fault::<User>(r#"{"id":7}"#).starts_with("$.name: required member is missing"));
}
