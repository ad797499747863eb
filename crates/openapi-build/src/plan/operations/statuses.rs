//! Statuses: which side of a `Result` they are on, and what their variants are called.

use crate::resolve::Status;
use openapiv3::StatusCode;

/// A side of a `Result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 1xx: never the last answer.
    Interim,
    /// 2xx.
    Success,
    /// 3xx: a success where no 2xx is declared.
    Redirect,
    /// 4xx, 5xx.
    Failure,
    /// `default`.
    Default,
}

/// The class of a status.
pub fn class(status: &Status) -> Class {
    let hundred = match status {
        Status::Default => return Class::Default,
        Status::Of(StatusCode::Code(code)) => code / 100,
        Status::Of(StatusCode::Range(hundred)) => *hundred,
    };
    match hundred {
        1 => Class::Interim,
        2 => Class::Success,
        3 => Class::Redirect,
        _ => Class::Failure,
    }
}

/// Whether an answer never has a body, whatever a document says of it (RFC 9110 §15.3.5, §15.3.6, §15.4.5).
pub fn never_has_a_body(status: &Status) -> bool {
    matches!(status, Status::Of(StatusCode::Code(204 | 205 | 304)))
}

/// As a row writes it: `404`, `4XX`, `default`.
pub fn row(status: &Status) -> String {
    match status {
        Status::Of(code) => code.to_string(),
        Status::Default => "default".to_owned(),
    }
}

/// The words of a variant: `NotFound`, `ClientError`, `Default`.
pub fn words(status: &Status) -> String {
    match status {
        Status::Default => "Default".to_owned(),
        Status::Of(StatusCode::Range(hundred)) => match hundred {
            1 => "Informational".to_owned(),
            2 => "Success".to_owned(),
            3 => "Redirection".to_owned(),
            4 => "ClientError".to_owned(),
            5 => "ServerError".to_owned(),
            other => format!("Status{other}XX"),
        },
        Status::Of(StatusCode::Code(code)) => match reason(*code) {
            Some(reason) => reason.to_owned(),
            None => format!("Status{code}"),
        },
    }
}

/// The name of a status in the IANA registry, as a Rust name.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        _ => return None,
    })
}
