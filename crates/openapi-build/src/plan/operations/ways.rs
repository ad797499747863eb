//! Which ways to write a body are one argument, and what a choice among them is called.
//!
//! JSON of one type stays one way, whatever its media types are called: the first is sent. Everything else is a variant of
//! an enum, because it is another type, or because only the media type says what the text or the bytes are.

use super::media;
use super::wanted::Way;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir;
use crate::ir::BodyCodec;
use crate::ir::FromPayload;
use crate::ir::Type;
use crate::plan::docs;
use crate::plan::names::Case;
use crate::plan::names::Scope;

/// Ways with their types, each kind once; the others are reported.
pub fn apart(ways: Vec<(Way, Type)>, diags: &mut Diagnostics) -> Vec<(Way, Type)> {
    let mut out: Vec<(Way, Type)> = Vec::new();
    for (way, ty) in ways {
        let one = |(other, known): &&(Way, Type)| {
            let alike = matches!(
                way.codec,
                BodyCodec::Json | BodyCodec::Lines | BodyCodec::Sequence
            );
            let written = way.codec == other.codec && (alike || way.media_type == other.media_type);
            written && *known == ty
        };
        match out.iter_mut().find(|it| one(&&**it)) {
            Some((first, _)) => {
                let message = format!(
                    "the body is always sent as `{}`, never as `{}`",
                    first.media_type, way.media_type
                );
                diags.push(
                    Diagnostic::new(Code::OneMediaType, way.at.key(), message)
                        .label("both are the same JSON"),
                );
                first.also.push(way.media_type);
            }
            None => out.push((way, ty)),
        }
    }
    out
}

/// The variants of a choice.
pub fn variants(ways: Vec<(Way, Type)>) -> Vec<ir::Way> {
    let words: Vec<&'static str> = ways.iter().map(|(it, _)| word(it)).collect();
    let mut scope = Scope::default();
    let mut out: Vec<ir::Way> = Vec::new();
    for ((way, ty), word) in ways.into_iter().zip(&words) {
        let essence = media::essence(&way.media_type);
        let subtype = essence.split_once('/').map_or("", |(_, it)| it);
        let alone = words.iter().filter(|it| *it == word).count() == 1;
        let wanted: &[&str] = if alone {
            &[word, subtype, &essence]
        } else {
            &[subtype, &essence]
        };
        let known = out.iter().any(|it| it.ty == ty);
        out.push(ir::Way {
            ident: scope.claim(wanted, Case::Type),
            docs: vec![format!("As {}.", docs::code(&way.media_type)).into()],
            ty,
            from: if known {
                FromPayload::No
            } else {
                FromPayload::Yes
            },
            codec: way.codec,
            media_type: way.media_type,
            also: way.also,
            styles: way.styles,
        });
    }
    out
}

fn word(way: &Way) -> &'static str {
    let essence = media::essence(&way.media_type);
    match way.codec {
        BodyCodec::Json => "Json",
        BodyCodec::Form => "Form",
        BodyCodec::Multipart => "Multipart",
        BodyCodec::Lines => "Lines",
        BodyCodec::Sequence => "Sequence",
        BodyCodec::Text if essence.ends_with("xml") => "Xml",
        BodyCodec::Text => "Text",
        BodyCodec::Bytes => "Bytes",
    }
}
