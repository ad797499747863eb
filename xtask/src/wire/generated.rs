//! What of an operation the generated client can send.
//!
//! In: an operation of the document, and the client. Out: the operation without what the generator leaves out. Each thing that
//! is left out must be in a diagnostic; one that is not is a fault.

use super::table::Row;
use crate::made::{self, Inputs};
use document_server::Operation;
use document_server::compare::key;
use document_server::operation::Place;
use openapi_build::config::{Checks, Dynamic, Features, Selection};
use openapi_build::diag::Code;
use openapi_build::ir::{Location, Sends};
use openapi_build::{Client, Generated};
use std::path::Path;

/// What the diagnostics say that leave out a part of an operation.
const SAID_OF_PARTS: &[Code] = &[Code::PartLeftOut, Code::OneMediaType, Code::BadMediaType];

/// Generates a client whose operations can be called by name.
///
/// # Errors
///
/// The path is not text.
pub fn by_name(spec: &Path) -> Result<Generated, String> {
    made::read(&Inputs {
        spec,
        overlay: None,
        lock: None,
        selection: Selection::default(),
        settings: Vec::new(),
        dynamic: Dynamic::Yes,
        features: Features::None,
        checks: Checks::No,
    })
}

/// A run of the generator, and its client.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    /// With its diagnostics.
    pub generated: &'a Generated,
    /// What it generated.
    pub client: &'a Client,
}

impl Made<'_> {
    /// Whether there is a method for an operation; takes away of it what no method sends.
    pub fn keeps(self, asked: &mut Operation<'_>, row: &mut Row) -> bool {
        let named = format!("{} {}", asked.method, asked.path);
        let mut planned = self.client.plan.client.operations.iter();
        let Some(planned) =
            planned.find(|it| *it.http_method == *asked.method && *it.path == *asked.path)
        else {
            match self.number(&[Code::OperationLeftOut], &named) {
                Some(number) => row.left_out(&format!("an operation ({number})")),
                None => row.fault(&named, "it is left out, and no diagnostic names it"),
            }
            return false;
        };
        if *planned.id != *asked.id {
            let fault = format!("it is called `{}`, and not `{}`", planned.id, asked.id);
            row.fault(&named, &fault);
            return false;
        }
        let sent: Vec<&Sends> = planned.arguments.iter().map(|it| &it.sends).collect();
        for (what, name) in self.missing(&sent, asked) {
            match self.number(SAID_OF_PARTS, &name) {
                Some(number) => row.left_out(&format!("{what} ({number})")),
                None => {
                    let fault = format!("{what}, {name}, is left out, and no diagnostic names it");
                    row.fault(&named, &fault);
                }
            }
        }
        true
    }

    /// The number of the diagnostic of one of these codes that names something.
    fn number(self, codes: &[Code], name: &str) -> Option<&'static str> {
        let mut all = self.generated.diagnostics.iter();
        let said = all.find(|it| codes.contains(&it.code) && it.message.contains(name));
        said.map(|it| it.code.number())
    }

    /// Takes parameters and bodies away that are not sent: what each is, and its name.
    fn missing(self, sent: &[&Sends], asked: &mut Operation<'_>) -> Vec<(String, String)> {
        let mut missing = Vec::new();
        asked.parameters.retain(|it| {
            let there = sent.iter().any(|sends| match sends {
                Sends::Parameter { location, wire, .. } => {
                    is_place(*location, it.place) && **wire == *it.name
                }
                Sends::Body { .. } | Sends::AnyBody(_) => false,
            });
            if !there {
                let what = format!("a {} parameter", key(it.place));
                missing.push((what, format!("`{}`", it.name)));
            }
            there
        });
        let bodies = &self.client.plan.client.bodies;
        if let Some(body) = &mut asked.body {
            body.content.retain(|(name, _)| {
                let there = sent.iter().any(|sends| match sends {
                    Sends::Body { media_type, .. } => **media_type == **name,
                    Sends::AnyBody(index) => {
                        let ways = bodies.get(*index).map_or(&[][..], |it| &it.ways);
                        ways.iter().any(|it| *it.media_type == **name)
                    }
                    Sends::Parameter { .. } => false,
                });
                if !there {
                    missing.push(("a media type of a body".to_owned(), format!("`{name}`")));
                }
                there
            });
        }
        missing
    }
}

fn is_place(location: Location, place: Place) -> bool {
    match place {
        Place::Path => location == Location::Path,
        Place::Query | Place::Querystring => location == Location::Query,
        Place::Header => location == Location::Header,
        Place::Cookie => location == Location::Cookie,
    }
}
