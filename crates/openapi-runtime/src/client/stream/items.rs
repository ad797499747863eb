//! An answer of many JSON values: one a line (NDJSON), or each behind a record separator (RFC 7464).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::Incoming;
use super::feed::{Feed, Framing};
use crate::client::answer::{Reason, read};
use crate::client::error::Error;
use crate::wire::Wire;

/// The values of an answer as they come.
///
/// A value that is not what the document says is an error, after which the next one can be read. After an error of the
/// connection there is nothing more.
///
/// ```
/// # async fn show(mut rows: openapi_runtime::ItemStream<i64>) -> Result<(), openapi_runtime::Error> {
/// while let Some(row) = rows.next().await {
///     println!("{}", row?);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing of it is read until it is asked for"]
pub struct ItemStream<T> {
    feed: Box<Feed<Values>>,
    read: fn(&Bytes) -> Result<T, Reason>,
}

impl<T> ItemStream<T> {
    /// The next value; none at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    pub(crate) fn limit(&self) -> u64 {
        self.feed.limit()
    }

    /// All of it together is larger than the client accepts.
    pub(crate) fn too_large(&self) -> Error {
        self.feed.too_large()
    }

    /// One of it cannot be written.
    pub(crate) fn undecodable(&self, reason: Reason) -> Error {
        self.feed.undecodable(reason, Bytes::new())
    }
}

impl<T: Wire> ItemStream<T> {
    /// A value a line.
    pub(crate) fn of_lines(incoming: Incoming) -> Self {
        ItemStream::lines(incoming, read::json)
    }

    /// A value behind each record separator.
    pub(crate) fn of_sequence(incoming: Incoming) -> Self {
        ItemStream::sequence(incoming, read::json)
    }
}

impl<T> ItemStream<T> {
    /// A line each, read in this way.
    pub(crate) fn lines(incoming: Incoming, read: fn(&Bytes) -> Result<T, Reason>) -> Self {
        ItemStream::new(incoming, Separator::LineFeed, read)
    }

    /// What stands behind each record separator, read in this way.
    pub(crate) fn sequence(incoming: Incoming, read: fn(&Bytes) -> Result<T, Reason>) -> Self {
        ItemStream::new(incoming, Separator::Record, read)
    }

    fn new(
        incoming: Incoming,
        separator: Separator,
        read: fn(&Bytes) -> Result<T, Reason>,
    ) -> Self {
        ItemStream {
            feed: Box::new(Feed::new(incoming, Values::new(separator))),
            read,
        }
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        this.feed.poll(context).map(|next| match next {
            Ok(item) => {
                let whole = this.feed.framing.whole(&item);
                let value = whole.and_then(|()| (this.read)(&item));
                Some(value.map_err(|reason| this.feed.undecodable(reason, item)))
            }
            Err(end) => this.feed.failure(end).map(Err),
        })
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemStream").field(&self.feed).finish()
    }
}

/// What stands between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    LineFeed,
    Record,
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Separator::LineFeed => b'\n',
            Separator::Record => 0x1E,
        }
    }
}

/// Finds where values begin and end.
#[derive(Debug)]
struct Values {
    separator: Separator,
    waiting: BytesMut,
    items: VecDeque<Bytes>,
}

impl Values {
    fn new(separator: Separator) -> Self {
        Values {
            separator,
            waiting: BytesMut::new(),
            items: VecDeque::new(),
        }
    }

    fn end_item(&mut self) {
        let item = self.waiting.split().freeze();
        if !item.trim_ascii().is_empty() {
            self.items.push_back(item);
        }
    }

    /// RFC 7464 §2.4: a number or a word that nothing follows may have lost its end.
    fn whole(&self, item: &Bytes) -> Result<(), Reason> {
        let open = |text: &[u8]| {
            let begins = text.trim_ascii_start().first();
            begins.is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'-')
                && text.last().is_some_and(|it| !it.is_ascii_whitespace())
        };
        match self.separator {
            Separator::Record if open(item) => Err(Reason::Truncated),
            Separator::Record | Separator::LineFeed => Ok(()),
        }
    }
}

impl Framing for Values {
    type Item = Bytes;
    const ONE: &'static str = "an item";
    const ALL: &'static str = "the items together";

    fn push(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while let Some(end) = rest.iter().position(|byte| *byte == self.separator.byte()) {
            self.waiting
                .extend_from_slice(rest.get(..end).unwrap_or_default());
            self.end_item();
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        self.waiting.extend_from_slice(rest);
    }

    /// The last value needs nothing behind it.
    fn end(&mut self) {
        self.end_item();
    }

    fn pop(&mut self) -> Option<Bytes> {
        self.items.pop_front()
    }

    fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn rest(&mut self) -> Bytes {
        self.waiting.split().freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(separator: Separator, text: &[u8], size: usize) -> Vec<String> {
        let mut framing = Values::new(separator);
        text.chunks(size).for_each(|piece| framing.push(piece));
        framing.end();
        let show = |item: Bytes| match framing.whole(&item) {
            Ok(()) => String::from_utf8_lossy(item.trim_ascii()).into_owned(),
            Err(reason) => format!("{reason:?}"),
        };
        framing.items.clone().into_iter().map(show).collect()
    }

    #[test]
    fn lines_may_end_either_way_and_be_empty() {
        for size in [1, 3, 100] {
            let found = items(Separator::LineFeed, b"{\"a\":1}\r\n\n  \n[2]\n3", size);
            assert_eq!(found, ["{\"a\":1}", "[2]", "3"]);
        }
    }

    #[test]
    fn records_that_lost_their_end_are_seen() {
        for size in [1, 3, 100] {
            let found = items(
                Separator::Record,
                b"\x1E{\"a\":\n1}\n\x1E\x1E12\n\x1E12\x1Etrue",
                size,
            );
            assert_eq!(found, ["{\"a\":\n1}", "12", "Truncated", "Truncated"]);
        }
    }
}
