//! Pages of a list, one after the other.
//!
//! In: a request whose operation gives its list in pages, and how the next one is asked for: a cursor, a count, a `Link`
//! header. Out: a stream of pages, or of items. It ends with an error rather than go round in circles. Deliberately absent:
//! how it is known that an operation has pages, which the generator says.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::future::{Future as _, poll_fn};
use std::hash::{Hash as _, Hasher as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::{HeaderMap, header};

use super::answer::Response;
use super::api::Operation;
use super::error::Error;
use super::request::Request;
use super::send::PendingResponse;
use super::value::{Plain, plain};
use crate::wire::{Patch, Wire};

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a cursor that a page gives, in this query parameter.
    Query(&'static str),
    /// By a cursor that a page gives, in this member of the JSON body.
    Body(&'static str),
    /// By counting items in the first query parameter; the second says how many a page has.
    Offset(&'static str, &'static str),
    /// By counting pages in the first query parameter, from a number on; the second says how many items a page has.
    Number(&'static str, &'static str, u64),
    /// By the URL of a `Link` header with `rel="next"` (RFC 8288).
    Link,
}

/// An operation that gives a list in pages: `pages!` implements it for request types.
pub trait Paged: Operation {
    /// What the list holds.
    type Item: 'static;
    /// How the next page is asked for.
    const WAY: Way;

    /// What asks for the page after this one, where the page says so.
    fn cursor(page: &Self::Ok) -> Cursor;

    /// How many items a page has.
    fn count(page: &Self::Ok) -> u64;

    /// The items of a page.
    fn into_items(page: Self::Ok) -> Vec<Self::Item>;
}

/// What a page says of the next one.
#[derive(Debug)]
pub struct Cursor(Option<Plain>);

impl Cursor {
    /// A page that says nothing.
    #[must_use]
    pub fn none() -> Self {
        Cursor(None)
    }

    /// The value of a member: null, an empty text and an absent member end the list.
    pub fn of<T: Member + ?Sized>(value: &T) -> Self {
        Cursor(value.written().0.filter(|it| {
            it.scalar().is_some_and(|text| !text.is_empty()) && !matches!(it, Plain::Bool(_))
        }))
    }

    /// The same, if there are more pages.
    #[must_use]
    pub fn if_more<T: Member + ?Sized>(self, more: &T) -> Self {
        match more.written().0 {
            Some(Plain::Bool(false)) => Cursor(None),
            Some(_) | None => self,
        }
    }
}

/// A member of an answer, be it required or not.
pub trait Member {
    #[doc(hidden)]
    fn written(&self) -> Cursor;
}

impl<T: Wire> Member for T {
    fn written(&self) -> Cursor {
        Cursor(plain(self).ok())
    }
}

impl<T: Wire> Member for Patch<T> {
    fn written(&self) -> Cursor {
        Cursor(self.as_ref().and_then(|it| plain(it).ok()))
    }
}

/// Lists as pages have them.
pub trait IntoItems {
    /// What the list holds.
    type Item;
    /// The items; none where there is no list.
    fn into_items(self) -> Vec<Self::Item>;
    /// How many there are.
    fn count(&self) -> u64;
}

impl<T> IntoItems for Vec<T> {
    type Item = T;
    fn into_items(self) -> Vec<T> {
        self
    }
    fn count(&self) -> u64 {
        self.len() as u64
    }
}

impl<T: IntoItems> IntoItems for Option<T> {
    type Item = T::Item;
    fn into_items(self) -> Vec<T::Item> {
        self.map(T::into_items).unwrap_or_default()
    }
    fn count(&self) -> u64 {
        self.as_ref().map_or(0, T::count)
    }
}

impl<T: IntoItems> IntoItems for Patch<T> {
    type Item = T::Item;
    fn into_items(self) -> Vec<T::Item> {
        self.into_option().into_items()
    }
    fn count(&self) -> u64 {
        (**self).count()
    }
}

/// What came of asking for something of an operation.
type Outcome<O, T> = Result<T, Error<<O as Operation>::Err>>;

/// The pages of a list: a stream, and a `next` of its own that needs no trait.
///
/// After an error there are no more pages. Each page is a call of its own, with its own time and retries.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<O: Paged> {
    /// The request for the next page.
    next: Option<Request>,
    under_way: Option<PendingResponse<O>>,
    /// What the request for the page after it is made from.
    template: Option<Request>,
    seen: HashSet<u64>,
    /// How many items there were, or which page this is.
    count: u64,
}

impl<O: Paged> Pages<O> {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        let count = match O::WAY {
            Way::Offset(name, _) => number(&request, name).unwrap_or(0),
            Way::Number(name, _, first) => number(&request, name).unwrap_or(first),
            Way::Query(_) | Way::Body(_) | Way::Link => 0,
        };
        Pages {
            next: Some(request),
            under_way: None,
            template: None,
            seen: HashSet::new(),
            count,
        }
    }

    /// The next page; none at the end.
    ///
    /// # Errors
    /// As for a single call; and when the server names a page again that was there before, or one at another origin.
    pub async fn next(&mut self) -> Option<Result<O::Ok, Error<O::Err>>> {
        poll_fn(|context| self.poll(context))
            .await
            .map(|it| it.map(Response::into_value))
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome<O, Response<O::Ok>>>> {
        if self.under_way.is_none() {
            let Some(request) = self.next.take() else {
                return Poll::Ready(None);
            };
            self.template = request.again();
            self.under_way = Some(request.send::<O>());
        }
        let Some(under_way) = &mut self.under_way else {
            return Poll::Ready(None);
        };
        let answer = match Pin::new(under_way).poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(answer) => answer,
        };
        self.under_way = None;
        Poll::Ready(Some(answer.and_then(|page| match self.after(&page) {
            Ok(next) => {
                self.next = next;
                Ok(page)
            }
            Err(error) => Err(error),
        })))
    }

    /// The request for the page after this one.
    fn after(&mut self, page: &Response<O::Ok>) -> Result<Option<Request>, Error<O::Err>> {
        let Some(template) = self.template.take() else {
            return Ok(None);
        };
        let named = match O::WAY {
            Way::Query(_) | Way::Body(_) => O::cursor(page.value()).0,
            Way::Link => next_link(page.headers()).map(Plain::String),
            // The items of a page say whether there may be another one.
            Way::Offset(..) | Way::Number(..) => None,
        };
        let again = |request: Request| {
            let why = "the server gives a page that it has given before";
            Err(Error::Request(request.without_page(why)))
        };
        let (counted, size) = match O::WAY {
            Way::Offset(name, size) => (Some((name, O::count(page.value()))), size),
            Way::Number(name, size, _) => (Some((name, 1)), size),
            Way::Query(_) | Way::Body(_) | Way::Link => (None, ""),
        };
        if let Some((name, step)) = counted {
            let items = O::count(page.value());
            let full = number(&template, size).is_none_or(|size| items >= size);
            if items == 0 || !full {
                return Ok(None);
            }
            if !self.is_new(page.body()) {
                return again(template);
            }
            self.count = self.count.saturating_add(step);
            return Ok(Some(template.with_query(name, &self.count.to_string())));
        }
        let Some(next) = named else {
            return Ok(None);
        };
        if !self.is_new(next.to_json().as_bytes()) {
            return again(template);
        }
        let text = next.scalar().unwrap_or_default();
        let asked = match O::WAY {
            Way::Body(name) => template.with_member(name, &next.to_json()),
            Way::Link => template.at(text),
            Way::Query(name) | Way::Offset(name, _) | Way::Number(name, ..) => {
                Ok(template.with_query(name, text))
            }
        };
        asked.map(Some).map_err(Error::Request)
    }

    fn is_new(&mut self, bytes: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }
}

/// The value of a query parameter that the caller has set, if it is a number.
fn number(request: &Request, name: &str) -> Option<u64> {
    request.query_value(name)?.parse().ok()
}

/// The URL with `rel="next"` among the `Link` headers.
fn next_link(headers: &HeaderMap) -> Option<String> {
    let links = headers.get_all(header::LINK).iter();
    links.filter_map(|it| it.to_str().ok()).find_map(next_of)
}

/// `<https://h/items?page=2>; rel="next", <…>; rel="last"`
fn next_of(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        let (url, behind) = behind.split_once('>')?;
        let end = end_of_link(behind);
        let (parameters, others) = behind.split_at(end);
        let is_next = parameters.split(';').any(|it| {
            let (name, value) = it.split_once('=').unwrap_or((it, ""));
            let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && words.any(|it| it.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(url.trim().to_owned());
        }
        rest = others;
    }
    None
}

/// Where the parameters of a link end: at a comma outside of quotes.
fn end_of_link(text: &str) -> usize {
    let mut quoted = false;
    for (at, it) in text.bytes().enumerate() {
        match it {
            b'"' => quoted = !quoted,
            b',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<O::Ok, Error<O::Err>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
            .map(|it| it.map(|page| page.map(Response::into_value)))
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("way", &O::WAY)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

/// The items of all pages: a stream, and a `next` of its own that needs no trait.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    come: VecDeque<O::Item>,
}

impl<O: Paged> Items<O> {
    #[doc(hidden)]
    pub fn new(request: Request) -> Self {
        Items {
            pages: Pages::new(request),
            come: VecDeque::new(),
        }
    }

    /// The next item; none at the end.
    ///
    /// # Errors
    /// As for [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Err>>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// All items that are left, in one list. Think of how many there may be.
    ///
    /// # Errors
    /// As for [`Pages::next`]; the items that came before are then lost.
    pub async fn collect(mut self) -> Result<Vec<O::Item>, Error<O::Err>> {
        let mut all = Vec::from(std::mem::take(&mut self.come));
        while let Some(page) = self.pages.next().await {
            all.extend(O::into_items(page?));
        }
        Ok(all)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome<O, O::Item>>> {
        loop {
            if let Some(item) = self.come.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            // A page without items may have a page after it.
            match self.pages.poll(context) {
                Poll::Ready(Some(Ok(page))) => self.come = O::into_items(page.into_value()).into(),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

// The items that have come are never pinned.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Err>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("come", &self.come.len())
            .finish()
    }
}

/// The text of a JSON object, with a member set. The text is what this crate writes: no blanks between its parts.
pub(crate) fn with_member(json: &str, name: &str, value: &str) -> Option<String> {
    let inside = json.strip_prefix('{')?.strip_suffix('}')?;
    let name = serde_json::Value::from(name).to_string();
    let mut members = vec![format!("{name}:{value}")];
    members.extend(
        top_level(inside)
            .into_iter()
            .filter(|it| {
                !it.strip_prefix(&*name)
                    .is_some_and(|it| it.starts_with(':'))
            })
            .map(str::to_owned),
    );
    Some(format!("{{{}}}", members.join(",")))
}

/// The members of an object, each as its text.
fn top_level(inside: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0usize, false, false, 0);
    let mut out = Vec::new();
    for (at, it) in inside.bytes().enumerate() {
        match it {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                out.extend(inside.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.extend(inside.get(start..).filter(|it| !it.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        let next = |text: &str| next_of(text);
        assert_eq!(
            next(r#"<https://h/x?page=1>; rel="prev", <https://h/x?page=3>; rel="next""#)
                .as_deref(),
            Some("https://h/x?page=3")
        );
        assert_eq!(
            next("</x?a=b,c>; title=\"a, b\"; rel=next").as_deref(),
            Some("/x?a=b,c")
        );
        assert_eq!(next(r#"<a>; REL="last Next""#).as_deref(), Some("a"));
        for none in [
            "",
            "<a>",
            "<a>; rel=last",
            "<a; rel=next",
            "rel=next",
            r#"<a>; title="rel=next""#,
        ] {
            assert_eq!(next(none), None, "{none}");
        }
    }

    #[test]
    fn a_member_is_set_where_it_is_or_is_not() {
        let set = |json: &str| with_member(json, "t", "7");
        assert_eq!(set("{}").as_deref(), Some(r#"{"t":7}"#));
        assert_eq!(
            set(r#"{"a":{"t":1},"t":2,"b":["t",{"c":"},\"{"}]}"#).as_deref(),
            Some(r#"{"t":7,"a":{"t":1},"b":["t",{"c":"},\"{"}]}"#)
        );
        assert_eq!(set(r#"{"tt":1}"#).as_deref(), Some(r#"{"t":7,"tt":1}"#));
        assert_eq!(set("[1]"), None);
    }
}
