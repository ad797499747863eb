//! Types: structs, enums, unions, newtypes, aliases.

use super::{Docs, Expr, Gate, Ident, Origin, Style, ValueKind};

/// A generated type: its index in `Crate::types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// One generated type.
#[derive(Debug)]
pub struct TypeDef {
    /// Its name.
    pub ident: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// `#[deprecated]` or not.
    pub deprecated: Deprecated,
    /// What rustc is to derive.
    pub derives: Derives,
    /// Paths of traits that are derived because the caller asked for it.
    pub extra: Vec<Box<str>>,
    /// The schema that it was made from.
    pub origin: Origin,
    /// The schemas that its values are checked by, as pointers: any of them. None where there are no checks.
    pub schemas: Vec<Box<str>>,
    /// The features that it stands behind.
    pub gate: Gate,
    /// What it is.
    pub kind: Kind,
}

/// Whether the document calls something deprecated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deprecated {
    /// It carries `#[deprecated]`.
    Yes,
    /// It does not.
    No,
}

/// The traits that hold for a type beyond `Clone` and `PartialEq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derives {
    /// `Eq`: no float inside.
    pub eq: bool,
    /// `Hash`: no float, map or free JSON inside.
    pub hash: bool,
    /// `Default`: every member may be left out.
    pub default: bool,
    /// `Debug` shows everything; otherwise it hides secrets.
    pub debug: bool,
}

/// What a generated type is.
#[derive(Debug)]
pub enum Kind {
    /// An object with named members.
    Struct(Struct),
    /// A choice among literal strings.
    Strings(Choice<Box<str>>),
    /// A choice among integers.
    Integers(Choice<i64>),
    /// A choice among literals of several types.
    Literals(Choice<Literal>),
    /// A choice among types, told apart by a property.
    Tagged(Tagged),
    /// A choice among types, told apart by one look at the value.
    Union(Union),
    /// A value with a name of its own.
    Newtype(Type),
    /// Another name for a type.
    Alias(Type),
    /// A body of several parts, which has no JSON form.
    Multipart(Multipart),
}

impl Kind {
    /// Whether serde reads and writes values of a type of its own: another name is no type, parts are no JSON.
    pub fn has_json_form(&self) -> bool {
        match self {
            Kind::Struct(_)
            | Kind::Strings(_)
            | Kind::Integers(_)
            | Kind::Literals(_)
            | Kind::Tagged(_)
            | Kind::Union(_)
            | Kind::Newtype(_) => true,
            Kind::Alias(_) | Kind::Multipart(_) => false,
        }
    }
}

/// A body of several parts.
#[derive(Debug)]
pub struct Multipart {
    /// In the order of the document. `presence` is `Required` or `Optional`.
    pub fields: Vec<(Field, PartCodec)>,
    /// Parts with one possible content, which have no field: name and text.
    pub constants: Vec<(Box<str>, Box<str>)>,
    /// Where the parts go that are not named.
    pub rest: Option<Rest>,
}

/// How a member of a body of several parts is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartCodec {
    /// One file, or a list of them: parts with a file name, and this media type unless the caller says another.
    File(Box<str>),
    /// Whatever the caller makes a part of: the member's type is `Part`, or a list of them.
    Part,
    /// Primitives as text, objects as JSON, a list as a part for each item.
    Value,
    /// JSON, with this media type; a list as a part for each item.
    Json(Box<str>),
    /// Text, with this media type; a list as a part for each item.
    Text(Box<str>),
    /// As in a query, without its escapes.
    Styled(Style),
    /// In one of the other ways, with headers that the caller adds: the member's type is `Headed`.
    Headed(Box<PartCodec>),
}

/// An object with named members.
#[derive(Debug)]
pub struct Struct {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// Members with one possible value, which have no field.
    pub constants: Vec<Constant>,
    /// Where the members go that are not named.
    pub rest: Option<Rest>,
}

/// A member that has a field.
#[derive(Debug)]
pub struct Field {
    /// Name of the field.
    pub ident: Ident,
    /// Name of the member on the wire.
    pub wire: Box<str>,
    /// The type inside; what wraps it is for `presence` to say.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Documentation of the field.
    pub docs: Docs,
    /// `#[deprecated]` or not.
    pub deprecated: Deprecated,
    /// Whether `Debug` shows the value.
    pub shown: Shown,
    /// The schema of the member.
    pub origin: Origin,
}

/// Whether `Debug` shows a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Plain,
    /// As `[redacted]`.
    Secret,
}

/// The answers to "may it be absent, may it be null, what if it is".
#[derive(Debug)]
pub enum Presence {
    /// `T`: the key must be there.
    Required,
    /// `Option<T>`: the key must be there, its value may be null.
    Nullable,
    /// `Option<T>`: left out when `None`. The accessor gives the documented default.
    Optional(Option<Fallback>),
    /// `Patch<T>`: absent, null and a value are three things.
    OptionalNullable(Option<Fallback>),
    /// `T`, filled in when absent.
    Defaulted(Expr),
}

/// The documented default of a member that is sent only when set.
#[derive(Debug)]
pub struct Fallback {
    /// Name of the accessor.
    pub accessor: Ident,
    /// The default.
    pub value: Expr,
}

/// A member with one possible value.
#[derive(Debug)]
pub struct Constant {
    /// Name of the member on the wire.
    pub wire: Box<str>,
    /// Its value: a string, an integer or a boolean.
    pub value: Literal,
    /// Whether reading insists on it.
    pub presence: ConstantPresence,
}

/// Whether reading insists on a constant member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantPresence {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
}

/// Members that are not named.
#[derive(Debug)]
pub struct Rest {
    /// Name of the field that holds them.
    pub ident: Ident,
    /// The map that they are in; the parts of a body of several parts are in a list.
    pub maps: MapType,
    /// Type of their values.
    pub ty: Type,
}

/// A type as it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A generated type.
    Def(TypeId),
    /// A type of Rust or of the runtime.
    Leaf(Leaf),
    /// `Vec<T>`.
    List(Box<Type>),
    /// A map of a kind: `Map<T>`, `SortedMap<T>`, `HashedMap<T>`.
    Map(MapType, Box<Type>),
    /// A tuple: an array of as many items. Those that are `Maybe` may be missing at its end.
    Tuple(Vec<Type>),
    /// `Patch<T>`: an item of a tuple that may be missing.
    Maybe(Box<Type>),
    /// `Sequence<T, R>`: a tuple, and the items behind it.
    Sequence(Box<Type>, Box<Type>),
    /// `Option<T>`: an item that may be null.
    Option(Box<Type>),
    /// `Box<T>`: a cycle by value is cut here.
    Boxed(Box<Type>),
    /// `Open<T>`: an object with the members that only other variants of its union declare.
    Open(Box<Type>),
    /// `Foreign<T>`: a type of the caller's, by its path.
    Foreign(Box<str>),
}

/// Types that need no definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `i128`
    I128,
    /// `u128`
    U128,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// Base64 text as bytes.
    Base64,
    /// Raw bytes.
    Bytes,
    /// Bytes that are sent, also bit by bit.
    Body,
    /// A part of a body of several parts.
    Part,
    /// A body of parts that the document does not name.
    Form,
    /// `date-time`
    DateTime(DateCrate),
    /// `date`
    Date(DateCrate),
    /// `time`
    Time(DateCrate),
    /// `duration`
    Duration,
    /// `uuid`
    Uuid(UuidType),
    /// `uri`
    Uri(UriType),
    /// `ipv4`
    Ipv4,
    /// `ipv6`
    Ipv6,
    /// `decimal`
    Decimal,
    /// Any JSON value.
    Json,
    /// Only null.
    Null,
    /// No value at all.
    Never,
}

/// A kind of map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapType {
    /// `IndexMap`.
    #[default]
    Indexed,
    /// `BTreeMap`.
    Sorted,
    /// `HashMap`.
    Hashed,
}

/// Whose the value of a date or a time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateCrate {
    /// Of the crate that the runtime takes by itself, if it takes one.
    #[default]
    Own,
    /// `chrono`
    Chrono,
    /// `time`
    Time,
}

/// What the value of a UUID is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UuidType {
    /// `u128`
    #[default]
    Bits,
    /// `uuid::Uuid`
    Uuid,
}

/// What the value of an address is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UriType {
    /// `http::Uri`
    #[default]
    Http,
    /// `url::Url`
    Url,
}

/// A choice among literals.
#[derive(Debug)]
pub struct Choice<T> {
    /// The listed values.
    pub variants: Vec<LiteralVariant<T>>,
    /// The variant that keeps any other value, if others are kept.
    pub unknown: Option<Ident>,
    /// How texts are compared.
    pub letters: Letters,
}

/// How a text is compared with listed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// As it is.
    AsTheyAre,
    /// Without regard to the case of ASCII letters.
    AnyCase,
}

/// One listed value.
#[derive(Debug)]
pub struct LiteralVariant<T> {
    /// Name of the variant.
    pub ident: Ident,
    /// The value.
    pub value: T,
    /// Documentation of the variant.
    pub docs: Docs,
}

/// A union told apart by a property.
#[derive(Debug)]
pub struct Tagged {
    /// The property.
    pub property: Box<str>,
    /// The variants.
    pub variants: Vec<TaggedVariant>,
    /// The variant that keeps a value with an unknown tag, if such are kept.
    pub unknown: Option<Ident>,
    /// What becomes of the digits of its numbers.
    pub digits: Digits,
}

/// What becomes of the digits of numbers, when a union looks at a value before it reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// They are as the format passes them.
    #[default]
    AsTheyCome,
    /// They are taken from the text: integers beyond 64 bits may be among them.
    AllKept,
}

/// A variant of a union told apart by a property.
#[derive(Debug)]
pub struct TaggedVariant {
    /// The variant and its payload.
    pub variant: Variant,
    /// The values of the property that choose it.
    pub values: Vec<Literal>,
    /// Who writes the property.
    pub tag: TagWriter,
    /// Which values without a value of their own it takes.
    pub takes: Vec<Takes>,
}

/// Values that no variant names and that a variant takes all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Those without the property.
    Absent,
    /// Those whose property says something else.
    Other,
}

/// Who writes the property that tells a union's variants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagWriter {
    /// The payload has it as a member.
    Payload,
    /// The payload does not have it; the union adds it.
    Union,
}

/// A union told apart by one look at the value.
#[derive(Debug)]
pub struct Union {
    /// The variants, each with its test, in order.
    pub variants: Vec<(Variant, Test)>,
    /// The variant that keeps a value that passes no test, if such are kept.
    pub unknown: Option<Ident>,
    /// What becomes of the digits of its numbers.
    pub digits: Digits,
}

/// A variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Name of the variant.
    pub ident: Ident,
    /// What it holds.
    pub payload: Type,
    /// Whether `From<payload>` is made: no other variant has the same payload.
    pub from: FromPayload,
    /// Documentation of the variant.
    pub docs: Docs,
}

/// Whether a conversion from the payload is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromPayload {
    /// It is.
    Yes,
    /// Another variant has the same payload.
    No,
}

/// What becomes of the members that a variant does not declare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UndeclaredMembers {
    /// They are left out.
    #[default]
    Dropped,
    /// The variant has a place for them.
    Kept,
}

/// What a value must look like to be a variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Test {
    /// The kinds that it may be of.
    pub kinds: Vec<ValueKind>,
    /// The texts, numbers and truths that it may be; empty for any.
    pub one_of: Vec<Literal>,
    /// Members that must have one of some values.
    pub constants: Vec<(Box<str>, Vec<Literal>)>,
    /// Members that must be there.
    pub needs: Vec<Box<str>>,
    /// All members that it declares.
    pub knows: Vec<Box<str>>,
    /// What becomes of members that it does not declare.
    pub others: UndeclaredMembers,
    /// What members have to look like: some tests for each, of which one must hold.
    pub members: Vec<(Box<str>, Vec<Test>)>,
    /// What each item has to look like; empty for anything.
    pub items: Vec<Test>,
    /// What each member without a name has to look like; empty for anything.
    pub rest: Vec<Test>,
    /// Other tests, of which one may hold instead.
    pub or: Vec<Test>,
}

/// A literal of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Int(i128),
    /// An integer beyond `i128`.
    Huge(u128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Box<str>),
    /// A list or an object, as JSON text.
    Json(Box<str>),
}
