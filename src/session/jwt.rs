//! When a JWT expires.
//!
//! In: an access token. Out: the moment of its claim `exp`, if it is a JWT that has one. Deliberately absent:
//! signatures. The token is only handed on to the server, which checks it; nothing is decided here but when to ask for
//! the next one.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// JWTs have no padding; a few issuers write it all the same.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The moment at which the token expires; none when it does not say, or says what is no moment.
pub(crate) fn expiry(token: &str) -> Option<SystemTime> {
    let mut parts = token.split('.');
    let (Some(_), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let claims = BASE64.decode(claims).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&claims).ok()?;
    // RFC 7519 allows fractions of seconds.
    let seconds = claims.get("exp")?.as_f64()?;
    UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", BASE64.encode(claims))
    }

    fn at(seconds: f64) -> Option<SystemTime> {
        Some(UNIX_EPOCH + Duration::from_secs_f64(seconds))
    }

    #[test]
    fn exp_is_read_with_and_without_padding() {
        for claims in [
            r#"{"exp":1700000000}"#,
            r#"{"exp":1700000000 }"#,
            r#"{"exp":1.7e9,"a":1}"#,
        ] {
            let padded = token(claims);
            assert_eq!(expiry(&padded), at(1.7e9), "{claims}");
            assert_eq!(expiry(&padded.replace('=', "")), at(1.7e9), "{claims}");
        }
        assert_eq!(expiry(&token(r#"{"exp":1.5}"#)), at(1.5));
        assert_eq!(expiry(&token(r#"{"exp":-1}"#)), None);
    }

    #[test]
    fn what_is_no_jwt_has_no_exp() {
        let good = token(r#"{"exp":1}"#);
        for token in [
            "",
            "opaque",
            "..",
            "a.b.c",
            "a.e30.c",
            "a.eyJleHAiOiIxIn0.c",
            &format!("{good}.x"),
            &good.replacen('.', "", 1),
            &token("[1]"),
            &token(r#"{"exp":null}"#),
            &token(r#"{"exp":1e300}"#),
            &token(r#"{"exp":1e30}"#),
        ] {
            assert_eq!(expiry(token), None, "{token}");
        }
    }
}
