//! Every keyword of every object, once: what the specifications know, and what becomes of it here.
//!
//! In: the key of a mapping, and which object the mapping is. Out: whether it is a keyword, and when it is none, what was
//! perhaps meant. `docs/keywords.md` is made from these lists, and a test measures for each keyword whether taking it away
//! changes the generated code, as the page says. Absent: what a keyword means; the readers know that.

use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::source::NodeId;

/// An object of the specification.
#[derive(Debug)]
pub struct Object {
    /// Its name: `Schema Object`.
    pub name: &'static str,
    /// Many of them: `schemas`.
    pub plural: &'static str,
    /// All keywords of OpenAPI 3.0, 3.1 and 3.2.
    pub keywords: &'static [&'static str],
    /// Keys that are keywords of something else, and what to do about them.
    pub misplaced: &'static [(&'static str, &'static str)],
}

const NONE: &[(&str, &str)] = &[];

macro_rules! objects {
    ($($name:ident = $title:literal, $plural:literal, [$($keyword:literal)*], $misplaced:expr;)*) => {
        $(#[doc = $title]
        pub const $name: Object = Object { name: $title, plural: $plural, keywords: &[$($keyword),*], misplaced: $misplaced };)*

        /// All objects, in the order of the specification.
        pub const ALL: &[&Object] = &[$(&$name),*];
    };
}

objects! {
    ROOT = "OpenAPI Object", "OpenAPI documents",
        ["openapi" "$self" "info" "jsonSchemaDialect" "servers" "paths" "webhooks" "components" "security" "tags" "externalDocs"],
        &[
            ("definitions", "Swagger 2.0 has `definitions`; they are `components.schemas` now"),
            ("parameters", "Swagger 2.0 has `parameters` here; they are `components.parameters` now"),
            ("responses", "Swagger 2.0 has `responses` here; they are `components.responses` now"),
            ("securityDefinitions", "Swagger 2.0 has `securityDefinitions`; they are `components.securitySchemes` now"),
            ("host", "Swagger 2.0 has `host`; write it into the `url` of `servers`"),
            ("basePath", "Swagger 2.0 has `basePath`; write it into the `url` of `servers`"),
            ("schemes", "Swagger 2.0 has `schemes`; write them into the `url` of `servers`"),
            ("consumes", "Swagger 2.0 has `consumes`; each request body has its `content` now"),
            ("produces", "Swagger 2.0 has `produces`; each response has its `content` now"),
            ("schemas", "`schemas` stand below `components`"),
            ("securitySchemes", "`securitySchemes` stand below `components`"),
        ];
    INFO = "Info Object", "`info`",
        ["title" "summary" "description" "termsOfService" "contact" "license" "version"], NONE;
    CONTACT = "Contact Object", "`contact`", ["name" "url" "email"], NONE;
    LICENSE = "License Object", "`license`", ["name" "identifier" "url"], NONE;
    SERVER = "Server Object", "servers", ["url" "description" "name" "variables"], NONE;
    VARIABLE = "Server Variable Object", "variables of servers", ["enum" "default" "description"], NONE;
    COMPONENTS = "Components Object", "`components`",
        ["schemas" "responses" "parameters" "examples" "requestBodies" "headers" "securitySchemes" "links" "callbacks" "pathItems" "mediaTypes"],
        NONE;
    PATH_ITEM = "Path Item Object", "path items",
        ["$ref" "summary" "description" "get" "put" "post" "delete" "options" "head" "patch" "trace" "query" "additionalOperations" "servers" "parameters"],
        &[
            ("tags", "each operation has its own `tags`"),
            ("security", "each operation has its own `security`"),
            ("responses", "`responses` stand below a method, such as `get`"),
            ("requestBody", "`requestBody` stands below a method, such as `post`"),
        ];
    OPERATION = "Operation Object", "operations",
        ["tags" "summary" "description" "externalDocs" "operationId" "parameters" "requestBody" "responses" "callbacks" "deprecated" "security" "servers"],
        &[
            ("consumes", "Swagger 2.0 has `consumes`; `requestBody` has its `content` now"),
            ("produces", "Swagger 2.0 has `produces`; each response has its `content` now"),
            ("schemes", "Swagger 2.0 has `schemes`; write them into the `url` of `servers`"),
        ];
    EXTERNAL_DOCS = "External Documentation Object", "`externalDocs`", ["description" "url"], NONE;
    PARAMETER = "Parameter Object", "parameters",
        ["name" "in" "description" "required" "deprecated" "allowEmptyValue" "example" "examples" "style" "explode" "allowReserved" "schema" "content"],
        OF_SWAGGER;
    BODY = "Request Body Object", "request bodies", ["description" "content" "required"],
        &[("schema", "a schema stands below `content` and a media type")];
    MEDIA_TYPE = "Media Type Object", "media types",
        ["schema" "itemSchema" "example" "examples" "encoding" "prefixEncoding" "itemEncoding"],
        &[
            ("type", "the schema stands below `schema`"),
            ("properties", "the schema stands below `schema`"),
            ("items", "the schema stands below `schema`"),
        ];
    ENCODING = "Encoding Object", "encodings",
        ["contentType" "headers" "encoding" "prefixEncoding" "itemEncoding" "style" "explode" "allowReserved"], NONE;
    RESPONSE = "Response Object", "responses", ["summary" "description" "headers" "content" "links"],
        &[
            ("schema", "Swagger 2.0 has `schema` here; it stands below `content` and a media type now"),
            ("examples", "Swagger 2.0 has `examples` here; they stand below `content` and a media type now"),
        ];
    EXAMPLE = "Example Object", "examples",
        ["summary" "description" "dataValue" "serializedValue" "externalValue" "value"], NONE;
    LINK = "Link Object", "links",
        ["operationRef" "operationId" "parameters" "requestBody" "description" "server"], NONE;
    HEADER = "Header Object", "headers",
        ["description" "required" "deprecated" "example" "examples" "style" "explode" "schema" "content"], OF_SWAGGER;
    TAG = "Tag Object", "tags", ["name" "summary" "description" "externalDocs" "parent" "kind"], NONE;
    REFERENCE = "Reference Object", "references", ["$ref" "summary" "description"], NONE;
    SCHEMA = "Schema Object", "schemas", [
        // Annotations and identifiers.
        "title" "description" "deprecated" "readOnly" "writeOnly" "default" "example" "examples" "externalDocs" "xml"
        "$schema" "$id" "$anchor" "$dynamicAnchor" "$vocabulary" "$comment" "$defs"
        // What decides the type.
        "$ref" "$dynamicRef" "type" "format" "contentEncoding" "contentMediaType" "contentSchema" "enum" "const" "properties"
        "required" "additionalProperties" "patternProperties" "propertyNames" "unevaluatedProperties" "items" "prefixItems"
        "unevaluatedItems" "uniqueItems" "allOf" "anyOf" "oneOf" "discriminator" "nullable"
        // What only narrows it.
        "not" "if" "then" "else" "contains" "minContains" "maxContains" "dependentSchemas" "dependentRequired"
        "minimum" "maximum" "exclusiveMinimum" "exclusiveMaximum" "multipleOf" "minLength" "maxLength" "pattern"
        "minItems" "maxItems" "minProperties" "maxProperties"
        // Extensions of other tools for the values of `enum`.
        "x-enum-varnames" "x-enumNames" "x-enum-names" "x-speakeasy-enums" "x-enum-elements" "x-ms-enum" "x-fern-enum"
        "x-enum-descriptions" "x-enum-description" "x-enumDescriptions" "x-enum-comments" "x-speakeasy-enum-descriptions"
        // Of older drafts, read as their successors.
        "definitions" "id" "dependencies" "additionalItems" "$recursiveRef" "$recursiveAnchor"
    ], &[
            ("in", "`in` is a keyword of parameters"),
            ("optional", "members are optional unless `required` lists them"),
            ("collectionFormat", "Swagger 2.0 has `collectionFormat`; parameters have `style` and `explode` now"),
        ];
    DISCRIMINATOR = "Discriminator Object", "discriminators", ["propertyName" "mapping" "defaultMapping"], NONE;
    XML = "XML Object", "`xml`", ["nodeType" "name" "namespace" "prefix" "attribute" "wrapped"], NONE;
    SECURITY_SCHEME = "Security Scheme Object", "security schemes",
        ["type" "description" "name" "in" "scheme" "bearerFormat" "flows" "openIdConnectUrl" "oauth2MetadataUrl" "deprecated"],
        &[
            ("flow", "Swagger 2.0 has `flow`; `flows` has one entry for each flow now"),
            ("scopes", "`scopes` stand below a flow of `flows`"),
            ("tokenUrl", "`tokenUrl` stands below a flow of `flows`"),
            ("authorizationUrl", "`authorizationUrl` stands below a flow of `flows`"),
        ];
    FLOWS = "OAuth Flows Object", "OAuth flows",
        ["implicit" "password" "clientCredentials" "authorizationCode" "deviceAuthorization"],
        &[
            ("accessCode", "Swagger 2.0 has `accessCode`; it is `authorizationCode` now"),
            ("application", "Swagger 2.0 has `application`; it is `clientCredentials` now"),
        ];
    FLOW = "OAuth Flow Object", "an OAuth flow",
        ["authorizationUrl" "deviceAuthorizationUrl" "tokenUrl" "refreshUrl" "scopes"], NONE;
}

/// What Swagger 2.0 writes into parameters and headers, where OpenAPI has a schema.
const OF_SWAGGER: &[(&str, &str)] = &[
    (
        "type",
        "Swagger 2.0 has `type` here; it stands below `schema` now",
    ),
    (
        "format",
        "Swagger 2.0 has `format` here; it stands below `schema` now",
    ),
    (
        "items",
        "Swagger 2.0 has `items` here; they stand below `schema` now",
    ),
    (
        "enum",
        "Swagger 2.0 has `enum` here; it stands below `schema` now",
    ),
    (
        "default",
        "Swagger 2.0 has `default` here; it stands below `schema` now",
    ),
    (
        "collectionFormat",
        "Swagger 2.0 has `collectionFormat`; write `style` and `explode`",
    ),
];

/// The formats that JSON Schema 2020-12 (Validation, §7.3), OpenAPI and its registry of formats know, and some that many
/// documents have. Those that have a type of Rust are rows of `plan/formats.rs`; a test of the crate holds the two together.
pub const FORMATS: &[(&str, Of)] = &[
    ("date-time", Of::Texts),
    ("date", Of::Texts),
    ("time", Of::Texts),
    ("duration", Of::Texts),
    ("email", Of::Texts),
    ("idn-email", Of::Texts),
    ("hostname", Of::Texts),
    ("idn-hostname", Of::Texts),
    ("ipv4", Of::Texts),
    ("ipv6", Of::Texts),
    ("uri", Of::Texts),
    ("uri-reference", Of::Texts),
    ("iri", Of::Texts),
    ("iri-reference", Of::Texts),
    ("uuid", Of::Texts),
    ("uri-template", Of::Texts),
    ("json-pointer", Of::Texts),
    ("relative-json-pointer", Of::Texts),
    ("regex", Of::Texts),
    ("int8", Of::Numbers),
    ("int16", Of::Numbers),
    ("int32", Of::Numbers),
    ("int64", Of::Numbers),
    ("uint8", Of::Numbers),
    ("uint16", Of::Numbers),
    ("uint32", Of::Numbers),
    ("uint64", Of::Numbers),
    ("int128", Of::Numbers),
    ("uint128", Of::Numbers),
    ("double-int", Of::Numbers),
    ("float", Of::Numbers),
    ("double", Of::Numbers),
    ("decimal", Of::Either),
    ("decimal128", Of::Either),
    ("binary", Of::Texts),
    ("byte", Of::Texts),
    ("base64url", Of::Texts),
    ("char", Of::Texts),
    ("commonmark", Of::Texts),
    ("html", Of::Texts),
    ("http-date", Of::Texts),
    ("media-range", Of::Texts),
    ("password", Of::Texts),
    ("sf-binary", Of::Texts),
    ("sf-boolean", Of::Either),
    ("sf-decimal", Of::Either),
    ("sf-integer", Of::Either),
    ("sf-string", Of::Texts),
    ("sf-token", Of::Texts),
    ("unixtime", Of::Numbers),
    ("date-time-local", Of::Texts),
    ("time-local", Of::Texts),
    ("guid", Of::Texts),
    ("url", Of::Texts),
    ("uint", Of::Numbers),
    ("uuid1", Of::Texts),
    ("uuid3", Of::Texts),
    ("uuid4", Of::Texts),
    ("uuid5", Of::Texts),
    ("uuid6", Of::Texts),
    ("uuid7", Of::Texts),
];

/// Which values a format is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Strings.
    Texts,
    /// Integers, and numbers at all.
    Numbers,
    /// Both.
    Either,
}

/// Which values a format is for that is known.
pub fn format(name: &str) -> Option<Of> {
    let known = FORMATS.iter().find(|(it, _)| *it == name);
    known.map(|(_, of)| *of)
}

/// The known format that an unknown one is nearly.
pub fn nearest_format(format: &str) -> Option<&'static str> {
    nearest(FORMATS.iter().map(|(it, _)| *it), format)
}

/// What a key is that is no keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// An extension, which is anyone's to use.
    Extension,
    /// A keyword of something else, and what to do about it.
    Misplaced(&'static str),
    /// Nearly a keyword.
    Misspelt(&'static str),
    /// Nothing that is known.
    Unknown,
}

impl Object {
    /// What a key is that is none of the object's keywords.
    pub fn stranger(&self, key: &str) -> Stranger {
        if key.starts_with("x-") {
            return Stranger::Extension;
        }
        let elsewhere = self.misplaced.iter().find(|(it, _)| *it == key);
        if let Some((_, advice)) = elsewhere {
            return Stranger::Misplaced(advice);
        }
        self.nearest(key)
            .map_or(Stranger::Unknown, Stranger::Misspelt)
    }

    /// The keyword that a key is nearly.
    fn nearest(&self, key: &str) -> Option<&'static str> {
        // `enumNames` of forms are what people read, and not a slip in `x-enumNames`.
        let own = self.keywords.iter().filter(|it| !it.starts_with("x-"));
        nearest(own.copied(), key)
    }
}

/// The word that another one is nearly: another case, a sign too many, two letters the other way round.
fn nearest(words: impl Iterator<Item = &'static str>, word: &str) -> Option<&'static str> {
    let bare = |it: &str| -> String {
        let letters = it.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let word = bare(word);
    // Of a short word, half of it would be another.
    let most = match word.chars().count() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    let near = words.map(|it| (strsim::damerau_levenshtein(&bare(it), &word), it));
    near.filter(|(far, _)| *far <= most)
        .min_by_key(|(far, _)| *far)
        .map(|(_, it)| it)
}

/// Says what becomes of the keys of the mapping at `at` that are no keywords of such an object.
pub(super) fn check(reader: &mut Reader<'_>, at: NodeId, object: &Object) {
    for (key, it) in reader.entries(at) {
        if !object.keywords.contains(&&*key) {
            stranger(reader, object, &key, it);
        }
    }
}

/// As [`check`], of the object under `key`, where there is one.
pub(super) fn check_at(reader: &mut Reader<'_>, parent: NodeId, key: &str, object: &Object) {
    if let Some(it) = reader.tree.get(parent, key) {
        check(reader, it, object);
    }
}

/// As [`check`], of each object of the mapping under `key`. What only refers to another one is that one's.
pub(super) fn check_each(reader: &mut Reader<'_>, parent: NodeId, key: &str, object: &Object) {
    for (_, it) in reader.entries_at(parent, key) {
        let object = match reader.tree.get(it, "$ref") {
            Some(_) => &REFERENCE,
            None => object,
        };
        check(reader, it, object);
    }
}

/// Reports a key that is no keyword of such an object.
pub fn stranger(reader: &mut Reader<'_>, object: &Object, key: &str, at: NodeId) {
    let of = object.plural;
    let found = match object.stranger(key) {
        Stranger::Extension => return,
        Stranger::Misplaced(advice) => {
            let message = format!("`{key}` is not a keyword of {of}: {advice}");
            Diagnostic::new(Code::Misplaced, at.key(), message)
                .label("this has no effect")
                .remedy(Remedy::Remove { at })
        }
        Stranger::Misspelt(keyword) => {
            let message = format!("`{key}` is not a keyword of {of}; `{keyword}` is");
            let found = Diagnostic::new(Code::Misspelt, at.key(), message)
                .label("this has no effect")
                .help(format!(
                    "write `{keyword}`, or `x-{key}` where it is meant as it is"
                ));
            renamed(reader, keyword, at)
                .into_iter()
                .fold(found, Diagnostic::remedy)
        }
        Stranger::Unknown => {
            let message = format!("`{key}` is not a keyword of {of}");
            Diagnostic::new(Code::UnknownKeyword, at.key(), message)
        }
    };
    reader.diags.push(found);
}

/// The actions that give a member another key, unless there is one or its value is long.
fn renamed(reader: &Reader<'_>, keyword: &str, at: NodeId) -> Vec<Remedy> {
    const LONGEST: usize = 120;
    let parent = reader.tree.parent(at);
    let free = parent.filter(|it| reader.tree.get(*it, keyword).is_none());
    let (Some(parent), Some(value)) = (free, reader.tree.one_line(at, LONGEST)) else {
        return Vec::new();
    };
    let update = Remedy::Update {
        at: parent,
        members: format!("{{ {keyword}: {value} }}"),
    };
    vec![update, Remedy::Remove { at }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_keyword_is_misspelt() {
        assert_eq!(SCHEMA.stranger("requierd"), Stranger::Misspelt("required"));
        assert_eq!(
            SCHEMA.stranger("additional_properties"),
            Stranger::Misspelt("additionalProperties")
        );
        assert_eq!(SCHEMA.stranger("enumNames"), Stranger::Unknown);
        assert_eq!(SCHEMA.stranger("ref"), Stranger::Misspelt("$ref"));
        assert_eq!(SCHEMA.stranger("Type"), Stranger::Misspelt("type"));
        assert_eq!(
            OPERATION.stranger("response"),
            Stranger::Misspelt("responses")
        );
        assert_eq!(
            RESPONSE.stranger("schema"),
            Stranger::Misplaced(RESPONSE.misplaced[0].1)
        );
        for it in ["name", "example2020", "foo", "value", "in2", ""] {
            assert_eq!(SCHEMA.stranger(it), Stranger::Unknown, "{it}");
        }
        assert_eq!(SCHEMA.stranger("x-requierd"), Stranger::Extension);
    }

    #[test]
    fn no_keyword_is_misplaced_and_none_is_there_twice() {
        for object in ALL {
            let mut seen = std::collections::HashSet::new();
            for it in object
                .keywords
                .iter()
                .chain(object.misplaced.iter().map(|it| &it.0))
            {
                assert!(seen.insert(*it), "`{it}` of {}", object.name);
            }
        }
    }
}
