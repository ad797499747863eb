//! Which operations give their list in pages, and how the next page is asked for.
//!
//! In: an operation with its types, and what `x-pages` says of it. Out: a cursor that a page names, a count of items or pages,
//! or a `Link` header; and where the items are. What is inferred from names is a note, so that the user sees it; nothing
//! is inferred where the list or the next page is not certain.

use crate::ir;
use crate::ir::AnswerType;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Field;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Location;
use crate::ir::NextPage;
use crate::ir::Pages;
use crate::ir::Presence;
use crate::ir::Sends;
use crate::ir::Step;
use crate::ir::Struct;
use crate::ir::There;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::resolve::PagesSaid;

/// Parameters that take a cursor, and the members that give the next one: letters and digits alone.
const CURSORS: &[(&str, &[&str])] = &[
    ("startingtoken", &["nextstartingtoken"]),
    ("nexttoken", &["nexttoken"]),
    ("pagetoken", &["nextpagetoken"]),
    ("nextpagetoken", &["nextpagetoken"]),
    (
        "continuationtoken",
        &["nextcontinuationtoken", "continuationtoken"],
    ),
    ("cursor", &["nextcursor", "endcursor"]),
    ("pagecursor", &["nextpagecursor", "nextcursor"]),
    ("nextcursor", &["nextcursor"]),
    ("startcursor", &["nextcursor"]),
    ("marker", &["nextmarker"]),
    ("after", &["nextcursor", "endcursor", "after", "lastid"]),
    ("afterid", &["nextid", "lastid"]),
    ("startingafter", &["nextcursor", "lastid"]),
];

/// Objects within an answer that speak of its pages.
const ABOUT_PAGES: &[&str] = &[
    "meta",
    "pagination",
    "paging",
    "pageinfo",
    "cursors",
    "page",
];

const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more"];

/// Members that say how many items the whole list has. Not `count`, which is as often that of the page.
const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalrecords",
    "totalelements",
];

/// No member lies deeper than this.
const DEEPEST: usize = 4;

const OFFSETS: &[&str] = &["offset", "skip"];
const NUMBERS: &[&str] = &["page", "pagenumber"];
const SIZES: &[&str] = &[
    "limit",
    "perpage",
    "pagesize",
    "size",
    "count",
    "top",
    "take",
    "maxresults",
];

/// Lists that are meant where there are several.
const ITEMS: &[&str] = &[
    "items", "data", "results", "records", "values", "entries", "list",
];

/// What is known of an operation.
pub struct Known<'a> {
    /// The types of the document.
    pub types: &'a [TypeDef],
    /// Its method.
    pub method: &'a str,
    /// Its arguments.
    pub arguments: &'a [Argument],
    /// What it answers.
    pub ok: &'a ir::Answers,
    /// Whether its success declares a `Link` header.
    pub link: bool,
    /// The documented default of a query parameter, if it is a whole number.
    pub default: &'a dyn Fn(&str) -> Option<u64>,
}

/// The pages of an operation. An error says why what `x-pages` states cannot be.
pub fn of(known: &Known<'_>, said: &PagesSaid) -> Result<Option<Pages>, String> {
    let fields: &[(Box<str>, Box<str>)] = match said {
        PagesSaid::Off => return Ok(None),
        PagesSaid::Nothing => &[],
        PagesSaid::Stated(fields) => fields,
    };
    let stated = |key: &str| fields.iter().find(|it| *it.0 == *key).map(|it| &*it.1);
    let unfit = |why: String| match said {
        PagesSaid::Nothing | PagesSaid::Off => Ok(None),
        PagesSaid::Stated(_) => Err(why),
    };
    let Some(answer) = answer(known) else {
        return unfit("the operation has not one JSON answer".to_owned());
    };
    let Some((items, item)) = known.items(answer, stated("items")) else {
        return unfit("there is no one list of items in its answer".to_owned());
    };
    let found = match fields {
        [] => known.inferred(answer),
        [_, ..] => known.stated(answer, &stated)?,
    };
    let Some((way, next)) = found else {
        return unfit("it does not say how the next page is asked for".to_owned());
    };
    // A `Link` header says itself that there is no other, and a cursor needs no total.
    let (says_more, says_total) = match way {
        NextPage::Query(_) | NextPage::Body(_) => (true, false),
        NextPage::Offset(..) | NextPage::Number(..) => (true, true),
        NextPage::Link => (false, false),
    };
    let is_flag = |it: &Type| *it == Type::Leaf(Leaf::Bool);
    let is_number = |it: &Type| like(it) == Some(Like::Number);
    let said =
        |wanted: bool, key: &str, names: &[&str], fits: &dyn Fn(&Type) -> bool| match stated(key)
            .filter(|_| wanted)
        {
            Some(path) => known.at(answer, path, key, fits),
            None if wanted => Ok(known.about(answer, names, fits).unwrap_or_default()),
            None => Ok(Vec::new()),
        };
    Ok(Some(Pages {
        more: said(says_more, "more", MORE, &is_flag)?,
        total: said(says_total, "total", TOTALS, &is_number)?,
        way,
        next,
        items,
        item,
    }))
}

/// The type of the one answer.
fn answer<'a>(known: &Known<'a>) -> Option<&'a Type> {
    let is_json = |it: &ir::AnswerRow| matches!(it.reads, ir::Reads::Json(..));
    match &known.ok.ty {
        AnswerType::One(ty) if known.ok.rows.iter().all(is_json) => Some(ty),
        _ => None,
    }
}

impl<'a> Known<'a> {
    fn object(&self, ty: &Type) -> Option<&'a Struct> {
        let Type::Def(id) = ty else { return None };
        match &self.types.get(id.0 as usize)?.kind {
            Kind::Struct(it) => Some(it),
            _ => None,
        }
    }

    /// Where the items are: the answer itself, or one of its members.
    fn items(&self, answer: &Type, stated: Option<&str>) -> Option<(Vec<Ident>, Type)> {
        let whole = match answer {
            Type::Def(id) => match &self.types.get(id.0 as usize)?.kind {
                Kind::Alias(ty) => ty,
                _ => answer,
            },
            _ => answer,
        };
        if let (Type::List(item), None) = (whole, stated) {
            return Some((Vec::new(), (**item).clone()));
        }
        let lists = self
            .object(answer)?
            .fields
            .iter()
            .filter_map(|it| match &it.ty {
                Type::List(item) => Some((it, &**item)),
                _ => None,
            });
        let lists: Vec<(&Field, &Type)> = lists.collect();
        let objects: Vec<(&Field, &Type)> =
            lists.iter().filter(|it| is_object(it.1)).copied().collect();
        let common = |it: &&(&Field, &Type)| ITEMS.contains(&&*folded(&it.0.wire));
        let chosen = match (stated, objects.as_slice(), lists.as_slice()) {
            (Some(name), _, all) => all.iter().find(|it| *it.0.wire == *name),
            (None, [only], _) | (None, [], [only]) => Some(only),
            (None, several, _) => several.iter().find(common),
        };
        chosen.map(|(field, item)| (vec![field.ident.clone()], (*item).clone()))
    }

    fn query(&self, is: impl Fn(&str, &Type) -> bool) -> Option<(&'a str, &'a Type)> {
        self.arguments.iter().find_map(|it| match &it.sends {
            Sends::Parameter {
                location: Location::Query,
                wire,
                ..
            } if is(wire, &it.ty) => Some((&**wire, &it.ty)),
            _ => None,
        })
    }

    /// The members of a JSON body.
    fn body(&self) -> impl Iterator<Item = &'a Field> {
        let body = self.arguments.iter().find_map(|it| match &it.sends {
            Sends::Body {
                codec: BodyCodec::Json,
                ..
            } => self.object(&it.ty),
            _ => None,
        });
        body.into_iter().flat_map(|it| &it.fields)
    }

    fn inferred(&self, answer: &Type) -> Option<(NextPage, Vec<Step>)> {
        let reads = self.method == "GET";
        if self.link && reads {
            return Some((NextPage::Link, Vec::new()));
        }
        for (cursor, nexts) in CURSORS {
            let query = self.query(|it, _| folded(it) == *cursor);
            if let Some((wire, ty)) = query
                && let Some(next) = self.next(answer, nexts, ty)
            {
                return Some((NextPage::Query(wire.into()), next));
            }
            let mut body = self.body();
            if let Some(field) = body.find(|it| folded(&it.wire) == *cursor)
                && let Some(next) = self.next(answer, nexts, &field.ty)
            {
                return Some((NextPage::Body(field.wire.clone()), next));
            }
        }
        let counts = |names: &'static [&'static str]| {
            self.query(|it, ty| names.contains(&&*folded(it)) && like(ty) == Some(Like::Number))
        };
        let (size, _) = counts(SIZES).filter(|_| reads)?;
        if let Some((offset, _)) = counts(OFFSETS) {
            return Some((NextPage::Offset(offset.into(), size.into()), Vec::new()));
        }
        let (page, _) = counts(NUMBERS)?;
        let first = (self.default)(page).unwrap_or(1);
        Some((
            NextPage::Number(page.into(), size.into(), first),
            Vec::new(),
        ))
    }

    /// The member that names the next page, of a kind that the cursor has.
    fn next(&self, answer: &Type, names: &[&str], cursor: &Type) -> Option<Vec<Step>> {
        let fits = |ty: &Type| like(ty).is_some() && like(ty) == like(cursor);
        self.about(answer, names, &fits)
    }

    /// A member of one of these names, at the top or in an object that speaks of pages.
    fn about(
        &self,
        answer: &Type,
        names: &[&str],
        fits: &dyn Fn(&Type) -> bool,
    ) -> Option<Vec<Step>> {
        let named = |it: &&Field| names.contains(&&*folded(&it.wire)) && fits(&it.ty);
        let fields = &self.object(answer)?.fields;
        if let Some(field) = fields.iter().find(named) {
            return Some(vec![step(field)]);
        }
        fields.iter().find_map(|it| {
            let about = ABOUT_PAGES.contains(&&*folded(&it.wire));
            let inner = self.object(&it.ty).filter(|_| about)?;
            let field = inner.fields.iter().find(named)?;
            Some(vec![step(it), step(field)])
        })
    }

    /// The member that a path of names leads to.
    fn at(
        &self,
        answer: &Type,
        path: &str,
        key: &str,
        fits: &dyn Fn(&Type) -> bool,
    ) -> Result<Vec<Step>, String> {
        let mut steps = Vec::new();
        let mut object = self.object(answer);
        let mut last = None;
        for part in path.split('.') {
            let field = object.and_then(|it| it.fields.iter().find(|it| *it.wire == *part));
            let field = field.ok_or_else(|| format!("its answer has no member `{path}`"))?;
            steps.push(step(field));
            object = self.object(&field.ty);
            last = Some(&field.ty);
        }
        if steps.len() > DEEPEST {
            return Err(format!("`{path}` lies too deep"));
        }
        match last {
            Some(ty) if fits(ty) => Ok(steps),
            Some(_) | None => Err(format!("the member `{path}` cannot be its `{key}`")),
        }
    }

    /// What `x-pages` states.
    fn stated<'s>(
        &self,
        answer: &Type,
        stated: &impl Fn(&str) -> Option<&'s str>,
    ) -> Result<Option<(NextPage, Vec<Step>)>, String> {
        let parameter = |name: &str| {
            let found = self.query(|it, _| it == name).map(|(it, _)| it.into());
            found.ok_or_else(|| format!("it has no query parameter `{name}`"))
        };
        let size = || stated("size").map_or(Ok(Box::default()), parameter);
        if stated("link").is_some() {
            return Ok(Some((NextPage::Link, Vec::new())));
        }
        if let Some(name) = stated("offset") {
            return Ok(Some((
                NextPage::Offset(parameter(name)?, size()?),
                Vec::new(),
            )));
        }
        if let Some(name) = stated("page") {
            let first = stated("first").and_then(|it| it.parse().ok());
            let first = first.or((self.default)(name)).unwrap_or(1);
            return Ok(Some((
                NextPage::Number(parameter(name)?, size()?, first),
                Vec::new(),
            )));
        }
        let Some(name) = stated("cursor") else {
            return Ok(None);
        };
        let way = match self.body().find(|it| *it.wire == *name) {
            Some(field) => NextPage::Body(field.wire.clone()),
            None => NextPage::Query(parameter(name)?),
        };
        let next = stated("next").ok_or("`next` does not name the member with the next cursor")?;
        let path = self.at(answer, next, "next", &|_| true)?;
        Ok(Some((way, path)))
    }
}

/// A step to a field, from which others may lead on.
fn step(field: &Field) -> Step {
    let there = match field.presence {
        Presence::Required | Presence::Defaulted(_) => There::Always,
        Presence::Nullable | Presence::Optional(_) | Presence::OptionalNullable(_) => {
            There::Perhaps
        }
    };
    Step {
        ident: field.ident.clone(),
        there,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Like {
    Text,
    Number,
}

/// What a cursor may be.
fn like(ty: &Type) -> Option<Like> {
    match ty {
        Type::Leaf(Leaf::String) => Some(Like::Text),
        Type::Leaf(Leaf::I32 | Leaf::I64 | Leaf::U32 | Leaf::U64 | Leaf::I128 | Leaf::U128) => {
            Some(Like::Number)
        }
        _ => None,
    }
}

fn is_object(item: &Type) -> bool {
    match item {
        Type::Def(_) | Type::Map(..) | Type::Leaf(Leaf::Json) => true,
        Type::Option(inner) | Type::Boxed(inner) | Type::Open(inner) => is_object(inner),
        Type::Leaf(_)
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Maybe(_)
        | Type::Sequence(..)
        | Type::Foreign(_) => false,
    }
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What was found, in words.
pub fn words(pages: &Pages) -> String {
    let dotted = |it: Vec<&str>| it.join(".");
    let path = |it: &[Step]| dotted(it.iter().map(|it| it.ident.as_str()).collect());
    let way = match &pages.way {
        NextPage::Query(wire) => format!("`{wire}` takes `{}`", path(&pages.next)),
        NextPage::Body(wire) => format!("`{wire}` of the body takes `{}`", path(&pages.next)),
        NextPage::Offset(wire, _) => format!("`{wire}` counts items"),
        NextPage::Number(wire, _, first) => format!("`{wire}` counts pages from {first}"),
        NextPage::Link => "the header `Link` names the next one".to_owned(),
    };
    let mut out = way;
    for (said, word) in [
        (&pages.more, "whether there are more"),
        (&pages.total, "how many"),
    ] {
        if let [_, ..] = said.as_slice() {
            out.push_str(&format!(", `{}` says {word}", path(said)));
        }
    }
    match pages.items.as_slice() {
        [] => out,
        items => {
            let items = dotted(items.iter().map(Ident::as_str).collect());
            format!("{out}, items are in `{items}`")
        }
    }
}
