//! A server that knows an OpenAPI document and nothing else.
//!
//! In: a document, and HTTP requests. Out: what each request means by the document, and whether that is what the other
//! side wanted to send. It is a second opinion on a client, so it shares no code with the generator or its runtime: it
//! reads documents as plain JSON (with the crate `instances`), takes the specification's tables for itself, and lets the `jsonschema` crate decide
//! what is valid. Deliberately absent: how credentials are got, and servers of a document.

pub mod answers;
pub mod arguments;
pub mod body;
pub mod compare;
pub mod document;
pub mod express;
pub mod media;
pub mod mock;
pub mod multipart;
pub mod operation;
pub mod percent;
pub mod reading;
pub mod request;
pub mod schema;
pub mod security;
pub mod stream;
pub mod style;
pub mod template;
pub mod unchanged;
pub mod values;

pub use document::Node;
pub use instances::Document;
pub use operation::{Operation, operations};
