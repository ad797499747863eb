//! The client: the API's facts, servers, the client itself, its groups.

use super::Item;
use super::Page;
use super::Rows;
use super::Words;
use super::gate;
use super::written_out;
use crate::ir::About;
use crate::ir::Client;
use crate::ir::Crate;
use crate::ir::Flow;
use crate::ir::Grant;
use crate::ir::Location;
use crate::ir::Scheme;
use crate::ir::Server;
use crate::ir::Servers;
use proc_macro2::TokenStream;
use quote::quote;

/// The API's facts, the client and the servers.
pub fn items(krate: &Crate) -> Page<'_> {
    let (about, client) = (&krate.about, &krate.client);
    let all = Words::default();
    let words = all.docs(&client.docs);
    let mut items = vec![
        Item::Rust(quote! {
            #words
            #[derive(Clone, Debug)]
            pub struct Client(pub(super) rt::Client);
        }),
        Item::Rows(Rows {
            name: "client",
            head: match &krate.checks {
                Some(_) => quote!(Client API, checked by SCHEMAS),
                None => quote!(Client API),
            },
            rows: None,
            tail: quote!(),
        }),
        Item::Rust(accessors(krate, &all)),
        Item::Rust(api(about, client)),
    ];
    items.extend(krate.checks.iter().map(|_| Item::Rust(schemas())));
    items.extend(schemes(&all, client));
    items.extend(client.servers.iter().flat_map(|it| servers(&all, it)));
    all.page(items)
}

/// The static that every call refers to.
fn api(about: &About, client: &Client) -> TokenStream {
    let (title, version) = (&*about.title, &*about.version);
    let urls = client.urls.iter().map(|it| &**it);
    let schemes = client.schemes.iter().map(|it| {
        let (name, scheme) = (&*it.name, scheme(&it.scheme));
        quote!((#name, #scheme))
    });
    quote! {
        static API: rt::Api = rt::Api {
            title: #title,
            version: #version,
            schemes: &[#(#schemes),*],
            servers: &[#(#urls),*],
        };
    }
}

/// The static that all checks refer to, and the type by which types do.
fn schemas() -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum SCHEMAS {}
        pub(super) static SCHEMAS: rt::Schemas = rt::Schemas::new(::core::include_str!("schemas.json"));
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    match scheme {
        Scheme::ApiKey(location, name) => {
            let (location, name) = (place(*location), &**name);
            quote!(rt::Scheme::ApiKey { location: rt::In::#location, name: #name })
        }
        Scheme::Basic => quote!(rt::Scheme::Basic),
        Scheme::Bearer => quote!(rt::Scheme::Bearer),
        Scheme::Http(name) => {
            let name = &**name;
            quote!(rt::Scheme::Http { scheme: #name })
        }
        Scheme::OAuth2(flows) => {
            let flows = flows.iter().map(flow);
            quote!(rt::Scheme::OAuth2 { flows: &[#(#flows),*] })
        }
        Scheme::OpenIdConnect => quote!(rt::Scheme::OpenIdConnect),
        Scheme::MutualTls => quote!(rt::Scheme::MutualTls),
    }
}

pub(super) fn flow(flow: &Flow) -> TokenStream {
    let grant = match flow.grant {
        Grant::AuthorizationCode => quote!(AuthorizationCode),
        Grant::ClientCredentials => quote!(ClientCredentials),
        Grant::Password => quote!(Password),
        Grant::Implicit => quote!(Implicit),
    };
    let (authorization, token) = (&*flow.authorization_url, &*flow.token_url);
    let refresh = &*flow.refresh_url;
    quote! {
        rt::Flow {
            grant: rt::Grant::#grant,
            authorization_url: #authorization,
            token_url: #token,
            refresh_url: #refresh,
        }
    }
}

/// A constant for each scheme that a credential can be given for.
fn schemes<'a>(all: &Words<'a>, client: &'a Client) -> Option<Item> {
    let constants = client.schemes.iter().filter_map(|it| {
        let (words, name, ident) = (all.docs(&it.docs), &*it.name, it.ident.as_ref()?);
        let kind = match &it.scheme {
            Scheme::ApiKey(..) => quote!(ApiKeyScheme),
            Scheme::Basic => quote!(BasicScheme),
            Scheme::Bearer => quote!(BearerScheme),
            Scheme::Http(_) => quote!(HttpScheme),
            Scheme::OAuth2(_) => quote!(OAuth2Scheme),
            Scheme::OpenIdConnect => quote!(OpenIdScheme),
            Scheme::MutualTls => return None,
        };
        Some(quote!(#words pub const #ident: rt::#kind = rt::#kind::new(#name);))
    });
    let constants: Vec<TokenStream> = constants.collect();
    match constants.as_slice() {
        [] => None,
        constants => Some(Item::Rust(quote! {
            /// The security schemes that the document declares; credentials for them are given to
            /// `ClientBuilder::auth` or `CallOptions::auth`.
            pub mod schemes {
                use super::rt;
                #(#constants)*
            }
        })),
    }
}

pub(super) fn place(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(Path),
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Cookie => quote!(Cookie),
    }
}

/// The methods of the client that give its groups.
fn accessors<'a>(krate: &'a Crate, all: &Words<'a>) -> TokenStream {
    let methods = krate.client.groups.iter().filter_map(|group| {
        let (words, ident, accessor) = (
            all.docs(&group.docs),
            &group.ident,
            group.accessor.as_ref()?,
        );
        let gate = gate(krate, &group.gate);
        Some(quote! {
            #words
            #gate
            #[inline]
            pub fn #accessor(&self) -> #ident {
                #ident(self.0.clone())
            }
        })
    });
    let methods: Vec<TokenStream> = methods.collect();
    match methods.as_slice() {
        [] => quote!(),
        methods => quote!(impl Client { #(#methods)* }),
    }
}

/// An enum of documented servers.
pub(super) fn servers<'a>(all: &Words<'a>, servers: &'a Servers) -> [Item; 2] {
    let (words, ident) = (all.docs(&servers.docs), &servers.ident);
    let variants = servers.list.iter().map(|it| variant(all, it));
    let arms = servers.list.iter().map(|server| {
        let (name, url) = (&server.ident, &*server.url);
        let fields: Vec<_> = server.variables.iter().map(|it| &it.ident).collect();
        let wires = server.variables.iter().map(|it| &*it.wire);
        match fields.as_slice() {
            [] => quote!(#ident::#name => Self::documented(#url, &[]),),
            fields => quote!(#ident::#name { #(#fields),* } => Self::documented(#url, &[#((#wires, &#fields)),*]),),
        }
    });
    let definition = quote! {
        #words
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    };
    let url = quote! {
        impl ::core::convert::From<#ident> for rt::BaseUrl {
            fn from(server: #ident) -> Self {
                match server { #(#arms)* }
            }
        }
    };
    [Item::Rust(definition), Item::Rust(url)]
}

fn variant<'a>(all: &Words<'a>, server: &'a Server) -> TokenStream {
    let (words, name) = (all.docs(&server.docs), &server.ident);
    let fields = server.variables.iter().map(|it| {
        let (words, field) = (written_out(&it.docs), &it.ident);
        quote!(#words #field: ::std::string::String,)
    });
    match server.variables.as_slice() {
        [] => quote!(#words #name,),
        [..] => quote!(#words #name { #(#fields)* },),
    }
}
