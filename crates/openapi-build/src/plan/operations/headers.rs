//! Which headers of answers have a constant, and of which type (OpenAPI 3.1 §4.8.21).
//!
//! One constant an operation and name: answers mostly agree, and where they do not, the first that is declared
//! counts. In two steps like the rest: [`of`] says which headers there are, [`typed`] what they are. Absent: `Content-Type`,
//! which the media types of an answer describe.

use super::media;
use super::media::Family;
use super::statuses;
use super::uses::OperationUse;
use super::value_types::deprecated;
use super::value_types::value_type;
use super::wanted::Value;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir;
use crate::ir::Style;
use crate::ir::StyleKind;
use crate::plan::docs;
use crate::plan::flow::Flow;
use crate::plan::flow::children;
use crate::plan::lookup::Lookup;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::renames;
use crate::resolve::Header;
use crate::resolve::Operation;
use crate::resolve::SchemaId;
use crate::resolve::Status;
use crate::shape::Kind;
use crate::shape::Null;

use crate::shape::ShapeId;
use crate::shape::Shapes;

/// Constants of the traits of every request, which no header may hide.
const OF_REQUEST: &[&str] = &["INFO", "OK", "ERR", "WAY"];

/// How deep unions of a header's words may stand in each other.
const DEEPEST: usize = 8;

/// A header that an answer declares.
#[derive(Debug)]
pub(super) struct Told<'a> {
    header: &'a Header,
    /// The answer.
    status: &'a Status,
    value: Value,
    style: Style,
}

impl Told<'_> {
    /// The schema of its value, and what its type is called if it needs a name.
    pub(super) fn names(&self, operation: usize) -> Option<OperationUse> {
        let Value::Schema(schema) = self.value else {
            return None;
        };
        Some(OperationUse {
            operation,
            schema,
            words: vec![self.header.name.clone()],
            flow: Flow::Response,
            form: None,
        })
    }
}

/// The headers of an operation's answers, without those that cannot be read. These are reported.
pub(super) fn of<'a>(operation: &'a Operation, diags: &mut Diagnostics) -> Vec<Told<'a>> {
    let mut out = Vec::new();
    for response in &operation.responses {
        for header in &response.headers {
            if header.name.eq_ignore_ascii_case("content-type") {
                let message = format!(
                    "the header `{}` of an answer has no constant, the media types of the answer say what it is",
                    header.name
                );
                diags.push(Diagnostic::new(
                    Code::HeaderIgnored,
                    header.at.key(),
                    message,
                ));
                continue;
            }
            match spelled(header) {
                Ok((value, style)) => out.push(Told {
                    header,
                    status: &response.status,
                    value,
                    style,
                }),
                Err(why) => diags.push(left_out(header, &why)),
            }
        }
    }
    out
}

/// What the value of a header is, and how it is written; an error is a reason for people.
fn spelled(header: &Header) -> Result<(Value, Style), String> {
    if !is_token(&header.name) {
        return Err("no header can have this name".to_owned());
    }
    let style = |kind, explode| Style {
        kind,
        explode,
        allow_reserved: false,
    };
    let simple = style(StyleKind::Simple, header.explode);
    let Some(content) = &header.content else {
        let value = header.schema.map_or(Value::Text, Value::Schema);
        return Ok((value, simple));
    };
    match media::family(&content.name) {
        Family::Json => {
            let value = content.schema.map_or(Value::Json, Value::Schema);
            Ok((value, style(StyleKind::Json, false)))
        }
        Family::Text | Family::Any => Ok((Value::Text, style(StyleKind::Simple, false))),
        Family::Form
        | Family::Multipart
        | Family::Events
        | Family::Lines
        | Family::Sequence
        | Family::Bytes => Err(format!("it is written as `{}`", content.name)),
    }
}

/// Puts types and names in.
pub(super) fn typed(
    told: &[Told<'_>],
    types: &Lookup<'_>,
    diags: &mut Diagnostics,
) -> Vec<ir::Header> {
    let mut scope = Scope::with(OF_REQUEST);
    let mut out: Vec<ir::Header> = Vec::new();
    for it in told {
        let name = &it.header.name;
        if it.style.kind == StyleKind::Simple
            && let Value::Schema(schema) = it.value
            && !has_spelling(types.shapes, schema)
        {
            let why = "the style `simple` has no spelling for what stands in its lists and objects";
            diags.push(left_out(it.header, why));
            continue;
        }
        let ty = value_type(it.value, Null::Refused, types);
        if let Some(first) = out.iter().find(|it| it.wire.eq_ignore_ascii_case(name)) {
            if first.ty != ty || first.style != it.style {
                diags.push(otherwise(it));
            }
            continue;
        }
        let at = it.header.at;
        let texts = [name, &*format!("{name} header")];
        let ident = match types.wishes.claim(at, name, &mut scope, diags) {
            Some(chosen) => chosen,
            None => scope.claim(&texts, Case::Constant),
        };
        if !renames::is_obvious(name, &ident) {
            let message = format!("the header `{name}` is `{}`", ident.as_str());
            diags.push(renames::note(at.key(), Of::Node(at), &ident, message));
        }
        out.push(ir::Header {
            ident,
            wire: name.clone(),
            ty,
            style: it.style,
            docs: docs(it, types.shapes, diags),
            deprecated: deprecated(it.header.deprecated),
        });
    }
    out
}

/// What is said of the header, or else of its schema.
fn docs(told: &Told<'_>, shapes: &Shapes, diags: &mut Diagnostics) -> ir::Docs {
    let of_schema = || match told.value {
        Value::Schema(schema) => shapes.at(schema)?.notes.description.as_deref(),
        Value::Json | Value::Items(_) | Value::Form(_) | Value::Text | Value::Bytes => None,
    };
    let said = told.header.description.as_deref().or_else(of_schema);
    let text = said.map(str::trim).filter(|it| !it.is_empty());
    let mut out = match text {
        Some(text) => docs::text(text, told.header.at, diags),
        None => ir::Docs::new(),
    };
    if out.iter().all(|it| it.trim().is_empty()) {
        out.clear();
        let line = format!("The header {}.", docs::code(&told.header.name));
        docs::paragraph(&mut out, line);
    }
    out
}

fn left_out(header: &Header, why: &str) -> Diagnostic {
    let message = format!("the header `{}` has no constant: {why}", header.name);
    Diagnostic::new(Code::PartLeftOut, header.at.key(), message)
        .help("its text is in `headers()` of the answer")
}

fn otherwise(told: &Told<'_>) -> Diagnostic {
    let message = format!(
        "the header `{}` of `{}` has another type than in an answer before it",
        told.header.name,
        statuses::row(told.status)
    );
    Diagnostic::new(Code::PartLeftOut, told.header.at.key(), message)
        .label("the constant has the type of the first")
        .help("its text is in `headers()` of the answer")
}

/// Whether a value can be written in the style `simple`: a word, or a list or an object of words.
fn has_spelling(shapes: &Shapes, schema: SchemaId) -> bool {
    let Some(meaning) = shapes.at(schema) else {
        return true;
    };
    let kind = &shapes.get(meaning.shape).kind;
    if holds_values(kind) {
        children(kind)
            .iter()
            .all(|it| is_word(shapes, it.shape, DEEPEST))
    } else {
        is_word(shapes, meaning.shape, DEEPEST)
    }
}

/// Whether a value is one word: neither list nor object, nor a choice that could be one.
fn is_word(shapes: &Shapes, shape: ShapeId, deep: usize) -> bool {
    let kind = &shapes.get(shape).kind;
    let deeper = deep.checked_sub(1);
    let variants = match kind {
        Kind::Union(_) => children(kind),
        _ => Vec::new(),
    };
    let all = |deep| variants.iter().all(|it| is_word(shapes, it.shape, deep));
    !holds_values(kind) && (variants.is_empty() || deeper.is_some_and(all))
}

/// Lists and objects.
fn holds_values(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::List(_) | Kind::Map(_) | Kind::Tuple(_) | Kind::Object(_)
    )
}

/// Whether a header, or a cookie, can have this name (RFC 9110 §5.6.2).
pub(super) fn is_token(name: &str) -> bool {
    let token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    !name.is_empty() && name.bytes().all(token)
}
