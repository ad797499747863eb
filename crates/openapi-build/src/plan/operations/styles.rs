//! How a parameter is spelled: its style and the defaults of its place (OpenAPI 3.1 §4.8.12).

use super::media;
use super::media::Family;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Location;
use crate::ir::Style;
use crate::ir::StyleKind;
use crate::resolve::Encoding;
use crate::resolve::Media;
use crate::resolve::Parameter;
use crate::resolve::Place;
use openapiv3::CookieStyle;
use openapiv3::HeaderStyle;
use openapiv3::PathStyle;
use openapiv3::QueryStyle;

/// The place of a parameter and its spelling there; an error is a reason for people.
pub fn of(parameter: &Parameter) -> Result<(Location, Style), String> {
    let (location, kind) = match &parameter.place {
        Place::Path(style) => (Location::Path, path(style.as_ref())),
        Place::Query(style) => (Location::Query, query(style.as_ref())),
        Place::Header(None | Some(HeaderStyle::Simple)) => (Location::Header, StyleKind::Simple),
        Place::Cookie(None | Some(CookieStyle::Form)) => (Location::Cookie, StyleKind::Form),
        Place::Querystring => return whole(parameter),
    };
    if let Some(content) = &parameter.content {
        return match media::family(&content.name) {
            Family::Json | Family::Any => Ok((location, style(StyleKind::Json, false, parameter))),
            // Text is sent as it is, which is what a simple value of the place's own style is.
            Family::Text => Ok((location, style(kind, false, parameter))),
            Family::Form
            | Family::Multipart
            | Family::Events
            | Family::Lines
            | Family::Sequence
            | Family::Bytes => Err(format!(
                "a parameter cannot be written as `{}` yet",
                content.name
            )),
        };
    }
    let explode = parameter
        .explode
        .unwrap_or(kind == StyleKind::Form || kind == StyleKind::DeepObject);
    Ok((location, style(kind, explode, parameter)))
}

/// The spelling of a value that is the whole query (3.2 §4.12.1), by its media type.
fn whole(parameter: &Parameter) -> Result<(Location, Style), String> {
    let Some(content) = &parameter.content else {
        return Err("`in: querystring` needs `content`".to_owned());
    };
    let kind = match media::family(&content.name) {
        Family::Form => StyleKind::WholeForm,
        Family::Json => StyleKind::WholeJson,
        Family::Multipart => {
            return Err(format!("a query cannot be written as `{}`", content.name));
        }
        // Everything else is text that only has to be percent-encoded: `application/jsonpath`.
        Family::Any
        | Family::Text
        | Family::Events
        | Family::Lines
        | Family::Sequence
        | Family::Bytes => StyleKind::WholeText,
    };
    let style = Style {
        kind,
        explode: false,
        allow_reserved: false,
    };
    Ok((Location::Query, style))
}

/// The spelling of the members of a form that are not spelled like others; whether it is one is the caller's to know.
pub fn of_members(media: &Media, is_form: bool, diags: &mut Diagnostics) -> Vec<(Box<str>, Style)> {
    let mut out = Vec::new();
    for (member, encoding) in &media.encoding {
        match of_member(encoding) {
            Spelling::Own(style) if is_form => out.push((member.clone(), style)),
            Spelling::Usual if is_form => {}
            Spelling::Own(_) | Spelling::Usual | Spelling::None => {
                let message = format!("`encoding` of `{member}` has no effect on what is sent");
                diags.push(Diagnostic::new(
                    Code::PartLeftOut,
                    encoding.at.key(),
                    message,
                ));
            }
        }
    }
    out
}

/// How `encoding` has a member of a form spelled.
enum Spelling {
    /// In a style of its own.
    Own(Style),
    /// As it is without: a value as its text, an object as JSON.
    Usual,
    /// In a way that cannot be written.
    None,
}

/// The spelling that an `encoding` says.
fn of_member(encoding: &Encoding) -> Spelling {
    if let Some(style) = said(encoding) {
        return Spelling::Own(style);
    }
    let Some(content_type) = encoding.content_type.as_deref() else {
        return Spelling::None;
    };
    match media::family(content_type) {
        Family::Json => Spelling::Own(Style {
            kind: StyleKind::Json,
            explode: false,
            allow_reserved: false,
        }),
        Family::Text if !media::is_markup(content_type) => Spelling::Usual,
        Family::Text
        | Family::Any
        | Family::Form
        | Family::Multipart
        | Family::Events
        | Family::Lines
        | Family::Sequence
        | Family::Bytes => Spelling::None,
    }
}

/// The style that an `encoding` says, if it says one.
pub fn said(encoding: &Encoding) -> Option<Style> {
    let said =
        encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved.is_some();
    let kind = query(encoding.style.as_ref());
    let explode = encoding
        .explode
        .unwrap_or(kind == StyleKind::Form || kind == StyleKind::DeepObject);
    said.then(|| Style {
        kind,
        explode,
        allow_reserved: encoding.allow_reserved.unwrap_or(false),
    })
}

fn style(kind: StyleKind, explode: bool, parameter: &Parameter) -> Style {
    Style {
        kind,
        explode,
        allow_reserved: parameter.allow_reserved,
    }
}

fn path(style: Option<&PathStyle>) -> StyleKind {
    match style {
        None | Some(PathStyle::Simple) => StyleKind::Simple,
        Some(PathStyle::Label) => StyleKind::Label,
        Some(PathStyle::Matrix) => StyleKind::Matrix,
    }
}

fn query(style: Option<&QueryStyle>) -> StyleKind {
    match style {
        None | Some(QueryStyle::Form) => StyleKind::Form,
        Some(QueryStyle::SpaceDelimited) => StyleKind::SpaceDelimited,
        Some(QueryStyle::PipeDelimited) => StyleKind::PipeDelimited,
        Some(QueryStyle::DeepObject) => StyleKind::DeepObject,
    }
}
