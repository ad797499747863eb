//! A span for each call, with the names of OpenTelemetry's conventions for HTTP clients; with the feature `tracing`.
//!
//! In: a call, and how it ends. Out: a span `HTTP` with `otel.name`, `http.request.method`, `url.template`,
//! `server.address`, `server.port`, `http.response.status_code`, `error.type` and `http.request.resend_count`. The URL itself
//! is not there: its path and query may hold secrets. Deliberately absent: propagation in headers, which a transport or
//! a header of one's own can add.

#[cfg(feature = "tracing")]
pub(crate) use spans::{resent, within};

#[cfg(feature = "tracing")]
mod spans {
    use std::future::Future;

    use http::Uri;
    use tracing::Instrument as _;
    use tracing::field::Empty;

    use crate::client::answer::Answer;
    use crate::client::request::{Called, Request, What};
    use crate::client::send::Fault;

    /// Runs a call in its span.
    pub(crate) async fn within<F>(request: Request, call: impl FnOnce(Request) -> F) -> F::Output
    where
        F: Future<Output = Result<Answer, Fault>>,
    {
        let base = request.base().ok();
        let base = base.and_then(|it| it.url("/", "").ok()).unwrap_or_default();
        let span = span(request.called(), &base);
        let result = call(request).instrument(span.clone()).await;
        match &result {
            Ok(answer) => {
                span.record("http.response.status_code", answer.status().as_u16());
                if answer.status().is_client_error() || answer.status().is_server_error() {
                    span.record("error.type", answer.status().as_str());
                    span.record("otel.status_code", "ERROR");
                }
            }
            Err(fault) => {
                let kind = match fault {
                    Fault::Request(_) => "request".to_owned(),
                    Fault::Transport(failure) => format!("{:?}", failure.error().kind()),
                };
                span.record("error.type", kind);
                span.record("otel.status_code", "ERROR");
            }
        }
        result
    }

    /// Notes that the request of the current span was sent once more.
    pub(crate) fn resent(times: u32) {
        tracing::Span::current().record("http.request.resend_count", times);
    }

    fn span(called: &Called, base: &Uri) -> tracing::Span {
        let method = match &called.what {
            What::Operation(info) => info.method,
            What::Undocumented(method, _) => method.as_str(),
        };
        let (template, name) = match &called.what {
            What::Operation(info) => (Some(info.path), format!("{method} {}", info.path)),
            What::Undocumented(..) => (None, method.to_owned()),
        };
        let usual = if base.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        tracing::info_span!(
            "HTTP",
            otel.name = name,
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method,
            url.template = template,
            url.scheme = base.scheme_str(),
            server.address = base.host(),
            server.port = base.port_u16().unwrap_or(usual),
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
        )
    }
}

/// Runs a call.
#[cfg(not(feature = "tracing"))]
pub(crate) async fn within<F: Future>(
    request: super::request::Request,
    call: impl FnOnce(super::request::Request) -> F,
) -> F::Output {
    call(request).await
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn resent(_: u32) {}
