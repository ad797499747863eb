//! What an operation may answer: rows, their side, and the Rust type of each side.
//!
//! One type for all rows of a side is that type. Several are an enum of the operation with a
//! variant for each. `default` is a failure, and a success too where none is declared.

use super::docs;
use super::media;
use super::media::Family;
use super::statuses;
use super::statuses::Class;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::AnswerRow;
use crate::ir::AnswerType;
use crate::ir::Answers;
use crate::ir::Holds;
use crate::ir::Ident;
use crate::ir::Outcome;
use crate::ir::OutcomeVariant;
use crate::ir::Reads;
use crate::ir::Stream;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::resolve::Media;
use crate::resolve::Operation;
use crate::resolve::Response;
use crate::resolve::SchemaId;

/// The declared answers of an operation, by side.
#[derive(Debug, Default)]
pub struct Sides<'a> {
    /// Success.
    pub ok: Vec<Declared<'a>>,
    /// Declared failure.
    pub err: Vec<Declared<'a>>,
}

/// A declared answer in one of its media types.
#[derive(Clone, Debug)]
pub struct Declared<'a> {
    /// The response; none when the document declares no success.
    pub response: Option<&'a Response>,
    /// The media type; none when there is no content.
    pub media: Option<&'a Media>,
    /// Success or failure.
    pub side: WhichSide,
}

/// Success or failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichSide {
    /// Success.
    Ok,
    /// Failure.
    Err,
}

impl Declared<'_> {
    /// The schema of its content, or of each item of it, when that is read as JSON.
    pub fn schema(&self) -> Option<SchemaId> {
        let media = self.media?;
        match media::family(&media.name) {
            Family::Json | Family::Any => media.schema,
            Family::Events | Family::Lines | Family::Sequence if self.side == WhichSide::Ok => {
                media.item_schema.or(media.schema)
            }
            Family::Events | Family::Lines | Family::Sequence => None,
            Family::Form | Family::Multipart | Family::Text | Family::Bytes => None,
        }
    }
}

/// The media type by which what comes is known as this one: without parameters, which servers add as they like, unless only
/// these tell it from another one of the same answer.
pub fn known_by(content: &[Media], media: &Media) -> Box<str> {
    let essence = media::essence(&media.name);
    let same = |it: &&Media| media::essence(&it.name) == essence;
    // What no header can hold never comes.
    let printable = media.name.bytes().all(|it| matches!(it, b' '..=b'~'));
    if printable && content.iter().filter(same).count() > 1 {
        media.name.clone()
    } else {
        essence.into()
    }
}

/// Sorts the answers of an operation by side.
pub fn sides<'a>(operation: &'a Operation, diags: &mut Diagnostics) -> Sides<'a> {
    let has = |class| {
        operation
            .responses
            .iter()
            .any(|it| statuses::class(&it.status) == class)
    };
    let success = has(Class::Success);
    let only_default = !success && !has(Class::Redirect);
    let mut sides = Sides::default();
    for response in &operation.responses {
        if statuses::never_has_a_body(&response.status) && !response.content.is_empty() {
            let message = format!(
                "`{}` never has a body, and its content is left out",
                statuses::row(&response.status)
            );
            diags.push(Diagnostic::new(
                Code::NeverABody,
                response.at.key(),
                message,
            ));
        }
        let rows = |side| rows(operation, response, side);
        match statuses::class(&response.status) {
            Class::Success => sides.ok.extend(rows(WhichSide::Ok)),
            Class::Redirect if !success => sides.ok.extend(rows(WhichSide::Ok)),
            Class::Redirect | Class::Failure => sides.err.extend(rows(WhichSide::Err)),
            Class::Default => {
                if only_default {
                    sides.ok.extend(rows(WhichSide::Ok));
                }
                sides.err.extend(rows(WhichSide::Err));
            }
            Class::Interim => {
                let message = format!(
                    "`{}` is never the answer to a request",
                    statuses::row(&response.status)
                );
                diags.push(
                    Diagnostic::new(Code::PartLeftOut, response.at.key(), message)
                        .label("it is left out"),
                );
            }
        }
    }
    if sides.ok.is_empty() {
        let message = "no success is declared";
        diags.push(
            Diagnostic::new(Code::NoSuccess, operation.at.key(), message)
                .label("the caller gets what comes, as bytes"),
        );
        sides.ok.push(Declared {
            response: None,
            media: None,
            side: WhichSide::Ok,
        });
    }
    sides
}

/// One row for each media type: JSON, then text, then bytes, else in the order of the document.
fn rows<'a>(operation: &Operation, response: &'a Response, side: WhichSide) -> Vec<Declared<'a>> {
    // What a HEAD request is answered with has no body, whatever the document says of it.
    let never = statuses::never_has_a_body(&response.status) || &*operation.method == "HEAD";
    if response.content.is_empty() || never {
        return vec![Declared {
            response: Some(response),
            media: None,
            side,
        }];
    }
    let mut content: Vec<&Media> = response.content.iter().collect();
    content.sort_by_key(|it| media::family(&it.name));
    content
        .into_iter()
        .map(|it| Declared {
            response: Some(response),
            media: Some(it),
            side,
        })
        .collect()
}

/// A declared answer and how it is read.
pub struct Read<'a> {
    /// The answer.
    pub declared: Declared<'a>,
    /// How it is read.
    pub reads: Reads,
}

/// What the enum of a side is to be called and to say, if there must be one.
pub struct Side<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its documentation.
    pub docs: String,
}

/// The answers of a side with a type. An enum of its own, if it needs one, is pushed to `outcomes`.
pub fn finish(
    rows: Vec<Read<'_>>,
    side: Side<'_>,
    names: &mut Scope,
    outcomes: &mut Vec<Outcome>,
    diags: &mut Diagnostics,
) -> Answers {
    let rows = merged(rows);
    let Some(first) = rows.first() else {
        return Answers {
            ty: AnswerType::Undeclared,
            rows: Vec::new(),
        };
    };
    if rows.iter().all(|it| alike(&it.reads, &first.reads)) {
        let ty = match &first.reads {
            Reads::Json(ty, _) => AnswerType::One(ty.clone()),
            Reads::Text(_) => AnswerType::Text,
            Reads::Bytes(_) => AnswerType::Bytes,
            Reads::Stream(stream, _) => AnswerType::Stream(stream.clone()),
            Reads::Empty => AnswerType::Empty,
        };
        let rows = rows.into_iter().map(|it| row(it, None)).collect();
        return Answers { ty, rows };
    }
    let variants = variants(&rows, diags);
    let rows = rows
        .into_iter()
        .zip(&variants)
        .map(|(it, variant)| row(it, Some(variant.ident.clone())))
        .collect();
    let index = outcomes.len();
    let ident = names.claim(&[side.name], Case::Type);
    let streams = |it: &OutcomeVariant| matches!(it.reads, Reads::Stream(..));
    let holds = if variants.iter().any(streams) {
        Holds::Streams
    } else {
        Holds::Values
    };
    outcomes.push(Outcome {
        ident,
        holds,
        docs: vec![side.docs.into()],
        variants,
    });
    Answers {
        ty: AnswerType::Outcome(index),
        rows,
    }
}

/// A variant for each row, named after its status, and its kind where that is not enough.
fn variants(rows: &[Read<'_>], diags: &mut Diagnostics) -> Vec<OutcomeVariant> {
    let mut scope = Scope::default();
    let mut out = Vec::new();
    for it in rows {
        let alone = rows
            .iter()
            .filter(|other| status(&other.declared) == status(&it.declared))
            .count()
            == 1;
        let words = it
            .declared
            .response
            .map_or("Success".to_owned(), |it| statuses::words(&it.status));
        let qualified = format!("{words} {}", kind(&it.reads));
        let wanted: &[&str] = if alone {
            &[&words, &qualified]
        } else {
            &[&qualified]
        };
        out.push(OutcomeVariant {
            ident: scope.claim(wanted, Case::Type),
            reads: it.reads.clone(),
            docs: docs::answer(it.declared.response, diags),
        });
    }
    out
}

/// Rows of one status that are read alike become one, with all their media types.
fn merged(rows: Vec<Read<'_>>) -> Vec<Read<'_>> {
    let mut out: Vec<Read<'_>> = Vec::new();
    for it in rows {
        let same = |other: &&mut Read<'_>| {
            status(&other.declared) == status(&it.declared) && alike(&other.reads, &it.reads)
        };
        match out.iter_mut().find(same) {
            Some(other) => add(&mut other.reads, &it.reads),
            None => out.push(it),
        }
    }
    out
}

fn add(to: &mut Reads, from: &Reads) {
    let (Reads::Json(_, to) | Reads::Text(to) | Reads::Bytes(to) | Reads::Stream(_, to)) = to
    else {
        return;
    };
    let (Reads::Json(_, from) | Reads::Text(from) | Reads::Bytes(from) | Reads::Stream(_, from)) =
        from
    else {
        return;
    };
    for it in from {
        if !to.contains(it) {
            to.push(it.clone());
        }
    }
}

/// Whether two rows give the same Rust type.
fn alike(a: &Reads, b: &Reads) -> bool {
    match (a, b) {
        (Reads::Json(a, _), Reads::Json(b, _)) => a == b,
        (Reads::Stream(a, _), Reads::Stream(b, _)) => a == b,
        (Reads::Text(_), Reads::Text(_))
        | (Reads::Bytes(_), Reads::Bytes(_))
        | (Reads::Empty, Reads::Empty) => true,
        (
            Reads::Json(..) | Reads::Text(_) | Reads::Bytes(_) | Reads::Stream(..) | Reads::Empty,
            _,
        ) => false,
    }
}

fn kind(reads: &Reads) -> &'static str {
    match reads {
        Reads::Json(..) => "Json",
        Reads::Text(_) => "Text",
        Reads::Bytes(_) => "Bytes",
        Reads::Stream(Stream::Bytes, _) => "Bytes",
        Reads::Stream(Stream::Lines(_) | Stream::Sequence(_), _) => "Items",
        Reads::Stream(_, _) => "Events",
        Reads::Empty => "Empty",
    }
}

fn row(it: Read<'_>, variant: Option<Ident>) -> AnswerRow {
    AnswerRow {
        status: status(&it.declared).into(),
        reads: it.reads,
        variant,
    }
}

/// The pattern of statuses of a row.
fn status(declared: &Declared<'_>) -> String {
    declared
        .response
        .map_or("2XX".to_owned(), |it| statuses::row(&it.status))
}
