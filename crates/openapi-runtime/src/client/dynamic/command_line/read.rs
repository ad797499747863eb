//! From words to a call.
//!
//! In: the words after a program's name. Out: a call, or a text for people. Options of the program may stand anywhere;
//! behind the operation, its own come first. `--name value` and `--name=value` are the same.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::Map;

use super::value::{self, Part, Text};
use super::{Asked, Call, Program, help, names};
use crate::client::api::In;
use crate::client::dynamic::values::BodyKind;
use crate::client::dynamic::{Body, Callable, Parameter};
use crate::wire::Json;

/// What the options say, as far as they were read.
#[derive(Default)]
struct Options {
    help: bool,
    server: Option<String>,
    credentials: Vec<(String, crate::Secret)>,
    headers: Vec<(String, String)>,
    timeout: Option<Duration>,
    body: Option<Text>,
    parts: Vec<(String, Vec<Part>)>,
    content_type: Option<String>,
    parameters: Vec<(&'static Parameter, Vec<String>)>,
}

pub(super) fn read(
    program: &Program,
    words: impl IntoIterator<Item = String>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Asked, String> {
    let mut words: VecDeque<String> = words.into_iter().collect();
    let mut operation: Option<&'static Callable> = None;
    let mut options = Options::default();
    while let Some(word) = words.pop_front() {
        match (word.strip_prefix("--"), operation) {
            _ if word == "-h" || word == "--help" => options.help = true,
            (Some(option), _) => options.take(option, operation, &mut words)?,
            (None, None) => operation = Some(find(program, &word)?),
            (None, Some(operation)) => {
                let id = operation.info.id;
                return Err(format!(
                    "{word:?} is no option, and `{id}` is the operation"
                ));
            }
        }
    }
    match operation {
        Some(operation) if options.help => Ok(Asked::Help(help::operation(program, operation))),
        None => Ok(Asked::Help(help::program(program))),
        Some(operation) => options
            .call(program, operation, variable)
            .map(|call| Asked::Call(Box::new(call))),
    }
}

fn find(program: &Program, id: &str) -> Result<&'static Callable, String> {
    let by_id = program.operations.iter().find(|it| it.info.id == id);
    let by_name = || {
        program
            .operations
            .iter()
            .find(|it| names::name(program.operations, it) == id)
    };
    by_id.or_else(by_name).ok_or_else(|| {
        let like = names::like(program.operations, id);
        match like.as_slice() {
            [] => format!("there is no operation {id:?}"),
            like => format!("there is no operation {id:?}; there is {}", like.join(", ")),
        }
    })
}

impl Options {
    fn take(
        &mut self,
        option: &str,
        operation: Option<&'static Callable>,
        words: &mut VecDeque<String>,
    ) -> Result<(), String> {
        let (name, mut value) = match option.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (option, None),
        };
        let mut text = || {
            let next = value.take().or_else(|| words.pop_front());
            next.ok_or_else(|| format!("`--{name}` needs a value"))
        };
        let parameters = operation.map_or(&[][..], |it| it.parameters);
        if let Some(parameter) = named(parameters, name)? {
            let text = text()?;
            let known = |(it, _): &&mut (&Parameter, _)| std::ptr::eq(*it, parameter);
            match self.parameters.iter_mut().find(known) {
                Some((_, texts)) => texts.push(text),
                None => self.parameters.push((parameter, vec![text])),
            }
            return Ok(());
        }
        match name {
            "base-url" => self.server = Some(text()?),
            "credential" => self.credentials.push(
                pair(&text()?, '=', "SCHEME=VALUE")
                    .map(|(scheme, value)| (scheme, value.into()))?,
            ),
            "header" => self.headers.push(pair(&text()?, ':', "NAME:VALUE")?),
            "timeout" => self.timeout = Some(seconds(&text()?)?),
            "body" => self.body = Some(value::argument(&text()?)?),
            "part" => self.add_part(&text()?)?,
            "content-type" => self.content_type = Some(text()?),
            _ => {
                return Err(match operation {
                    Some(operation) => {
                        format!("`{}` has no option `--{name}`", operation.info.id)
                    }
                    None => format!("there is no option `--{name}`"),
                });
            }
        }
        Ok(())
    }

    fn add_part(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = text
            .split_once('=')
            .ok_or("the form is NAME=VALUE or NAME=@FILE")?;
        let part = value::part(value)?;
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, parts)) => parts.push(part),
            None => self.parts.push((name.to_owned(), vec![part])),
        }
        Ok(())
    }

    fn call(
        self,
        program: &Program,
        operation: &'static Callable,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Call, String> {
        let base = names::variable(program, "base_url");
        let server = self
            .server
            .or_else(|| variable(&base))
            .or_else(|| program.server.clone())
            .ok_or_else(|| {
                format!("a base URL is needed: `--base-url URL`, or the variable {base}")
            })?;
        let mut credentials = self.credentials;
        for scheme in names::schemes(std::slice::from_ref(operation)) {
            let given = credentials.iter().any(|(known, _)| known == scheme);
            if let Some(text) = variable(&names::variable(program, scheme)).filter(|_| !given) {
                credentials.push((scheme.to_owned(), text.into()));
            }
        }
        let mut arguments = Map::new();
        for (parameter, texts) in &self.parameters {
            let place = arguments
                .entry(parameter.place.to_string())
                .or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(place) = place {
                place.insert(parameter.name.to_owned(), value::of(parameter, texts));
            }
        }
        let body = Given {
            body: self.body,
            parts: self.parts,
            content_type: self.content_type,
        };
        body.put(operation, &mut arguments)?;
        Ok(Call {
            operation_id: operation.info.id,
            arguments: Json::Object(arguments),
            server,
            credentials,
            headers: self.headers,
            timeout: self.timeout,
        })
    }
}

/// A body as it was given: whole, in parts, or both.
struct Given {
    body: Option<Text>,
    parts: Vec<(String, Vec<Part>)>,
    content_type: Option<String>,
}

impl Given {
    fn put(self, operation: &Callable, arguments: &mut Map<String, Json>) -> Result<(), String> {
        let mut content_type = self.content_type;
        let is_parts = |it: &&Body| it.value.kind == BodyKind::Multipart;
        let mut way = operation.way(content_type.as_deref());
        if !self.parts.is_empty() {
            // Whoever gives parts has chosen, where one way has them.
            let in_parts = match content_type {
                Some(_) => way.filter(is_parts),
                None => operation.bodies.iter().find(is_parts),
            };
            let Some(chosen) = in_parts else {
                return Err(format!("`{}` takes no body of parts", operation.info.id));
            };
            content_type = content_type.or_else(|| Some(chosen.media_type.to_owned()));
            way = Some(chosen);
        }
        let mut body = self.body.map(|it| it.value(way.map(|it| it.value.kind)));
        for (name, given) in &self.parts {
            let takes = |value: &Json| way.is_some_and(|it| (it.value.takes)(name, value));
            let members = body.get_or_insert_with(|| Json::Object(Map::new()));
            let members = members
                .as_object_mut()
                .ok_or("the body beside `--part` is an object of parts by their names")?;
            members.insert(name.clone(), value::of_parts(given, &takes));
        }
        arguments.extend(body.map(|it| ("body".to_owned(), it)));
        arguments.extend(content_type.map(|it| ("contentType".to_owned(), it.into())));
        Ok(())
    }
}

/// The parameter that an option stands for: by its option, by its name, or by place and name (`query.limit`).
fn named(
    parameters: &'static [Parameter],
    name: &str,
) -> Result<Option<&'static Parameter>, String> {
    let (place, rest) = match name.split_once('.') {
        Some((place, rest)) => (
            [In::Path, In::Query, In::Header, In::Cookie]
                .into_iter()
                .find(|it| it.to_string() == place),
            rest,
        ),
        None => (None, name),
    };
    let exact = parameters.iter().filter(|it| it.name == name);
    let qualified = parameters.iter().filter(|it| {
        Some(it.place) == place && (it.name == rest || names::option(it.name) == rest)
    });
    let short = parameters
        .iter()
        .filter(|it| names::option(it.name) == name);
    let found: Vec<&'static Parameter> = [exact.collect(), qualified.collect(), short.collect()]
        .into_iter()
        .find(|found: &Vec<_>| !found.is_empty())
        .unwrap_or_default();
    match found.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|it| format!("`--{}.{}`", it.place, it.name))
                .collect();
            Err(format!("`--{name}` could be {}", names.join(" or ")))
        }
    }
}

fn pair(text: &str, between: char, form: &str) -> Result<(String, String), String> {
    // The text may be a secret.
    let (name, value) = text
        .split_once(between)
        .ok_or_else(|| format!("the form is {form}"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .and_then(|it| Duration::try_from_secs_f64(it).ok())
        .ok_or_else(|| format!("{text:?} is no number of seconds"))
}
