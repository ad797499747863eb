//! Calling operations from a command line.
//!
//! In: a table of operations, the words after a program's name, the environment. Out: a call, and its result as JSON on
//! standard output. One file a question: `read` what was asked for, `value` what a word says, `help` what can be asked for.
//! Deliberately absent: anything that one API needs; a program of one's own can do without [`Program::run`].

mod help;
mod names;
mod read;
mod value;

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use super::Callable;
use crate::client::api::Scheme;
use crate::client::auth::Credential;
use crate::client::builder::ClientBuilder;
use crate::client::{Client, Error};
use crate::wire::Json;

/// A program that calls operations by name.
///
/// ```no_run
/// # use openapi_runtime::client::dynamic::Callable;
/// # use openapi_runtime::{Client, ClientBuilder, client::dynamic::command_line::Program};
/// # async fn run(OPERATIONS: &'static [Callable], builder: fn(&str) -> ClientBuilder<Client>) -> std::process::ExitCode {
/// // In `main` of a program over a generated client, `builder` is `|server| Client::builder(server)`.
/// Program::new("ferry", OPERATIONS)
///     .server("https://ferry.example/v1")
///     .run(builder)
///     .await
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Program {
    name: &'static str,
    operations: &'static [Callable],
    server: Option<String>,
}

/// What a command line asks for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Asked {
    /// A text for people.
    Help(String),
    /// A call.
    Call(Box<Call>),
}

/// A call that a command line asks for. `Debug` shows no values, which may be secrets.
#[non_exhaustive]
pub struct Call {
    /// The operation's name.
    pub operation_id: &'static str,
    /// Its arguments, as [`invoke`](super::invoke) takes them.
    pub arguments: Json,
    /// The base URL.
    pub server: String,
    /// Credentials by scheme, as text: a token, or `user:password` for HTTP basic.
    pub credentials: Vec<(String, crate::Secret)>,
    /// Headers of the request beside the operation's own.
    pub headers: Vec<(String, String)>,
    /// How long the call may take.
    pub timeout: Option<Duration>,
}

impl Program {
    /// A program of this name over a table of operations.
    ///
    /// The name is also that of its variables in the environment: `NAME_BASE_URL`, and `NAME_SCHEME` for the credential of a
    /// security scheme, all in upper case, with `_` for what is neither letter nor digit.
    #[must_use]
    pub fn new(name: &'static str, operations: &'static [Callable]) -> Self {
        Program {
            name,
            operations,
            server: None,
        }
    }

    /// The base URL where none is asked for.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.server = Some(url.into());
        self
    }

    /// Reads what a command line asks for; `variable` reads the environment.
    ///
    /// # Errors
    /// Something is not known, is missing or cannot be read; a text for people.
    pub fn read(
        &self,
        words: impl IntoIterator<Item = String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Asked, String> {
        read::read(self, words, &variable)
    }

    /// Runs the program with its own arguments and environment: prints the result, or what is wrong with what was asked.
    ///
    /// It ends well when the answer is no failure. A failure that the document declares is printed as any other result.
    pub async fn run<C: From<Client>>(
        self,
        builder: impl FnOnce(&str) -> ClientBuilder<C>,
    ) -> ExitCode {
        let words = std::env::args_os().skip(1).map(|word| word.into_string());
        let words: Result<Vec<String>, _> = words.collect();
        let asked = words
            .map_err(|_| "an argument is not UTF-8".to_owned())
            .and_then(|words| self.read(words, |name| std::env::var(name).ok()));
        let call = match asked {
            Ok(Asked::Help(text)) => return printed(&text, ExitCode::SUCCESS),
            Ok(Asked::Call(call)) => call,
            Err(why) => {
                eprintln!(
                    "error: {why}\n\n`{} --help` says what can be asked for.",
                    self.name
                );
                return ExitCode::from(2);
            }
        };
        let builder = builder(&call.server);
        match self.called(*call, builder).await {
            Ok(result) => {
                let code = match result.get("status").and_then(Json::as_u64) {
                    Some(..400) => ExitCode::SUCCESS,
                    Some(_) | None => ExitCode::FAILURE,
                };
                printed(&format!("{result:#}"), code)
            }
            Err(why) => {
                eprintln!("error: {why}");
                ExitCode::FAILURE
            }
        }
    }

    async fn called<C: From<Client>>(
        &self,
        call: Call,
        builder: ClientBuilder<C>,
    ) -> Result<Json, String> {
        let client = client(&call, builder)?;
        let result = super::invoke(&client, self.operations, call.operation_id, call.arguments);
        result.await.map_err(|error| told(&error))
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Call")
            .field("operation_id", &self.operation_id)
            .field("server", &self.server)
            .field("credentials", &self.credentials)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Prints a text; a reader that has gone away is a failure, and no panic.
fn printed(text: &str, code: ExitCode) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The client of a call.
fn client<C: From<Client>>(call: &Call, mut builder: ClientBuilder<C>) -> Result<Client, String> {
    for (name, text) in &call.credentials {
        let credential = match (builder.scheme(name), text.expose().split_once(':')) {
            (Some(Scheme::Basic), Some((user, password))) => Credential::basic(user, password),
            (Some(Scheme::Basic), None) => {
                return Err(format!("the credential for `{name}` is USER:PASSWORD"));
            }
            (Some(_) | None, _) => Credential::token(text.clone()),
        };
        builder = builder.credential(name.as_str(), credential);
    }
    for (name, value) in &call.headers {
        builder = builder.header(name, value);
    }
    if let Some(timeout) = call.timeout {
        builder = builder.timeout(timeout);
    }
    builder.client().map_err(|error| error.to_string())
}

/// An error with what the server said.
fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let more = cause.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = cause.source();
    }
    match error.body() {
        Some(body) if !body.is_empty() => {
            format!("{text}\n{}", String::from_utf8_lossy(body))
        }
        Some(_) | None => text,
    }
}
