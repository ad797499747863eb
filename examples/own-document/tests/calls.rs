use std::sync::{Arc, Mutex};

use http::{Request, Response};
use openapi_runtime::transport::{Body, Memory};
use openapi_runtime::Error;
use own_document::types::{Genre, NewBook};
use own_document::{Client, Server};

const BOOK: &str = r#"{"isbn":"0-13-110362-8","title":"C","genre":"science","pages":null,"added":"1988-03-22T00:00:00Z"}"#;

/// A client whose library answers so, and what it was asked.
fn library(status: u16, answer: &'static str) -> (Client, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let asking = asked.clone();
    let transport = Memory::new(move |request: Request<Body>| {
        let body = request.body().as_bytes().unwrap();
        let body = String::from_utf8_lossy(body).into_owned();
        let line = format!("{} {} {body}", request.method(), request.uri());
        asking.lock().unwrap().push(line.trim_end().to_owned());
        Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(Body::from(answer))
            .unwrap()
    });
    let client = Client::builder(Server::Library)
        .transport(transport)
        .build()
        .unwrap();
    (client, asked)
}

#[tokio::test]
async fn books_are_listed() {
    let (client, asked) = library(200, "[]");
    let books = client
        .books()
        .list_books()
        .genre(&Genre::Poetry)
        .limit(5)
        .await
        .unwrap();
    assert_eq!(books.len(), 0);
    client.books().list_books().await.unwrap();
    assert_eq!(
        *asked.lock().unwrap(),
        [
            "GET https://library.example/api/books?genre=poetry&limit=5",
            "GET https://library.example/api/books",
        ]
    );
}

#[tokio::test]
async fn a_book_is_read() {
    let (client, asked) = library(200, BOOK);
    let book = client.books().get_book("0-13/?#").await.unwrap();
    assert_eq!(book.title, "C");
    assert_eq!(book.genre, Some(Genre::Science));
    assert!(book.pages.is_null());
    assert_eq!(book.added.as_str(), "1988-03-22T00:00:00Z");
    assert_eq!(
        *asked.lock().unwrap(),
        ["GET https://library.example/api/books/0-13%2F%3F%23"]
    );
}

#[tokio::test]
async fn a_book_is_added_or_refused() {
    let (client, asked) = library(409, r#"{"message":"it is there"}"#);
    let mut book = NewBook::new("0-13-110362-8", "C");
    book.genre = Some(Genre::Science);
    let Err(Error::Declared(refused)) = client.books().add_book(&book).await else {
        panic!("not refused")
    };
    assert_eq!(refused.value().message, "it is there");
    assert_eq!(
        *asked.lock().unwrap(),
        [
            r#"POST https://library.example/api/books {"isbn":"0-13-110362-8","title":"C","genre":"science"}"#
        ]
    );
}

#[tokio::test]
async fn a_genre_of_tomorrow_is_kept() {
    let (client, _) = library(
        200,
        r#"{"isbn":"1","title":"C","genre":"cookery","added":"soon"}"#,
    );
    let book = client.books().get_book("1").await.unwrap();
    assert_eq!(book.genre.unwrap().as_str(), "cookery");
    // A date that is none fails where it is used.
    assert!(book.added.get().is_err());
}
