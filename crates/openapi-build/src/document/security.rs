//! Security Schemes and Security Requirements (OpenAPI 3.1 §4.8.27–4.8.30).
//!
//! Absent: whether a requirement's scheme is declared.

use super::keywords;
use super::reader::Reader;
use crate::source::NodeId;
use openapiv3::APIKeyLocation;
use openapiv3::AuthorizationCodeOAuth2Flow;
use openapiv3::ClientCredentialsOAuth2Flow;
use openapiv3::ImplicitOAuth2Flow;
use openapiv3::OAuth2Flows;
use openapiv3::PasswordOAuth2Flow;

/// A Security Scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// How a credential is sent.
    pub kind: SchemeKind,
    /// `description`.
    pub description: Option<Box<str>>,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemeKind {
    /// `apiKey`: place and name.
    ApiKey(APIKeyLocation, Box<str>),
    /// `http`: the scheme of the `Authorization` header, as written.
    Http(Box<str>),
    /// `oauth2`.
    OAuth2(Box<OAuth2Flows>),
    /// `openIdConnect`: the URL of its configuration.
    OpenIdConnect(Option<Box<str>>),
    /// `mutualTLS`.
    MutualTls,
}

/// One way to be let in: all of these schemes, each with its scopes.
pub type Requirement = Vec<(Box<str>, Vec<Box<str>>, NodeId)>;

/// Reads a `security` list: any one of the requirements is enough.
pub fn requirements(reader: &mut Reader<'_>, at: NodeId) -> Vec<Requirement> {
    let mut out = Vec::new();
    for item in reader.items(at) {
        let mut requirement = Vec::new();
        for (name, it) in reader.entries(item) {
            let scopes = reader.texts(it).into_iter().map(|(text, _)| text).collect();
            requirement.push((name, scopes, it));
        }
        out.push(requirement);
    }
    out
}

/// Reads the Security Scheme at `at`; `None`, with a word, when it cannot be used.
pub fn scheme(reader: &mut Reader<'_>, at: NodeId) -> Option<Scheme> {
    keywords::check(reader, at, &keywords::SECURITY_SCHEME);
    let Some(node) = reader.tree.get(at, "type") else {
        reader.wrong(at, "a security scheme with a `type`");
        return None;
    };
    let kind = match &*reader.text(node)? {
        "apiKey" => api_key(reader, at)?,
        "http" => http(reader, at)?,
        "oauth2" => SchemeKind::OAuth2(Box::new(flows(reader, at))),
        "openIdConnect" => SchemeKind::OpenIdConnect(reader.text_at(at, "openIdConnectUrl")),
        "mutualTLS" => SchemeKind::MutualTls,
        _ => {
            reader.other(
                node,
                "`apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`",
            );
            return None;
        }
    };
    Some(Scheme {
        kind,
        description: reader.text_at(at, "description"),
    })
}

fn api_key(reader: &mut Reader<'_>, at: NodeId) -> Option<SchemeKind> {
    let Some(name) = reader.text_at(at, "name") else {
        reader.wrong(at, "an `apiKey` scheme with a `name`");
        return None;
    };
    let location = match reader.text_at(at, "in").as_deref() {
        Some("header") => APIKeyLocation::Header,
        Some("query") => APIKeyLocation::Query,
        Some("cookie") => APIKeyLocation::Cookie,
        Some(_) | None => {
            let place = reader.tree.get(at, "in").unwrap_or(at);
            reader.other(place, "an `apiKey` scheme in `header`, `query` or `cookie`");
            return None;
        }
    };
    Some(SchemeKind::ApiKey(location, name))
}

fn http(reader: &mut Reader<'_>, at: NodeId) -> Option<SchemeKind> {
    let scheme = reader.text_at(at, "scheme");
    if scheme.is_none() {
        reader.wrong(at, "an `http` scheme with a `scheme`");
    }
    scheme.map(SchemeKind::Http)
}

/// `flows`. A flow without one of its URLs is kept: the URL is then empty.
fn flows(reader: &mut Reader<'_>, at: NodeId) -> OAuth2Flows {
    let Some(at) = reader.tree.get(at, "flows") else {
        reader.wrong(at, "an `oauth2` scheme with `flows`");
        return OAuth2Flows::default();
    };
    let mut out = OAuth2Flows::default();
    for (key, it) in reader.entries(at) {
        if keywords::FLOWS.keywords.contains(&&*key) {
            keywords::check(reader, it, &keywords::FLOW);
        }
        match &*key {
            "implicit" => {
                out.implicit = Some(ImplicitOAuth2Flow {
                    authorization_url: string(reader, it, "authorizationUrl").unwrap_or_default(),
                    refresh_url: string(reader, it, "refreshUrl"),
                    scopes: scopes(reader, it),
                    extensions: Default::default(),
                });
            }
            "password" => {
                out.password = Some(PasswordOAuth2Flow {
                    token_url: string(reader, it, "tokenUrl").unwrap_or_default(),
                    refresh_url: string(reader, it, "refreshUrl"),
                    scopes: scopes(reader, it),
                    extensions: Default::default(),
                });
            }
            "clientCredentials" => {
                out.client_credentials = Some(ClientCredentialsOAuth2Flow {
                    token_url: string(reader, it, "tokenUrl").unwrap_or_default(),
                    refresh_url: string(reader, it, "refreshUrl"),
                    scopes: scopes(reader, it),
                    extensions: Default::default(),
                });
            }
            "authorizationCode" => {
                out.authorization_code = Some(AuthorizationCodeOAuth2Flow {
                    authorization_url: string(reader, it, "authorizationUrl").unwrap_or_default(),
                    token_url: string(reader, it, "tokenUrl").unwrap_or_default(),
                    refresh_url: string(reader, it, "refreshUrl"),
                    scopes: scopes(reader, it),
                    extensions: Default::default(),
                });
            }
            // 3.2; its token is given to the client like any other.
            "deviceAuthorization" => {}
            _ => keywords::stranger(reader, &keywords::FLOWS, &key, it),
        }
    }
    out
}

fn string(reader: &mut Reader<'_>, at: NodeId, key: &str) -> Option<String> {
    reader.text_at(at, key).map(String::from)
}

fn scopes(reader: &mut Reader<'_>, at: NodeId) -> indexmap::IndexMap<String, String> {
    let entries = reader.entries_at(at, "scopes");
    let text =
        |(name, it): (Box<str>, NodeId)| (name.into(), reader.text(it).unwrap_or_default().into());
    entries.into_iter().map(text).collect()
}
