//! The types of the document: what is read, what is written, what is refused.

use galileo_client::types::{HTTPValidationError, Token, ValidationError, ValidationErrorLocItem};

fn read(text: &str) -> Result<Token, serde_json::Error> {
    serde_json::from_str(text)
}

#[test]
fn a_token_type_that_is_absent_is_bearer() {
    for text in [
        r#"{"access_token":"a"}"#,
        r#"{"access_token":"a","expires_in":3600,"access_token_again":null}"#,
    ] {
        let token = read(text).unwrap();
        assert_eq!(
            (&*token.access_token, &*token.token_type),
            ("a", "bearer"),
            "{text}"
        );
    }
}

#[test]
fn a_token_type_that_is_there_is_kept() {
    for kind in ["", "Bearer", "mac"] {
        let token = read(&format!(r#"{{"access_token":"a","token_type":"{kind}"}}"#)).unwrap();
        assert_eq!(token.token_type, kind);
    }
}

#[test]
fn a_new_token_is_what_the_document_says() {
    let token = Token::new("a");
    assert_eq!(token, read(r#"{"access_token":"a"}"#).unwrap());
    assert_eq!(
        serde_json::to_string(&token).unwrap(),
        r#"{"access_token":"a","token_type":"bearer"}"#
    );
}

#[test]
fn an_access_token_that_is_missing_is_named() {
    for (text, said) in [
        ("{}", "$.access_token: required member is missing"),
        (
            r#"{"token_type":"bearer"}"#,
            "$.access_token: required member is missing",
        ),
        (r#"{"access_token":null}"#, "$.access_token: "),
        (r#"{"access_token":7}"#, "$.access_token: "),
        (r#"{"access_token":"a","token_type":[]}"#, "$.token_type: "),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(said), "{text}: {error}");
    }
    assert!(read("[]").is_err());
    assert!(read("null").is_err());
}

#[test]
fn a_place_is_a_list_of_texts_and_numbers() {
    let text = r#"{"detail":[{"loc":["body",0,"name"],"msg":"too long","type":"value_error"}]}"#;
    let error: HTTPValidationError = serde_json::from_str(text).unwrap();
    let loc = vec![
        ValidationErrorLocItem::from(String::from("body")),
        ValidationErrorLocItem::Integer(0),
        ValidationErrorLocItem::String("name".into()),
    ];
    let expected = ValidationError::new(loc, "too long", "value_error");
    assert_eq!(error.detail.as_deref(), Some(&[expected][..]));
    assert_eq!(serde_json::to_string(&error).unwrap(), text);
}

#[test]
fn a_fault_in_a_list_is_named_with_its_place() {
    for (text, said) in [
        (
            r#"{"detail":[{"loc":[],"msg":"a","type":"b"},{"loc":[],"type":"b"}]}"#,
            "$.detail[1].msg: required member is missing",
        ),
        (
            r#"{"detail":[{"loc":["a",true],"msg":"a","type":"b"}]}"#,
            "$.detail[0].loc[1]: ",
        ),
        (r#"{"detail":7}"#, "$.detail: "),
    ] {
        let error = serde_json::from_str::<HTTPValidationError>(text)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(said), "{text}: {error}");
    }
}

#[test]
fn detail_may_be_absent() {
    let error: HTTPValidationError = serde_json::from_str("{}").unwrap();
    assert_eq!(error, HTTPValidationError::default());
    assert_eq!(serde_json::to_string(&error).unwrap(), "{}");
}
