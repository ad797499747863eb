//! Server-sent events, taken apart as the WHATWG says (HTML, "Server-sent events", parsing and interpreting).
//!
//! In: pieces of a stream, cut anywhere. Out: messages. Deliberately absent: what their data means.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::feed::Framing;

/// A message of an event stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// `event`; `message` when there is none.
    pub(super) event: String,
    /// `data`, lines joined by line feeds.
    pub(super) data: String,
    /// The last `id` that came, here or before. Shared: a long one would else be there once for each message of a piece.
    pub(super) id: Arc<str>,
}

/// Reads an event stream.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// The bytes of a line whose end has not come.
    line: Vec<u8>,
    /// A carriage return was the last byte: a line feed that follows belongs to it.
    after_return: bool,
    /// A byte order mark may still come.
    begun: bool,
    event: String,
    data: String,
    /// What `id` will be at the next message.
    id: Arc<str>,
    /// The last `id` of a message.
    last_id: Arc<str>,
    retry: Option<u64>,
    messages: VecDeque<Message>,
}

impl Framing for Parser {
    type Item = Message;
    const ONE: &'static str = "an event";
    const ALL: &'static str = "the events together";

    fn push(&mut self, piece: &[u8]) {
        let mut rest = piece;
        if rest.is_empty() {
            return;
        }
        if std::mem::take(&mut self.after_return) && rest.first() == Some(&b'\n') {
            rest = rest.get(1..).unwrap_or_default();
        }
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, after) = rest.split_at(end);
            self.line.extend_from_slice(line);
            self.end_line();
            rest = match after {
                [b'\r', b'\n', after @ ..] => after,
                [b'\r'] => {
                    self.after_return = true;
                    &[]
                }
                [_, after @ ..] => after,
                [] => &[],
            };
        }
        self.line.extend_from_slice(rest);
    }

    /// What is not complete is dropped, as the specification says.
    fn end(&mut self) {
        self.reconnect();
    }

    fn pop(&mut self) -> Option<Message> {
        self.messages.pop_front()
    }

    fn waiting(&self) -> usize {
        self.line.len() + self.data.len() + self.event.len()
    }

    /// Nothing: what there is of an event has been taken apart.
    fn rest(&mut self) -> Bytes {
        Bytes::new()
    }
}

impl Parser {
    /// The last `id` of a message.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The server's wish for how long to wait before connecting again, in milliseconds.
    pub(super) fn retry(&self) -> Option<u64> {
        self.retry
    }

    /// The connection ended: what is not complete is dropped, as the specification says.
    pub(super) fn reconnect(&mut self) {
        *self = Parser {
            id: Arc::clone(&self.last_id),
            last_id: Arc::clone(&self.last_id),
            retry: self.retry,
            ..Parser::default()
        };
    }

    fn end_line(&mut self) {
        let mut bytes = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.begun, true) && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        let line = String::from_utf8_lossy(&bytes);
        if line.is_empty() {
            self.dispatch();
            return;
        }
        let (field, value) = match line.split_once(':') {
            Some(("", _)) => return,
            Some((field, value)) => (field, value.strip_prefix(' ').unwrap_or(value)),
            None => (&*line, ""),
        };
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = value.into(),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().or(self.retry);
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        self.last_id = Arc::clone(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // The line feed of the last line.
        if data.pop().is_none() {
            return;
        }
        self.messages.push_back(Message {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            data,
            id: Arc::clone(&self.last_id),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages as (event, data, id), the same however the text is cut.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let bytes = text.as_bytes();
        for size in [1, 2, 3, 7, bytes.len().max(1)] {
            let mut parser = Parser::default();
            bytes.chunks(size).for_each(|piece| {
                parser.push(piece);
                parser.push(b"");
            });
            let found: Vec<Message> = std::iter::from_fn(|| parser.pop()).collect();
            let found: Vec<(&str, &str, &str)> = found
                .iter()
                .map(|it| (&*it.event, &*it.data, &*it.id))
                .collect();
            assert_eq!(found, expected, "{text:?} in pieces of {size}");
        }
    }

    #[test]
    fn the_examples_of_the_specification() {
        check(
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            &[("message", "YHOO\n+2\n10", "")],
        );
        check(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
            &[
                ("message", "first event", "1"),
                ("message", "second event", ""),
            ],
        );
        check(
            "data\n\ndata\ndata\n\ndata:",
            &[("message", "", ""), ("message", "\n", "")],
        );
        check(
            "data:test\n\ndata: test\n\n",
            &[("message", "test", ""), ("message", "test", "")],
        );
        check(
            "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n",
            &[
                ("add", "73857293", ""),
                ("remove", "2153", ""),
                ("add", "113411", ""),
            ],
        );
    }

    #[test]
    fn every_end_of_line_ends_a_line() {
        check(
            "data: a\r\rdata: b\r\n\r\ndata: c\n\n",
            &[
                ("message", "a", ""),
                ("message", "b", ""),
                ("message", "c", ""),
            ],
        );
        check("data: a\r\ndata: b\r\n\r\n", &[("message", "a\nb", "")]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_name() {
        check(
            "\u{feff}data: a\n\n\u{feff}data: b\n\n",
            &[("message", "a", "")],
        );
    }

    #[test]
    fn an_id_stays_until_another_comes_and_holds_no_nul() {
        check(
            "id: 7\ndata: a\n\ndata: b\n\nid: 8\0\ndata: c\n\n",
            &[
                ("message", "a", "7"),
                ("message", "b", "7"),
                ("message", "c", "7"),
            ],
        );
    }

    #[test]
    fn messages_share_their_id() {
        let mut parser = Parser::default();
        parser.push(b"id: 7\ndata\n\ndata\n\n");
        let (one, other) = (parser.pop().unwrap(), parser.pop().unwrap());
        assert!(Arc::ptr_eq(&one.id, &other.id));
    }

    #[test]
    fn an_event_without_data_is_none_and_its_name_is_forgotten() {
        check("event: ping\n\ndata: a\n\n", &[("message", "a", "")]);
    }

    #[test]
    fn what_is_not_complete_at_the_end_is_dropped() {
        check("data: a\n\ndata: b\n", &[("message", "a", "")]);
        check("data: b", &[]);
    }

    #[test]
    fn only_digits_are_a_time() {
        let mut parser = Parser::default();
        parser.push(b"retry: 1500\nretry: 1e3\nretry:\nretry: -1\n");
        assert_eq!(parser.retry(), Some(1500));
    }

    #[test]
    fn text_is_cut_anywhere() {
        check("data: é€😀\n\n", &[("message", "é€😀", "")]);
    }
}
