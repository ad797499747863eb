//! The ways in which a request's body can be written, the preferred one first.
//!
//! One media type is one way. JSON comes before everything else, then forms, parts, lists of values, text and bytes. Which
//! ways are one argument is decided when their types are known, in `ways`.

use super::media;
use super::media::Family;
use super::styles;
use super::wanted::Value;
use super::wanted::Way;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::BodyCodec;
use crate::plan::Form;
use crate::resolve::Body;
use crate::resolve::Media;

/// All ways of a body; none when nothing is ever sent.
pub fn ways(body: &Body, diags: &mut Diagnostics) -> Vec<Way> {
    // What is no media type was told of when the document was read; nothing is sent in such a way.
    let sent = body.content.iter();
    let sent = sent.filter(|it| it.name.contains('/') || &*it.name == "*");
    let mut ways: Vec<Way> = sent.map(|it| way(it, diags)).collect();
    if ways.is_empty() {
        diags.push(
            Diagnostic::new(
                Code::PartLeftOut,
                body.at.value(),
                "the body has no `content`",
            )
            .label("nothing is sent"),
        );
    }
    // A stable sort: of several alike, the first of the document.
    ways.sort_by_key(|it| rank(it.codec));
    ways
}

fn way(media: &Media, diags: &mut Diagnostics) -> Way {
    let codec = codec(&media.name);
    let value = match codec {
        BodyCodec::Json | BodyCodec::Form => media.schema.map_or(Value::Json, Value::Schema),
        BodyCodec::Multipart => Value::Form(media.schema),
        BodyCodec::Lines | BodyCodec::Sequence => Value::Items(media.item_schema.or(media.schema)),
        BodyCodec::Text => Value::Text,
        BodyCodec::Bytes => Value::Bytes,
    };
    let form = (codec == BodyCodec::Multipart).then(|| Form {
        media: media.at,
        media_type: media.name.clone(),
        encoding: media.encoding.clone(),
    });
    Way {
        value,
        codec,
        media_type: media.name.clone(),
        also: Vec::new(),
        styles: match codec {
            BodyCodec::Multipart => Vec::new(),
            _ => styles::of_members(media, codec == BodyCodec::Form, diags),
        },
        form,
        schema: media.schema,
        at: media.at,
    }
}

/// How a media type is written.
fn codec(name: &str) -> BodyCodec {
    match media::family(name) {
        Family::Json => BodyCodec::Json,
        Family::Form => BodyCodec::Form,
        Family::Multipart => BodyCodec::Multipart,
        Family::Lines => BodyCodec::Lines,
        Family::Sequence => BodyCodec::Sequence,
        Family::Text | Family::Events => BodyCodec::Text,
        Family::Any | Family::Bytes => BodyCodec::Bytes,
    }
}

/// Lower is preferred.
fn rank(codec: BodyCodec) -> u8 {
    match codec {
        BodyCodec::Json => 0,
        BodyCodec::Form => 1,
        BodyCodec::Multipart => 2,
        BodyCodec::Lines => 3,
        BodyCodec::Sequence => 4,
        BodyCodec::Text => 5,
        BodyCodec::Bytes => 6,
    }
}
