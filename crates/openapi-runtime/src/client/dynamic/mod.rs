//! Calling operations by name, with JSON in and JSON out.
//!
//! In: the table that generated code makes of its operations, an `operationId`, arguments as JSON. Out: status, headers and
//! body as JSON. Each argument is read as its own type and written as a call in Rust writes it, and each answer is
//! read as its own type and written back. One file a question: `arguments` what is sent, `answers` what came,
//! `values` how one value is read and written, [`command_line`] the same from a command line. Deliberately absent: anything
//! that depends on a document; that is the table.

mod answers;
mod arguments;
pub mod command_line;
mod macros;
pub mod values;

use super::Client;
use super::api::{Declared, In, Operation, OperationInfo};
use super::error::{Error, RequestError};
use super::request::Request;
use super::send::{self, Fault};
use super::style::Style;
use crate::wire::Json;
use values::{AnswerValue, BodyValue, ParameterValue};

/// An operation that can be called by its name.
#[derive(Debug)]
#[non_exhaustive]
pub struct Callable {
    /// Name, method, path and security.
    pub info: &'static OperationInfo,
    /// The name of its method in Rust, which operations of several groups may have.
    pub method: &'static str,
    /// What it does, in a line; empty when the document does not say.
    pub about: &'static str,
    /// Whether it should still be called.
    pub standing: Standing,
    /// Its parameters: those of the path, then other required ones, then optional ones.
    pub parameters: &'static [Parameter],
    /// The ways in which a body can be written, the usual one first; none when it takes no body.
    pub bodies: &'static [Body],
    /// Begins a call.
    begin: fn(Client) -> Request,
    /// Its declared answers.
    sides: fn() -> Declared,
    /// How the answers are written, successes first.
    answers: &'static [AnswerValue],
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Where it goes.
    pub place: In,
    /// Its name in the document.
    pub name: &'static str,
    /// Whether it must be given.
    pub need: Need,
    /// What the document says of it, in a line; may be empty.
    pub about: &'static str,
    /// How it is spelled.
    #[doc(hidden)]
    pub style: Style,
    /// Reads it from JSON.
    #[doc(hidden)]
    pub value: ParameterValue,
}

/// A way in which the body of an operation can be written.
#[derive(Debug)]
pub struct Body {
    /// Its media type in the document.
    pub media_type: &'static str,
    /// Whether a body must be given.
    pub need: Need,
    /// What the document says of the body, in a line; may be empty.
    pub about: &'static str,
    /// Members of a form that are not spelled like others.
    #[doc(hidden)]
    pub styles: &'static [(&'static str, Style)],
    /// Reads it from JSON.
    #[doc(hidden)]
    pub value: BodyValue,
}

/// Whether an operation should still be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It should.
    Current,
    /// The document calls it deprecated.
    Deprecated,
}

/// Whether an argument must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left out, and null says the same.
    Nullable,
}

/// A request type that can be called by name.
///
/// Implemented by `callable!` for each request type of a crate that was generated so.
pub trait Invocable: Operation {
    /// The operation as a row of a table.
    const CALLABLE: Callable;
}

impl Callable {
    /// A row of a table.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<O: Operation>(
        method: &'static str,
        about: &'static str,
        standing: Standing,
        parameters: &'static [Parameter],
        bodies: &'static [Body],
        answers: &'static [AnswerValue],
    ) -> Self {
        Callable {
            info: &O::DESCRIBED.info,
            method,
            about,
            standing,
            parameters,
            bodies,
            begin: Request::operation::<O>,
            sides: O::accepts,
            answers,
        }
    }
}

/// Calls an operation of a table by its name, with JSON in and JSON out.
///
/// Generated crates have a function of the same name that passes their own client and table; its documentation says
/// what arguments and result look like.
///
/// # Errors
/// No operation has this name, an argument is missing, unknown or not of its type; nothing was sent then. After that,
/// what can go wrong with any call, except that a declared failure is no error.
pub async fn invoke(
    client: &Client,
    operations: &'static [Callable],
    operation_id: &str,
    arguments: Json,
) -> Result<Json, Error> {
    let operation = operations
        .iter()
        .find(|operation| operation.info.id == operation_id)
        .ok_or_else(|| unknown(operation_id))?;
    let request = arguments::request((operation.begin)(client.clone()), operation, &arguments);
    let answer = send::execute(request).await.map_err(Fault::into_error)?;
    answers::written(operation, answer).await
}

fn unknown(operation_id: &str) -> Error {
    Error::Request(Box::new(RequestError {
        called: format!("{operation_id:?}").into(),
        parameter: None,
        reason: "no operation has this `operationId`; one without is called `METHOD /path`".into(),
        source: None,
        violations: None,
    }))
}
