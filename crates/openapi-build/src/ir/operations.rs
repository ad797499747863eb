//! The client: servers, security schemes, groups, operations.

use super::{Deprecated, Docs, FromPayload, Gate, Ident, Origin, Type};

/// The client and what it can do.
#[derive(Debug)]
pub struct Client {
    /// Documentation of the client.
    pub docs: Docs,
    /// Documented servers; none when the document names none that is absolute.
    pub servers: Option<Servers>,
    /// URLs of the servers, with the defaults of their variables.
    pub urls: Vec<Box<str>>,
    /// Declared security schemes.
    pub schemes: Vec<DeclaredScheme>,
    /// Groups, one a tag; operations without a tag are in the group without an accessor.
    pub groups: Vec<Group>,
    /// Operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// Types of answers that belong to one operation.
    pub outcomes: Vec<Outcome>,
    /// Bodies that can be written in several ways.
    pub bodies: Vec<Ways>,
}

/// An enum of servers.
#[derive(Debug)]
pub struct Servers {
    /// Its name.
    pub ident: Ident,
    /// Its variants.
    pub list: Vec<Server>,
    /// Its documentation.
    pub docs: Docs,
}

/// A documented server.
#[derive(Debug)]
pub struct Server {
    /// Name of the variant.
    pub ident: Ident,
    /// URL, with `{name}` where a variable stands.
    pub url: Box<str>,
    /// Variables: field, wire name, default, documentation.
    pub variables: Vec<ServerVariable>,
    /// Documentation of the variant.
    pub docs: Docs,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub struct ServerVariable {
    /// Name of the field.
    pub ident: Ident,
    /// Name in the URL.
    pub wire: Box<str>,
    /// Documented default.
    pub default: Box<str>,
    /// Documentation of the field.
    pub docs: Docs,
}

/// A security scheme that the document declares.
#[derive(Debug)]
pub struct DeclaredScheme {
    /// Its name in the document.
    pub name: Box<str>,
    /// How it sends its credential.
    pub scheme: Scheme,
    /// Name of its constant; none for what no credential can be given for.
    pub ident: Option<Ident>,
    /// Documentation of the constant.
    pub docs: Docs,
}

/// A way to get an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Which way.
    pub grant: Grant,
    /// Where a user gives consent; empty where there is no such place.
    pub authorization_url: Box<str>,
    /// Where tokens are given, likewise.
    pub token_url: Box<str>,
    /// Where tokens are renewed, if that is another place.
    pub refresh_url: Box<str>,
}

/// Which way an OAuth 2 flow goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grant {
    /// `authorizationCode`
    AuthorizationCode,
    /// `clientCredentials`
    ClientCredentials,
    /// `password`
    Password,
    /// `implicit`
    Implicit,
}

/// How a security scheme sends its credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `apiKey` in a header, a query parameter or a cookie.
    ApiKey(Location, Box<str>),
    /// HTTP basic.
    Basic,
    /// HTTP bearer.
    Bearer,
    /// Another HTTP scheme, sent as `SCHEME credential`.
    Http(Box<str>),
    /// OAuth 2: a bearer token, and the ways to get one.
    OAuth2(Vec<Flow>),
    /// OpenID Connect: a bearer token.
    OpenIdConnect,
    /// Mutual TLS: a matter of the transport.
    MutualTls,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// A group of operations: a tag.
#[derive(Debug)]
pub struct Group {
    /// Name of the struct.
    pub ident: Ident,
    /// Name of the method of `Client` that gives it; none for operations without a tag.
    pub accessor: Option<Ident>,
    /// Documentation.
    pub docs: Docs,
    /// Indices of its operations in `Client::operations`, in the order of the document.
    pub operations: Vec<usize>,
    /// The features that it stands behind.
    pub gate: Gate,
    /// The first operation that has the tag.
    pub origin: Origin,
}

/// All of these schemes together: name and scopes.
pub type Requirement = Vec<(Box<str>, Vec<Box<str>>)>;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// The operation's `operationId`, or `METHOD /path` where it is missing or not unique.
    pub id: Box<str>,
    /// Name of the method.
    pub method_ident: Ident,
    /// Name of the request struct.
    pub ident: Ident,
    /// Index of its group.
    pub group: usize,
    /// HTTP method, in upper case.
    pub http_method: Box<str>,
    /// Path template.
    pub path: Box<str>,
    /// URL of the server that it has of its own; empty when it has none.
    pub server: Box<str>,
    /// The servers that it has of its own, where there is a choice.
    pub servers: Option<Servers>,
    /// Documentation of method and request struct.
    pub docs: Docs,
    /// What it does, in a line of plain text; may be empty.
    pub about: Box<str>,
    /// `#[deprecated]` or not.
    pub deprecated: Deprecated,
    /// Positional arguments, then setters, in this order.
    pub arguments: Vec<Argument>,
    /// Alternatives of schemes, each with scopes; none when no credential is asked for.
    pub security: Vec<Requirement>,
    /// Success.
    pub ok: Answers,
    /// Declared failure.
    pub err: Answers,
    /// Headers of its answers that have a type.
    pub headers: Vec<Header>,
    /// How its list comes in pages, if it does.
    pub pages: Option<Pages>,
    /// The features that it stands behind.
    pub gate: Gate,
    /// The features that its method stands behind, within a group that stands behind `Group::gate`.
    pub method_gate: Gate,
    /// The operation in the document.
    pub origin: Origin,
}

/// A header of an answer.
#[derive(Debug)]
pub struct Header {
    /// Name of the constant.
    pub ident: Ident,
    /// Name on the wire.
    pub wire: Box<str>,
    /// What its value is.
    pub ty: Type,
    /// How it is spelled.
    pub style: Style,
    /// Documentation of the constant.
    pub docs: Docs,
    /// `#[deprecated]` or not.
    pub deprecated: Deprecated,
}

/// How a list comes in pages.
#[derive(Debug)]
pub struct Pages {
    /// How the next page is asked for.
    pub way: NextPage,
    /// The fields that lead to the next cursor; none where no member has it.
    pub next: Vec<Step>,
    /// The fields that lead to whether there are more pages; none where no member says it.
    pub more: Vec<Step>,
    /// The fields that lead to the number of all items; none where no member says it.
    pub total: Vec<Step>,
    /// The fields that lead to the items; none where the answer is the list.
    pub items: Vec<Ident>,
    /// The type of an item.
    pub item: Type,
}

/// A field on the way to a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub ident: Ident,
    /// Whether it is always there.
    pub there: There,
}

/// Whether an object is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum There {
    /// It is.
    Always,
    /// It may be missing, or null.
    Perhaps,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// By a cursor in this query parameter.
    Query(Box<str>),
    /// By a cursor in this member of the body.
    Body(Box<str>),
    /// By counting items in the first query parameter; the second says how many a page has, and may be empty.
    Offset(Box<str>, Box<str>),
    /// By counting pages, likewise, from this number on.
    Number(Box<str>, Box<str>, u64),
    /// By a `Link` header.
    Link,
}

/// A value that the caller gives.
#[derive(Debug)]
pub struct Argument {
    /// Name of the argument or setter.
    pub ident: Ident,
    /// What the function itself calls it.
    pub binding: Ident,
    /// What the caller passes.
    pub ty: Type,
    /// By value or by reference.
    pub passing: Passing,
    /// Positional or by a setter.
    pub need: Need,
    /// Where it goes.
    pub sends: Sends,
    /// Whether null says the same as leaving it out, where a value is given as JSON.
    pub null: NullArgument,
    /// Documentation.
    pub docs: Docs,
    /// What the document says of it, in a line of plain text; may be empty.
    pub about: Box<str>,
    /// `#[deprecated]` or not (setters only).
    pub deprecated: Deprecated,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// `T`: numbers and booleans.
    Value,
    /// `&T`; `&str` for `String`, `&[T]` for `Vec<T>`.
    Reference,
    /// `impl Into<T>`: raw bodies, and bodies that can be written in several ways.
    Into,
    /// `T`, given away: bodies of several parts, whose files are read once.
    Move,
}

/// Whether an argument must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A positional argument.
    Required,
    /// A setter.
    Optional,
}

/// What null means for an argument that is given as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NullArgument {
    /// What its type says.
    Value,
    /// That it is left out: its schema lets null through, and its type does not.
    LeftOut,
}

/// Where an argument goes.
#[derive(Clone, Debug)]
pub enum Sends {
    /// A parameter in its style.
    Parameter {
        /// Path, query, header, cookie.
        location: Location,
        /// Name on the wire.
        wire: Box<str>,
        /// How arrays and objects are spelled.
        style: Style,
        /// Members of a form that is the whole query, where they are not spelled like others.
        styles: Vec<(Box<str>, Style)>,
    },
    /// The body.
    Body {
        /// How it is written.
        codec: BodyCodec,
        /// Its media type.
        media_type: Box<str>,
        /// Other media types that would be written alike: calls by name can choose them.
        also: Vec<Box<str>>,
        /// Members of a form that are not spelled like others.
        styles: Vec<(Box<str>, Style)>,
    },
    /// The body, in one of several ways: the index in `Client::bodies`. The argument's type is that of the first way.
    AnyBody(usize),
}

/// An enum of the ways in which one body can be written.
#[derive(Debug)]
pub struct Ways {
    /// Name of the enum.
    pub ident: Ident,
    /// Documentation.
    pub docs: Docs,
    /// The ways, the preferred one first.
    pub ways: Vec<Way>,
}

/// One way to write a body.
#[derive(Debug)]
pub struct Way {
    /// Name of the variant.
    pub ident: Ident,
    /// Documentation.
    pub docs: Docs,
    /// What it holds.
    pub ty: Type,
    /// Whether `From<ty>` is made: no way before it has the same type.
    pub from: FromPayload,
    /// How it is written.
    pub codec: BodyCodec,
    /// Its media type.
    pub media_type: Box<str>,
    /// Other media types that would be written alike: calls by name can choose them.
    pub also: Vec<Box<str>>,
    /// Members of a form that are not spelled like others.
    pub styles: Vec<(Box<str>, Style)>,
}

/// How a parameter is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// The `style` keyword.
    pub kind: StyleKind,
    /// The `explode` keyword.
    pub explode: bool,
    /// The `allowReserved` keyword.
    pub allow_reserved: bool,
}

/// The `style` keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StyleKind {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `content: application/json`: the value as JSON text.
    Json,
    /// `in: querystring` as a form: the value is the whole query.
    WholeForm,
    /// `in: querystring` as JSON.
    WholeJson,
    /// `in: querystring` as text.
    WholeText,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyCodec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Text.
    Text,
    /// Raw bytes, also bit by bit.
    Bytes,
    /// Several parts: `multipart/form-data` and its kin.
    Multipart,
    /// A list of JSON values, one a line.
    Lines,
    /// A list of JSON values, each behind a record separator (RFC 7464).
    Sequence,
}

/// What an operation may answer, on one side.
#[derive(Debug)]
pub struct Answers {
    /// The Rust type.
    pub ty: AnswerType,
    /// The declared answers, in the order of the document.
    pub rows: Vec<AnswerRow>,
}

/// The Rust type of a side.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerType {
    /// Nothing is declared on this side.
    Undeclared,
    /// No content: `()`.
    Empty,
    /// One type for every row.
    One(Type),
    /// Text.
    Text,
    /// Raw bytes.
    Bytes,
    /// Something that is read bit by bit.
    Stream(Stream),
    /// An enum: the index in `Client::outcomes`.
    Outcome(usize),
}

/// A declared answer.
#[derive(Debug)]
pub struct AnswerRow {
    /// `200`, `4XX` or `default`.
    pub status: Box<str>,
    /// How the body is read.
    pub reads: Reads,
    /// The variant, when the side is an enum.
    pub variant: Option<Ident>,
}

/// How an answer's body is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Reads {
    /// JSON, as this type; the media types.
    Json(Type, Vec<Box<str>>),
    /// Text; the media types.
    Text(Vec<Box<str>>),
    /// Raw bytes; the media types.
    Bytes(Vec<Box<str>>),
    /// Bit by bit; the media types.
    Stream(Stream, Vec<Box<str>>),
    /// No content.
    Empty,
}

/// An answer that is read bit by bit.
#[derive(Clone, Debug, PartialEq)]
pub enum Stream {
    /// Raw bytes.
    Bytes,
    /// Server-sent events whose data is the JSON of this type.
    Events(Type, Told),
    /// Server-sent events whose data is text.
    TextEvents(Told),
    /// Server-sent events, each described as a whole by this type: an object of `event`, `data`, `id`.
    EventObjects(Type),
    /// JSON values, one a line.
    Lines(Type),
    /// JSON values, each behind a record separator (RFC 7464).
    Sequence(Type),
}

/// What the schema of an event stream describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The data of an event.
    Data,
    /// An event, of which the data is a member.
    Whole,
}

/// An enum of the answers of one side of an operation.
#[derive(Debug)]
pub struct Outcome {
    /// Name of the enum.
    pub ident: Ident,
    /// Documentation.
    pub docs: Docs,
    /// The variants.
    pub variants: Vec<OutcomeVariant>,
    /// Whether values can be copied and compared.
    pub holds: Holds,
}

/// What the variants of an enum of answers hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Values.
    Values,
    /// Also what is read bit by bit, which is there once.
    Streams,
}

/// One answer.
#[derive(Debug)]
pub struct OutcomeVariant {
    /// Name of the variant.
    pub ident: Ident,
    /// What it holds.
    pub reads: Reads,
    /// Documentation.
    pub docs: Docs,
}
