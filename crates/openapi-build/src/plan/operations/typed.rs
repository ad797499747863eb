//! The outline with types put in: `ir::Client`.

use super::about;
use super::answers;
use super::answers::Declared;
use super::answers::Read;
use super::answers::Side;
use super::arguments::Value;
use super::arguments::Wanted;
use super::docs;
use super::media;
use super::media::Family;
use super::outline::Draft;
use super::outline::Outline;
use super::security;
use super::servers;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Answers;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Client;
use crate::ir::Deprecated;
use crate::ir::Ident;
use crate::ir::Leaf;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::NullArgument;
use crate::ir::Operation;
use crate::ir::Outcome;
use crate::ir::Passing;
use crate::ir::Reads;
use crate::ir::Sends;
use crate::ir::Type;
use crate::plan::lookup::Lookup;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::words;
use crate::resolve::SchemaId;
use crate::shape;
use crate::shape::Null;
use std::collections::HashMap;

/// Methods of every request, which no setter may hide, and the receiver.
const OF_REQUEST: &[&str] = &[
    "self",
    "send",
    "with_options",
    "into_future",
    "clone",
    "fmt",
    "from",
    "into",
];

impl Outline<'_> {
    /// Puts types in.
    pub fn finish(mut self, types: &Lookup<'_>, diags: &mut Diagnostics) -> Client {
        let ids = self.ids();
        let drafts = std::mem::take(&mut self.drafts);
        let mut typing = Typing {
            types,
            names: &mut self.groups.requests,
            outcomes: Vec::new(),
            diags,
        };
        let mut operations = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            let group = self.groups.of.get(at).copied().unwrap_or_default();
            let Some(ident) = self.names.get(draft.index).cloned() else {
                continue;
            };
            let id = ids
                .get(&draft.index)
                .cloned()
                .unwrap_or_else(|| super::key(draft.operation).into());
            if let Some((group, _)) = self.groups.list.get_mut(group) {
                group.operations.push(operations.len());
            }
            operations.push(typing.operation(draft, group, ident, id));
        }
        let outcomes = typing.outcomes;
        let schemes = security::declared(&self.api.schemes, diags);
        Client {
            docs: docs::client(self.api, diags),
            servers: servers::plan(&self.api.servers, diags),
            server_ident: Ident::claimed("Server"),
            schemes,
            groups: self
                .groups
                .list
                .into_iter()
                .map(|(group, _)| group)
                .collect(),
            operations,
            outcomes,
        }
    }

    /// The `operationId`s that only one operation has.
    fn ids(&self) -> HashMap<usize, Box<str>> {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (id, _) in self.api.operations.iter().filter_map(|it| it.id.as_ref()) {
            *count.entry(id).or_default() += 1;
        }
        let of = |draft: &Draft<'_>| {
            let (id, _) = draft.operation.id.as_ref()?;
            (count.get(&**id) == Some(&1)).then(|| (draft.index, id.clone()))
        };
        self.drafts.iter().filter_map(of).collect()
    }
}

/// What every operation needs.
struct Typing<'a> {
    types: &'a Lookup<'a>,
    /// Types of the module of operations.
    names: &'a mut Scope,
    outcomes: Vec<Outcome>,
    diags: &'a mut Diagnostics,
}

impl Typing<'_> {
    fn operation(
        &mut self,
        draft: &Draft<'_>,
        group: usize,
        ident: Ident,
        id: Box<str>,
    ) -> Operation {
        let source = draft.operation;
        let arguments: Vec<Argument> = self.arguments(&draft.wanted);
        let names: Vec<&str> = arguments.iter().map(|it| it.ident.as_str()).collect();
        let docs = docs::method(source, &draft.wanted, &names, self.diags);
        let ok = self.side(&draft.sides.ok, &ident, "Ok");
        let err = self.side(&draft.sides.err, &ident, "Error");
        Operation {
            id,
            method_ident: draft.method.clone(),
            ident,
            group,
            http_method: source.method.clone(),
            path: source.path.clone(),
            docs,
            about: about::operation(source),
            deprecated: deprecated(source.deprecated),
            arguments,
            security: source.security.clone(),
            ok,
            err,
            origin: source.at,
        }
    }

    fn side(&mut self, rows: &[Declared<'_>], ident: &Ident, word: &str) -> Answers {
        let rows = rows
            .iter()
            .map(|it| Read {
                declared: it.clone(),
                reads: reads(it, self.types),
            })
            .collect();
        let name = format!("{}{word}", ident.as_str());
        let docs = format!("What [`{}`] may answer.", ident.as_str());
        answers::finish(
            rows,
            Side { name: &name, docs },
            self.names,
            &mut self.outcomes,
            self.diags,
        )
    }

    fn arguments(&mut self, wanted: &[Wanted<'_>]) -> Vec<Argument> {
        let mut scope = Scope::with(OF_REQUEST);
        let mut out = Vec::new();
        for it in wanted {
            let qualified = format!("{} {}", place(&it.sends), it.name);
            let ident = scope.claim(&[it.name, &qualified], Case::Value);
            if ident.as_str() != words::legal(it.name, Case::Value) {
                let message = format!("`{}` is set by `{}`", it.name, ident.as_str());
                self.diags
                    .push(Diagnostic::new(Code::Renamed, it.at.value(), message));
            }
            let ty = value_type(it, self.types);
            let docs = match it.need {
                Need::Required => Vec::new(),
                Need::Optional => docs::setter(it, self.types.shapes, self.diags),
            };
            out.push(Argument {
                ident,
                passing: passing(&ty),
                null: null(it, &ty, self.types),
                ty,
                need: it.need,
                sends: it.sends.clone(),
                docs,
                about: about::argument(it, self.types.shapes),
                deprecated: deprecated(it.deprecated),
            });
        }
        out
    }
}

/// The word that tells arguments with one name apart.
fn place(sends: &Sends) -> &'static str {
    match sends {
        Sends::Parameter {
            location: Location::Path,
            ..
        } => "path",
        Sends::Parameter {
            location: Location::Query,
            ..
        } => "query",
        Sends::Parameter {
            location: Location::Header,
            ..
        } => "header",
        Sends::Parameter {
            location: Location::Cookie,
            ..
        } => "cookie",
        Sends::Body { .. } => "request",
    }
}

/// The type of an argument. Null has no spelling in a parameter, and leaving a setter out says
/// the same of a body, so that only a required body may be null.
fn value_type(wanted: &Wanted<'_>, types: &Lookup<'_>) -> Type {
    let schema = match wanted.value {
        Value::Schema(schema) => schema,
        Value::Json => return Type::Leaf(Leaf::Json),
        Value::Text => return Type::Leaf(Leaf::String),
        Value::Bytes => return Type::Leaf(Leaf::Bytes),
    };
    match (&wanted.sends, wanted.need) {
        (
            Sends::Body {
                codec: BodyCodec::Json,
                ..
            },
            Need::Required,
        ) => with_null(types, schema),
        (Sends::Body { .. } | Sends::Parameter { .. }, _) => types
            .at(schema)
            .map_or(Type::Leaf(Leaf::Json), |(ty, _)| ty),
    }
}

/// What null says of an argument whose type does not have it.
fn null(wanted: &Wanted<'_>, ty: &Type, types: &Lookup<'_>) -> NullArgument {
    let Value::Schema(schema) = wanted.value else {
        return NullArgument::Value;
    };
    let allowed = types.shapes.at(schema).map(|it| it.null);
    match (&wanted.sends, wanted.need, allowed) {
        // Any JSON has null, and a body can say it.
        (Sends::Body { .. }, ..) if *ty == Type::Leaf(Leaf::Json) => NullArgument::Value,
        (_, Need::Optional, Some(Null::Allowed)) => NullArgument::LeftOut,
        (_, Need::Required | Need::Optional, _) => NullArgument::Value,
    }
}

fn with_null(types: &Lookup<'_>, schema: SchemaId) -> Type {
    types
        .shapes
        .at(schema)
        .map_or(Type::Leaf(Leaf::Json), |it| types.with_null(it))
}

fn passing(ty: &Type) -> Passing {
    match ty {
        Type::Leaf(
            Leaf::Bool
            | Leaf::I32
            | Leaf::I64
            | Leaf::U32
            | Leaf::U64
            | Leaf::F32
            | Leaf::F64
            | Leaf::Null
            | Leaf::Never,
        ) => Passing::Value,
        Type::Leaf(Leaf::Bytes) => Passing::Into,
        Type::Leaf(_)
        | Type::Def(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Tuple(_)
        | Type::Option(_)
        | Type::Boxed(_) => Passing::Reference,
    }
}

/// How a declared answer is read.
fn reads(declared: &Declared<'_>, types: &Lookup<'_>) -> Reads {
    let Some(media) = declared.media else {
        return match declared.response {
            Some(_) => Reads::Empty,
            None => Reads::Bytes(vec!["*/*".into()]),
        };
    };
    let name = vec![media::essence(&media.name).into()];
    match (media::family(&media.name), media.schema) {
        (Family::Any, Some(schema)) if is_text(types, schema) => Reads::Text(name),
        (Family::Any, None) => Reads::Bytes(name),
        (Family::Json | Family::Any, Some(schema)) => Reads::Json(with_null(types, schema), name),
        (Family::Json, None) => Reads::Json(Type::Leaf(Leaf::Json), name),
        (Family::Text | Family::Form, _) => Reads::Text(name),
        (Family::Multipart | Family::Bytes, _) => Reads::Bytes(name),
    }
}

/// Whether a schema says plain text, as `*/*` with `type: string` does.
fn is_text(types: &Lookup<'_>, schema: SchemaId) -> bool {
    let shape = types
        .shapes
        .at(schema)
        .map(|it| &types.shapes.get(it.shape).kind);
    matches!(shape, Some(shape::Kind::String(_)))
        && types
            .shapes
            .at(schema)
            .is_some_and(|it| it.null == Null::Refused)
}

fn deprecated(it: bool) -> Deprecated {
    if it { Deprecated::Yes } else { Deprecated::No }
}
