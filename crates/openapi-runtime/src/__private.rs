//! The door for generated code: everything that it names, under one version.
//!
//! Generated code begins with `use ::openapi_runtime::__private::v1 as rt;` and names nothing else of this
//! crate. A change that would break code generated before is a `v2` beside this module.

/// What generated code of the first version names.
pub mod v1 {
    // ---- The wire half: types, formats and the macros that read and write them. ----
    #[cfg(feature = "chrono")]
    pub use crate::formats::chrono;
    #[cfg(feature = "time")]
    pub use crate::formats::time;
    #[cfg(feature = "url")]
    pub use crate::formats::url;
    #[cfg(feature = "uuid")]
    pub use crate::formats::uuid;
    pub use crate::formats::{
        Base64, Date, DateTime, Decimal, Duration, Ipv4, Ipv6, Time, Uri, Uuid,
    };
    pub use crate::wire::choice::{
        ByText, Integers, Strings, UnknownValue, integer_or, known_text, read_integers,
        read_literal, text_or, write_literal,
    };
    pub use crate::wire::derived::{equal, hash, same, show, show_variant};
    pub use crate::wire::json::json_object;
    pub use crate::wire::kind::Kind;
    pub use crate::wire::list::texts;
    pub use crate::wire::literal::Literal;
    pub use crate::wire::members::Visit;
    pub use crate::wire::object::{
        ByObject, Constant, Members, Object, Required, Rest, Slot, Writer, rest_of,
    };
    pub use crate::wire::redacted::{Redacted, show as show_fields};
    pub use crate::wire::rule::Rule;
    pub use crate::wire::union::{
        ByLook, ByTag, Exactly, Pick, TagRule, Union, UnionByLook, UnionByTag,
    };
    pub use crate::wire::variant::Show;
    pub use crate::wire::{
        ByInner, Foreign, Generated, HashedMap, Json, Map, Newtype, Open, Patch, Sequence,
        SortedMap, Wire,
    };
    pub use crate::{
        __integers as integers, __literals as literals, __newtype as newtype, __object as object,
        __redacted as redacted, __serde as serde, __strings as strings, __tagged as tagged,
        __union as union,
    };
    pub use bytes::Bytes;
    pub use serde::{
        Deserialize, Deserializer, Serialize, Serializer, de::MapAccess, ser::SerializeMap,
    };
    pub use std::convert::Infallible as Never;
    // By these names where a document has a type of the same one.
    pub use std::{boxed::Box, option::Option, string::String, vec::Vec};

    // ---- Checks: which schema is a type's. ----
    pub use crate::__checked as checked;
    pub use crate::check::{Checked, SchemaRow, SchemaTable, Schemas};

    // ---- The client half: operations, requests, answers. ----
    pub use crate::client::answer::{Accepts, Codec, Reads, Row, read};
    pub use crate::client::api::{
        Api, Described, Flow, Grant, In, Operation, OperationInfo, Requirement, Scheme,
    };
    pub use crate::client::dynamic;
    pub use crate::client::multipart::{Form, Headed, Multipart, Part};
    pub use crate::client::pages::{Cursor, IntoItems, Items, Paged, Pages, Way};
    pub use crate::client::schemes::{
        ApiKeyScheme, BasicScheme, BearerScheme, HttpScheme, OAuth2Scheme, OpenIdScheme,
    };
    pub use crate::client::stream::{ByteStream, EventStream, ItemStream};
    pub use crate::client::style::Style;
    pub use crate::client::transport::Body;
    pub use crate::client::{
        Answer, AnyBody, BaseUrl, BuildError, CallOptions, Client, ClientBuilder, Error, Failure,
        Header, Pending, PendingResponse, RawRequest, Request, Response, Undeclared,
    };
    pub use crate::client::{NamedPart, NamedParts};
    pub use crate::{
        __bodies as bodies, __callable as callable, __client as client, __multipart as multipart,
        __operation as operation, __pages as pages,
    };
    pub use http::Method;
}
