//! Which members `Debug` hides: those of `format: password`, and the tokens that OAuth 2.0
//! (RFC 6749) and OpenID Connect name.

use crate::ir::Shown;
use crate::shape::Kind;
use crate::shape::Shape;

/// Names of members whose values open doors.
const NAMES: &[&str] = &[
    "access_token",
    "refresh_token",
    "id_token",
    "client_secret",
    "password",
    "api_key",
    "secret_key",
    "private_key",
    "accessToken",
    "refreshToken",
    "idToken",
    "clientSecret",
    "apiKey",
    "secretKey",
    "privateKey",
];

/// Whether the value of a member is shown.
pub fn shown(name: &str, shape: &Shape) -> Shown {
    let Kind::String(text) = &shape.kind else {
        return Shown::Plain;
    };
    let password = text.format.as_deref() == Some("password");
    if password || NAMES.contains(&name) {
        Shown::Secret
    } else {
        Shown::Plain
    }
}
