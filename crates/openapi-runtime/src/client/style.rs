//! How a parameter is spelled: style × explode × place × primitive, list, object.
//!
//! In: a written value, the name of its parameter and a [`Style`]. Out: text for one place in a request, encoded so
//! that it cannot change the request's structure, or the reason why that is not possible. The table of the OpenAPI
//! specification decides; where it says "n/a", the choices below are ours:
//!
//! - lists and primitives under `deepObject`: `name[]=a&name[]=b` and `name=a`; nested objects `name[a][b]=c`; lists
//!   of objects `name[0][a]=b`;
//! - exploded `spaceDelimited` and `pipeDelimited` lists are spelled like exploded `form` ones, and so are primitives;
//! - an empty list or object sends nothing, except in a path; null members are left out (both are RFC 6570's rules);
//! - nested values under any other style are an error: there is no spelling that a server would read back.
//!
//! Deliberately absent: where the text goes in the end, which is `request.rs`.

use super::api::In;
use super::cookie;
use super::escape::{self, Keep, encode};
use super::value::Plain;

/// How a parameter is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: Explode,
    reserved: Reserved,
    pub(crate) cookie: CookieText,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Json,
    Whole(Whole),
}

/// How a value is written that is the whole query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    /// With the members that are not spelled like others.
    Form(&'static [(&'static str, Style)]),
    Json,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Explode {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reserved {
    Encoded,
    Allowed,
}

/// How a cookie's value is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CookieText {
    /// Cookie octets as they are; any other character is an error.
    Raw,
    /// What is not a cookie octet, and `%`, percent-encoded.
    Percent,
    /// In double quotes, with space and comma inside.
    Quoted,
}

impl Style {
    /// `simple`: `blue,black,brown`.
    pub const SIMPLE: Style = Style::new(Kind::Simple, Explode::No);
    /// `simple`, exploded: `R=100,G=200`.
    pub const SIMPLE_EXPLODE: Style = Style::new(Kind::Simple, Explode::Yes);
    /// `label`: `.blue,black,brown`.
    pub const LABEL: Style = Style::new(Kind::Label, Explode::No);
    /// `label`, exploded: `.blue.black.brown`.
    pub const LABEL_EXPLODE: Style = Style::new(Kind::Label, Explode::Yes);
    /// `matrix`: `;color=blue,black,brown`.
    pub const MATRIX: Style = Style::new(Kind::Matrix, Explode::No);
    /// `matrix`, exploded: `;color=blue;color=black`.
    pub const MATRIX_EXPLODE: Style = Style::new(Kind::Matrix, Explode::Yes);
    /// `form`: `color=blue,black,brown`.
    pub const FORM: Style = Style::new(Kind::Form, Explode::No);
    /// `form`, exploded: `color=blue&color=black`.
    pub const FORM_EXPLODE: Style = Style::new(Kind::Form, Explode::Yes);
    /// `spaceDelimited`: `color=blue%20black`.
    pub const SPACE_DELIMITED: Style = Style::new(Kind::SpaceDelimited, Explode::No);
    /// `spaceDelimited`, exploded: as `form`, exploded.
    pub const SPACE_DELIMITED_EXPLODE: Style = Style::new(Kind::SpaceDelimited, Explode::Yes);
    /// `pipeDelimited`: `color=blue%7Cblack`.
    pub const PIPE_DELIMITED: Style = Style::new(Kind::PipeDelimited, Explode::No);
    /// `pipeDelimited`, exploded: as `form`, exploded.
    pub const PIPE_DELIMITED_EXPLODE: Style = Style::new(Kind::PipeDelimited, Explode::Yes);
    /// `deepObject`: `color%5BR%5D=100`.
    pub const DEEP_OBJECT: Style = Style::new(Kind::DeepObject, Explode::Yes);
    /// `content: application/json`: the value as JSON text.
    pub const JSON: Style = Style::new(Kind::Json, Explode::No);

    /// `in: querystring` with `application/x-www-form-urlencoded`: the value is the whole query.
    pub const WHOLE_FORM: Style = Style::new(Kind::Whole(Whole::Form(&[])), Explode::No);
    /// `in: querystring` with JSON: the JSON text is the whole query.
    pub const WHOLE_JSON: Style = Style::new(Kind::Whole(Whole::Json), Explode::No);
    /// `in: querystring` with another media type: the text is the whole query.
    pub const WHOLE_TEXT: Style = Style::new(Kind::Whole(Whole::Text), Explode::No);

    const fn new(kind: Kind, explode: Explode) -> Style {
        Style {
            kind,
            explode,
            reserved: Reserved::Encoded,
            cookie: CookieText::Raw,
        }
    }

    /// `allowReserved: true`: reserved characters and percent-encoded triples of a query parameter's value stay as
    /// they are, except `#`, `[`, `]`, `&` and `+`, which a query cannot hold or reads as something else. In a path (3.2),
    /// `/` and `?` are encoded too: no value adds a segment.
    #[must_use]
    pub const fn allow_reserved(self) -> Style {
        Style {
            reserved: Reserved::Allowed,
            ..self
        }
    }

    /// Some members of a form that is the whole query have a style: the document's `encoding`.
    #[must_use]
    pub const fn members(self, members: &'static [(&'static str, Style)]) -> Style {
        match self.kind {
            Kind::Whole(Whole::Form(_)) => Style {
                kind: Kind::Whole(Whole::Form(members)),
                ..self
            },
            _ => self,
        }
    }

    /// A cookie's value is percent-encoded where it has to be.
    #[must_use]
    pub const fn cookie_percent(self) -> Style {
        Style {
            cookie: CookieText::Percent,
            ..self
        }
    }

    /// A cookie's value stands in double quotes and may hold spaces and commas.
    #[must_use]
    pub const fn cookie_quoted(self) -> Style {
        Style {
            cookie: CookieText::Quoted,
            ..self
        }
    }

    /// Whether the value is sent as JSON text.
    pub(crate) fn is_json(self) -> bool {
        matches!(self.kind, Kind::Json | Kind::Whole(Whole::Json))
    }

    /// Whether parts are put together one by one.
    pub(crate) fn explodes(self) -> bool {
        self.explode == Explode::Yes
    }

    fn name(self) -> &'static str {
        match self.kind {
            Kind::Simple => "simple",
            Kind::Label => "label",
            Kind::Matrix => "matrix",
            Kind::Form => "form",
            Kind::SpaceDelimited => "spaceDelimited",
            Kind::PipeDelimited => "pipeDelimited",
            Kind::DeepObject => "deepObject",
            Kind::Json => "content",
            Kind::Whole(_) => "querystring",
        }
    }
}

/// What can be said against a value; becomes the reason of a request's error.
pub(crate) type Spelled = Result<String, String>;

/// How the parts of one value are put together: RFC 6570's table.
struct Grammar {
    /// Before the first part.
    first: &'static str,
    /// Between exploded parts.
    separator: &'static str,
    /// Between parts that are not exploded.
    joint: &'static str,
    /// Between a name and an empty value; none: values stand without the parameter's name.
    empty: Option<&'static str>,
    text: Text,
}

/// How the characters of a part are written.
#[derive(Clone, Copy)]
enum Text {
    Url,
    Reserved,
    ReservedInPath,
    Header,
    Cookie(CookieText),
}

/// Where in a value a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It is the whole value.
    Alone,
    /// It is between delimiters.
    Among,
}

/// The text for an expression in a path.
pub(crate) fn path(name: &str, style: Style, value: &Plain) -> Spelled {
    let (first, separator, empty) = match style.kind {
        Kind::Simple | Kind::Json => ("", ",", None),
        Kind::Label => (".", ".", None),
        Kind::Matrix => (";", ";", Some("")),
        Kind::Form
        | Kind::SpaceDelimited
        | Kind::PipeDelimited
        | Kind::DeepObject
        | Kind::Whole(_) => return Err(unfit(style, In::Path)),
    };
    let text = match style.reserved {
        Reserved::Encoded => Text::Url,
        Reserved::Allowed => Text::ReservedInPath,
    };
    let grammar = Grammar {
        first,
        separator,
        joint: ",",
        empty,
        text,
    };
    grammar.spell(name, style.explode, value)
}

/// Items of a query, joined by `&`; nothing when nothing is to be sent.
pub(crate) fn query(name: &str, style: Style, value: &Plain) -> Spelled {
    if is_undefined(value) {
        return Ok(String::new());
    }
    let scalar = value.scalar().is_some();
    let (joint, explode) = match style.kind {
        Kind::Form | Kind::Json => (",", style.explode),
        Kind::SpaceDelimited => ("%20", style.explode),
        Kind::PipeDelimited => ("%7C", style.explode),
        Kind::DeepObject if scalar => (",", Explode::No),
        Kind::DeepObject => return deep_object(name, style, value),
        Kind::Whole(whole) => return whole_query(whole, value),
        Kind::Simple | Kind::Label | Kind::Matrix => return Err(unfit(style, In::Query)),
    };
    let text = match style.reserved {
        Reserved::Encoded => Text::Url,
        Reserved::Allowed => Text::Reserved,
    };
    let grammar = Grammar {
        first: "",
        separator: "&",
        joint,
        empty: Some("="),
        text,
    };
    grammar.spell(name, explode, value)
}

/// A header's value; none when nothing is to be sent.
pub(crate) fn header(style: Style, value: &Plain) -> Result<Option<String>, String> {
    match style.kind {
        Kind::Simple | Kind::Json => {}
        Kind::Label
        | Kind::Matrix
        | Kind::Form
        | Kind::SpaceDelimited
        | Kind::PipeDelimited
        | Kind::DeepObject
        | Kind::Whole(_) => return Err(unfit(style, In::Header)),
    }
    if is_undefined(value) {
        return Ok(None);
    }
    let grammar = Grammar {
        first: "",
        separator: ",",
        joint: ",",
        empty: None,
        text: Text::Header,
    };
    grammar.spell("", style.explode, value).map(Some)
}

/// Cookies, joined by `; `; nothing when nothing is to be sent.
pub(crate) fn cookie(name: &str, style: Style, value: &Plain) -> Spelled {
    match style.kind {
        Kind::Form | Kind::Json => {}
        Kind::Simple
        | Kind::Label
        | Kind::Matrix
        | Kind::SpaceDelimited
        | Kind::PipeDelimited
        | Kind::DeepObject
        | Kind::Whole(_) => return Err(unfit(style, In::Cookie)),
    }
    if is_undefined(value) {
        return Ok(String::new());
    }
    let grammar = Grammar {
        first: "",
        separator: "; ",
        joint: ",",
        empty: Some("="),
        text: Text::Cookie(style.cookie),
    };
    grammar.spell(name, style.explode, value)
}

/// RFC 6570: a list or an object without members that are defined is not defined itself.
fn is_undefined(value: &Plain) -> bool {
    match value {
        Plain::List(items) => items.iter().all(|item| *item == Plain::Null),
        Plain::Object(members) => members.iter().all(|(_, member)| *member == Plain::Null),
        Plain::Null | Plain::Bool(_) | Plain::Number(_) | Plain::String(_) => false,
    }
}

fn unfit(style: Style, place: In) -> String {
    format!("the style `{}` has no meaning in a {place}", style.name())
}

fn nested() -> String {
    "a list or object inside a list or object has no spelling in this style".to_owned()
}

impl Grammar {
    fn spell(&self, name: &str, explode: Explode, value: &Plain) -> Spelled {
        let body = match (value, explode) {
            (Plain::List(items), Explode::No) => self.joined(name, self.items(items)?)?,
            (Plain::Object(members), Explode::No) => self.joined(name, self.flat(members)?)?,
            (Plain::List(items), Explode::Yes) => {
                let parts = items.iter().filter(|item| **item != Plain::Null);
                let parts: Result<Vec<String>, String> =
                    parts.map(|item| self.named_item(name, item)).collect();
                parts?.join(self.separator)
            }
            (Plain::Object(members), Explode::Yes) => self.pairs(members)?.join(self.separator),
            (Plain::Null | Plain::Bool(_) | Plain::Number(_) | Plain::String(_), _) => {
                let text = value.scalar().ok_or_else(nested)?;
                self.named(name, self.text(text, Stands::Alone)?)?
            }
        };
        Ok(format!("{}{body}", self.first))
    }

    /// A value behind its parameter's name, in styles that have it.
    fn named(&self, name: &str, text: String) -> Spelled {
        match self.empty {
            None => Ok(text),
            Some(empty) if text.is_empty() => Ok(self.key(name)? + empty),
            Some(_) => Ok(self.key(name)? + "=" + &text),
        }
    }

    fn named_item(&self, name: &str, item: &Plain) -> Spelled {
        // Exploded items of a query or a cookie stand alone behind the name; others stand between delimiters.
        let stands = if self.empty.is_some() {
            Stands::Alone
        } else {
            Stands::Among
        };
        let text = self.text(item.scalar().ok_or_else(nested)?, stands)?;
        self.named(name, apart(text, self.separator)?)
    }

    fn joined(&self, name: &str, parts: Vec<String>) -> Spelled {
        self.named(name, parts.join(self.joint))
    }

    fn items(&self, items: &[Plain]) -> Result<Vec<String>, String> {
        items
            .iter()
            .filter(|item| **item != Plain::Null)
            .map(|item| self.part(item.scalar().ok_or_else(nested)?))
            .collect()
    }

    /// Keys and values in turn.
    fn flat(&self, members: &[(String, Plain)]) -> Result<Vec<String>, String> {
        let mut parts = Vec::new();
        for (key, value) in members.iter().filter(|(_, value)| *value != Plain::Null) {
            parts.push(self.part(key)?);
            parts.push(self.part(value.scalar().ok_or_else(nested)?)?);
        }
        Ok(parts)
    }

    /// `key=value`, with the members' own names.
    fn pairs(&self, members: &[(String, Plain)]) -> Result<Vec<String>, String> {
        let mut parts = Vec::new();
        for (key, value) in members.iter().filter(|(_, value)| *value != Plain::Null) {
            let stands = if self.empty.is_some() {
                Stands::Alone
            } else {
                Stands::Among
            };
            let text = apart(
                self.text(value.scalar().ok_or_else(nested)?, stands)?,
                self.separator,
            )?;
            let key = apart(self.key(key)?, self.separator)?;
            let between = if text.is_empty() {
                self.empty.unwrap_or("=")
            } else {
                "="
            };
            parts.push(format!("{key}{between}{text}"));
        }
        Ok(parts)
    }

    /// A text between joints.
    fn part(&self, text: &str) -> Spelled {
        apart(self.text(text, Stands::Among)?, self.joint)
    }

    fn key(&self, name: &str) -> Spelled {
        match self.text {
            Text::Url | Text::Reserved | Text::ReservedInPath => Ok(encode(name, Keep::Unreserved)),
            Text::Header if name.contains('=') => {
                Err("a key holds '=', which stands behind keys".to_owned())
            }
            Text::Header => self.text(name, Stands::Among),
            Text::Cookie(_) if escape::is_token(name) => Ok(name.to_owned()),
            Text::Cookie(_) => Err(format!("{name:?} is not a name that a cookie can have")),
        }
    }

    fn text(&self, text: &str, stands: Stands) -> Spelled {
        match (self.text, stands) {
            (Text::Url, _) => Ok(encode(text, Keep::Unreserved)),
            (Text::Reserved, Stands::Alone) => Ok(encode(text, Keep::Reserved)),
            (Text::Reserved, Stands::Among) => Ok(encode(text, Keep::ReservedPart)),
            // `;color=a;b` would read as two.
            (Text::ReservedInPath, Stands::Alone) if self.empty.is_none() => {
                Ok(encode(text, Keep::Segment))
            }
            (Text::ReservedInPath, Stands::Alone | Stands::Among) => {
                Ok(encode(text, Keep::SegmentPart))
            }
            (Text::Header, _) => header_text(text).map(str::to_owned),
            (Text::Cookie(how), _) => cookie::value(text, how),
        }
    }
}

/// Refuses an encoded text that would read as two, because it holds what stands between the parts: a comma in a
/// header, which has no escapes, a dot in a label, a space between spaces.
fn apart(text: String, between: &str) -> Spelled {
    if !text.contains(between) {
        return Ok(text);
    }
    let shown = match between {
        "%20" => " ",
        "%7C" => "|",
        other => other,
    };
    Err(format!(
        "an item holds {shown:?}, which stands between items in this style"
    ))
}

/// Checks a text for a header: visible ASCII, with spaces and tabs inside only.
pub(crate) fn header_text(text: &str) -> Result<&str, String> {
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err("it begins or ends with white space, which HTTP takes away".to_owned());
    }
    match text
        .chars()
        .position(|character| !matches!(character, ' '..='~' | '\t'))
    {
        None => Ok(text),
        Some(at) => Err(format!("{} is not allowed in a header", describe(text, at))),
    }
}

/// Names a character by its kind and place; the rest of the text may be secret.
pub(crate) fn describe(text: &str, at: usize) -> String {
    let what = match text.chars().nth(at) {
        Some('\r') => "a carriage return".to_owned(),
        Some('\n') => "a line feed".to_owned(),
        Some('\0') => "a NUL".to_owned(),
        Some(character) if character.is_control() => "a control character".to_owned(),
        Some(character) if !character.is_ascii() => "a character outside ASCII".to_owned(),
        Some(character) => format!("{character:?}"),
        None => "a character".to_owned(),
    };
    format!("{what} (character {} of {})", at + 1, text.chars().count())
}

/// A value that is the whole query. JSON and other texts are percent-encoded; a form is made for queries.
fn whole_query(how: Whole, value: &Plain) -> Spelled {
    match how {
        Whole::Form(members) => form(value, members),
        Whole::Json | Whole::Text => {
            let text = value.scalar().ok_or_else(nested)?;
            Ok(encode(text, Keep::Unreserved))
        }
    }
}

/// `name[a][b]=c` for each leaf.
fn deep_object(name: &str, style: Style, value: &Plain) -> Spelled {
    let keep = match style.reserved {
        Reserved::Encoded => Keep::Unreserved,
        Reserved::Allowed => Keep::Reserved,
    };
    let mut items = Vec::new();
    deep(&encode(name, Keep::Unreserved), value, keep, &mut items);
    Ok(items.join("&"))
}

fn deep(prefix: &str, value: &Plain, keep: Keep, items: &mut Vec<String>) {
    let bracket = |key: &str| format!("{prefix}%5B{}%5D", encode(key, Keep::Unreserved));
    match value {
        Plain::Object(members) => {
            for (key, member) in members.iter().filter(|(_, member)| *member != Plain::Null) {
                deep(&bracket(key), member, keep, items);
            }
        }
        Plain::List(list) => {
            let flat = list.iter().all(|item| item.scalar().is_some());
            for (index, item) in list.iter().filter(|item| **item != Plain::Null).enumerate() {
                let key = if flat {
                    String::new()
                } else {
                    index.to_string()
                };
                deep(&bracket(&key), item, keep, items);
            }
        }
        Plain::Null | Plain::Bool(_) | Plain::Number(_) | Plain::String(_) => {
            items.push(format!(
                "{prefix}={}",
                encode(value.scalar().unwrap_or_default(), keep)
            ));
        }
    }
}

/// A form body: each member by its own style, or by its media type: text for primitives, JSON for objects, and
/// lists as one item each.
pub(crate) fn form(value: &Plain, styles: &[(&str, Style)]) -> Spelled {
    let Plain::Object(members) = value else {
        return Err("a form is made of an object".to_owned());
    };
    let mut items = Vec::new();
    for (key, member) in members.iter().filter(|(_, member)| *member != Plain::Null) {
        match styles.iter().find(|(name, _)| name == key) {
            Some((name, style)) if style.is_json() => {
                items.push(form_item(name, &member.to_json()))
            }
            Some((name, style)) => items
                .push(query(name, *style, member).map_err(|reason| format!("{name}: {reason}"))?),
            None => match member {
                Plain::List(list) => {
                    items.extend(list.iter().map(|item| form_item(key, &form_text(item))))
                }
                Plain::Null
                | Plain::Bool(_)
                | Plain::Number(_)
                | Plain::String(_)
                | Plain::Object(_) => {
                    items.push(form_item(key, &form_text(member)));
                }
            },
        }
    }
    items.retain(|item| !item.is_empty());
    Ok(items.join("&"))
}

/// Names and texts as a part of a form has them: spelled as in a query, without the escapes that only a query needs.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    value: &Plain,
) -> Result<Vec<(String, String)>, String> {
    if style.is_json() {
        return Ok(vec![(name.to_owned(), value.to_json())]);
    }
    let plain = Style {
        reserved: Reserved::Encoded,
        ..style
    };
    let items = query(name, plain, value)?;
    let pair = |item: &str| {
        let (name, text) = item.split_once('=').unwrap_or((item, ""));
        (escape::decode(name), escape::decode(text))
    };
    Ok(items
        .split('&')
        .filter(|item| !item.is_empty())
        .map(pair)
        .collect())
}

fn form_text(value: &Plain) -> String {
    value
        .scalar()
        .map_or_else(|| value.to_json(), str::to_owned)
}

fn form_item(key: &str, text: &str) -> String {
    format!("{}={}", encode(key, Keep::Form), encode(text, Keep::Form))
}
