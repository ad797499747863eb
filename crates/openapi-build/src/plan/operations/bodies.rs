//! Which of the documented ways a request's body is written in.
//!
//! JSON before everything else, then forms, text and bytes. The caller is asked for one value,
//! so that one way is taken; the others are reported.

use super::media;
use super::media::Family;
use super::styles;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::BodyCodec;
use crate::ir::Style;
use crate::resolve::Body;
use crate::resolve::Media;

/// The way that was taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// Its entry in `content`.
    pub media: &'a Media,
    /// How it is written.
    pub codec: BodyCodec,
}

/// Chooses a way; `Ok(None)` when the body is never anything; an error is a reason for people.
pub fn choose<'a>(body: &'a Body, diags: &mut Diagnostics) -> Result<Option<Taken<'a>>, String> {
    let ranked = [
        BodyCodec::Json,
        BodyCodec::Form,
        BodyCodec::Text,
        BodyCodec::Bytes,
    ];
    let of = |codec| {
        body.content
            .iter()
            .find(move |it| self::codec(&it.name) == Some(codec))
    };
    let best = ranked.into_iter().find_map(|codec| {
        Some(Taken {
            media: of(codec)?,
            codec,
        })
    });
    let Some(taken) = best else {
        return match body.content.first() {
            Some(only) => Err(format!(
                "a body of the type `{}` cannot be written yet",
                only.name
            )),
            None => {
                let message = "the body has no `content`";
                diags.push(
                    Diagnostic::new(Code::PartLeftOut, body.at.value(), message)
                        .label("nothing is sent"),
                );
                Ok(None)
            }
        };
    };
    let others: Vec<String> = body
        .content
        .iter()
        .filter(|it| it.at != taken.media.at)
        .map(|it| format!("`{}`", it.name))
        .collect();
    if !others.is_empty() {
        let message = format!(
            "the body is always sent as `{}`, never as {}",
            taken.media.name,
            others.join(", ")
        );
        diags.push(Diagnostic::new(Code::PartLeftOut, body.at.value(), message));
    }
    Ok(Some(taken))
}

/// The members of a form that are not spelled like others.
pub fn styles(taken: &Taken<'_>, diags: &mut Diagnostics) -> Vec<(Box<str>, Style)> {
    let mut out = Vec::new();
    for (property, encoding) in &taken.media.encoding {
        match styles::of_member(encoding).filter(|_| taken.codec == BodyCodec::Form) {
            Some(style) => out.push((property.clone(), style)),
            None => {
                let message = format!("`encoding` of `{property}` has no effect on what is sent");
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

/// How a media type is written; `None` when it cannot be.
fn codec(name: &str) -> Option<BodyCodec> {
    match media::family(name) {
        Family::Json => Some(BodyCodec::Json),
        Family::Form => Some(BodyCodec::Form),
        Family::Text => Some(BodyCodec::Text),
        Family::Any | Family::Bytes => Some(BodyCodec::Bytes),
        Family::Multipart => None,
    }
}
