//! What the generator makes of a small document, written by hand: types with names that Rust's prelude has too, groups,
//! setters, all codecs, several answers, security of all kinds.

#![allow(dead_code)]

use ::openapi_runtime::__private::v1 as rt;

/// Names that generated types may have; the macros must not stumble over them.
mod shadows {
    pub struct Option;
    pub struct Result;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct Into;
    pub struct From;
    pub struct Send;
}
#[allow(unused_imports)]
use shadows::*;

/// A thing.
pub type Thing = rt::Map<::std::vec::Vec<i64>>;

/// A validation failure.
pub type Invalid = rt::Map<::std::string::String>;

static API: rt::Api = rt::Api {
    title: "Things",
    version: "1.0",
    schemes: &[
        (
            "key",
            rt::Scheme::ApiKey {
                location: rt::In::Header,
                name: "X-Key",
            },
        ),
        (
            "queryKey",
            rt::Scheme::ApiKey {
                location: rt::In::Query,
                name: "api key",
            },
        ),
        (
            "cookieKey",
            rt::Scheme::ApiKey {
                location: rt::In::Cookie,
                name: "sid",
            },
        ),
        ("bearer", rt::Scheme::Bearer),
        ("basic", rt::Scheme::Basic),
        (
            "oauth",
            rt::Scheme::OAuth2 {
                flows: &[
                    rt::Flow {
                        grant: rt::Grant::Password,
                        authorization_url: "",
                        token_url: "token",
                        refresh_url: "",
                    },
                    rt::Flow {
                        grant: rt::Grant::ClientCredentials,
                        authorization_url: "",
                        token_url: "/oauth/token",
                        refresh_url: "/oauth/renew",
                    },
                ],
            },
        ),
        ("digest", rt::Scheme::Http { scheme: "Digest" }),
        ("mtls", rt::Scheme::MutualTls),
    ],
    servers: &["https://things.example/v1/", "http://localhost:8080"],
};

/// The client.
#[derive(Clone, Debug)]
pub struct Client(rt::Client);
rt::client! { Client API }

/// The servers that the document names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Staging.
    Staging,
    /// A region.
    Eu {
        /// Which one.
        region: ::std::string::String,
    },
}

impl ::core::convert::From<Server> for rt::BaseUrl {
    fn from(server: Server) -> Self {
        match server {
            Server::Staging => Self::from("https://staging.example.com/api"),
            Server::Eu { region } => {
                Self::template("https://{region}.example.com", &[("region", &region)])
            }
        }
    }
}

impl Client {
    /// Things.
    pub fn things(&self) -> Things {
        Things(self.0.clone())
    }
}

/// A group.
#[derive(Clone, Debug)]
pub struct Things(rt::Client);

impl Things {
    /// Gets a thing.
    #[inline]
    pub fn get(&self, id: &str) -> GetThing {
        GetThing(rt::Client::call::<GetThing>(&self.0).path("id", rt::Style::SIMPLE, id))
    }
    /// Refreshes.
    #[inline]
    pub fn refresh(&self, token: &str) -> Refresh {
        Refresh(rt::Client::call::<Refresh>(&self.0).cookie(
            "refresh_token",
            rt::Style::FORM,
            token,
        ))
    }
    /// Puts a thing.
    #[inline]
    pub fn put(&self, body: &Thing) -> PutThing {
        PutThing(rt::Client::call::<PutThing>(&self.0).json("application/json", body))
    }
    /// Several answers.
    #[inline]
    pub fn list(&self) -> List {
        List(rt::Client::call::<List>(&self.0))
    }
    /// XML, in and out.
    #[inline]
    pub fn xml(&self, media_type: &str, body: &str) -> Xml {
        Xml(rt::Client::call::<Xml>(&self.0).text(media_type, body))
    }
    /// Secured in many ways.
    #[inline]
    pub fn secured(&self) -> Secured {
        Secured(rt::Client::call::<Secured>(&self.0))
    }
}

/// Gets a thing.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct GetThing(rt::Request);
impl GetThing {
    /// How many.
    #[inline]
    pub fn limit(self, limit: i64) -> Self {
        Self(self.0.query("limit", rt::Style::FORM_EXPLODE, &limit))
    }
    /// Tags.
    #[inline]
    pub fn tags(self, tags: &[::std::string::String]) -> Self {
        Self(self.0.query("tags", rt::Style::FORM_EXPLODE, tags))
    }
    /// Trace.
    #[inline]
    pub fn trace(self, trace: &str) -> Self {
        Self(self.0.header("X-Trace", rt::Style::SIMPLE, trace))
    }
}
rt::operation! { GetThing "get_thing" GET "/v1/things/{id}/parts" {
    ok Thing { "200" json ["application/json"], }
    err rt::Undeclared { }
} }

/// Refreshes.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Refresh(rt::Request);
rt::operation! { Refresh "refresh_v1_refresh_post" POST "/v1/refresh" {
    security [["key"] ["oauth" "read:x" "write:x"; "cookieKey"] []],
    ok Thing { "200" json ["application/json"], }
    err Invalid { "422" json ["application/json"], }
} }

/// Puts a thing.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct PutThing(rt::Request);
rt::operation! { PutThing "put" PUT "/v1/things" {
    ok () { "204" empty, }
    err rt::Bytes { "default" bytes ["*/*"], }
} }

/// Answers of `List`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListOk {
    /// JSON.
    Ok(Thing),
    /// Text.
    Text(::std::string::String),
    /// Bytes.
    Image(rt::Bytes),
    /// Nothing.
    NoContent,
    /// Another success.
    Default(Thing),
}

/// Failures of `List`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListErr {
    /// 404.
    NotFound(Invalid),
    /// Others.
    Client(::std::string::String),
    /// Others.
    Default(rt::Bytes),
}

/// Several answers.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct List(rt::Request);
rt::operation! { List "list" GET "/v1/things" {
    ok ListOk {
        "200" json ["application/json", "application/vnd.thing+json"] => Ok,
        "200" text ["text/*"] => Text,
        "200" bytes ["image/png"] => Image,
        "204" empty => NoContent,
        "default" json ["application/json"] => Default,
    }
    err ListErr {
        "404" json ["application/json"] => NotFound,
        "4XX" text ["text/plain"] => Client,
        "default" bytes ["*/*"] => Default,
    }
} }

/// Secured in many ways.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Secured(rt::Request);
rt::operation! { Secured "secured" GET "/v1/secured" {
    security [["key"; "queryKey"] ["basic"] ["bearer"; "cookieKey"] ["digest"] ["oauth"; "basic"]],
    ok () { "200" empty, }
    err () { "401" empty, }
} }

/// XML, in and out.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Xml(rt::Request);
rt::operation! { Xml "xml" POST "/v1/xml" {
    ok ::std::string::String { "200" text ["application/xml"], }
    err rt::Undeclared { }
} }

/// Types as they are generated.
pub mod types {
    use ::openapi_runtime::__private::v1 as rt;

    /// A token.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Token {
        /// The access token.
        pub access_token: ::std::string::String,
        /// Its type.
        pub token_type: ::std::string::String,
    }
    rt::object! { Token {
        required access_token: ::std::string::String = "access_token" as secret,
        default token_type: ::std::string::String = "token_type" ["bearer".into()],
    } }

    /// Where in a request something is wrong.
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum ValidationErrorLocItem {
        /// A name.
        String(::std::string::String),
        /// An index.
        Integer(i64),
    }
    rt::union! { ValidationErrorLocItem {
        String(::std::string::String): From [string],
        Integer(i64): From [integer],
    } }

    /// What is wrong.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct ValidationError {
        /// Where.
        pub loc: ::std::vec::Vec<ValidationErrorLocItem>,
        /// What.
        pub msg: ::std::string::String,
    }
    rt::object! { ValidationError {
        required loc: ::std::vec::Vec<ValidationErrorLocItem> = "loc",
        required msg: ::std::string::String = "msg",
    } }

    /// Everything that is wrong.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct HTTPValidationError {
        /// One by one.
        pub detail: ::core::option::Option<::std::vec::Vec<ValidationError>>,
    }
    rt::object! { HTTPValidationError {
        optional detail: ::std::vec::Vec<ValidationError> = "detail",
    } }

    rt::serde! { Token ValidationErrorLocItem ValidationError HTTPValidationError }
}

impl Client {
    /// Authentication.
    pub fn auth(&self) -> Auth {
        Auth(self.0.clone())
    }
}

/// A group.
#[derive(Clone, Debug)]
pub struct Auth(rt::Client);
impl Auth {
    /// Refreshes.
    #[inline]
    pub fn refresh_token(&self, refresh_token: &str) -> RefreshToken {
        RefreshToken(rt::Client::call::<RefreshToken>(&self.0).cookie(
            "refresh_token",
            rt::Style::FORM,
            refresh_token,
        ))
    }
}

/// Refreshes.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct RefreshToken(rt::Request);
rt::operation! { RefreshToken "refresh_token_v1_refresh_token_post" POST "/v1/refresh_token" {
    ok types::Token { "200" json ["application/json"], }
    err types::HTTPValidationError { "422" json ["application/json"], }
} }

impl Client {
    /// Answers that are streams.
    pub fn streams(&self) -> Streams {
        Streams(self.0.clone())
    }
}

/// A group.
#[derive(Clone, Debug)]
pub struct Streams(rt::Client);
impl Streams {
    /// Events.
    #[inline]
    pub fn watch(&self) -> Watch {
        Watch(rt::Client::call::<Watch>(&self.0))
    }
    /// Values, one a line.
    #[inline]
    pub fn rows(&self) -> Rows {
        Rows(rt::Client::call::<Rows>(&self.0))
    }
    /// Bytes.
    #[inline]
    pub fn download(&self) -> Download {
        Download(rt::Client::call::<Download>(&self.0))
    }
}

/// Events.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Watch(rt::Request);
rt::operation! { Watch "watch" GET "/v1/watch" {
    security [["bearer"] ["oauth"] []],
    ok rt::EventStream<::std::string::String> { "200" text_events ["text/event-stream"], }
    err Invalid { "422" json ["application/json"], }
} }

/// Values, one a line.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Rows(rt::Request);
rt::operation! { Rows "rows" GET "/v1/rows" {
    ok rt::ItemStream<i64> { "200" lines ["application/x-ndjson"], }
    err rt::Undeclared { }
} }

/// Bytes.
#[derive(Debug)]
#[must_use = "nothing is sent until a request is awaited"]
pub struct Download(rt::Request);
rt::operation! { Download "download" GET "/v1/download" {
    ok rt::ByteStream { "200" download ["application/octet-stream"], }
    err Invalid { "422" json ["application/json"], }
} }
