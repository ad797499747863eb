//! Security schemes as constants: what generated code has in its module `schemes`.
//!
//! In: the name of a scheme, known when the client is generated. Out: a credential for it, of a kind that it can have. A
//! scheme that does not exist, or a password for an API key, does not compile. Deliberately absent: which scheme an
//! operation asks for.

use std::future::Future;

use super::auth::{Credential, Secret};
use super::oauth::OAuth2;
use super::tokens::{AccessToken, TokenSource};
use super::transport::{MaybeSend, MaybeSync};

/// A credential for a scheme. `Debug` shows no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auth {
    pub(crate) scheme: &'static str,
    pub(crate) credential: Credential,
}

macro_rules! scheme {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(&'static str);

        impl $name {
            #[doc(hidden)]
            #[must_use]
            pub const fn new(scheme: &'static str) -> Self {
                $name(scheme)
            }

            /// The scheme's name in the document.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.0
            }

            fn auth(self, credential: Credential) -> Auth {
                Auth {
                    scheme: self.0,
                    credential,
                }
            }
        }
    };
}

macro_rules! sources {
    ($name:ident) => {
        impl $name {
            /// Tokens of a source; see [`Credential::source`].
            #[must_use]
            pub fn source(self, source: impl TokenSource) -> Auth {
                self.auth(Credential::source(source))
            }

            /// Tokens that a closure gets; see [`Credential::from_fn`].
            #[must_use]
            pub fn from_fn<F, R, T, E>(self, get: F) -> Auth
            where
                F: Fn() -> R + MaybeSend + MaybeSync + 'static,
                R: Future<Output = Result<T, E>> + MaybeSend + 'static,
                T: Into<AccessToken>,
                E: Into<Box<dyn std::error::Error + Send + Sync>>,
            {
                self.auth(Credential::from_fn(get))
            }
        }
    };
}

macro_rules! tokens {
    ($name:ident) => {
        impl $name {
            /// A token that one has.
            #[must_use]
            pub fn token(self, token: impl Into<Secret>) -> Auth {
                self.auth(Credential::token(token))
            }

            /// Tokens of an OAuth 2 flow.
            #[must_use]
            pub fn flow(self, flow: OAuth2) -> Auth {
                self.auth(Credential::oauth2(flow))
            }
        }
    };
}

scheme! {
    /// A key in a header, a query parameter or a cookie.
    ApiKeyScheme
}
sources! { ApiKeyScheme }

impl ApiKeyScheme {
    /// A key.
    #[must_use]
    pub fn key(self, key: impl Into<Secret>) -> Auth {
        self.auth(Credential::token(key))
    }
}

scheme! {
    /// HTTP basic.
    BasicScheme
}

impl BasicScheme {
    /// A user's name and password.
    #[must_use]
    pub fn login(self, user: impl Into<Box<str>>, password: impl Into<Secret>) -> Auth {
        self.auth(Credential::basic(user, password))
    }
}

scheme! {
    /// HTTP bearer.
    BearerScheme
}
sources! { BearerScheme }
tokens! { BearerScheme }

scheme! {
    /// Another HTTP scheme.
    HttpScheme
}
sources! { HttpScheme }

impl HttpScheme {
    /// What stands behind the scheme's name in the `Authorization` header.
    #[must_use]
    pub fn credential(self, text: impl Into<Secret>) -> Auth {
        self.auth(Credential::token(text))
    }
}

scheme! {
    /// OAuth 2.
    OAuth2Scheme
}
sources! { OAuth2Scheme }
tokens! { OAuth2Scheme }

impl OAuth2Scheme {
    /// A user's name and password, which get a token from the document's token endpoint.
    #[must_use]
    pub fn password(self, user: impl Into<Box<str>>, password: impl Into<Secret>) -> Auth {
        self.flow(OAuth2::password(user, password))
    }

    /// The client's own credentials, which get a token from the document's token endpoint.
    #[must_use]
    pub fn client_credentials(self, id: impl Into<Box<str>>, secret: impl Into<Secret>) -> Auth {
        self.flow(OAuth2::client_credentials(id, secret))
    }

    /// A refresh token, which gets an access token from the document's token endpoint.
    #[must_use]
    pub fn refresh_token(self, token: impl Into<Secret>) -> Auth {
        self.flow(OAuth2::refresh_token(token))
    }
}

scheme! {
    /// OpenID Connect: a token, sent as a bearer token. For a flow, give the token endpoint that the provider's
    /// configuration names.
    OpenIdScheme
}
sources! { OpenIdScheme }
tokens! { OpenIdScheme }
