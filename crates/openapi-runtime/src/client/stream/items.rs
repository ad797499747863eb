//! An answer of many JSON values: one a line (NDJSON), or each behind a record separator (RFC 7464).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{Head, Incoming};
use crate::client::answer::Reason;
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
pub struct ItemStream<T>(Box<State<T>>);

struct State<T> {
    incoming: Option<Incoming>,
    head: Head,
    limit: u64,
    framing: Framing,
    read: fn(&Bytes) -> Result<T, Reason>,
}

impl<T> ItemStream<T> {
    /// The next value; none at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> ItemStream<T> {
    pub(crate) fn limit(&self) -> u64 {
        self.0.limit
    }

    /// All of it together is larger than the client accepts.
    pub(crate) fn too_large(&self) -> Error {
        let state = &self.0;
        state
            .head
            .too_large("the items together", state.limit, Bytes::new())
    }

    /// One of it cannot be written.
    pub(crate) fn undecodable(&self, reason: Reason) -> Error {
        self.0.head.undecodable(reason, Bytes::new())
    }
}

impl<T: Wire> ItemStream<T> {
    /// A value a line.
    pub(crate) fn of_lines(incoming: Incoming) -> Self {
        ItemStream::new(incoming, Separator::LineFeed)
    }

    /// A value behind each record separator.
    pub(crate) fn of_sequence(incoming: Incoming) -> Self {
        ItemStream::new(incoming, Separator::Record)
    }

    fn new(incoming: Incoming, separator: Separator) -> Self {
        ItemStream(Box::new(State {
            head: incoming.head.clone(),
            limit: incoming.limit,
            incoming: Some(incoming),
            framing: Framing::new(separator),
            read: |item| crate::client::answer::read::json(item),
        }))
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self.0;
        loop {
            if let Some(item) = this.framing.items.pop_front() {
                let Some(incoming) = &this.incoming else {
                    return Poll::Ready(None);
                };
                let read = this.framing.whole(&item).and_then(|()| (this.read)(&item));
                let read = read.map_err(|reason| incoming.head.undecodable(reason, item));
                return Poll::Ready(Some(read));
            }
            let Some(incoming) = this.incoming.as_mut().filter(|_| !this.framing.ended) else {
                this.incoming = None;
                return Poll::Ready(None);
            };
            let failure = match incoming.poll_piece(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => {
                    this.framing.end();
                    continue;
                }
                Poll::Ready(Some(Err(error))) => {
                    let come = this.framing.waiting.split().freeze();
                    incoming.head.broken(error, come)
                }
                Poll::Ready(Some(Ok(piece))) => {
                    this.framing.push(&piece);
                    if this.framing.waiting.len() as u64 <= incoming.limit {
                        continue;
                    }
                    let limit = incoming.limit;
                    incoming.head.too_large("an item", limit, Bytes::new())
                }
            };
            this.incoming = None;
            return Poll::Ready(Some(Err(failure)));
        }
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemStream").field(&self.0.incoming).finish()
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
struct Framing {
    separator: Separator,
    waiting: BytesMut,
    items: VecDeque<Bytes>,
    ended: bool,
}

impl Framing {
    fn new(separator: Separator) -> Self {
        Framing {
            separator,
            waiting: BytesMut::new(),
            items: VecDeque::new(),
            ended: false,
        }
    }

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
        self.ended = true;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn items(separator: Separator, text: &[u8], size: usize) -> Vec<String> {
        let mut framing = Framing::new(separator);
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
