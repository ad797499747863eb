//! Security schemes in the words of the runtime, each with a constant of its own.

use crate::diag::Diagnostics;
use crate::diag::Of;
use crate::ir::DeclaredScheme;
use crate::ir::Docs;
use crate::ir::Flow;
use crate::ir::Grant;
use crate::ir::Location;
use crate::ir::Scheme;
use crate::plan::docs;
use crate::plan::names::Case;
use crate::plan::names::Scope;
use crate::plan::names::renames;
use crate::plan::settings::Wishes;
use crate::resolve;
use crate::resolve::SchemeKind;
use openapiv3::APIKeyLocation;
use openapiv3::OAuth2Flows;

/// The schemes of a document.
pub fn declared(
    schemes: &[resolve::Scheme],
    wishes: &Wishes<'_>,
    diags: &mut Diagnostics,
) -> Vec<DeclaredScheme> {
    let mut scope = Scope::default();
    let mut out = Vec::new();
    for it in schemes {
        let scheme = scheme(&it.kind);
        // A certificate is given to the transport.
        let ident = (scheme != Scheme::MutualTls).then(|| {
            let qualified = format!("{} {}", it.name, kind(&scheme));
            let chosen = wishes.claim(it.at, &it.name, &mut scope, diags);
            chosen.unwrap_or_else(|| scope.claim(&[&it.name, &qualified], Case::Constant))
        });
        if let Some(ident) = ident
            .as_ref()
            .filter(|ident| !renames::is_obvious(&it.name, ident))
        {
            let name = ident.as_str();
            let message = format!("the scheme `{}` is `schemes::{name}`", it.name);
            diags.push(renames::note(it.at.key(), Of::Node(it.at), ident, message));
        }
        out.push(DeclaredScheme {
            name: it.name.clone(),
            docs: scheme_docs(it, &scheme, diags),
            scheme,
            ident,
        });
    }
    out
}

fn kind(scheme: &Scheme) -> &'static str {
    match scheme {
        Scheme::ApiKey(..) => "key",
        Scheme::Basic => "basic",
        Scheme::Bearer => "bearer",
        Scheme::Http(_) => "http",
        Scheme::OAuth2(_) => "oauth2",
        Scheme::OpenIdConnect => "open id connect",
        Scheme::MutualTls => "mutual tls",
    }
}

/// How a scheme sends its credential.
fn scheme(kind: &SchemeKind) -> Scheme {
    match kind {
        SchemeKind::ApiKey(APIKeyLocation::Header, name) => {
            Scheme::ApiKey(Location::Header, name.clone())
        }
        SchemeKind::ApiKey(APIKeyLocation::Query, name) => {
            Scheme::ApiKey(Location::Query, name.clone())
        }
        SchemeKind::ApiKey(APIKeyLocation::Cookie, name) => {
            Scheme::ApiKey(Location::Cookie, name.clone())
        }
        // Names of schemes do not depend on case (RFC 9110 §11.1).
        SchemeKind::Http(name) if name.eq_ignore_ascii_case("basic") => Scheme::Basic,
        SchemeKind::Http(name) if name.eq_ignore_ascii_case("bearer") => Scheme::Bearer,
        SchemeKind::Http(name) => Scheme::Http(name.clone()),
        SchemeKind::OAuth2(flows) => Scheme::OAuth2(self::flows(flows)),
        SchemeKind::OpenIdConnect(_) => Scheme::OpenIdConnect,
        SchemeKind::MutualTls => Scheme::MutualTls,
    }
}

/// The flows of OAuth 2, in the order of the specification.
fn flows(flows: &OAuth2Flows) -> Vec<Flow> {
    let flow = |grant,
                authorization: Option<&String>,
                token: Option<&String>,
                refresh: Option<&String>| {
        let text = |it: Option<&String>| it.map(|it| it.trim()).unwrap_or_default().into();
        Flow {
            grant,
            authorization_url: text(authorization),
            token_url: text(token),
            refresh_url: text(refresh),
        }
    };
    let implicit = flows.implicit.iter().map(|it| {
        let (authorization, refresh) = (Some(&it.authorization_url), it.refresh_url.as_ref());
        flow(Grant::Implicit, authorization, None, refresh)
    });
    let password = flows.password.iter().map(|it| {
        let (token, refresh) = (Some(&it.token_url), it.refresh_url.as_ref());
        flow(Grant::Password, None, token, refresh)
    });
    let client = flows.client_credentials.iter().map(|it| {
        let (token, refresh) = (Some(&it.token_url), it.refresh_url.as_ref());
        flow(Grant::ClientCredentials, None, token, refresh)
    });
    let code = flows.authorization_code.iter().map(|it| {
        let (token, refresh) = (Some(&it.token_url), it.refresh_url.as_ref());
        let authorization = Some(&it.authorization_url);
        flow(Grant::AuthorizationCode, authorization, token, refresh)
    });
    implicit.chain(password).chain(client).chain(code).collect()
}

/// What the document says of a scheme, and where its credential goes.
fn scheme_docs(it: &resolve::Scheme, scheme: &Scheme, diags: &mut Diagnostics) -> Docs {
    let mut out = docs::text(it.description.as_deref().unwrap_or_default(), it.at, diags);
    let goes = match scheme {
        Scheme::ApiKey(location, name) => {
            let place = match location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            format!("A key in the {place} {}.", docs::code(name))
        }
        Scheme::Basic => "HTTP basic.".to_owned(),
        Scheme::Bearer => "HTTP bearer.".to_owned(),
        Scheme::Http(name) => format!("The HTTP scheme {}.", docs::code(name)),
        Scheme::OAuth2(flows) => oauth2_docs(flows),
        Scheme::OpenIdConnect => open_id_docs(&it.kind),
        Scheme::MutualTls => String::new(),
    };
    docs::paragraph(&mut out, goes);
    out
}

fn oauth2_docs(flows: &[Flow]) -> String {
    let said = flows.iter().map(|it| {
        let name = match it.grant {
            Grant::AuthorizationCode => "an authorization code",
            Grant::ClientCredentials => "client credentials",
            Grant::Password => "a password",
            Grant::Implicit => "consent alone",
        };
        let url = |word: &str, it: &str| match it {
            "" => String::new(),
            it => format!(" {word} {}", docs::code(it)),
        };
        let (asked, given) = (
            url("asked for at", &it.authorization_url),
            url("at", &it.token_url),
        );
        format!("{name}{asked}{given}")
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        "OAuth 2.".to_owned()
    } else {
        format!("OAuth 2: tokens for {}.", said.join("; for "))
    }
}

fn open_id_docs(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::OpenIdConnect(Some(url)) => {
            format!("OpenID Connect, as {} says.", docs::code(url))
        }
        SchemeKind::OpenIdConnect(None)
        | SchemeKind::ApiKey(..)
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2(_)
        | SchemeKind::MutualTls => "OpenID Connect.".to_owned(),
    }
}
