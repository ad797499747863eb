//! The table of codes: each finding's number, severity, title and explanation, once.

use super::Severity;

/// Declares each code once. `docs/diagnostics.md` is made from it, and a test asks for a
/// specimen of each in `tests/ui`.
macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $title:literal, $explain:literal;)*) => {
        /// The kinds of findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $title] $name),* }

        impl Code {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
            /// The number that people quote, such as `E0301`.
            pub fn number(self) -> &'static str { match self { $(Code::$name => $number),* } }
            /// How bad it is.
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity),* } }
            /// One line.
            pub fn title(self) -> &'static str { match self { $(Code::$name => $title),* } }
            /// What it means and what to do, in Markdown.
            pub fn explain(self) -> &'static str { match self { $(Code::$name => $explain),* } }
        }
    };
}

// E01 W01 N01: tree.   02: document.   03: resolve.   04: shape.   05: plan, types.
// 06: names.           07: plan, operations.          08: render.  09: cargo.  10: bundle.
codes! {
    Unreadable = "E0101", Error, "a file cannot be read",
        "The document, an overlay or the names lock cannot be opened or is not text. A file that the document refers to is `W0301`.";
    Syntax = "E0102", Error, "not YAML and not JSON",
        "The document, an overlay or the names lock cannot be parsed. The position is where the parser gave up; the fault may stand before it. A file that the document refers to is `W0301`.";
    DuplicateKey = "W0103", Warning, "a key is there twice in one mapping",
        "The last one counts, as in most JSON readers. Remove one of them.";
    SecondDocument = "W0109", Warning, "a file has more than one YAML document",
        "The first is read. What follows `---` or `...`, or stands behind the last bracket of JSON, is not.";
    NoJsonNumber = "W0110", Warning, "a number that JSON does not have",
        "YAML has infinities, and what is no number; JSON has no digits for them, so that no value of a schema is one. They are read as texts.";
    NotJson = "W0104", Warning, "a `.json` file is not JSON",
        "It was read as YAML, which takes comments, commas at the end and words without quotes. Other tools may refuse it.";
    BadOverlay = "E0105", Error, "an overlay cannot be applied",
        "The overlay, or one of its actions, is not what the Overlay Specification 1.1 asks for, or does not fit the document.";
    IdleOverlay = "W0106", Warning, "an action of an overlay matches nothing",
        "Its target is no longer in the document. Perhaps the correction is no longer needed, or the document was rearranged.";
    IdleSetting = "W0107", Warning, "a setting has no effect",
        "Its pointer names nothing in the document, or nothing that it could change. Perhaps the document was rearranged.";
    BadSetting = "E0108", Error, "a setting cannot be used",
        "The name is no name of Rust or is taken, or the type is no type. The message says which setting it is.";
    NotADocument = "E0201", Error, "not an OpenAPI document",
        "The root must be a mapping with `openapi: 3.x` and an `info` object. Swagger 2.0 documents must be converted first.";
    WrongType = "W0202", Warning, "a value has another type than the specification says",
        "The value cannot be used and is read as if it were absent.";
    UnknownKeyword = "N0203", Note, "a key that the specification does not know",
        "It has no effect on the generated code. A misspelt keyword looks like this.";
    Misspelt = "W0205", Warning, "a key looks like a misspelt keyword",
        "It has no effect, unless the message says that it is read all the same. Write the keyword that the message names; a key of your own begins with `x-`.";
    NullIgnored = "N0206", Note, "a value is null where something else belongs",
        "It is read as if it were not there. In YAML, a key with nothing behind its colon is null.";
    OtherVersion = "N0207", Note, "something is written as another version of OpenAPI has it",
        "Nearly always it is meant, so it is read so: `nullable` in 3.1 lets null through, `items` with a list are `prefixItems`.";
    UnknownVersion = "W0208", Warning, "a version of OpenAPI 3 that is not known",
        "The document is read as the newest version that is known. What is new in it has no effect.";
    Misplaced = "W0209", Warning, "a keyword of something else",
        "Here it has no effect. Most of these are remains of Swagger 2.0; the message says what OpenAPI 3 has instead.";
    BadMediaType = "W0210", Warning, "a key of `content` is not a media type",
        "Media types have a slash: `application/json`. A body is not sent under another key, and an answer under it is bytes.";
    OddStatus = "W0204", Warning, "a key of `responses` is not a status",
        "Keys of `responses` are `100` to `599`, `1XX` to `5XX` and `default`. A response under another key is left out.";
    EnumExtensionUnfit = "W0211", Warning, "an extension does not fit the values of `enum`",
        "`x-enum-varnames`, `x-enumNames`, `x-enum-descriptions` and their like have an item for each value of `enum`, in its order, or are a mapping by the value. What does not fit is left out, and so is a list of another length: nobody knows which value an item is for.";
    DanglingReference = "W0301", Warning, "`$ref` points at nothing",
        "The value is not there, or its file is not there or cannot be parsed. What the reference should have named becomes any JSON value; a parameter, body or response that is needed leaves its operation out.";
    ReferenceLoop = "W0302", Warning, "a chain of `$ref` never reaches anything",
        "The references only name each other. The value becomes any JSON.";
    UnknownScheme = "W0303", Warning, "`security` names a scheme that is not declared",
        "The requirement cannot be met and is left out. Declare the scheme in `components.securitySchemes`.";
    IdleSelector = "W0304", Warning, "a selector matches no operation",
        "The selection of operations names a tag, an `operationId` or a path that the document does not have. Perhaps it was renamed.";
    NothingSelected = "E0305", Error, "the selection leaves no operation",
        "Nothing would be generated. Without a selection, all operations are.";
    KeywordIgnored = "N0401", Note, "a keyword has no effect on the generated type",
        "It narrows the values further than a Rust type can say, so the type lets more through than the schema. Nothing is sent or read differently.";
    Contradiction = "W0402", Warning, "two parts of a schema exclude each other",
        "No value satisfies both, so that no type can be made of them: the value becomes any JSON.";
    UndeclaredRequired = "W0405", Warning, "a required member is not declared",
        "`required` names a member that no schema declares. It becomes an optional member with any value.";
    ValueUnfit = "W0406", Warning, "a listed value that its own type refuses",
        "`enum` or `const` lists a value that `type` beside it does not let through, so that no value can be it. It is left out.";
    TagUndeclared = "N0407", Note, "a variant does not declare the property of the discriminator",
        "The specification asks for it. The variant is told apart by the tag all the same, and the tag is written with it. A variant that is no object, such as a list, is told apart by its JSON type; a union with such a variant is read by one look at the value.";
    MappingUnfit = "W0410", Warning, "a discriminator maps a value to no variant",
        "The schema that `mapping` names is not among those of `oneOf` or `anyOf`. Values with this tag are kept as any JSON.";
    TooManyTogether = "W0409", Warning, "a schema is put together from too many others",
        "`allOf` and `$ref` lead from one schema to more than a hundred others that all apply to one value, or along more than 64 that only name the next one. The value becomes any JSON.";
    UnknownFormat = "N0411", Note, "a `format` that nothing knows",
        "The value is what its `type` says. A misspelt format looks like this. Each is told once, at the first schema that has it.";
    LargeNumber = "N0412", Note, "a number beyond 64 bits",
        "In `enum`, `const` and `default`. Integers of up to 128 bits are compared, read and written digit by digit where the type is known. Where it is any JSON, a default of such a member too, they are floating-point numbers, which have 15 digits: a `serde_json::Value` holds no others without `arbitrary_precision`, which the runtime leaves to the program because it is for all of its crates. Numbers with an exponent, and integers beyond 128 bits, are floating-point numbers everywhere.";
    NoPattern = "N0413", Note, "a pattern that is no regular expression",
        "`pattern` and the keys of `patternProperties` are regular expressions of ECMA-262 (JSON Schema, Validation §6.3.3). Flags and groups of Perl, Python or Go, such as `(?i)` and `(?P<name>…)`, are not, and a validator refuses the schema or the values. Generated code looks at no pattern, so that nothing is sent or read differently.";
    OverlappingUnion = "N0403", Note, "one value can match several variants",
        "The variant that accounts for most members of the value is taken; on a tie, the first.";
    DuplicateValue = "N0404", Note, "a value is listed twice in an `enum`",
        "It becomes one variant.";
    DefaultNotInSchema = "W0501", Warning, "a default is not a value of its own schema",
        "The default is left out. Correct the document, or add an overlay.";
    DefaultWithoutCode = "N0502", Note, "a default stands in the documentation, and not all of it in the code",
        "The member has an `Option` and no accessor, or its default has members that no schema declares. The message says why. Defaults of members that are always there, of parameters, and `null` need no code: there is nothing to fill in.";
    Renamed = "N0601", Note, "a name was changed to make it legal, short or unique",
        "Choose another with a line in `names.lock` or in the configuration.";
    TextCleaned = "N0603", Note, "control characters were removed from a text",
        "Characters that change the direction of text, or that no text has, are left out of the documentation.";
    StaleLock = "N0602", Note, "an entry of the names lock matches nothing",
        "The document no longer has what the entry names. `cargo xtask refresh` removes it.";
    OperationLeftOut = "W0701", Warning, "an operation is left out of the client",
        "It needs something that generated code cannot express yet. The message says what.";
    PartLeftOut = "W0702", Warning, "a part of an operation is left out of the client",
        "The operation is there; the part that the message names is not.";
    NoSuccess = "N0703", Note, "an operation declares no success",
        "Whatever a success brings is given to the caller as bytes.";
    UndeclaredVariable = "W0704", Warning, "a variable of a path or a server is not declared",
        "No parameter with `in: path`, or no entry of `variables`, has its name. In a path it becomes a text argument; in a server it is empty unless it is given.";
    HeaderIgnored = "N0705", Note, "a header that the client sets or reads itself",
        "The specification says that parameters named `Accept`, `Content-Type` and `Authorization` are ignored, and so is the header `Content-Type` of an answer.";
    ServersUnfit = "W0706", Warning, "no server of an operation's own can be sent to",
        "Their URLs are neither for http nor for https. The operation is sent to the server that the client was made with, like all others.";
    VariantsJoined = "N0707", Note, "the variants of a body of parts are one struct",
        "Parts have names and no more structure. The struct has the parts of all variants, and those are required that every variant requires.";
    GivenAsText = "N0708", Note, "a body is given as text",
        "XML and other formats of text are written and read by the caller, with a crate for them; what their schema says is not checked. The text goes as UTF-8, and comes as it was; bytes in another character set are an error that keeps them.";
    OneMediaType = "N0709", Note, "one of several names for the same JSON is sent",
        "The body is the same under all of these media types. The first of them is what its `Content-Type` says.";
    NeverABody = "N0710", Note, "an answer that never has a body",
        "HTTP says that answers with the status 204, 205 or 304 have no body, so that the content of this one never comes.";
    OddPath = "N0711", Note, "a path is not as the specification says",
        "Paths begin with a slash, close their braces, have no query and no fragment, and have operations. What is sent is said beside it.";
    SamePath = "N0712", Note, "two paths differ only in the names of their variables",
        "To a server they are one path. Both can be called.";
    SameOperationId = "W0713", Warning, "an `operationId` is not unique",
        "Ids must be unique. In one group of methods both have longer names, made of their paths; by name, operations are called by method and path. An id that is itself the method and path by which another operation is called, such as `GET /pets`, would hide that one, and is not used either.";
    AlwaysRequired = "N0714", Note, "a variable of a path is not `required`",
        "A path cannot be without it, so it is required all the same.";
    ServerOfItsOwn = "N0715", Note, "an operation is sent to a server of its own",
        "The credentials of the client go there, where it was made with a server of the document. `ClientBuilder::operation_servers` decides otherwise, for instance for a proxy.";
    ServerUnfit = "N0717", Note, "a server that no request can be sent to",
        "Its URL is for another protocol than http, such as `wss://`, or names no host. It is none of the servers that can be chosen, and no operation is sent there.";
    FeatureUndeclared = "W0716", Warning, "a tag has no feature of cargo",
        "Tags were asked to be features, and `Cargo.toml` does not declare the one of this tag. Its operations are there whatever features are on, and so are their types.";
    PagesFound = "N0720", Note, "an operation gives its list in pages",
        "`.pages()` and `.items()` ask for one page after the other. Where that is a mistake, `x-pages: false` in the operation, by an overlay, turns it off; `x-pages: { cursor: …, next: …, items: … }` says how it really is.";
    PagesUnfit = "W0721", Warning, "`x-pages` cannot be",
        "The parameter or member that it names is not there, or there is no one list of items. The operation can be called as usual.";
    Internal = "E0801", Error, "the generator made code that does not parse",
        "This is a bug of the generator. Please report it with the document.";
    Uncheckable = "W1001", Warning, "a keyword that values cannot be checked by",
        "Its value is none that the keyword can have: a `pattern` that is no regular expression, a length below zero. Checks were asked for, and do without it; all else is checked.";
}
