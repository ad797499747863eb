//! Pages of a list, one after the other.
//!
//! In: a request whose operation gives its list in pages, and how the next one is asked for: a cursor, a count, a `Link`
//! header. Out: a stream of pages, or of items. It ends with an error rather than go round in circles. Deliberately absent:
//! how it is known that an operation has pages, which the generator says.

mod link;
mod member;

use std::collections::HashSet;
use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::future::{Future as _, poll_fn};
use std::hash::{Hash as _, Hasher as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::answer::Response;
use super::api::Operation;
use super::error::Error;
use super::request::Request;
use super::send::PendingResponse;
use super::value::{Plain, plain};
use crate::wire::{Patch, Wire};
use futures_core::Stream;

pub(crate) use member::with_member;

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
    fn cursor(page: &Self::Ok) -> Cursor {
        let _ = page;
        Cursor::none()
    }

    /// Whether there are more pages, where the page says so.
    fn more(page: &Self::Ok) -> Cursor {
        let _ = page;
        Cursor::none()
    }

    /// How many items the whole list has, where the page says so.
    fn total(page: &Self::Ok) -> Cursor {
        let _ = page;
        Cursor::none()
    }

    /// How many items a page has.
    fn count(page: &Self::Ok) -> u64;

    /// The items of a page.
    fn into_items(page: Self::Ok) -> Vec<Self::Item>;
}

/// What a page says of the list: a member's value, if there is one.
#[derive(Debug)]
pub struct Cursor(Option<Plain>);

impl Cursor {
    /// A page that says nothing.
    #[must_use]
    pub fn none() -> Self {
        Cursor(None)
    }

    /// The value of a member.
    pub fn of<T: Member + ?Sized>(value: &T) -> Self {
        value.written()
    }

    /// The value of a member of an object that may be missing.
    pub fn within<T>(object: Option<&T>, member: impl FnOnce(&T) -> Cursor) -> Self {
        object.map_or(Cursor(None), member)
    }

    /// The next page's name: null, an empty text and a boolean end the list.
    fn next(self) -> Option<Plain> {
        self.0.filter(|it| {
            it.scalar().is_some_and(|text| !text.is_empty()) && !matches!(it, Plain::Bool(_))
        })
    }

    fn flag(&self) -> Option<bool> {
        match self.0 {
            Some(Plain::Bool(it)) => Some(it),
            Some(_) | None => None,
        }
    }

    fn number(&self) -> Option<u64> {
        self.0.as_ref()?.scalar()?.parse().ok()
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
    /// Where the page begins that was asked for last: its number, or that of its first item.
    count: u64,
    /// Where the first page began.
    begun: u64,
    /// How many items have come.
    come: u64,
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
            begun: count,
            come: 0,
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
        match O::WAY {
            Way::Offset(name, size) => {
                let step = O::count(page.value());
                self.counted(template, page, (name, size, step))
            }
            Way::Number(name, size, _) => self.counted(template, page, (name, size, 1)),
            Way::Query(_) | Way::Body(_) | Way::Link => self.named(template, page),
        }
    }

    /// The next page by what this one says of it.
    fn named(
        &mut self,
        template: Request,
        page: &Response<O::Ok>,
    ) -> Result<Option<Request>, Error<O::Err>> {
        let next = match O::WAY {
            Way::Link => link::next(page.headers()).map(Plain::String),
            _ if O::more(page.value()).flag() == Some(false) => None,
            _ => O::cursor(page.value()).next(),
        };
        let Some(next) = next else {
            return Ok(None);
        };
        if !self.is_new(next.to_json().as_bytes()) {
            return Err(again(&template));
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

    /// The next page by counting: the parameter, that of the size, and how far one page leads.
    fn counted(
        &mut self,
        template: Request,
        page: &Response<O::Ok>,
        (name, size, step): (&str, &str, u64),
    ) -> Result<Option<Request>, Error<O::Err>> {
        let value = page.value();
        let items = O::count(value);
        self.come = self.come.saturating_add(items);
        let size = number(&template, size);
        let said = Said {
            more: O::more(value).flag(),
            total: O::total(value).number(),
        };
        if items == 0 || said.ends(self.skipped(size).saturating_add(self.come), (items, size)) {
            return Ok(None);
        }
        if !self.is_new(page.body()) {
            return Err(again(&template));
        }
        self.count = self.count.saturating_add(step);
        Ok(Some(template.with_query(name, &self.count.to_string())))
    }

    /// How many items stand before the first page that was asked for, as far as that can be known.
    fn skipped(&self, size: Option<u64>) -> u64 {
        match O::WAY {
            Way::Offset(..) => self.begun,
            Way::Number(_, _, first) => {
                let pages = self.begun.saturating_sub(first);
                pages.saturating_mul(size.unwrap_or(0))
            }
            Way::Query(_) | Way::Body(_) | Way::Link => 0,
        }
    }

    fn is_new(&mut self, bytes: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }
}

/// What a page says of a list whose pages are counted.
struct Said {
    more: Option<bool>,
    total: Option<u64>,
}

impl Said {
    /// Whether the list ends after so many items, the last of them on a page of this length and size.
    ///
    /// A word on whether there is more holds. So does a total; one that is smaller than what has come counts something else.
    /// Without both, a page that is shorter than was asked for is the last.
    fn ends(&self, come: u64, (items, size): (u64, Option<u64>)) -> bool {
        match (self.more, self.total) {
            (Some(more), _) => !more,
            (None, Some(total)) if come <= total => come == total,
            (None, Some(_) | None) => size.is_some_and(|size| items < size),
        }
    }
}

fn again<E>(request: &Request) -> Error<E> {
    Error::Request(request.without_page("the server gives a page that it has given before"))
}

/// The value of a query parameter that the caller has set, if it is a number.
fn number(request: &Request, name: &str) -> Option<u64> {
    request.query_value(name)?.parse().ok()
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
