//! What the caller asked for. `resolve` reads which operations are wanted and where settings stand, `plan` the rest: if `emit` needs it, a
//! decision is being taken in the wrong stage.

/// Settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Path of an overlay that corrects the document (OpenAPI Overlay 1.1), if there is one.
    pub overlay: Option<String>,
    /// The names lock, if there is one.
    pub lock: Option<Lock>,
    /// Which operations are generated; all of them unless it says otherwise.
    pub selection: Selection,
    /// What is made differently of single parts of the document; later ones win.
    pub settings: Vec<Setting>,
    /// Whether operations can also be called by their names.
    pub dynamic: Dynamic,
    /// Whether tags are features of cargo.
    pub features: Features,
    /// Whether values can be checked by the document's schemas.
    pub checks: Checks,
}

/// Whether values can be checked by all that the document's schemas say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// They can: there is a file `schemas.json`, and each type knows its own of them.
    Yes,
    /// They cannot.
    #[default]
    No,
}

/// Whether tags are features of cargo, so that a crate can be built with a part of its operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// They are none: everything is always there.
    #[default]
    None,
    /// Each tag is one, for a `Cargo.toml` that is made from [`crate::ir::Crate::features`].
    PerTag,
    /// Each tag is one whose feature is among these, which a `Cargo.toml` has already.
    Declared(Vec<String>),
}

/// Whether operations can also be called by their names, with JSON in and JSON out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dynamic {
    /// They can: there is a file `dynamic.rs` with a table of them.
    Yes,
    /// They cannot.
    #[default]
    No,
}

/// A names lock as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Path, for messages.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Which operations are generated: those that any of `include` names, or all of them when it is empty, without those
/// that any of `exclude` names. With a selection, types that no selected operation reaches are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is taken.
    pub include: Vec<Selector>,
    /// What is left out all the same.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Whether everything is generated.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// Names some operations.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selector {
    /// Those with this tag, be it the first or not; `*` stands for any text. The empty text names operations without
    /// a tag.
    Tag(String),
    /// Those with this `operationId`; `*` stands for any text.
    Operation(String),
    /// Those of these paths, perhaps with a method before them: `/v1/pets/{id}`, `GET /v1/*`, `/v1/**`. Here `*` stands for
    /// any text within a segment, and `**` for any text.
    Path(String),
}

/// What is to be made differently of one part of the document.
///
/// As text it is the pointer, a word, and what the word asks for:
///
/// ```
/// use openapi_build::config::{Change, Setting};
///
/// let setting: Setting = "#/components/schemas/Pet name Animal".parse()?;
/// assert_eq!(setting.change, Change::Name("Animal".to_owned()));
/// assert_eq!(setting.to_string(), "#/components/schemas/Pet name Animal");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The part: a JSON pointer as references write it, `#/components/schemas/Pet`; `#` is every type. For
    /// [`Change::Type`] and [`Change::Values`] also all strings of a format, `format:date-time`; for [`Change::Name`] also an operation by its id,
    /// `operation:listPets`, and the operations of a tag, `tag:pets`. A blank is `%20`.
    pub pointer: String,
    /// What is made differently.
    pub change: Change,
}

/// What is made differently of a part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The name of the type of a component, of the field of a member, of the variant of a listed value or of a branch
    /// of `oneOf` or `anyOf`; of the method of an operation, the method that gives those of a tag, a parameter, the
    /// constant of a header or of a security scheme. As text: `name NAME`.
    Name(String),
    /// The name of the type of a schema without a name of its own, such as a member's. As text: `type-name NAME`.
    TypeName(String),
    /// A type of yours, by its path, instead of one that is made. It is to be serde's `Serialize` and
    /// `DeserializeOwned`, `Clone`, `Debug` and `PartialEq`; it comes in a `Foreign`, which is it by `Deref`. As text:
    /// `type PATH`.
    Type(String),
    /// One more trait that is derived for a type. As text: `derive PATH`.
    Derive(String),
    /// Values that an `enum` does not list are errors. As text: `closed`.
    Closed,
    /// A member that may be absent or null is an `Option`, and absent when it is `None`. As text: `null-is-absent`.
    NullIsAbsent,
    /// A member has no field; the type of a component is any JSON. As text: `leave-out`.
    LeaveOut,
    /// Members that an object does not declare are kept. As text: `keep-undeclared`.
    KeepUndeclared,
    /// The strings of an `enum` are read without regard to the case of ASCII letters, and written as they are listed. As
    /// text: `any-case`.
    AnyCase,
    /// The type of maps: of all that are written at the pointer and below it. As text: `map IndexMap`, `map BTreeMap`, `map HashMap`.
    Map(MapType),
    /// The crate whose types the values of formats are: of all that are written at the pointer and below it, or of a
    /// format, `format:date-time`; several times for several crates. Fields keep their text, and `get()` gives such a
    /// value. `openapi-runtime` must have the feature of that name. As text: `values chrono`, `values jiff`, `values
    /// time`, `values uuid`, `values url`.
    Values(ValueCrate),
}

/// What a map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapType {
    /// An `IndexMap`, which keeps the order in which members came. This is the default.
    IndexMap,
    /// A `BTreeMap`, in the order of its keys.
    BTreeMap,
    /// A `HashMap`: the order in which it is written differs from run to run.
    HashMap,
}

/// A crate whose types the values of formats can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueCrate {
    /// `jiff`, for `date-time`, `date`, `time` and `duration`. This is the default.
    Jiff,
    /// `chrono`, for `date-time`, `date` and `time`.
    Chrono,
    /// `time`, for `date-time`, `date` and `time`.
    Time,
    /// `uuid`, for `uuid`; otherwise its value is a `u128`.
    Uuid,
    /// `url`, for `uri`; otherwise its value is an `http::Uri`.
    Url,
}

impl MapType {
    const ALL: [(&'static str, MapType); 3] = [
        ("IndexMap", MapType::IndexMap),
        ("BTreeMap", MapType::BTreeMap),
        ("HashMap", MapType::HashMap),
    ];
}

impl ValueCrate {
    const ALL: [(&'static str, ValueCrate); 5] = [
        ("jiff", ValueCrate::Jiff),
        ("chrono", ValueCrate::Chrono),
        ("time", ValueCrate::Time),
        ("uuid", ValueCrate::Uuid),
        ("url", ValueCrate::Url),
    ];
}

/// What a word stands for, in a table of them.
fn meant<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(it, _)| *it == word).map(|(_, it)| *it)
}

/// The word for something, in a table of them.
fn word<T: PartialEq>(table: &[(&'static str, T)], it: &T) -> &'static str {
    table
        .iter()
        .find(|(_, other)| other == it)
        .map_or("", |(word, _)| word)
}

impl Setting {
    /// Reads a text of settings, a line each. Blank lines count as nothing, and so do those that begin with `//`; what
    /// stands behind a tab is a remark.
    ///
    /// ```
    /// use openapi_build::config::Setting;
    ///
    /// let all = Setting::lines("// Our own words.\n\n#/components/schemas/Pet name Animal\n# map BTreeMap\tsorted\n")?;
    /// assert_eq!(all.len(), 2);
    /// assert!(Setting::lines("#/a nmae B").is_err_and(|why| why.starts_with("line 1: ")));
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A line is no setting; the text says which, and what settings there are.
    pub fn lines(text: &str) -> Result<Vec<Setting>, String> {
        let mut all = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let setting = line.split('\t').next().unwrap_or_default().trim();
            if !setting.is_empty() && !setting.starts_with("//") {
                all.push(
                    setting
                        .parse()
                        .map_err(|why| format!("line {number}: {why}"))?,
                );
            }
        }
        Ok(all)
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.pointer)?;
        match &self.change {
            Change::Name(it) => write!(f, " name {it}"),
            Change::TypeName(it) => write!(f, " type-name {it}"),
            Change::Type(it) => write!(f, " type {it}"),
            Change::Derive(it) => write!(f, " derive {it}"),
            Change::Closed => f.write_str(" closed"),
            Change::NullIsAbsent => f.write_str(" null-is-absent"),
            Change::LeaveOut => f.write_str(" leave-out"),
            Change::KeepUndeclared => f.write_str(" keep-undeclared"),
            Change::AnyCase => f.write_str(" any-case"),
            Change::Map(it) => write!(f, " map {}", word(&MapType::ALL, it)),
            Change::Values(it) => write!(f, " values {}", word(&ValueCrate::ALL, it)),
        }
    }
}

/// The pointer ends at the first blank; one within it is `%20`.
impl std::str::FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (pointer, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let (word, value) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let value = value.trim().to_owned();
        let map = meant(&MapType::ALL, &value).filter(|_| word == "map");
        let values = meant(&ValueCrate::ALL, &value).filter(|_| word == "values");
        let of_all = map.map(Change::Map).or(values.map(Change::Values));
        let change = match (word, value.is_empty()) {
            ("name", false) => Change::Name(value),
            ("type-name", false) => Change::TypeName(value),
            ("type", false) => Change::Type(value),
            ("derive", false) => Change::Derive(value),
            ("closed", true) => Change::Closed,
            ("null-is-absent", true) => Change::NullIsAbsent,
            ("leave-out", true) => Change::LeaveOut,
            ("keep-undeclared", true) => Change::KeepUndeclared,
            ("any-case", true) => Change::AnyCase,
            _ => of_all.ok_or_else(|| {
                format!(
                    "`{text}` is not `POINTER CHANGE`, where a change is `name NAME`, `type-name NAME`, `type PATH`, \
                     `derive PATH`, `closed`, `null-is-absent`, `leave-out`, `keep-undeclared`, `any-case`, \
                     `map IndexMap` (or `BTreeMap`, `HashMap`) or `values jiff` (or `chrono`, `time`, `uuid`, `url`)"
                )
            })?,
        };
        Ok(Setting {
            pointer: pointer.to_owned(),
            change,
        })
    }
}
