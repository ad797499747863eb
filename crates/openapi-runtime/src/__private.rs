//! The door for generated code: everything that it names, under one version.
//!
//! Generated code begins with `use ::openapi_runtime::__private::v1 as rt;` and names nothing else of this
//! crate. A change that would break code generated before is a `v2` beside this module.

/// What generated code of the first version names.
pub mod v1 {
    // ---- The wire half: types, formats and the macros that read and write them. ----
    pub use crate::wire::{Foreign, Json, Map, Patch, Wire};
    pub use bytes::Bytes;

    // ---- The client half: operations, requests, answers. ----
    pub use crate::client::answer::{Accepts, Codec, Row, read};
    pub use crate::client::api::{Api, In, Operation, OperationInfo, Requirement, Scheme};
    pub use crate::client::style::Style;
    pub use crate::client::{
        Answer, BaseUrl, BuildError, CallOptions, Client, ClientBuilder, Error, Failure, Pending,
        PendingResponse, RawRequest, Request, Response, Undeclared,
    };
    pub use crate::{__client as client, __operation as operation};
    pub use http::Method;
}
