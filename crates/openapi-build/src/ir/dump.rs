//! The plan as text: what a reviewer reads, and what the main goldens hold.

mod operations;

pub use operations::client;

use super::Choice;
use super::ConstantPresence;
use super::Crate;
use super::DateCrate;
use super::Derives;
use super::Digits;
use super::Expr;
use super::FromPayload;
use super::Gate;
use super::Json;
use super::Kind;
use super::Leaf;
use super::Letters;
use super::Literal;
use super::MapType;
use super::Multipart;
use super::OtherFields;
use super::PartCodec;
use super::Presence;
use super::Shown;
use super::Struct;
use super::TagWriter;
use super::Test;
use super::Type;
use super::TypeDef;
use super::UndeclaredMembers;
use super::UriType;
use super::UuidType;
use std::fmt::Write;

/// All types, a block each.
pub fn types(krate: &Crate) -> String {
    let mut out = String::new();
    for def in &krate.types {
        out.push_str(&one_type(krate, def));
    }
    out
}

/// One type.
pub fn one_type(krate: &Crate, def: &TypeDef) -> String {
    let name = def.ident.as_str();
    let traits = traits(&def.derives);
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = match &def.kind {
        Kind::Struct(it) => {
            let _ = writeln!(out, "struct {name}  {traits}");
            structure(krate, it, &mut out);
            Ok(())
        }
        Kind::Strings(it) => choice("strings", name, it, |it| format!("{it:?}"), &mut out),
        Kind::Integers(it) => choice("integers", name, it, |it| it.to_string(), &mut out),
        Kind::Literals(it) => choice("literals", name, it, literal, &mut out),
        Kind::Tagged(it) => {
            let _ = writeln!(
                out,
                "union {name}  by {:?}{}{}",
                it.property,
                unknown(&it.unknown),
                digits(it.digits)
            );
            it.variants.iter().try_for_each(|row| {
                let values: Vec<String> = row.values.iter().map(literal).collect();
                let adds = if row.tag == TagWriter::Union {
                    "  writes the tag"
                } else {
                    ""
                };
                let from = if row.variant.from == FromPayload::Yes {
                    ""
                } else {
                    "  no From"
                };
                let payload = ty(krate, &row.variant.payload);
                let takes: String = row
                    .takes
                    .iter()
                    .map(|it| format!("  takes {it:?}"))
                    .collect();
                writeln!(
                    out,
                    "  {}({payload})  {}{adds}{takes}{from}",
                    row.variant.ident.as_str(),
                    values.join(" | ")
                )
            })
        }
        Kind::Union(it) => {
            let _ = writeln!(
                out,
                "union {name}  by look{}{}",
                unknown(&it.unknown),
                digits(it.digits)
            );
            it.variants.iter().try_for_each(|(variant, test)| {
                let from = if variant.from == FromPayload::Yes {
                    ""
                } else {
                    "  no From"
                };
                let payload = ty(krate, &variant.payload);
                writeln!(
                    out,
                    "  {}({payload})  {}{from}",
                    variant.ident.as_str(),
                    look(test)
                )
            })
        }
        Kind::Newtype(inner) => writeln!(out, "newtype {name}({})", ty(krate, inner)),
        Kind::Alias(inner) => writeln!(out, "alias {name} = {}", ty(krate, inner)),
        Kind::Multipart(it) => multipart(krate, name, it, &mut out),
    };
    if !def.schemas.is_empty() {
        let _ = writeln!(out, "  checked by {}", def.schemas.join(" or "));
    }
    out.push_str(&behind(krate, &def.gate, "  "));
    out
}

/// The features that something stands behind, on a line; nothing where it is always there.
fn behind(krate: &Crate, gate: &Gate, indent: &str) -> String {
    if gate.is_empty() {
        return String::new();
    }
    let names = gate.iter().filter_map(|it| krate.features.get(*it));
    let names: Vec<&str> = names.map(|it| &*it.name).collect();
    format!("{indent}behind {}\n", names.join(" | "))
}

fn traits(derives: &Derives) -> String {
    let named = [
        (derives.debug, "Debug"),
        (derives.default, "Default"),
        (derives.eq, "Eq"),
        (derives.hash, "Hash"),
    ];
    let held: Vec<&str> = named
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, name)| name)
        .collect();
    format!("derives {}", held.join(" "))
}

fn structure(krate: &Crate, it: &Struct, out: &mut String) {
    for constant in &it.constants {
        let word = match constant.presence {
            ConstantPresence::Required => "Constant",
            ConstantPresence::Optional => "OptionalConstant",
        };
        let _ = writeln!(
            out,
            "  -  {word}({})  wire {:?}",
            literal(&constant.value),
            constant.wire
        );
    }
    for field in &it.fields {
        let presence = match &field.presence {
            Presence::Required => "Required".to_owned(),
            Presence::Nullable => "Nullable".to_owned(),
            Presence::Optional(None) => "Optional".to_owned(),
            Presence::Optional(Some(it)) => format!("Optional(default {})", expr(&it.value)),
            Presence::OptionalNullable(None) => "OptionalNullable".to_owned(),
            Presence::OptionalNullable(Some(it)) => {
                format!("OptionalNullable(default {})", expr(&it.value))
            }
            Presence::Defaulted(value) => format!("Defaulted({})", expr(value)),
        };
        let wire = if *field.wire == *field.ident.as_str() {
            String::new()
        } else {
            format!("  wire {:?}", field.wire)
        };
        let secret = if field.shown == Shown::Secret {
            "  secret"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "  {}  {presence}  {}{wire}{secret}",
            field.ident.as_str(),
            ty(krate, &field.ty)
        );
    }
    if let Some(rest) = &it.rest {
        let _ = writeln!(
            out,
            "  {}  Rest  {}{}",
            rest.ident.as_str(),
            ty(krate, &rest.ty),
            match rest.maps {
                MapType::Indexed => String::new(),
                kind => format!("  in a {}", map(kind)),
            }
        );
    }
}

fn part_codec(codec: &PartCodec) -> String {
    match codec {
        PartCodec::File(media_type) => format!("file {media_type}"),
        PartCodec::Part => "part".to_owned(),
        PartCodec::Value => "value".to_owned(),
        PartCodec::Json(media_type) => format!("json {media_type}"),
        PartCodec::Text(media_type) => format!("text {media_type}"),
        PartCodec::Styled(style) => operations::style(*style),
        PartCodec::Headed(codec) => format!("headed {}", part_codec(codec)),
    }
}

fn multipart(krate: &Crate, name: &str, it: &Multipart, out: &mut String) -> std::fmt::Result {
    writeln!(out, "multipart {name}")?;
    for (wire, text) in &it.constants {
        writeln!(out, "  -  Constant({text:?})  wire {wire:?}")?;
    }
    for (field, codec) in &it.fields {
        let presence = match &field.presence {
            Presence::Required => "Required".to_owned(),
            Presence::Optional(Some(it)) => format!("Optional(default {})", expr(&it.value)),
            _ => "Optional".to_owned(),
        };
        let codec = part_codec(codec);
        writeln!(
            out,
            "  {}  {presence}  {}  wire {:?}  {codec}",
            field.ident.as_str(),
            ty(krate, &field.ty),
            field.wire
        )?;
    }
    match &it.rest {
        Some(rest) => writeln!(
            out,
            "  {}  Rest  {}",
            rest.ident.as_str(),
            ty(krate, &rest.ty)
        ),
        None => Ok(()),
    }
}

fn choice<T>(
    word: &str,
    name: &str,
    it: &Choice<T>,
    spelled: impl Fn(&T) -> String,
    out: &mut String,
) -> std::fmt::Result {
    let letters = match it.letters {
        Letters::AsTheyAre => "",
        Letters::AnyCase => "  any case",
    };
    writeln!(out, "{word} {name}{}{letters}", unknown(&it.unknown))?;
    it.variants
        .iter()
        .try_for_each(|it| writeln!(out, "  {}  {}", it.ident.as_str(), spelled(&it.value)))
}

fn digits(it: Digits) -> &'static str {
    match it {
        Digits::AsTheyCome => "",
        Digits::AllKept => "  with all digits",
    }
}

fn unknown(ident: &Option<super::Ident>) -> String {
    ident
        .as_ref()
        .map(|it| format!("  else {}", it.as_str()))
        .unwrap_or_default()
}

fn look(test: &Test) -> String {
    let kinds: Vec<&str> = test.kinds.iter().map(|it| it.word()).collect();
    let mut out = kinds.join("|");
    if !test.one_of.is_empty() {
        let values: Vec<String> = test.one_of.iter().map(literal).collect();
        let _ = write!(out, " one of {}", values.join(","));
    }
    for (word, names) in [("needs", &test.needs), ("knows", &test.knows)] {
        if !names.is_empty() {
            let _ = write!(out, " {word} {}", names.join(","));
        }
    }
    if test.others == UndeclaredMembers::Kept {
        out.push_str(" keeps others");
    }
    for (name, values) in &test.constants {
        let values: Vec<String> = values.iter().map(literal).collect();
        let _ = write!(out, " {name}={}", values.join("|"));
    }
    for (name, tests) in &test.members {
        let _ = write!(out, " {name}:({})", looks(tests));
    }
    for (word, tests) in [("items", &test.items), ("rest", &test.rest)] {
        if !tests.is_empty() {
            let _ = write!(out, " {word}:({})", looks(tests));
        }
    }
    for test in &test.or {
        let _ = write!(out, " or {}", look(test));
    }
    out
}

fn looks(tests: &[Test]) -> String {
    let tests: Vec<String> = tests.iter().map(look).collect();
    tests.join(", ")
}

/// A type, in Rust's words but without paths.
pub fn ty(krate: &Crate, it: &Type) -> String {
    match it {
        Type::Def(id) => krate
            .types
            .get(id.0 as usize)
            .map_or("?", |it| it.ident.as_str())
            .to_owned(),
        Type::Leaf(it) => leaf(*it),
        Type::List(item) => format!("Vec<{}>", ty(krate, item)),
        Type::Map(kind, value) => format!("{}<{}>", map(*kind), ty(krate, value)),
        Type::Maybe(inner) => format!("Patch<{}>", ty(krate, inner)),
        Type::Sequence(first, rest) => {
            format!("Sequence<{}, {}>", ty(krate, first), ty(krate, rest))
        }
        Type::Tuple(items) => format!(
            "({})",
            items
                .iter()
                .map(|it| ty(krate, it))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Type::Option(inner) => format!("Option<{}>", ty(krate, inner)),
        Type::Boxed(inner) => format!("Box<{}>", ty(krate, inner)),
        Type::Open(inner) => format!("Open<{}>", ty(krate, inner)),
        Type::Foreign(path) => format!("Foreign<{path}>"),
    }
}

/// A type without a definition; values of another crate are named with it.
fn leaf(leaf: Leaf) -> String {
    match leaf {
        Leaf::DateTime(of) => format!("{}DateTime", dates(of)),
        Leaf::Date(of) => format!("{}Date", dates(of)),
        Leaf::Time(of) => format!("{}Time", dates(of)),
        Leaf::Uuid(UuidType::Bits) => "Uuid".to_owned(),
        Leaf::Uuid(UuidType::Uuid) => "uuid::Uuid".to_owned(),
        Leaf::Uri(UriType::Http) => "Uri".to_owned(),
        Leaf::Uri(UriType::Url) => "url::Uri".to_owned(),
        other => format!("{other:?}"),
    }
}

fn dates(of: DateCrate) -> &'static str {
    match of {
        DateCrate::Own => "",
        DateCrate::Chrono => "chrono::",
        DateCrate::Time => "time::",
    }
}

fn map(kind: MapType) -> &'static str {
    match kind {
        MapType::Indexed => "Map",
        MapType::Sorted => "SortedMap",
        MapType::Hashed => "HashedMap",
    }
}

fn literal(it: &Literal) -> String {
    match it {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Huge(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(text) => format!("{text:?}"),
        Literal::Json(text) => text.to_string(),
    }
}

fn expr(it: &Expr) -> String {
    match it {
        Expr::Bool(value) => value.to_string(),
        Expr::Int(value) => value.to_string(),
        Expr::Huge(value) => value.to_string(),
        Expr::Float(value) => value.to_string(),
        Expr::Str(text) => format!("{text:?}"),
        Expr::Text(of, text) => format!("{} {text:?}", leaf(*of)),
        Expr::Json(value) => format!("json {}", json(value)),
        Expr::Unit => "null".to_owned(),
        Expr::Variant(_, ident) => ident.as_str().to_owned(),
        Expr::Holding(_, ident, inner) => format!("{}({})", ident.as_str(), expr(inner)),
        Expr::New(_, inner) => expr(inner),
        Expr::Struct(it) => {
            let fields = it.fields.iter();
            let fields = fields.map(|(name, it)| format!("{}: {}", name.as_str(), expr(it)));
            let others = match it.others {
                OtherFields::New => Some("..".to_owned()),
                OtherFields::None => None,
            };
            braced(fields.chain(others))
        }
        Expr::List(items) => listed(items.iter().map(expr)),
        Expr::Strings(items) => listed(items.iter().map(|it| format!("{it:?}"))),
        Expr::Map(_, members) => braced(
            members
                .iter()
                .map(|(key, it)| format!("{key:?}: {}", expr(it))),
        ),
        Expr::Tuple(items) => tuple(items),
        Expr::Sequence(first, rest) => {
            format!("{} then {}", expr(first), listed(rest.iter().map(expr)))
        }
        Expr::Boxed(inner) => format!("Box({})", expr(inner)),
        Expr::Open(inner, members) => {
            format!("{} beside {}", expr(inner), json_object(members))
        }
        Expr::None => "None".to_owned(),
        Expr::Some(inner) => format!("Some({})", expr(inner)),
        Expr::Absent => "Absent".to_owned(),
        Expr::Null => "Null".to_owned(),
        Expr::Present(inner) => format!("Present({})", expr(inner)),
    }
}

fn json(it: &Json) -> String {
    match it {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Int(value) => value.to_string(),
        Json::Large(value) => value.to_string(),
        Json::Float(value) => value.to_string(),
        Json::String(text) => format!("{text:?}"),
        Json::List(items) => listed(items.iter().map(json)),
        Json::Object(members) => json_object(members),
    }
}

fn json_object(members: &[(Box<str>, Json)]) -> String {
    let members = members.iter();
    braced(members.map(|(key, it)| format!("{key:?}: {}", json(it))))
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn braced(items: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", items.collect::<Vec<_>>().join(", "))
}

fn tuple(items: &[Expr]) -> String {
    let items: Vec<String> = items.iter().map(expr).collect();
    format!("({})", items.join(", "))
}
