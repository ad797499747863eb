//! How parameters read: the table of OpenAPI 3.1 §4.8.12, backwards.
//!
//! In: a parameter, and the text that came in its place, still encoded. Out: every reading that the document allows.
//! Delimiters are looked for before anything is decoded, as the specification's appendices C and E ask.

use serde_json::Value;

use crate::operation::{Parameter, Style};
use crate::percent;
use crate::reading::Reading;
use crate::schema::{Position, Types};

/// How a place encodes characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Percent-encoding.
    Url,
    /// Percent-encoding, with `+` for a space.
    Form,
    /// None.
    Raw,
}

impl Coding {
    /// Decodes a text.
    ///
    /// # Errors
    ///
    /// It is not encoded so.
    pub fn decode(self, text: &str) -> Result<String, String> {
        match self {
            Coding::Url => percent::decoded(text),
            Coding::Form => percent::form(text),
            Coding::Raw => Ok(text.to_owned()),
        }
    }
}

/// Items of a query, a form or the cookies, each of which belongs to one parameter.
#[derive(Clone, Debug)]
pub struct Pairs {
    coding: Coding,
    /// Decoded key, raw value, and whether somebody has asked for it.
    items: Vec<(String, String, bool)>,
    /// Keys that are no members of exploded objects, because they are names of parameters.
    names: Vec<String>,
}

impl Pairs {
    /// Takes items apart.
    ///
    /// # Errors
    ///
    /// A key cannot be decoded, or an item is empty.
    pub fn new(text: &str, between: &str, coding: Coding) -> Result<Pairs, String> {
        let mut items = Vec::new();
        if !text.is_empty() {
            for item in text.split(between) {
                let (key, value) = item.split_once('=').unwrap_or((item, ""));
                if key.is_empty() {
                    return Err(format!("`{text}` has an item without a name"));
                }
                items.push((coding.decode(key)?, value.to_owned(), false));
            }
        }
        Ok(Pairs {
            coding,
            items,
            names: Vec::new(),
        })
    }

    /// Items that are apart already: keys, decoded, and values, raw.
    pub fn of(items: impl Iterator<Item = (String, String)>, coding: Coding) -> Pairs {
        Pairs {
            coding,
            items: items.map(|(key, value)| (key, value, false)).collect(),
            names: Vec::new(),
        }
    }

    /// Of each item, whether somebody has asked for it.
    pub fn taken(&self) -> impl Iterator<Item = bool> {
        self.items.iter().map(|(_, _, taken)| *taken)
    }

    /// Keeps keys for the parameters of these names.
    pub fn reserve<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.names.extend(names.map(str::to_owned));
    }

    /// The raw values of a key, which are now taken.
    pub fn take(&mut self, key: &str) -> Vec<String> {
        self.take_where(|it| it == key)
            .into_iter()
            .map(|(_, value)| value)
            .collect()
    }

    /// Keys and raw values, which are now taken.
    fn take_where(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let found = self
            .items
            .iter_mut()
            .filter(|(key, _, taken)| !taken && wanted(key));
        found
            .map(|(key, value, taken)| {
                *taken = true;
                (key.clone(), value.clone())
            })
            .collect()
    }

    /// What nobody has asked for.
    #[must_use]
    pub fn left(&self) -> Vec<String> {
        let left = self.items.iter().filter(|(_, _, taken)| !taken);
        left.map(|(key, value, _)| format!("{key}={value}"))
            .collect()
    }
}

/// What a parameter's place in a request can mean; none when it is not there.
pub type Found = Result<Option<Vec<Reading>>, String>;

/// Reads one text that holds the whole value: a path's segment, a header, a cookie that is not exploded.
///
/// # Errors
///
/// The text is not of this style.
pub fn text(parameter: &Parameter<'_>, text: &str, coding: Coding) -> Result<Vec<Reading>, String> {
    if let Some(media) = &parameter.media {
        return content(media, &coding.decode(text)?).map(|it| vec![it]);
    }
    let name = &parameter.name;
    match (parameter.style, parameter.explode) {
        (Style::Label, explode) => {
            let rest = text
                .strip_prefix('.')
                .ok_or_else(|| format!("`{text}` has no `.` in front"))?;
            let between = if explode { "." } else { "," };
            whole(parameter, rest, between, coding)
        }
        (Style::Matrix, true) => matrix_exploded(parameter, text, coding),
        (Style::Matrix, false) => {
            let rest = text
                .strip_prefix(';')
                .and_then(|it| it.strip_prefix(name.as_str()))
                .ok_or_else(|| format!("`{text}` does not begin with `;{name}`"))?;
            let rest = rest.strip_prefix('=').unwrap_or(rest);
            whole(parameter, rest, ",", coding)
        }
        (Style::SpaceDelimited, _) => {
            let spaced = text.replace("%20", " ").replace('+', " ");
            whole(parameter, &spaced, " ", coding)
        }
        (Style::PipeDelimited, _) => {
            let piped = text.replace("%7C", "|").replace("%7c", "|");
            whole(parameter, &piped, "|", coding)
        }
        (Style::Simple | Style::Form | Style::DeepObject, _) => whole(parameter, text, ",", coding),
    }
}

/// Reads a value of which all parts stand in one text.
fn whole(
    parameter: &Parameter<'_>,
    text: &str,
    between: &str,
    coding: Coding,
) -> Result<Vec<Reading>, String> {
    let types = parameter.position.types();
    let mut out = Vec::new();
    let parts: Vec<&str> = text.split(between).collect();
    if types.meet(SCALARS) {
        out.push(Reading::Text(coding.decode(text)?));
    }
    if types.meet(Types::ARRAY) {
        let items: Result<Vec<Reading>, String> = parts
            .iter()
            .map(|it| coding.decode(it).map(Reading::Text))
            .collect();
        out.push(Reading::List(items?));
    }
    if types.meet(Types::OBJECT) {
        out.extend(members(&parts, parameter.explode, coding)?.map(Reading::Object));
    }
    if out.is_empty() {
        return Err(format!("`{text}` is none of the types that are declared"));
    }
    Ok(out)
}

/// The types that are one text.
pub const SCALARS: Types = Types::NULL
    .or(Types::BOOLEAN)
    .or(Types::NUMBER)
    .or(Types::STRING);

type Members = Vec<(String, Reading)>;

/// `k=v` parts, or keys and values in turn; none when the parts are neither.
fn members(parts: &[&str], explode: bool, coding: Coding) -> Result<Option<Members>, String> {
    let pairs: Vec<(&str, &str)> = if explode {
        parts.iter().filter_map(|it| it.split_once('=')).collect()
    } else {
        parts
            .chunks_exact(2)
            .filter_map(|it| Some((*it.first()?, *it.last()?)))
            .collect()
    };
    let complete = if explode {
        pairs.len() == parts.len()
    } else {
        pairs.len() * 2 == parts.len()
    };
    if !complete {
        return Ok(None);
    }
    let decoded = |(key, value): (&str, &str)| {
        Ok((coding.decode(key)?, Reading::Text(coding.decode(value)?)))
    };
    let members: Result<Members, String> = pairs.into_iter().map(decoded).collect();
    members.map(Some)
}

fn matrix_exploded(
    parameter: &Parameter<'_>,
    text: &str,
    coding: Coding,
) -> Result<Vec<Reading>, String> {
    let types = parameter.position.types();
    let rest = text
        .strip_prefix(';')
        .ok_or_else(|| format!("`{text}` has no `;` in front"))?;
    let pairs = Pairs::new(rest, ";", coding)?;
    let own = pairs.items.iter().all(|(key, ..)| *key == parameter.name);
    let mut out = Vec::new();
    let texts = |pairs: &Pairs| -> Result<Members, String> {
        let decoded = pairs
            .items
            .iter()
            .map(|(key, value, _)| Ok((key.clone(), Reading::Text(coding.decode(value)?))));
        decoded.collect()
    };
    let all = texts(&pairs)?;
    if own && types.meet(SCALARS) && all.len() == 1 {
        out.extend(all.first().map(|(_, it)| it.clone()));
    }
    if own && types.meet(Types::ARRAY) {
        out.push(Reading::List(
            all.iter().map(|(_, it)| it.clone()).collect(),
        ));
    }
    if types.meet(Types::OBJECT) {
        out.push(Reading::Object(all));
    }
    if out.is_empty() {
        return Err(format!("`{text}` is none of the types that are declared"));
    }
    Ok(out)
}

/// Reads a parameter whose items are pairs: in a query, a form, the cookies.
///
/// # Errors
///
/// What came under its name is not of its style.
pub fn pairs(parameter: &Parameter<'_>, from: &mut Pairs) -> Found {
    let coding = from.coding;
    let name = &parameter.name;
    if parameter.style == Style::DeepObject && parameter.media.is_none() {
        return deep(parameter, from);
    }
    if !parameter.explode || parameter.media.is_some() {
        return match &*from.take(name) {
            [] => Ok(None),
            [one] => text(parameter, one, coding).map(Some),
            several => Err(format!("`{name}` came {} times", several.len())),
        };
    }
    // `spaceDelimited` and `pipeDelimited`, exploded, are not in the table; they are read as `form` is.
    let mut out = items(parameter, from)?;
    let position = &parameter.position;
    if position.types().meet(Types::OBJECT) && out.is_empty() {
        let any = position.speaks_of_others();
        let names = std::mem::take(&mut from.names);
        let of_another = |key: &str| names.iter().any(|it| it == key && it != name);
        let found = from.take_where(|key| (any && !of_another(key)) || position.declares(key));
        from.names = names;
        let members: Result<Members, String> = found
            .into_iter()
            .map(|(key, value)| Ok((key, Reading::Text(coding.decode(&value)?))))
            .collect();
        let members = members?;
        if !members.is_empty() {
            out.push(Reading::Object(members));
        }
    }
    Ok(Some(out).filter(|it| !it.is_empty()))
}

/// What the items of a parameter's own name can mean: one value, or a list.
///
/// # Errors
///
/// Several came for one value.
pub fn items(parameter: &Parameter<'_>, from: &mut Pairs) -> Result<Vec<Reading>, String> {
    let types = parameter.position.types();
    let mut out = Vec::new();
    if types.meet(SCALARS.or(Types::ARRAY)) {
        let coding = from.coding;
        let values = from.take(&parameter.name);
        let texts: Result<Vec<String>, String> =
            values.iter().map(|it| coding.decode(it)).collect();
        let texts: Vec<Reading> = texts?.into_iter().map(Reading::Text).collect();
        if let ([one], true) = (&*texts, types.meet(SCALARS)) {
            out.push(one.clone());
        }
        if types.meet(Types::ARRAY) && !texts.is_empty() {
            out.push(Reading::List(texts));
        } else if texts.len() > 1 {
            return Err(format!("`{}` came {} times", parameter.name, texts.len()));
        }
    }
    Ok(out)
}

/// Whether an exploded object of this parameter may have any key: it is read last, when others have taken theirs.
#[must_use]
pub fn takes_the_rest(parameter: &Parameter<'_>) -> bool {
    let position = &parameter.position;
    parameter.style != Style::DeepObject
        && parameter.explode
        && parameter.media.is_none()
        && position.types().meet(Types::OBJECT)
}

/// `name[a][b]=c`: a tree of keys.
#[derive(Debug, Default)]
struct Tree {
    text: Option<String>,
    /// In the order in which they came; lists have the same key several times.
    children: Vec<(String, Tree)>,
}

fn deep(parameter: &Parameter<'_>, from: &mut Pairs) -> Found {
    let name = &parameter.name;
    let coding = from.coding;
    let found = from.take_where(|key| {
        key.strip_prefix(name.as_str())
            .is_some_and(|it| it.is_empty() || it.starts_with('['))
    });
    if found.is_empty() {
        return Ok(None);
    }
    let mut tree = Tree::default();
    for (key, value) in found {
        let keys = keys(&key[name.len()..]).ok_or_else(|| format!("`{key}` has odd brackets"))?;
        tree.insert(&keys, coding.decode(&value)?);
    }
    tree.reading(&parameter.position)
        .map(|it| Some(vec![it]))
        .ok_or_else(|| format!("the items of `{name}` contradict each other"))
}

/// `[a][b]` is `a`, `b`.
fn keys(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").map(str::to_owned).collect())
}

impl Tree {
    fn insert(&mut self, keys: &[String], text: String) {
        match keys.split_first() {
            None => self.text = Some(text),
            // `[]` is the next item, each time.
            Some((key, rest)) if key.is_empty() => {
                let mut child = Tree::default();
                child.insert(rest, text);
                self.children.push((String::new(), child));
            }
            Some((key, rest)) => match self.children.iter_mut().find(|(it, _)| it == key) {
                Some((_, child)) => child.insert(rest, text),
                None => {
                    let mut child = Tree::default();
                    child.insert(rest, text);
                    self.children.push((key.clone(), child));
                }
            },
        }
    }

    fn reading(self, position: &Position<'_>) -> Option<Reading> {
        if let Some(text) = self.text {
            return self.children.is_empty().then_some(Reading::Text(text));
        }
        let counted = |(index, (key, _)): (usize, &(String, Tree))| *key == index.to_string();
        let unnamed = self.children.iter().all(|(key, _)| key.is_empty());
        let numbered = self.children.iter().enumerate().all(counted);
        if unnamed || (numbered && position.types().meet(Types::ARRAY)) {
            let items = self.children.into_iter().enumerate();
            let items: Option<Vec<Reading>> = items
                .map(|(index, (_, it))| it.reading(&position.item(index)))
                .collect();
            return items.map(Reading::List);
        }
        let members: Option<Members> = self
            .children
            .into_iter()
            .map(|(key, it)| {
                let reading = it.reading(&position.member(&key))?;
                Some((key, reading))
            })
            .collect();
        members.map(Reading::Object)
    }
}

/// Reads a text by its media type.
///
/// # Errors
///
/// It is JSON by its media type, and is not.
pub fn content(media: &str, text: &str) -> Result<Reading, String> {
    if crate::media::is_json(media) {
        let value: Value =
            serde_json::from_str(text).map_err(|why| format!("`{text}` is not JSON: {why}"))?;
        Ok(Reading::Json(value))
    } else {
        Ok(Reading::Text(text.to_owned()))
    }
}
