//! What generated clients call: reading and writing JSON as an OpenAPI document says, and sending requests.
//!
//! Everything that is the same for every document lives here, once. Generated code names nothing but the
//! hidden, versioned door `__private::v1`; people name what is public beside it.

#[doc(hidden)]
pub mod __private;
pub mod blocking;
pub mod check;
pub mod client;
pub mod formats;
mod include;
mod macros;
pub mod wire;

#[cfg(feature = "check")]
pub use check::Check;
pub use check::{Violation, Violations};
pub use wire::{Foreign, HashedMap, Json, Map, Open, Patch, Sequence, SortedMap, Wire};

#[cfg(feature = "oauth2-code")]
pub use client::Consent;
pub use client::multipart::{Form, Headed, Part};
pub use client::stream::{ByteStream, Event, EventStream, ItemStream, Reconnects};
pub use client::transport;
pub use client::transport::Body;
pub use client::{
    AccessToken, Answer, Auth, BaseUrl, BuildError, CallOptions, Client, ClientBuilder, Credential,
    Error, ErrorKind, Failure, Header, HeaderError, Items, OAuth2, OperationServers, Pages,
    RawRequest, RawResponse, RawStream, Redirects, Response, Retries, Secret, TokenError,
    TokenSource, Undeclared,
};
pub use http::{HeaderMap, Method, StatusCode};
