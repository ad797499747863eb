//! The text of the program that reads values as the types of a document's components.
//!
//! In: a client and the types that are asked for. Out: the files of a package with one program. It includes the types
//! alone: the requests need a transport, and no value is read by one.

use crate::made::text_of;
use crate::repository;
use crate::typed::Component;
use openapi_build::Client;
use openapi_build::config::Checks;
use std::fmt::Write as _;

/// The package, as names and texts of files.
///
/// # Errors
///
/// The runtime is not there.
pub fn files(
    client: &Client,
    asked: &[Component],
    name: &str,
) -> Result<Vec<(String, String)>, String> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(client, name)?),
        ("src/main.rs".to_owned(), main(client, asked)),
    ];
    let needed = ["types.rs", "schemas.json"];
    let types = client.files.iter().filter(|it| needed.contains(&&*it.name));
    files.extend(types.map(|it| (format!("src/{}", it.name), it.text.clone())));
    Ok(files)
}

fn manifest(client: &Client, name: &str) -> Result<String, String> {
    let checks = client.plan.checks.as_ref().map_or("", |_| ", \"check\"");
    let runtime = repository::runtime()?;
    let path = serde_json::Value::from(text_of(&runtime)?);
    Ok(format!(
        "[package]\n\
         name = \"{name}\"\n\
         version = \"0.0.0\"\n\
         edition = \"2024\"\n\
         publish = false\n\n\
         [dependencies]\n\
         openapi-runtime = {{ path = {path}, default-features = false, features = [\"jiff\"{checks}] }}\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n\n\
         [profile.dev]\n\
         debug = false\n\
         incremental = false\n\n\
         [workspace]\n"
    ))
}

/// One function, and a table with its address for each type: the type is all that differs.
fn main(client: &Client, asked: &[Component]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str(client.plan.checks.as_ref().map_or("", |_| CHECKS));
    text.push_str(MAIN);
    for it in asked {
        // A JSON string is a Rust literal once `\u` escapes are gone, and `{:?}` writes none that Rust does not read.
        let (key, ty) = (&it.key, &it.ty);
        // Writing to a string cannot fail.
        let function = match it.checks {
            Checks::Yes => "read_check_and_write",
            Checks::No => "read_and_write",
        };
        let _ = writeln!(text, "    ({key:?}, {function}::<{ty}>),");
    }
    text.push_str("];\n");
    text
}

/// What the program is about.
const HEAD: &str = r##"//! Reads lines `{"component": KEY, "value": …}`; answers each with `{"written": …}` or `{"refused": "why"}`; a value that
//! can be checked with `{"violates": null or "what", "written": …}`.

use ::openapi_runtime::__private::v1 as rt;
use ::openapi_runtime::wire;
use ::std::collections::HashMap;
use ::std::io::{BufRead, Write};

#[allow(warnings, clippy::all)]
#[rustfmt::skip]
mod types;
"##;

/// What checks are made with. Asked is what either side is asked, so that `required` is as strict as the document writes it.
const CHECKS: &str = r##"
#[allow(warnings, clippy::all)]
mod client {
    pub enum SCHEMAS {}
    pub(super) static SCHEMAS: super::rt::Schemas = super::rt::Schemas::new(include_str!("schemas.json"));
}

fn read_check_and_write<T: rt::Wire + rt::Checked>(text: &str) -> Result<String, String> {
    use ::openapi_runtime::check::{Check, CheckOptions, Direction, Formats};
    let value: T = wire::decode(text.as_bytes()).map_err(|it| it.to_string())?;
    let written = wire::encode(&value).map_err(|it| format!("cannot be written: {it}"))?;
    let written = String::from_utf8(written).map_err(|it| it.to_string())?;
    let strict = CheckOptions::new().formats(Formats::Asserted);
    let request = value.check_with(strict.direction(Direction::Request));
    let answer = value.check_with(strict.direction(Direction::Answer));
    let violates = request.and(answer).err().map_or(serde_json::Value::Null, |it| it.to_string().into());
    Ok(format!("{{\"violates\":{violates},\"written\":{written}}}"))
}
"##;

/// What is the same for every document.
const MAIN: &str = r##"
type ReadAndWrite = fn(&str) -> Result<String, String>;

fn read_and_write<T: rt::Wire>(text: &str) -> Result<String, String> {
    let value: T = wire::decode(text.as_bytes()).map_err(|it| it.to_string())?;
    let written = wire::encode(&value).map_err(|it| format!("cannot be written: {it}"))?;
    let written = String::from_utf8(written).map_err(|it| it.to_string())?;
    Ok(format!("{{\"written\":{written}}}"))
}

fn answer(table: &HashMap<&str, ReadAndWrite>, line: &str) -> Result<String, String> {
    let raw: HashMap<String, &serde_json::value::RawValue> =
        serde_json::from_str(line).map_err(|it| format!("not a question: {it}"))?;
    let part = |name: &str| raw.get(name).map(|it| it.get()).ok_or_else(|| format!("the question has no `{name}`"));
    let component: String = serde_json::from_str(part("component")?).map_err(|it| it.to_string())?;
    let function = table.get(&*component).ok_or_else(|| format!("there is no component `{component}`"))?;
    let value = part("value")?;
    ::std::panic::catch_unwind(|| function(value)).unwrap_or_else(|_| Err("panicked".to_owned()))
}

fn run() -> ::std::io::Result<()> {
    let table: HashMap<&str, ReadAndWrite> = TABLE.iter().copied().collect();
    let mut out = ::std::io::stdout().lock();
    for line in ::std::io::stdin().lock().lines() {
        match answer(&table, &line?) {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(why) => writeln!(out, "{{\"refused\":{}}}", serde_json::Value::from(why))?,
        }
        out.flush()?;
    }
    Ok(())
}

fn main() -> ::std::io::Result<()> {
    // Functions that are not optimised need more room for values that are nested deeply.
    let thread = ::std::thread::Builder::new().stack_size(256 << 20).spawn(run)?;
    thread.join().unwrap_or_else(|_| Err(::std::io::Error::other("panicked")))
}

static TABLE: &[(&str, ReadAndWrite)] = &[
"##;
