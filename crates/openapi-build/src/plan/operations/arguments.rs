//! Which values the caller gives, in which order.
//!
//! Positional are the variables of the path, in its order; then the other required parameters,
//! in the order of the document; then the required body. Everything else is a setter. What HTTP or the client decides by itself (`Accept`,
//! `Content-Type`, `Authorization`) is no argument, as the specification says.

use super::bodies;
use super::headers;
use super::styles;
use super::template;
use super::wanted::Goes;
use super::wanted::Value;
use super::wanted::Wanted;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Remedy;
use crate::diag::quoted;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::Style;
use crate::ir::StyleKind;
use crate::resolve::Operation;
use crate::resolve::Parameter;
use crate::resolve::Place;

/// Headers that are not parameters (OpenAPI 3.1 §4.8.12.2.1).
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The arguments of an operation; an error is a reason to leave the operation out.
pub fn of<'a>(
    operation: &'a Operation,
    diags: &mut Diagnostics,
) -> Result<Vec<Wanted<'a>>, String> {
    let variables = variables(operation);
    let mut all = Vec::new();
    for parameter in &operation.parameters {
        if let Some(wanted) = of_parameter(operation, parameter, &variables, diags)? {
            all.push(wanted);
        }
    }
    undeclared(operation, &variables, &mut all, diags);
    if let Some(body) = &operation.body
        && let ways = bodies::ways(body, diags)
        && let Some(first) = ways.first()
    {
        all.push(Wanted {
            name: "body",
            value: first.value,
            need: need(body.required),
            goes: Goes::Body(ways),
            description: body.description.as_deref(),
            deprecated: false,
            at: body.at,
        });
    }
    // A stable sort: within each part, the order of the document.
    all.sort_by_key(|it| rank(it, &variables));
    Ok(all)
}

/// The variables of the path. One of a query that is written behind it (`/search?q={q}`) may be the query parameter of
/// its name, which is sent as such.
fn variables(operation: &Operation) -> Vec<&str> {
    let (path, _) = template::parts(&operation.path);
    let in_query = |name: &str| {
        operation
            .parameters
            .iter()
            .any(|it| matches!(it.place, Place::Query(_)) && &*it.name == name)
    };
    let own = template::variables(path);
    template::variables(&operation.path)
        .into_iter()
        .filter(|it| own.contains(it) || !in_query(it))
        .collect()
}

/// The argument for a parameter; none for one that is never sent.
fn of_parameter<'a>(
    operation: &Operation,
    parameter: &'a Parameter,
    variables: &[&str],
    diags: &mut Diagnostics,
) -> Result<Option<Wanted<'a>>, String> {
    let spelled = styles::of(parameter).and_then(|(location, style)| match location {
        Location::Header if !headers::is_token(&parameter.name) => {
            Err("no header can have this name".to_owned())
        }
        Location::Cookie if !headers::is_token(&parameter.name) => {
            Err("no cookie can have this name".to_owned())
        }
        _ => Ok((location, style)),
    });
    let (location, style) = match spelled {
        Ok(it) => it,
        Err(why) if parameter.required => {
            return Err(format!("parameter `{}`: {why}", parameter.name));
        }
        Err(why) => {
            let message = format!("the parameter `{}` cannot be set: {why}", parameter.name);
            diags.push(Diagnostic::new(
                Code::PartLeftOut,
                parameter.at.value(),
                message,
            ));
            return Ok(None);
        }
    };
    if is_never_sent(operation, parameter, location, variables, diags) {
        return Ok(None);
    }
    tell_if_optional(parameter, location, diags);
    let styles = parameter
        .content
        .iter()
        .flat_map(|it| styles::of_members(it, style.kind == StyleKind::WholeForm, diags))
        .collect();
    Ok(Some(Wanted {
        name: &parameter.name,
        value: value(parameter, style.kind),
        need: need(parameter.required || location == Location::Path),
        goes: Goes::Parameter {
            location,
            wire: parameter.name.clone(),
            style,
            styles,
        },
        description: parameter.description.as_deref(),
        deprecated: parameter.deprecated,
        at: parameter.at,
    }))
}

/// Whether a parameter is never sent, which is told: a header that the client decides, a variable that the path has not.
fn is_never_sent(
    operation: &Operation,
    parameter: &Parameter,
    location: Location,
    variables: &[&str],
    diags: &mut Diagnostics,
) -> bool {
    if location == Location::Header
        && NOT_PARAMETERS
            .iter()
            .any(|it| it.eq_ignore_ascii_case(&parameter.name))
    {
        let message = format!(
            "the header `{}` is set by the client, and is no parameter",
            parameter.name
        );
        diags.push(
            Diagnostic::new(Code::HeaderIgnored, parameter.at.value(), message).help(
                "the media types of bodies and answers, and security schemes, say what is sent",
            ),
        );
        return true;
    }
    if location == Location::Path && !variables.contains(&&*parameter.name) {
        let message = format!(
            "`{}` is a path parameter, but `{}` does not name it",
            parameter.name, operation.path
        );
        diags.push(
            Diagnostic::new(Code::PartLeftOut, parameter.at.value(), message)
                .label("it is left out"),
        );
        return true;
    }
    false
}

/// Tells of a variable of the path that the document lets be missing.
fn tell_if_optional(parameter: &Parameter, location: Location, diags: &mut Diagnostics) {
    if location == Location::Path && !parameter.required {
        let message = format!(
            "the variable `{}` of the path is not `required`",
            parameter.name
        );
        diags.push(
            Diagnostic::new(Code::AlwaysRequired, parameter.at.value(), message)
                .label("it is required all the same")
                .remedy(Remedy::Update {
                    at: parameter.at,
                    members: "{ required: true }".to_owned(),
                }),
        );
    }
}

/// What a parameter's value is, by its `schema` or its `content`.
fn value(parameter: &Parameter, kind: StyleKind) -> Value {
    match (&parameter.content, parameter.schema) {
        (Some(content), _)
            if matches!(
                kind,
                StyleKind::Json | StyleKind::WholeForm | StyleKind::WholeJson
            ) =>
        {
            content.schema.map_or(Value::Json, Value::Schema)
        }
        (Some(_), _) | (None, None) => Value::Text,
        (None, Some(schema)) => Value::Schema(schema),
    }
}

/// Variables of the path that no parameter declares are text.
fn undeclared<'a>(
    operation: &'a Operation,
    variables: &[&'a str],
    all: &mut Vec<Wanted<'a>>,
    diags: &mut Diagnostics,
) {
    for name in variables {
        let declared = |it: &Wanted<'_>| match &it.goes {
            Goes::Parameter {
                location: Location::Path,
                wire,
                ..
            } => **wire == **name,
            Goes::Parameter { .. } | Goes::Body(_) => false,
        };
        if all.iter().any(declared) {
            continue;
        }
        let message = format!(
            "`{}` has a variable `{name}` that no parameter declares",
            operation.path
        );
        diags.push(
            Diagnostic::new(Code::UndeclaredVariable, operation.at.key(), message)
                .label("it becomes a text argument")
                .remedy(Remedy::Update {
                    at: operation.at,
                    members: format!(
                        "{{ parameters: [{{ name: {}, in: path, required: true, schema: {{ type: string }} }}] }}",
                        quoted(name)
                    ),
                }),
        );
        all.push(Wanted {
            name,
            value: Value::Text,
            need: Need::Required,
            goes: Goes::Parameter {
                location: Location::Path,
                wire: (*name).into(),
                style: Style {
                    kind: StyleKind::Simple,
                    explode: false,
                    allow_reserved: false,
                },
                styles: Vec::new(),
            },
            description: None,
            deprecated: false,
            at: operation.at,
        });
    }
}

/// Where an argument stands: the variables of the path as they follow each other there, others behind.
fn rank(wanted: &Wanted<'_>, variables: &[&str]) -> usize {
    let in_path = |wire: &str| {
        variables
            .iter()
            .position(|it| *it == wire)
            .unwrap_or(variables.len())
    };
    match (&wanted.goes, wanted.need) {
        (
            Goes::Parameter {
                location: Location::Path,
                wire,
                ..
            },
            _,
        ) => in_path(wire),
        (Goes::Parameter { .. } | Goes::Body(_), Need::Required) => variables.len() + 1,
        (Goes::Parameter { .. } | Goes::Body(_), Need::Optional) => variables.len() + 2,
    }
}

fn need(required: bool) -> Need {
    if required {
        Need::Required
    } else {
        Need::Optional
    }
}
