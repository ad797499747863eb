//! One document: its operations are called with valid arguments, and Prism answers.

use super::left_out;
use super::server::Prism;
use crate::wire::driver::Driver;
use crate::wire::generated::{self, Made};
use crate::wire::table::Row;
use document_server::security::{self, Scheme};
use document_server::{Document, Operation, arguments, operations};
use instances::Direction;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// So many values for a parameter or a body.
const MOST: usize = 3;

/// What a document came to.
#[derive(Debug, Default)]
pub struct Found {
    calls: usize,
    /// Why something was not asked of Prism, and how often.
    left_out: BTreeMap<&'static str, usize>,
    /// What Prism found.
    pub faults: Vec<String>,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls, {} faults", self.calls, self.faults.len())?;
        for (why, count) in &self.left_out {
            write!(f, "; left out: {why} ({count})")?;
        }
        Ok(())
    }
}

/// Calls every operation of a document.
///
/// # Errors
///
/// Nothing is generated from it, it does not compile, or Prism cannot read it.
pub fn run(program: &Path, name: &str, spec: &Path) -> Result<Found, String> {
    let generated = generated::by_name(spec)?;
    let client = generated
        .client
        .as_ref()
        .ok_or("nothing is generated from it")?;
    let made = Made {
        generated: &generated,
        client,
    };
    let document = Document::read(spec)?;
    let to_server = document.for_direction(Direction::Request)?;
    let schemes = security::schemes(&document);
    let prism = Prism::start(program, spec)?;
    let mut driver = Driver::build(client, name, prism.url().to_owned())?;
    let mut found = Found::default();
    for mut asked in operations(&to_server) {
        if made.keeps(&mut asked, &mut Row::new(name)) {
            found.operation(&mut driver, &asked, &schemes);
        }
    }
    Ok(found)
}

impl Found {
    fn operation(&mut self, driver: &mut Driver, asked: &Operation<'_>, schemes: &[Scheme]) {
        if let Some(why) = left_out::operation(asked, schemes) {
            *self.left_out.entry(why).or_default() += 1;
            return;
        }
        let given: Vec<&Scheme> = schemes.iter().collect();
        for arguments in arguments::calls(asked, MOST).arguments {
            if let Some(why) = left_out::call(asked, &arguments, schemes) {
                *self.left_out.entry(why).or_default() += 1;
                continue;
            }
            self.calls += 1;
            let said = driver.call(&asked.id, &arguments, &given);
            if let Some(fault) = refusal(&said) {
                let arguments: String = arguments.to_string().chars().take(300).collect();
                self.faults
                    .push(format!("{}: {fault}; {arguments}", asked.id));
            }
        }
    }
}

/// Prism's errors that are about a request; others say what Prism cannot answer.
const OF_REQUESTS: [&str; 7] = [
    "INVALID_CONTENT_TYPE",
    "NO_METHOD_MATCHED",
    "NO_PATH_MATCHED",
    "NO_SERVER",
    "UNAUTHORIZED",
    "UNKNOWN",
    "UNPROCESSABLE_ENTITY",
];

/// What Prism says of a request that is not valid: a problem of its own (RFC 9457), or a header of violations. Whatever else
/// comes back is an example, which is not judged here; a warning is of what Prism does not know.
fn refusal(said: &Result<Value, String>) -> Option<String> {
    let is_problem = |text: &str| {
        let found = text.split_once("stoplight.io/prism/errors#");
        found.is_some_and(|(_, it)| OF_REQUESTS.iter().any(|code| it.starts_with(code)))
    };
    let said = match said {
        Ok(said) => said,
        Err(why) if is_problem(why) || why.contains("was not sent") => {
            return Some(why.clone());
        }
        Err(_) => return None,
    };
    let of_problem = said["body"]["type"].as_str();
    if of_problem.is_some_and(is_problem) {
        return Some(said["body"].to_string());
    }
    let violations = said["headers"]["sl-violations"].as_str()?;
    let all: Vec<Value> = serde_json::from_str(violations).unwrap_or_default();
    let wrong = |it: &&Value| it["location"][0] == "request" && it["severity"] == "Error";
    all.iter().find(wrong).map(Value::to_string)
}
