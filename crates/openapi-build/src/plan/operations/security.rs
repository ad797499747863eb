//! Security schemes in the words of the runtime.

use crate::ir::Location;
use crate::ir::Scheme;
use crate::resolve::SchemeKind;
use openapiv3::APIKeyLocation;

/// How a scheme sends its credential.
pub fn scheme(kind: &SchemeKind) -> Scheme {
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
        SchemeKind::OAuth2(_) => Scheme::OAuth2,
        SchemeKind::OpenIdConnect(_) => Scheme::OpenIdConnect,
        SchemeKind::MutualTls => Scheme::MutualTls,
    }
}
