//! A client for the Galileo API, generated from its OpenAPI document when this crate is built.
//!
//! [`Client`] and [`types`] are generated: the operations of the document, and its types. [`Session`] is written by hand:
//! it keeps an access token fresh and sends requests with it.
//!
//! # Refresh a token
//!
//! ```no_run
//! use galileo_client::{Client, Server};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Server::ApiStagingGalileo)?; // or any other base URL, as text
//! let token = client.auth().refresh_token("the-refresh-token").await?;
//! assert_eq!(token.token_type, "bearer");
//! # Ok(())
//! # }
//! ```
//!
//! # Look at a failure
//!
//! Every failure says what it is. Where an answer came, its status, headers and bytes are kept.
//!
//! ```
//! use galileo_client::transport::{Body, Memory};
//! use galileo_client::{Client, Error};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // In place of a server: an answer as FastAPI gives it.
//! let pretend = Memory::new(|_| {
//!     let body = r#"{"detail": [{"loc": ["cookie", "refresh_token"], "msg": "Field required", "type": "missing"}]}"#;
//!     let answer = http::Response::builder().status(422).header("content-type", "application/json");
//!     answer.body(Body::from(body)).unwrap()
//! });
//! let client = Client::builder("http://localhost:8088").transport(pretend).build()?;
//!
//! match client.auth().refresh_token("worn-out").await {
//!     Ok(token) => println!("a new token of the type {}", token.token_type),
//!     Err(Error::Declared(failure)) => {
//!         // The type that the document declares for 422.
//!         let detail = failure.value().detail.as_deref().unwrap_or_default();
//!         assert_eq!(detail[0].msg, "Field required");
//!     }
//!     Err(error) => println!("{error}; status {:?}", error.status()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Keep a session
//!
//! ```no_run
//! use galileo_client::{Client, Method, Server, Session};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::new(Client::new(Server::ApiStagingGalileo)?, "the-refresh-token");
//! // An endpoint that the published document does not have yet.
//! let answer = session.send(|client| client.request(Method::GET, "/v1/projects")).await?;
//! println!("{}: {} bytes", answer.status(), answer.body().len());
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `reqwest` (default): the transport. Without it, a client needs a [transport](mod@transport) of your own.
//! - `rustls` (default): TLS by rustls, with ring.
//! - `aws-lc`: TLS by rustls, with aws-lc.
//! - `native-tls`: TLS by the platform's own library.

openapi_runtime::include_client!(dynamic);

pub mod session;

pub use openapi_runtime::{
    AccessToken, Answer, BaseUrl, BuildError, CallOptions, ClientBuilder, Credential, Error,
    ErrorKind, Failure, HeaderMap, Items, Method, OAuth2, Pages, RawRequest, RawResponse,
    RawStream, Redirects, Response, Retries, Secret, StatusCode, TokenError, TokenSource,
    Undeclared, blocking, transport,
};
pub use session::Session;

/// The README's programs compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
