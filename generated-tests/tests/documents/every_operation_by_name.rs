//! Every operation of every document of this crate is called by name, with every kind of argument, and answered in every
//! declared way, by a server that knows only the document.

use document_server::answers::{self, Expected};
use document_server::compare::{differences, key};
use document_server::{Operation, arguments, operations, request};
use generated_tests::{Caller, DOCUMENTS, Document};
use instances::Direction;
use mock_server::{Answer, Server};
use openapi_runtime::client::dynamic::Callable;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// What such a server cannot judge by the document: lists of values in a body, and the members of forms that have an
/// `encoding`. The tests of `called_by_name` call these.
const OTHERWISE: [&str; 3] = [
    "answers_come_bit_by_bit",
    "bodies_in_one_of_several_ways",
    "bodies_of_several_parts",
];

/// So many values for a parameter or a body.
const MOST: usize = 3;

#[tokio::test]
async fn every_operation_is_called_and_answered() {
    let mut faults = Vec::new();
    let (mut calls, mut read) = (0, 0);
    let (otherwise, documents): (Vec<&Document>, Vec<&Document>) = DOCUMENTS
        .iter()
        .partition(|it| OTHERWISE.contains(&it.name));
    assert_eq!(otherwise.len(), OTHERWISE.len());
    for document in documents {
        let path = format!(
            "{}/documents/{}.yaml",
            env!("CARGO_MANIFEST_DIR"),
            document.name
        );
        let text = document_server::Document::read(path.as_ref()).unwrap();
        let to_server = text.for_direction(Direction::Request).unwrap();
        let from_server = text.for_direction(Direction::Response).unwrap();
        let next = Arc::new(Mutex::new(Answer::status(500)));
        let answer = Arc::clone(&next);
        let server = Server::start(move |_| answer.lock().unwrap().clone()).unwrap();
        let call = (document.caller)(&server.url());
        for (asked, answered) in operations(&to_server)
            .into_iter()
            .zip(&operations(&from_server))
        {
            let mut run = Run {
                document,
                asked,
                server: &server,
                next: &next,
                call: &call,
                calls: 0,
                read: 0,
                faults: Vec::new(),
            };
            run.all(answered).await;
            calls += run.calls;
            read += run.read;
            faults.append(&mut run.faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(calls > 150 && read > 100, "{calls} calls, {read} answers");
}

struct Run<'r, 'd> {
    document: &'static Document,
    asked: Operation<'d>,
    server: &'r Server,
    next: &'r Mutex<Answer>,
    call: &'r Caller,
    calls: usize,
    read: usize,
    faults: Vec<String>,
}

impl Run<'_, '_> {
    fn fault(&mut self, fault: &str) {
        let Operation { method, path, .. } = &self.asked;
        self.faults
            .push(format!("{}: {method} {path}: {fault}", self.document.name));
    }

    async fn all(&mut self, answered: &Operation<'_>) {
        let Some(callable) = self
            .document
            .operations
            .iter()
            .find(|it| it.info.id == self.asked.id)
        else {
            return self.fault("it is not in the table");
        };
        self.keep_what_is_sent(callable);
        let calls = arguments::calls(&self.asked, MOST);
        let replies = answers::replies(answered, MOST);
        for round in 0..calls.arguments.len().max(replies.all.len()) {
            let (Some(arguments), Some(reply)) = (
                calls.arguments.get(round % calls.arguments.len().max(1)),
                replies.all.get(round % replies.all.len().max(1)),
            ) else {
                return self.fault("nothing can be made for it");
            };
            *self.next.lock().unwrap() = reply.sent();
            let before = self.server.requests().len();
            let said = (self.call)(&self.asked.id, arguments.clone()).await;
            let said: Result<Value, String> = said.map_err(|error| error.to_string());
            self.calls += 1;
            let came = self.server.requests();
            match &came[before..] {
                [came] => {
                    for it in differences(&request::read(&self.asked, came), arguments) {
                        self.fault(&format!("{it}; `{}`", came.target));
                    }
                }
                came => self.fault(&format!(
                    "{} requests for {arguments}: {said:?}",
                    came.len()
                )),
            }
            match reply.difference(&said) {
                Some(fault) => self.fault(&format!("{}: {fault}", reply.about)),
                None if matches!(reply.expected, Expected::Same(..)) => self.read += 1,
                None => {}
            }
        }
    }

    /// Takes away what the generator leaves out, which its report names: see the tests of reports.
    fn keep_what_is_sent(&mut self, callable: &Callable) {
        self.asked.parameters.retain(|it| {
            let same = |known: &&openapi_runtime::client::dynamic::Parameter| {
                known.name == it.name && known.place.to_string() == key(it.place)
            };
            callable.parameters.iter().any(|known| same(&known))
        });
        if let Some(body) = &mut self.asked.body {
            body.content
                .retain(|(name, _)| callable.bodies.iter().any(|it| it.media_type == name));
        }
    }
}
