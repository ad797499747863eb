use galileo_client::types::Token;
use token_in_your_struct::Profile;

#[test]
fn a_profile_comes_back_as_it_was() {
    let profile = Profile {
        name: "work".into(),
        base_url: "https://api.staging.galileo.ai".into(),
        token: Some(Token::new("eyJhbGciOiJIUzI1NiJ9.e30.c2ln")),
    };
    let text = serde_json::to_string(&profile).unwrap();
    assert_eq!(
        text,
        r#"{"name":"work","base_url":"https://api.staging.galileo.ai","token":{"access_token":"eyJhbGciOiJIUzI1NiJ9.e30.c2ln","token_type":"bearer"}}"#
    );
    assert_eq!(serde_json::from_str::<Profile>(&text).unwrap(), profile);
}

#[test]
fn what_the_document_fills_in_is_filled_in_here_too() {
    let text = r#"{"name":"work","base_url":"http://localhost:8088","token":{"access_token":"a"}}"#;
    let profile: Profile = serde_json::from_str(text).unwrap();
    assert_eq!(profile.token.unwrap().token_type, "bearer");
}

#[test]
fn a_token_without_its_access_token_says_where() {
    let text =
        r#"{"name":"work","base_url":"http://localhost:8088","token":{"token_type":"bearer"}}"#;
    let error = serde_json::from_str::<Profile>(text)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("$.access_token: required member is missing"),
        "{error}"
    );
}

#[test]
fn debug_shows_no_token() {
    let profile = Profile {
        name: "work".into(),
        base_url: String::new(),
        token: Some(Token::new("s3cret")),
    };
    assert!(!format!("{profile:?}").contains("s3cret"), "{profile:?}");
}
