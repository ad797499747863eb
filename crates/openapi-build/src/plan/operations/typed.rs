//! The outline with types put in: `ir::Client`.

use super::about;
use super::answers;
use super::answers::Declared;
use super::answers::Read;
use super::answers::Side;
use super::docs;
use super::headers;
use super::media;
use super::media::Family;
use super::outline::Draft;
use super::outline::Outline;
use super::pages;
use super::pages::Known;
use super::security;
use super::servers;
use super::value_types::deprecated;
use super::value_types::null;
use super::value_types::reads;
use super::value_types::value_type;
use super::value_types::way_type;
use super::wanted::Goes;
use super::wanted::Value;
use super::wanted::Wanted;
use super::wanted::Way;
use super::ways;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir;
use crate::ir::Answers;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Client;
use crate::ir::Gate;
use crate::ir::Ident;
use crate::ir::Leaf;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::Operation;
use crate::ir::Outcome;
use crate::ir::Passing;
use crate::ir::Sends;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::Ways;
use crate::plan::defaults;
use crate::plan::lookup::Lookup;
use crate::plan::names;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::renames;
use crate::resolve::Api;
use crate::resolve::Server;
use crate::resolve::ids;
use crate::shape;
use crate::shape::Null;

/// Methods of every request, which no setter may hide, and the receiver.
const OF_REQUEST: &[&str] = &[
    "self",
    "send",
    "with_options",
    "into_future",
    "pages",
    "items",
    "clone",
    "fmt",
    "from",
    "into",
];

impl Outline<'_> {
    /// Puts types in.
    pub fn finish(
        mut self,
        types: &Lookup<'_>,
        defined: &[TypeDef],
        diags: &mut Diagnostics,
    ) -> Client {
        let ids = ids::names(&self.api.operations);
        let drafts = std::mem::take(&mut self.drafts);
        let mut typing = Typing {
            types,
            defined,
            names: &mut self.groups.requests,
            outcomes: Vec::new(),
            bodies: Vec::new(),
            diags,
        };
        let mut operations = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            let group = self.groups.of.get(at).copied().unwrap_or_default();
            let Some(ident) = self.names.get(draft.index).cloned() else {
                continue;
            };
            let id = ids
                .get(draft.index)
                .cloned()
                .unwrap_or_else(|| draft.operation.key().into());
            if let Some((group, _)) = self.groups.list.get_mut(group) {
                group.operations.push(operations.len());
            }
            operations.push(typing.operation(draft, group, ident, id));
        }
        let (outcomes, bodies) = (typing.outcomes, typing.bodies);
        let schemes = security::declared(&self.api.schemes, types.wishes, diags);
        Client {
            docs: docs::client(self.api, diags),
            servers: servers_of_document(self.api, diags),
            urls: servers::urls(&self.api.servers),
            schemes,
            groups: self
                .groups
                .list
                .into_iter()
                .map(|(group, _)| group)
                .collect(),
            operations,
            outcomes,
            bodies,
        }
    }
}

/// The servers that clients are made with.
fn servers_of_document(api: &Api, diags: &mut Diagnostics) -> Option<ir::Servers> {
    servers::tell_unfit(&api.servers, diags);
    let list = servers::plan(&api.servers, diags);
    (!list.is_empty()).then(|| ir::Servers {
        ident: Ident::claimed("Server"),
        list,
        docs: vec!["The servers that the document names.".into()],
    })
}

/// What every operation needs.
struct Typing<'a> {
    types: &'a Lookup<'a>,
    /// The types of the document.
    defined: &'a [TypeDef],
    /// Types of the module of operations.
    names: &'a mut Scope,
    outcomes: Vec<Outcome>,
    bodies: Vec<Ways>,
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
        let arguments: Vec<Argument> = self.arguments(&draft.wanted, &ident);
        let names: Vec<&str> = arguments.iter().map(|it| it.binding.as_str()).collect();
        let docs = docs::method(source, &draft.wanted, &names, self.diags);
        let ok = self.side(&draft.sides.ok, &ident, "Ok");
        let err = self.side(&draft.sides.err, &ident, "Error");
        let headers = headers::typed(&draft.headers, self.types, self.diags);
        let pages = self.pages(draft, &arguments, &ok);
        let own = source.servers.as_deref().unwrap_or_default();
        let servers = self.servers(own, &ident);
        let server = servers::own(own).unwrap_or_default().into();
        Operation {
            id,
            method_ident: draft.method.clone(),
            ident,
            group,
            http_method: source.method.clone(),
            path: source.path.clone(),
            server,
            servers,
            docs,
            about: about::operation(source),
            deprecated: deprecated(source.deprecated),
            arguments,
            security: source.security.clone(),
            ok,
            err,
            headers,
            pages,
            gate: Gate::new(),
            method_gate: Gate::new(),
            origin: source.at,
        }
    }

    /// The servers that an operation has of its own, where there is a choice.
    fn servers(&mut self, own: &[Server], operation: &Ident) -> Option<ir::Servers> {
        let list = servers::plan(own, self.diags);
        if !servers::is_choice(&list) {
            return None;
        }
        let name = format!("{}Server", operation.as_str());
        let docs = format!(
            "The servers of [`{}`], for `CallOptions::server`.",
            operation.as_str()
        );
        Some(ir::Servers {
            ident: self.names.claim(&[&name], Case::Type),
            list,
            docs: vec![docs.into()],
        })
    }

    /// How the list of an operation comes in pages.
    fn pages(
        &mut self,
        draft: &Draft<'_>,
        arguments: &[Argument],
        ok: &Answers,
    ) -> Option<ir::Pages> {
        let shapes = self.types.shapes;
        let default = |name: &str| {
            let wanted = draft.wanted.iter().find(|it| it.name == name)?;
            let Value::Schema(schema) = wanted.value else {
                return None;
            };
            match shapes.at(schema)?.notes.default.as_ref()? {
                (shape::Literal::Int(it), _) => u64::try_from(*it).ok(),
                _ => None,
            }
        };
        let source = draft.operation;
        let link = draft.sides.ok.iter().any(|it| {
            let headers = it.response.iter().flat_map(|it| &it.headers);
            headers
                .into_iter()
                .any(|it| it.name.eq_ignore_ascii_case("link"))
        });
        let known = Known {
            types: self.defined,
            method: &source.method,
            arguments,
            ok,
            link,
            default: &default,
        };
        match pages::of(&known, &source.pages) {
            Ok(None) => None,
            Ok(Some(found)) => {
                let message = format!("`{}` gives pages", source.key());
                self.diags.push(
                    Diagnostic::new(Code::PagesFound, source.at.key(), message)
                        .label(pages::words(&found)),
                );
                Some(found)
            }
            Err(why) => {
                let message = format!("`x-pages` of `{}` cannot be: {why}", source.key());
                self.diags.push(
                    Diagnostic::new(Code::PagesUnfit, source.at.key(), message)
                        .label("it is called like any other operation"),
                );
                None
            }
        }
    }

    fn side(&mut self, rows: &[Declared<'_>], ident: &Ident, word: &str) -> Answers {
        rows.iter().for_each(|it| self.read_as_text(it));
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

    /// A default of a parameter is the server's: it stands in the documentation, if it is one.
    fn check_default(&mut self, wanted: &Wanted<'_>, ty: &Type) {
        let Value::Schema(schema) = wanted.value else {
            return;
        };
        let said = self.types.shapes.at(schema);
        let Some((literal, at)) = said.and_then(|it| it.notes.default.as_ref()) else {
            return;
        };
        if defaults::is_wrong(self.types, literal, ty, self.defined) {
            self.diags.push(defaults::unfit(wanted.name, literal, *at));
        }
    }

    fn arguments(&mut self, wanted: &[Wanted<'_>], operation: &Ident) -> Vec<Argument> {
        let mut scope = Scope::with(OF_REQUEST);
        let mut out = Vec::new();
        for it in wanted {
            let qualified = format!("{} {}", place(&it.goes), it.name);
            let chosen = self
                .types
                .wishes
                .claim(it.at, it.name, &mut scope, self.diags);
            let ident = chosen.unwrap_or_else(|| scope.claim(&[it.name, &qualified], Case::Value));
            if !renames::is_obvious(it.name, &ident) {
                let message = format!("`{}` is set by `{}`", it.name, ident.as_str());
                let note = renames::note(it.at.value(), Of::Node(it.at), &ident, message);
                self.diags.push(note);
            }
            let (sends, ty) = match &it.goes {
                Goes::Parameter {
                    location,
                    wire,
                    style,
                    styles,
                } => {
                    let sends = Sends::Parameter {
                        location: *location,
                        wire: wire.clone(),
                        style: *style,
                        styles: styles.clone(),
                    };
                    (sends, value_type(it.value, Null::Refused, self.types))
                }
                Goes::Body(ways) => self.body(ways, it.need, operation),
            };
            self.check_default(it, &ty);
            let docs = match it.need {
                Need::Required => Vec::new(),
                Need::Optional => docs::setter(it, self.types.shapes, self.diags),
            };
            out.push(Argument {
                binding: names::binding(&ident),
                ident,
                passing: passing(&sends, &ty),
                null: null(it, &ty, self.types),
                ty,
                need: it.need,
                sends,
                docs,
                about: about::argument(it, self.types.shapes),
                deprecated: deprecated(it.deprecated),
            });
        }
        out
    }

    /// How a body is sent, and the type of its first way.
    fn body(&mut self, declared: &[Way], need: Need, operation: &Ident) -> (Sends, Type) {
        let typed = declared
            .iter()
            .map(|way| (way.clone(), way_type(way, need, self.types)))
            .collect();
        let mut ways = ways::apart(typed, self.diags);
        for (way, _) in &ways {
            self.described_as_text(way);
        }
        if ways.len() > 1 {
            let name = format!("{}Body", operation.as_str());
            let ways = ways::variants(ways);
            let ty = ways
                .first()
                .map_or(Type::Leaf(Leaf::Json), |it| it.ty.clone());
            let index = self.bodies.len();
            self.bodies.push(Ways {
                ident: self.names.claim(&[&name], Case::Type),
                docs: vec![
                    format!("The ways to write the body of [`{}`].", operation.as_str()).into(),
                ],
                ways,
            });
            return (Sends::AnyBody(index), ty);
        }
        // There is a way for every body that is an argument.
        let Some((way, ty)) = ways.pop() else {
            return (Sends::AnyBody(self.bodies.len()), Type::Leaf(Leaf::Json));
        };
        let sends = Sends::Body {
            codec: way.codec,
            media_type: way.media_type,
            also: way.also,
            styles: way.styles,
        };
        (sends, ty)
    }

    /// Says when the caller writes what the document describes.
    fn described_as_text(&mut self, way: &Way) {
        let shape = way.schema.and_then(|it| self.types.shapes.at(it));
        let kind = shape.map(|it| &self.types.shapes.get(it.shape).kind);
        let text = matches!(kind, None | Some(shape::Kind::String(_) | shape::Kind::Any));
        if way.codec == BodyCodec::Text && !text {
            let message = format!("a body of `{}` is given as text", way.media_type);
            self.diags.push(
                Diagnostic::new(Code::GivenAsText, way.at.key(), message)
                    .label("its schema has no effect")
                    .help("write it with a crate for this format, and give its text"),
            );
        }
    }

    /// Says where an answer is read as text though its schema says more.
    fn read_as_text(&mut self, declared: &Declared<'_>) {
        let Some(media) = declared.media else {
            return;
        };
        let shape = media.schema.and_then(|it| self.types.shapes.at(it));
        let kind = shape.map(|it| &self.types.shapes.get(it.shape).kind);
        let text = matches!(kind, None | Some(shape::Kind::String(_) | shape::Kind::Any));
        if media::family(&media.name) == Family::Text && !text {
            let message = format!("an answer of `{}` is read as text", media.name);
            self.diags.push(
                Diagnostic::new(Code::GivenAsText, media.at.key(), message)
                    .label("its schema has no effect")
                    .help("read the text with a crate for this format"),
            );
        }
    }
}

/// The word that tells arguments with one name apart.
fn place(goes: &Goes) -> &'static str {
    match goes {
        Goes::Parameter { location, .. } => match location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        },
        Goes::Body(_) => "request",
    }
}

fn passing(sends: &Sends, ty: &Type) -> Passing {
    if let Sends::Body {
        codec: BodyCodec::Multipart,
        ..
    } = sends
    {
        return Passing::Move;
    }
    if let Sends::AnyBody(_) = sends {
        return Passing::Into;
    }
    match ty {
        Type::Leaf(
            Leaf::Bool
            | Leaf::I32
            | Leaf::I64
            | Leaf::U32
            | Leaf::U64
            | Leaf::I128
            | Leaf::U128
            | Leaf::F32
            | Leaf::F64
            | Leaf::Null
            | Leaf::Never,
        ) => Passing::Value,
        Type::Leaf(Leaf::Body) => Passing::Into,
        Type::Leaf(_)
        | Type::Def(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Option(_)
        | Type::Boxed(_)
        | Type::Open(_)
        | Type::Maybe(_)
        | Type::Sequence(..)
        | Type::Foreign(_) => Passing::Reference,
    }
}
