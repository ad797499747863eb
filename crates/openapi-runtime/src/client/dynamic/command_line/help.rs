//! What can be asked for, as text for people.

use super::{Program, names};
use crate::client::dynamic::values::BodyKind;
use crate::client::dynamic::{Body, Callable, Need, Parameter, Standing};

/// Lines of two columns.
fn table(rows: &[(String, String)]) -> String {
    const WIDEST: usize = 36;
    let width = rows
        .iter()
        .map(|(left, _)| left.chars().count())
        .filter(|it| *it <= WIDEST)
        .max();
    let width = width.unwrap_or(WIDEST);
    let line = |(left, right): &(String, String)| {
        if right.is_empty() {
            format!("  {left}\n")
        } else if left.chars().count() > width {
            format!("  {left}\n  {:width$}  {right}\n", "")
        } else {
            format!("  {left:width$}  {right}\n")
        }
    };
    rows.iter().map(line).collect()
}

/// What the program can do.
pub(super) fn program(program: &Program) -> String {
    let own = program.name;
    let operations: Vec<(String, String)> = program
        .operations
        .iter()
        .map(|it| (names::name(program.operations, it).to_owned(), about(it)))
        .collect();
    format!(
        "usage: {own} [OPTIONS] OPERATION [--NAME VALUE]... [--body JSON|@FILE]\n\n\
         Calls an operation, and prints status, headers and body of the answer as JSON.\n\
         `{own} OPERATION --help` lists the options of an operation.\n\n\
         Operations:\n{}\nOptions:\n{}",
        table(&operations),
        options(program, program.operations).trim_end()
    )
}

fn about(callable: &Callable) -> String {
    let info = callable.info;
    let about = if callable.about.is_empty() {
        format!("{} {}", info.method, info.path)
    } else {
        callable.about.to_owned()
    };
    match callable.standing {
        Standing::Current => about,
        Standing::Deprecated => format!("[deprecated] {about}"),
    }
}

/// The options of an operation.
pub(super) fn operation(program: &Program, callable: &'static Callable) -> String {
    let info = callable.info;
    let mut rows: Vec<(String, String)> = callable
        .parameters
        .iter()
        .map(|it| {
            (
                option(callable, it),
                said(it.need, &it.place.to_string(), it.about),
            )
        })
        .collect();
    rows.extend(body(callable.bodies));
    let needed = callable
        .parameters
        .iter()
        .filter(|it| it.need == Need::Required);
    let mut usage: String = needed
        .map(|it| format!(" --{} VALUE", flag(callable, it)))
        .collect();
    if callable.bodies.iter().any(|it| it.need == Need::Required) {
        usage.push_str(" --body JSON|@FILE");
    }
    let called = names::name(program.operations, callable);
    let quote = if called.contains(' ') { "'" } else { "" };
    let mut out = format!("usage: {} {quote}{called}{quote}{usage}\n\n", program.name);
    out.push_str(&format!(
        "{}\n\n  {} {}\n  operationId: {}\n",
        about(callable),
        info.method,
        info.path,
        info.id
    ));
    if !rows.is_empty() {
        out.push_str(&format!("\nArguments:\n{}", table(&rows)));
    }
    out.push_str(&format!(
        "\nOptions:\n{}",
        options(program, std::slice::from_ref(callable))
    ));
    out.trim_end().to_owned()
}

/// The name of a parameter's option, with its place where another has the same.
fn flag(callable: &Callable, parameter: &Parameter) -> String {
    let short = names::option(parameter.name);
    let same = callable
        .parameters
        .iter()
        .filter(|it| names::option(it.name) == short)
        .count();
    if same > 1 || short.is_empty() {
        format!("{}.{}", parameter.place, parameter.name)
    } else {
        short
    }
}

fn option(callable: &Callable, parameter: &Parameter) -> String {
    format!("--{} VALUE", flag(callable, parameter))
}

fn said(need: Need, place: &str, about: &str) -> String {
    let need = match need {
        Need::Required => ", required",
        Need::Optional | Need::Nullable => "",
    };
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(": {about}")
    };
    format!("{place}{need}{about}")
}

fn body(bodies: &[Body]) -> Vec<(String, String)> {
    let Some(first) = bodies.first() else {
        return Vec::new();
    };
    let media: Vec<&str> = bodies.iter().map(|it| it.media_type).collect();
    let mut rows = vec![(
        "--body JSON|@FILE".to_owned(),
        said(first.need, "body", first.about),
    )];
    if bodies.iter().any(|it| it.value.kind == BodyKind::Multipart) {
        let about = "one part of the body; `-` is standard input, and a name may be there again";
        rows.push(("--part NAME=VALUE|@FILE".to_owned(), about.to_owned()));
    }
    rows.push((
        "--content-type TYPE".to_owned(),
        format!("how the body is written: {}", media.join(", ")),
    ));
    rows
}

fn options(program: &Program, operations: &[Callable]) -> String {
    let default = match &program.server {
        Some(server) => format!(
            "where the API is (or {}); {server} if not given",
            names::variable(program, "base_url")
        ),
        None => format!(
            "where the API is (or {})",
            names::variable(program, "base_url")
        ),
    };
    let mut rows = vec![("--base-url URL".to_owned(), default)];
    let schemes = names::schemes(operations);
    if !schemes.is_empty() {
        let variables: Vec<String> = schemes
            .iter()
            .map(|it| names::variable(program, it))
            .collect();
        rows.push((
            "--credential SCHEME=VALUE".to_owned(),
            format!(
                "a token or USER:PASSWORD for {} (or {})",
                schemes.join(", "),
                variables.join(", ")
            ),
        ));
    }
    rows.push((
        "--header NAME:VALUE".to_owned(),
        "a header of the request".to_owned(),
    ));
    rows.push((
        "--timeout SECONDS".to_owned(),
        "how long the call may take".to_owned(),
    ));
    rows.push(("--help".to_owned(), "this text".to_owned()));
    table(&rows)
}
