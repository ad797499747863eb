//! How an access token is got: one call of the generated operation.
//!
//! In: a client, the refresh token. Out: an access token, until when it is used, and what became of the refresh token.

use std::time::SystemTime;

use openapi_runtime::Secret;

use super::access::Access;
use super::freshness::Freshness;
use super::set_cookie::{Told, told};
use super::{Clock, RefreshError, jwt};
use crate::Client;

/// The name of the cookie, as the document has it.
const COOKIE: &str = "refresh_token";

/// What a refresh brought.
#[derive(Clone)]
pub(crate) struct Renewed {
    access_token: Secret,
    until: SystemTime,
    pub(crate) refresh_token: Told,
}

impl Renewed {
    /// The access token, as that of this refresh.
    pub(crate) fn access(&self, number: u64) -> Access {
        Access {
            token: self.access_token.clone(),
            until: self.until,
            number,
        }
    }
}

/// Calls the operation.
pub(crate) async fn exchange(
    client: Client,
    refresh_token: Secret,
    freshness: Freshness,
    clock: Clock,
) -> Result<Renewed, RefreshError> {
    let call = client.auth().refresh_token(refresh_token.expose()).send();
    let (token, answer) = call.await.map_err(RefreshError::request)?.into_parts();
    if !token.token_type.eq_ignore_ascii_case("bearer") {
        return Err(RefreshError::token_type(token.token_type));
    }
    let now = clock();
    Ok(Renewed {
        until: freshness.until(now, jwt::expiry(&token.access_token)),
        access_token: token.access_token.into(),
        refresh_token: told(answer.headers(), COOKIE, now),
    })
}
