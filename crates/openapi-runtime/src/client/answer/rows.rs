//! Which declared answer came.
//!
//! In: an answer, and the declared answers of an operation. Out: its value, or an error that keeps it. The status decides
//! first (exact, then range, then default), then the media type.

use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header};

use super::{Answer, Failure, Reason, Response};
use crate::client::error::{Error, Undecodable};
use crate::client::media::{self, MediaType};
use crate::client::stream::Incoming;

/// How the body of a declared answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes, as they come.
    Download,
    /// Server-sent events, as they come.
    Events,
    /// Many JSON values, as they come.
    Items,
    /// Nothing.
    Empty,
}

impl Codec {
    /// Whether the body is read bit by bit.
    pub(crate) fn streams(self) -> bool {
        match self {
            Codec::Download | Codec::Events | Codec::Items => true,
            Codec::Json | Codec::Text | Codec::Bytes | Codec::Empty => false,
        }
    }
}

/// For which answers a row stands.
#[derive(Debug)]
pub struct Accepts {
    /// `200`, `4XX` or `default`.
    pub status: &'static str,
    /// How the body is read.
    pub codec: Codec,
    /// Media types or ranges of them.
    pub media: &'static [&'static str],
}

/// A declared answer.
pub struct Row<T> {
    /// For which answers it stands.
    pub accepts: Accepts,
    /// Reads the body.
    pub read: Reads<T>,
}

/// How a body becomes a value.
pub enum Reads<T> {
    /// When all of it has come.
    Whole(fn(&Bytes) -> Result<T, Reason>),
    /// By the one who asks for it.
    Stream(fn(Incoming) -> T),
}

impl<T> fmt::Debug for Row<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.accepts.fmt(f)
    }
}

/// Reads an answer by the declared ones.
pub(crate) fn decode<T, E>(
    mut answer: Answer,
    ok: &'static [Row<T>],
    err: &'static [Row<E>],
) -> Result<Response<T>, Error<E>> {
    let sides = Sides::new(ok, err);
    let undecodable = |answer, reason| Err(Error::Decode(Box::new(Undecodable { answer, reason })));
    match sides.pick(&answer) {
        Picked::Ok(row) => match ok.get(row).map(|row| row.value(&mut answer)) {
            Some(Ok(value)) => Ok(Response { value, answer }),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Err(row) => match err.get(row).map(|row| row.value(&mut answer)) {
            Some(Ok(value)) => Err(Error::Declared(Box::new(Failure { value, answer }))),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Undeclared => Err(Error::Undeclared(Box::new(answer))),
        Picked::Unreadable(reason) => undecodable(answer, reason),
    }
}

impl<T> Row<T> {
    /// The value of an answer that the row stands for.
    fn value(&self, answer: &mut Answer) -> Result<T, Reason> {
        let value = self.read.read(answer)?;
        self.accepts.check(answer)?;
        Ok(value)
    }
}

impl<T> Reads<T> {
    fn read(&self, answer: &mut Answer) -> Result<T, Reason> {
        match self {
            Reads::Whole(read) => read(&answer.body),
            Reads::Stream(open) => Ok(open(answer.incoming())),
        }
    }
}

/// The declared answers of both sides.
#[derive(Clone, Default)]
pub(crate) struct Sides {
    pub(crate) ok: Vec<&'static Accepts>,
    pub(crate) err: Vec<&'static Accepts>,
}

/// Which row stands for an answer.
pub(crate) enum Picked {
    Ok(usize),
    Err(usize),
    Undeclared,
    Unreadable(Reason),
}

/// How well a status fits a row; more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Default,
    Range,
    Exact,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ok,
    Err,
}

impl Accepts {
    fn fit(&self, status: StatusCode, side: Side) -> Option<Fit> {
        if self.status.eq_ignore_ascii_case("default") {
            return (status.is_success() == (side == Side::Ok)).then_some(Fit::Default);
        }
        if self.status == status.as_str() {
            return Some(Fit::Exact);
        }
        let hundreds = self.status.to_ascii_uppercase();
        let range = hundreds.strip_suffix("XX")?;
        status.as_str().starts_with(range).then_some(Fit::Range)
    }

    /// Whether the document's schemas let the answer through, where that is asked.
    pub(crate) fn check(&self, answer: &Answer) -> Result<(), Reason> {
        let checked = answer.checker.answer(answer, self);
        checked.map_err(|it| Reason::Violations(Box::new(it)))
    }

    /// Whether the row names the status itself, alone or in a range.
    pub(crate) fn names(&self, status: StatusCode) -> bool {
        matches!(self.fit(status, Side::Err), Some(Fit::Exact | Fit::Range))
    }
}

impl Sides {
    /// All declared answers, successes first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Accepts> {
        self.ok.iter().chain(&self.err).copied()
    }

    /// Whether an answer may be one that is read bit by bit.
    pub(crate) fn may_stream(&self) -> bool {
        self.all().any(|row| row.codec.streams())
    }

    /// Whether the body of an answer is to be read bit by bit, to judge by its head.
    pub(crate) fn stream(&self, answer: &Answer) -> bool {
        let rows = self.fitting(answer.status);
        let rows: Vec<&Accepts> = rows.iter().map(|(_, _, row, _)| *row).collect();
        let row = match answer.content_type() {
            Some(got) => best_by_media(&MediaType::new(got), &rows),
            None => (rows.len() == 1).then_some(0),
        };
        row.and_then(|row| rows.get(row))
            .is_some_and(|row| row.codec.streams())
    }

    fn new<T, E>(ok: &'static [Row<T>], err: &'static [Row<E>]) -> Self {
        Sides {
            ok: ok.iter().map(|row| &row.accepts).collect(),
            err: err.iter().map(|row| &row.accepts).collect(),
        }
    }

    /// The rows that fit a status best: index, side, row.
    fn fitting(&self, status: StatusCode) -> Vec<(usize, Side, &'static Accepts, Fit)> {
        let rows =
            |rows: &[&'static Accepts], side: Side| -> Vec<(usize, Side, &'static Accepts, Fit)> {
                let fitting = |(index, row): (usize, &&'static Accepts)| {
                    row.fit(status, side).map(|fit| (index, side, *row, fit))
                };
                rows.iter().enumerate().filter_map(fitting).collect()
            };
        let mut fitting = rows(&self.ok, Side::Ok);
        fitting.extend(rows(&self.err, Side::Err));
        let best = fitting.iter().map(|(.., fit)| *fit).max();
        fitting.retain(|(.., fit)| Some(*fit) == best);
        fitting
    }

    /// The row for an answer, by status and media type.
    pub(crate) fn pick(&self, answer: &Answer) -> Picked {
        let fitting = self.fitting(answer.status);
        if fitting.is_empty() {
            return Picked::Undeclared;
        }
        let accepts: Vec<&Accepts> = fitting.iter().map(|(_, _, row, _)| *row).collect();
        match by_content(answer, &accepts) {
            Err(reason) => Picked::Unreadable(reason),
            Ok(at) => match fitting.get(at) {
                Some((index, Side::Ok, ..)) => Picked::Ok(*index),
                Some((index, Side::Err, ..)) => Picked::Err(*index),
                None => Picked::Undeclared,
            },
        }
    }
}

/// Picks a row by content; the rows are not empty and stand for the same status.
fn by_content(answer: &Answer, rows: &[&Accepts]) -> Result<usize, Reason> {
    let empty = rows.iter().position(|row| row.codec == Codec::Empty);
    if let ([_], Some(at)) = (rows, empty) {
        return Ok(at);
    }
    let nothing = answer.body.is_empty() && answer.rest.is_none();
    if let (true, Some(at)) = (nothing, empty) {
        return Ok(at);
    }
    let at = match answer.content_type() {
        None if answer.headers.contains_key(header::CONTENT_TYPE) => None,
        None if rows.len() == 1 => Some(0),
        None if nothing => return Err(Reason::Empty),
        None => None,
        Some(got) => best_by_media(&MediaType::new(got), rows),
    };
    match at {
        Some(at) => readable(answer, rows.get(at).map(|row| row.codec)).map(|()| at),
        None if nothing => Err(Reason::Empty),
        None => {
            let expected: Vec<&str> = rows
                .iter()
                .flat_map(|row| row.media.iter().copied())
                .collect();
            let got = answer
                .headers
                .get(header::CONTENT_TYPE)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into());
            Err(Reason::ContentType {
                got,
                expected: expected.join(", ").into(),
            })
        }
    }
}

fn best_by_media(got: &MediaType<'_>, rows: &[&Accepts]) -> Option<usize> {
    let ranked = rows.iter().enumerate().filter_map(|(index, row)| {
        let rank = row
            .media
            .iter()
            .filter_map(|media| media::rank(got, &MediaType::new(media), row.codec))
            .max()?;
        Some((index, rank))
    });
    // The first of several that fit equally well.
    ranked
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(index, _)| index)
}

/// Refuses what would be read as something else.
fn readable(answer: &Answer, codec: Option<Codec>) -> Result<(), Reason> {
    let encoding = answer
        .headers
        .get(header::CONTENT_ENCODING)
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    if let Some(encoding) = encoding.filter(|encoding| {
        !encoding.trim().is_empty() && !encoding.trim().eq_ignore_ascii_case("identity")
    }) {
        return Err(Reason::Encoding(encoding.into()));
    }
    let charset = answer
        .content_type()
        .and_then(|kind| MediaType::new(kind).parameter("charset"));
    let foreign = charset.filter(|charset| {
        !["utf-8", "utf8", "us-ascii", "ascii"]
            .iter()
            .any(|known| charset.eq_ignore_ascii_case(known))
    });
    match (codec, foreign) {
        // ASCII reads the same in every character set that is still in use but UTF-16 and its kin.
        (Some(Codec::Text | Codec::Json), Some(charset))
            if !answer.body.is_ascii() || answer.body.contains(&0) =>
        {
            Err(Reason::Charset(charset.into()))
        }
        // Events and lists of JSON values are UTF-8, whatever a header says of them.
        (_, Some(_) | None) => Ok(()),
    }
}
