//! One document: every operation is called, and everything that goes over the wire is compared.
//!
//! In: a document. Out: counts, and every fault in words. The server knows the document alone; the client is the generated
//! crate; neither shares code with the other.

use super::driver::Driver;
use super::generated::{self, Made};
use super::table::Row;
use document_server::answers::{self, Expected, Reply};
use document_server::arguments;
use document_server::compare::{differences, unlike};
use document_server::security::{self, Scheme};
use document_server::{Document, Operation, operations, request};
use instances::Direction;
use mock_server::{Answer, Request, Server};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many values for a parameter or a body, where its schema has no more variants.
const MOST: usize = 6;

/// What the server does next, and what came.
#[derive(Debug, Default)]
struct Desk {
    answer: Option<Answer>,
    came: Vec<Request>,
}

/// A run over one document.
struct Run<'a> {
    row: Row,
    made: Made<'a>,
    schemes: &'a [Scheme],
    driver: Driver,
    desk: Arc<Mutex<Desk>>,
}

/// Calls every operation of a document.
///
/// # Errors
///
/// The document cannot be read, nothing is generated from it, or what is generated does not compile.
pub fn run(name: &str, spec: &Path) -> Result<Row, String> {
    let generated = generated::by_name(spec)?;
    let client = generated
        .client
        .as_ref()
        .ok_or("nothing is generated from it")?;
    let document = Document::read(spec)?;
    let to_server = document.for_direction(Direction::Request)?;
    let from_server = document.for_direction(Direction::Response)?;
    let desk = Arc::new(Mutex::new(Desk::default()));
    let shared = Arc::clone(&desk);
    let server = Server::start(move |request| {
        let mut desk = lock(&shared);
        desk.came.push(request.clone());
        desk.answer.clone().unwrap_or_else(|| Answer::status(500))
    })
    .map_err(|why| format!("no server: {why}"))?;
    let mut run = Run {
        row: Row::new(name),
        made: Made {
            generated: &generated,
            client,
        },
        schemes: &security::schemes(&document),
        driver: Driver::build(client, name, server.url())?,
        desk,
    };
    let (asked, answered) = (operations(&to_server), operations(&from_server));
    for (asked, answered) in asked.into_iter().zip(&answered) {
        run.operation(asked, answered);
    }
    Ok(run.row)
}

fn lock(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run<'_> {
    fn operation(&mut self, mut asked: Operation<'_>, answered: &Operation<'_>) {
        self.row.operations += 1;
        if !self.made.keeps(&mut asked, &mut self.row) {
            return;
        }
        let calls = arguments::calls(&asked, MOST);
        calls.left_out.iter().for_each(|it| self.row.left_out(it));
        if let Some(why) = calls.impossible {
            self.row.left_out(&format!("an operation: {why}"));
            return;
        }
        let replies = answers::replies(answered, MOST);
        replies.left_out.iter().for_each(|it| self.row.left_out(it));
        let (purses, left_out) = security::purses(&asked, self.schemes);
        left_out.iter().for_each(|it| self.row.left_out(it));
        self.row.called += 1;
        let rounds = calls.arguments.len().max(replies.all.len());
        let rounds = rounds.max(purses.len());
        let valid: Vec<&Reply<'_>> = replies
            .all
            .iter()
            .filter(|it| matches!(it.expected, Expected::Same(..) | Expected::Values(..)))
            .collect();
        for round in 0..rounds {
            // Every reply once, and valid ones for what is left of the calls.
            let reply = replies
                .all
                .get(round)
                .or_else(|| valid.get(round % valid.len().max(1)).copied());
            let arguments = calls.arguments.get(round % calls.arguments.len().max(1));
            let purse = purses.get(round % purses.len().max(1));
            if let Some(arguments) = arguments {
                self.call(&asked, arguments, purse.map_or(&[], Vec::as_slice), reply);
            }
        }
        let purse = purses.first().map_or(&[][..], Vec::as_slice);
        for arguments in &calls.hostile {
            self.hostile(&asked, arguments, purse);
        }
    }

    /// Sends a call, and gives what came and what the client said of the answer.
    fn send(
        &mut self,
        asked: &Operation<'_>,
        arguments: &Value,
        purse: &[&Scheme],
        reply: Option<&Reply<'_>>,
    ) -> (Vec<Request>, Result<Value, String>) {
        {
            let mut desk = lock(&self.desk);
            desk.came.clear();
            desk.answer = reply.map(Reply::sent);
        }
        let said = self.driver.call(&asked.id, arguments, purse);
        (std::mem::take(&mut lock(&self.desk).came), said)
    }

    /// A call with a value that tries to be more: it is refused, or arrives as the value that it is.
    fn hostile(&mut self, asked: &Operation<'_>, arguments: &Value, purse: &[&Scheme]) {
        let (came, said) = self.send(asked, arguments, purse, None);
        let found = match (came.as_slice(), said) {
            ([], Err(_)) => Vec::new(),
            ([came], _) => {
                let (left, came) = security::taken(came, self.schemes);
                let mut found = unlike(&request::read(asked, &left), arguments);
                found.extend(security::fault(asked, purse, arguments, &came));
                found
            }
            (came, _) => vec![format!("{} requests came for one call", came.len())],
        };
        if found.is_empty() {
            self.row.hostile += 1;
        }
        let named = format!("{} {}", asked.method, asked.path);
        for it in found {
            let fault = format!("a hostile value: {it}; {}", short(arguments));
            self.row.fault(&named, &fault);
        }
    }

    /// One call with some credentials, and one answer to it.
    fn call(
        &mut self,
        asked: &Operation<'_>,
        arguments: &Value,
        purse: &[&Scheme],
        reply: Option<&Reply<'_>>,
    ) {
        let (came, said) = self.send(asked, arguments, purse, reply);
        let named = format!("{} {}", asked.method, asked.path);
        let [came] = came.as_slice() else {
            let fault = match (&*came, said) {
                ([], Err(why)) => format!("it is not sent: {why}; {}", short(arguments)),
                (came, _) => format!("{} requests came for one call", came.len()),
            };
            self.row.fault(&named, &fault);
            return;
        };
        let (left, credentials) = security::taken(came, self.schemes);
        let mut found = differences(&request::read(asked, &left), arguments);
        found.extend(security::fault(asked, purse, arguments, &credentials));
        if found.is_empty() {
            self.row.requests += 1;
        }
        for it in found {
            self.row.fault(&named, &format!("{it}; `{}`", came.target));
        }
        let Some(reply) = reply else { return };
        match (reply.difference(&said), &reply.expected) {
            (Some(fault), _) => {
                let body = String::from_utf8_lossy(&reply.body);
                let body: String = body.chars().take(300).collect();
                self.row
                    .fault(&named, &format!("{}: {fault}; sent: {body}", reply.about));
            }
            (None, Expected::Same(..) | Expected::Values(..)) => self.row.answers += 1,
            (None, Expected::Refusal(_)) => self.row.refusals += 1,
        }
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(300).collect()
}
