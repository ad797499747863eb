use crate::support::{answering, read, same};
use generated_tests::documents_of_3_0_are_read::Client;
use generated_tests::documents_of_3_0_are_read::types::All;

#[test]
fn nullable_is_null() {
    same::<All>(
        r#"{"must":null,"may":null,"number":null,"kind":null,"other":null,"list":["a",null]}"#,
    );
    same::<All>(
        r#"{"must":"a","number":1,"kind":"b","other":{"a":"x"},"list":null,"bytes":"aGk="}"#,
    );
    assert_eq!(read::<All>(r#"{"must":null}"#).must, None);
    // Beside a reference it counts for nothing, but it is meant.
    same::<All>(r#"{"must":null,"maybe":null}"#);
    same::<All>(r#"{"must":null,"maybe":{"a":"x"}}"#);
}

#[tokio::test]
async fn binary_is_bytes() {
    let (transport, _) = answering(200, "application/octet-stream", "\u{1}\u{0}");
    let client = Client::builder("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let download = client.file().await.unwrap();
    assert_eq!(&download.bytes().await.unwrap()[..], b"\x01\0");
}
