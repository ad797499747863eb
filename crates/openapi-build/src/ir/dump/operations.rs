//! The client half of the plan as text.

use super::behind;
use super::ty;
use crate::ir::AnswerType;
use crate::ir::Answers;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Crate;
use crate::ir::Deprecated;
use crate::ir::FeatureOf;
use crate::ir::FromPayload;
use crate::ir::Leaf;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::Operation;
use crate::ir::Passing;
use crate::ir::Reads;
use crate::ir::Scheme;
use crate::ir::Sends;
use crate::ir::Servers;
use crate::ir::Step;
use crate::ir::Stream;
use crate::ir::Style;
use crate::ir::StyleKind;
use crate::ir::There;
use crate::ir::Type;
use std::fmt;
use std::fmt::Write;

/// Servers, schemes, groups with their operations, enums of answers.
pub fn client(krate: &Crate) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = facts(krate, &mut out);
    let _ = groups(krate, &mut out);
    let _ = ways(krate, &mut out);
    let _ = outcomes(krate, &mut out);
    out
}

fn facts(krate: &Crate, out: &mut String) -> fmt::Result {
    if let Some(it) = &krate.client.servers {
        servers(it, "", out)?;
    }
    for it in &krate.features {
        match &it.of {
            FeatureOf::Tag(tag) => writeln!(out, "feature {}  {tag:?}", it.name)?,
            FeatureOf::OtherTypes => writeln!(out, "feature {}  \"\"", it.name)?,
        }
    }
    for it in &krate.client.schemes {
        let ident = it.ident.as_ref().map_or("no constant", |it| it.as_str());
        writeln!(out, "scheme {ident} {:?}  {}", it.name, scheme(&it.scheme))?;
    }
    Ok(())
}

fn servers(servers: &Servers, indent: &str, out: &mut String) -> fmt::Result {
    for server in &servers.list {
        writeln!(
            out,
            "{indent}server {}  {}",
            server.ident.as_str(),
            server.url
        )?;
        for it in &server.variables {
            writeln!(
                out,
                "{indent}  {}  for {{{}}}, usually {:?}",
                it.ident.as_str(),
                it.wire,
                it.default
            )?;
        }
    }
    Ok(())
}

fn groups(krate: &Crate, out: &mut String) -> fmt::Result {
    for group in &krate.client.groups {
        match &group.accessor {
            Some(accessor) => writeln!(
                out,
                "group {}  client.{}()",
                group.ident.as_str(),
                accessor.as_str()
            )?,
            None => writeln!(out, "group {}  client", group.ident.as_str())?,
        }
        out.push_str(&behind(krate, &group.gate, "  "));
        for operation in group
            .operations
            .iter()
            .filter_map(|it| krate.client.operations.get(*it))
        {
            self::operation(krate, operation, out)?;
        }
    }
    Ok(())
}

fn operation(krate: &Crate, it: &Operation, out: &mut String) -> fmt::Result {
    let required = it.arguments.iter().filter(|it| it.need == Need::Required);
    let positional: Vec<&str> = required.map(|it| it.ident.as_str()).collect();
    writeln!(
        out,
        "  {}({}) -> {}  {} {}  {:?}{}",
        it.method_ident.as_str(),
        positional.join(", "),
        it.ident.as_str(),
        it.http_method,
        it.path,
        it.id,
        deprecated(it.deprecated),
    )?;
    out.push_str(&behind(krate, &it.gate, "    "));
    for argument in &it.arguments {
        self::argument(krate, argument, out)?;
    }
    if !it.server.is_empty() {
        writeln!(out, "    at {}", it.server)?;
    }
    if let Some(it) = &it.servers {
        writeln!(out, "    one of {}", it.ident.as_str())?;
        servers(it, "      ", out)?;
    }
    if let [_, ..] = it.security.as_slice() {
        let alternatives: Vec<String> = it.security.iter().map(|all| requirement(all)).collect();
        writeln!(out, "    security  {}", alternatives.join(" | "))?;
    }
    for it in &it.headers {
        writeln!(
            out,
            "    header {}: {}  {:?} {}{}",
            it.ident.as_str(),
            ty(krate, &it.ty),
            it.wire,
            style(it.style),
            deprecated(it.deprecated)
        )?;
    }
    if let Some(pages) = &it.pages {
        let items: Vec<&str> = pages.items.iter().map(|it| it.as_str()).collect();
        writeln!(
            out,
            "    pages  {:?}  next {:?}  more {:?}  total {:?}  items {:?}: {}",
            pages.way,
            member(&pages.next),
            member(&pages.more),
            member(&pages.total),
            items.join("."),
            ty(krate, &pages.item)
        )?;
    }
    answers(krate, "ok", &it.ok, out)?;
    answers(krate, "err", &it.err, out)
}

/// `meta?.next`
fn member(path: &[Step]) -> String {
    let mut out = String::new();
    for (at, it) in path.iter().enumerate() {
        let last = at + 1 == path.len();
        out.push_str(it.ident.as_str());
        out.push_str(match it.there {
            _ if last => "",
            There::Always => ".",
            There::Perhaps => "?.",
        });
    }
    out
}

fn argument(krate: &Crate, it: &Argument, out: &mut String) -> fmt::Result {
    let ty = match (it.passing, &it.ty) {
        _ if matches!(it.sends, Sends::AnyBody(_)) => "any of".to_owned(),
        (Passing::Value | Passing::Move, ty) => self::ty(krate, ty),
        (Passing::Reference, Type::Leaf(Leaf::String)) => "&str".to_owned(),
        (Passing::Reference, Type::List(item)) => format!("&[{}]", self::ty(krate, item)),
        (Passing::Reference, ty) => format!("&{}", self::ty(krate, ty)),
        (Passing::Into, ty) => format!("impl Into<{}>", self::ty(krate, ty)),
    };
    let goes = match &it.sends {
        Sends::Parameter {
            location,
            wire,
            style,
            styles,
        } => {
            let members: String = styles
                .iter()
                .map(|(name, it)| format!(" [{name} {}]", self::style(*it)))
                .collect();
            let style = self::style(*style);
            format!("{} {wire:?} {style}{members}", place(*location))
        }
        Sends::Body {
            codec,
            media_type,
            styles,
            also: _,
        } => body(*codec, media_type, styles),
        Sends::AnyBody(index) => {
            let ways = krate.client.bodies.get(*index);
            ways.map_or("?", |it| it.ident.as_str()).to_owned()
        }
    };
    let need = match it.need {
        Need::Required => "",
        Need::Optional => "  optional",
    };
    writeln!(
        out,
        "    {}: {ty}  {goes}{need}{}",
        it.ident.as_str(),
        deprecated(it.deprecated)
    )
}

fn body(codec: BodyCodec, media_type: &str, styles: &[(Box<str>, Style)]) -> String {
    let codec = match codec {
        BodyCodec::Json => "json",
        BodyCodec::Form => "form",
        BodyCodec::Text => "text",
        BodyCodec::Bytes => "bytes",
        BodyCodec::Multipart => "multipart",
        BodyCodec::Lines => "lines",
        BodyCodec::Sequence => "sequence",
    };
    let styles: Vec<String> = styles
        .iter()
        .map(|(name, it)| format!(", {name:?} {}", style(*it)))
        .collect();
    format!("{codec} {media_type}{}", styles.concat())
}

fn ways(krate: &Crate, out: &mut String) -> fmt::Result {
    for it in &krate.client.bodies {
        writeln!(out, "body {}", it.ident.as_str())?;
        for way in &it.ways {
            let from = match way.from {
                FromPayload::Yes => "",
                FromPayload::No => "  no From",
            };
            writeln!(
                out,
                "  {}({})  {}{from}",
                way.ident.as_str(),
                self::ty(krate, &way.ty),
                body(way.codec, &way.media_type, &way.styles)
            )?;
        }
    }
    Ok(())
}

fn stream(krate: &Crate, it: &Stream) -> String {
    match it {
        Stream::Bytes => "ByteStream".to_owned(),
        Stream::Events(ty, _) | Stream::EventObjects(ty) => {
            format!("EventStream<{}>", self::ty(krate, ty))
        }
        Stream::TextEvents(_) => "EventStream<String>".to_owned(),
        Stream::Lines(ty) | Stream::Sequence(ty) => format!("ItemStream<{}>", self::ty(krate, ty)),
    }
}

fn answers(krate: &Crate, side: &str, it: &Answers, out: &mut String) -> fmt::Result {
    let ty = match &it.ty {
        AnswerType::Undeclared => "nothing declared".to_owned(),
        AnswerType::Empty => "()".to_owned(),
        AnswerType::One(ty) => self::ty(krate, ty),
        AnswerType::Text => "String".to_owned(),
        AnswerType::Bytes => "Bytes".to_owned(),
        AnswerType::Stream(it) => stream(krate, it),
        AnswerType::Outcome(index) => {
            let outcome = krate.client.outcomes.get(*index);
            outcome.map_or("?", |it| it.ident.as_str()).to_owned()
        }
    };
    writeln!(out, "    {side}  {ty}")?;
    for row in &it.rows {
        let variant = row
            .variant
            .as_ref()
            .map(|it| format!(" => {}", it.as_str()))
            .unwrap_or_default();
        writeln!(out, "      {} {}{variant}", row.status, reads(&row.reads))?;
    }
    Ok(())
}

fn outcomes(krate: &Crate, out: &mut String) -> fmt::Result {
    for outcome in &krate.client.outcomes {
        writeln!(out, "answers {}", outcome.ident.as_str())?;
        for it in &outcome.variants {
            let name = it.ident.as_str();
            match &it.reads {
                Reads::Json(ty, _) => writeln!(out, "  {name}({})", self::ty(krate, ty))?,
                Reads::Text(_) => writeln!(out, "  {name}(String)")?,
                Reads::Bytes(_) => writeln!(out, "  {name}(Bytes)")?,
                Reads::Stream(it, _) => writeln!(out, "  {name}({})", stream(krate, it))?,
                Reads::Empty => writeln!(out, "  {name}")?,
            }
        }
    }
    Ok(())
}

fn reads(it: &Reads) -> String {
    match it {
        Reads::Json(_, types) => format!("json {}", types.join(" ")),
        Reads::Text(types) => format!("text {}", types.join(" ")),
        Reads::Bytes(types) => format!("bytes {}", types.join(" ")),
        Reads::Stream(it, types) => {
            let word = match it {
                Stream::Bytes => "download",
                Stream::Events(..) => "events",
                Stream::TextEvents(_) => "text_events",
                Stream::EventObjects(_) => "event_objects",
                Stream::Lines(_) => "lines",
                Stream::Sequence(_) => "sequence",
            };
            format!("{word} {}", types.join(" "))
        }
        Reads::Empty => "empty".to_owned(),
    }
}

fn requirement(all: &[(Box<str>, Vec<Box<str>>)]) -> String {
    if all.is_empty() {
        return "nothing".to_owned();
    }
    let one = |(name, scopes): &(Box<str>, Vec<Box<str>>)| {
        if scopes.is_empty() {
            name.to_string()
        } else {
            format!("{name}({})", scopes.join(", "))
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(" + ")
}

fn scheme(it: &Scheme) -> String {
    match it {
        Scheme::ApiKey(location, name) => format!("{} {name:?}", place(*location)),
        Scheme::Basic => "basic".to_owned(),
        Scheme::Bearer => "bearer".to_owned(),
        Scheme::Http(name) => format!("http {name:?}"),
        Scheme::OAuth2(flows) => {
            let flows = flows.iter().map(|it| {
                let urls = [&it.authorization_url, &it.token_url, &it.refresh_url];
                let urls: Vec<&str> = urls.into_iter().map(|it| &**it).collect();
                format!(" {:?} {}", it.grant, urls.join(" ").trim())
            });
            format!("oauth2{}", flows.collect::<String>())
        }
        Scheme::OpenIdConnect => "openIdConnect".to_owned(),
        Scheme::MutualTls => "mutualTLS".to_owned(),
    }
}

fn place(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

pub(super) fn style(it: Style) -> String {
    let kind = match it.kind {
        StyleKind::Simple => "simple",
        StyleKind::Label => "label",
        StyleKind::Matrix => "matrix",
        StyleKind::Form => "form",
        StyleKind::SpaceDelimited => "spaceDelimited",
        StyleKind::PipeDelimited => "pipeDelimited",
        StyleKind::DeepObject => "deepObject",
        StyleKind::Json => "json",
        StyleKind::WholeForm => "whole query as a form",
        StyleKind::WholeJson => "whole query as JSON",
        StyleKind::WholeText => "whole query as text",
    };
    let explode = if it.explode { " explode" } else { "" };
    let reserved = if it.allow_reserved { " reserved" } else { "" };
    format!("{kind}{explode}{reserved}")
}

fn deprecated(it: Deprecated) -> &'static str {
    match it {
        Deprecated::Yes => "  deprecated",
        Deprecated::No => "",
    }
}
