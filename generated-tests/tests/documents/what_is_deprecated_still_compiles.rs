#![allow(deprecated)]

use crate::support::{answering, becomes, same};
use generated_tests::what_is_deprecated_still_compiles::Client;
use generated_tests::what_is_deprecated_still_compiles::types::{New, Old};

#[tokio::test]
async fn it_works_as_before() {
    becomes::<Old>(r#"{"must":"a"}"#, r#"{"must":"a"}"#);
    same::<New>(r#"{"old":{"must":"a","may":"b"},"kind":"b","one":{"must":"c"}}"#);
    assert_eq!(Old::new("a").with_default_or_default(), 3);
    let (transport, sent) = answering(200, "application/json", r#"{"must":"a"}"#);
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(client.old().older("b").await.unwrap().must, "a");
    assert_eq!(sent.target(), "/old?older=b");
}
