//! A list in pages, behind three security schemes, as Galileo has them; what is used is in the document alone.

use fastapi_client::{Client, ClientBuilder, Error, schemes};

pub async fn all(base: &str) {
    let builder = || Client::builder(base);
    nobody(builder()).await;
    let key = builder().auth(schemes::API_KEY_HEADER.key("the-key"));
    everything(key, "key").await;
    let basic = builder().auth(schemes::HTTP_BASIC.login("anna", "s3cret"));
    everything(basic, "basic").await;
    let password = schemes::OAUTH2_PASSWORD_BEARER.password("anna", "s3cret");
    let client = everything(builder().auth(password.clone()), "password").await;
    // Another login makes the token of this client worthless.
    everything(
        builder().auth(schemes::OAUTH2_PASSWORD_BEARER.password("anna", "s3cret")),
        "password",
    )
    .await;
    client
        .datasets()
        .list_datasets()
        .await
        .expect("a new token is got");
    println!(
        "a password gets a token from the document's endpoint, and a new one when it is refused"
    );
    wrong_password(builder()).await;
    text_where_a_list_is_declared(&client).await;
}

async fn nobody(builder: ClientBuilder<Client>) {
    let client = builder.build().expect("a base URL");
    let error = client.datasets().list_datasets().await.expect_err("a 401");
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.message().as_deref(), Some("Not authenticated"));
    assert!(error.to_string().contains("APIKeyHeader"), "{error}");
    println!("a 401 says which credentials are missing: {error}");
}

async fn everything(builder: ClientBuilder<Client>, by: &str) -> Client {
    let client = builder.build().expect("a base URL");
    let mut items = client.datasets().list_datasets().limit(2).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        let item = item.unwrap_or_else(|why| panic!("{by}: {why}"));
        assert_eq!(item.by, by);
        names.push(item.name);
    }
    assert_eq!(names, ["first", "second", "third", "fourth", "fifth"]);
    println!("all pages of a list, by {by}");
    client
}

async fn wrong_password(builder: ClientBuilder<Client>) {
    let auth = schemes::OAUTH2_PASSWORD_BEARER.password("anna", "guessed");
    let client = builder.auth(auth).build().expect("a base URL");
    let error = client
        .datasets()
        .list_datasets()
        .await
        .expect_err("no token");
    let said = format!("{error} {error:?}");
    assert!(
        matches!(error, Error::Request(_)) && !said.contains("guessed"),
        "{said}"
    );
    println!("a wrong password: {error}");
}

async fn text_where_a_list_is_declared(client: &Client) {
    let request = client.datasets().list_datasets().sort("color");
    let error = request.await.expect_err("a 422");
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(422));
    assert_eq!(error.message().as_deref(), Some("There is no such order"));
    println!("a 422 that is not what the document says still has its message: {error}");
}
