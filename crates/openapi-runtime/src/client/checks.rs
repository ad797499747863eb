//! Checking what a client sends and what comes, by the document's schemas; with the feature `check`.
//!
//! In: JSON of parameters, bodies and answers, and which operation they belong to. Out: what they violate. Checked is what
//! stands on the wire: a request as it would go out, an answer as it came. Deliberately absent: what becomes of a violation, which is the
//! request's and the answer's to say.

#[cfg(not(feature = "check"))]
pub(crate) use off::Checker;
#[cfg(feature = "check")]
pub(crate) use on::Checker;
#[cfg(feature = "check")]
pub use on::{Checks, Violating};

#[cfg(feature = "check")]
mod on {
    use crate::check::{CheckOptions, Compiled, Direction, Formats, Schemas, Violations};
    use crate::client::answer::{Accepts, Answer, Codec};
    use crate::client::api::In;
    use crate::client::request::What;

    /// What a client checks by the schemas of its document; nothing if not set.
    ///
    /// ```
    /// use openapi_runtime::client::{Checks, Violating};
    ///
    /// let all = Checks::new().requests().answers(Violating::Error);
    /// assert_ne!(all, Checks::new());
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Checks {
        requests: bool,
        answers: Option<Violating>,
        formats: Formats,
    }

    /// What becomes of an answer that violates its schema.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Violating {
        /// It is an error that keeps status, headers and bytes: [`Error::Decode`](crate::Error::Decode) with
        /// [`Reason::Violations`](crate::client::answer::Reason::Violations).
        Error,
        /// It is read as always, and a warning of the crate `tracing` says what it violates.
        #[cfg(feature = "tracing")]
        Warning,
    }

    impl Checks {
        /// Nothing is checked.
        #[must_use]
        pub fn new() -> Self {
            Checks::default()
        }

        /// Checks parameters and bodies (JSON, and forms) before they are sent: a request that violates the document is an
        /// [`Error::Request`](crate::Error::Request), and nothing is sent.
        #[must_use]
        pub fn requests(mut self) -> Self {
            self.requests = true;
            self
        }

        /// Checks answers in JSON, as they came, successes and declared failures.
        #[must_use]
        pub fn answers(mut self, violating: Violating) -> Self {
            self.answers = Some(violating);
            self
        }

        /// Whether formats have to hold; they only say what is meant if not set.
        #[must_use]
        pub fn formats(mut self, formats: Formats) -> Self {
            self.formats = formats;
            self
        }
    }

    /// What a client checks, and by what.
    #[derive(Clone, Copy, Debug, Default)]
    pub(crate) struct Checker {
        schemas: Option<&'static Schemas>,
        checks: Checks,
    }

    impl Checker {
        pub(crate) fn set_schemas(&mut self, schemas: &'static Schemas) {
            self.schemas = Some(schemas);
        }

        pub(crate) fn set_checks(&mut self, checks: Checks) {
            self.checks = checks;
        }

        /// Whether requests are checked.
        pub(crate) fn of_requests(self) -> bool {
            self.checks.requests && self.schemas.is_some()
        }

        /// Checks a parameter, as JSON text.
        pub(crate) fn parameter(
            self,
            what: &What,
            (place, name): (In, &str),
            json: &[u8],
        ) -> Result<(), Violations> {
            self.sent(what, &format!("{place} {name}"), json)
        }

        /// Checks a body, as JSON text.
        pub(crate) fn body(
            self,
            what: &What,
            media_type: &str,
            json: &[u8],
        ) -> Result<(), Violations> {
            self.sent(what, &format!("body {media_type}"), json)
        }

        fn sent(self, what: &What, value: &str, json: &[u8]) -> Result<(), Violations> {
            if !self.of_requests() {
                return Ok(());
            }
            self.by(what, &[value.to_owned()], json, Direction::Request)
        }

        /// Checks the body of an answer that one of the declared ones stands for.
        ///
        /// An error is for the caller; what is only to be warned of is done here.
        pub(crate) fn answer(self, answer: &Answer, row: &Accepts) -> Result<(), Violations> {
            let (Some(violating), Codec::Json) = (self.checks.answers, row.codec) else {
                return Ok(());
            };
            // Where one row stands for several media types, the one that came is meant.
            let essence = |it: &str| {
                it.split(';')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_lowercase()
            };
            let came = answer.content_type().unwrap_or_default();
            let mut media = row.media.to_vec();
            media.sort_by_key(|it| (!it.eq_ignore_ascii_case(came), essence(it) != essence(came)));
            let of = |media: &str| format!("{} {media}", row.status);
            let values: Vec<String> = media.into_iter().map(of).collect();
            let json = answer.body();
            let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
            let found = self.by(&answer.called.what, &values, json, Direction::Answer);
            match violating {
                Violating::Error => found,
                #[cfg(feature = "tracing")]
                Violating::Warning => {
                    if let Err(violations) = found {
                        let called = &answer.called;
                        let status = answer.status.as_u16();
                        tracing::warn!(
                            http.response.status_code = status,
                            "{called} answered what violates the document: {violations}"
                        );
                    }
                    Ok(())
                }
            }
        }

        /// Checks a value that goes by the first of some names that has a schema.
        fn by(
            self,
            what: &What,
            values: &[String],
            json: &[u8],
            direction: Direction,
        ) -> Result<(), Violations> {
            let (What::Operation(info), Some(schemas)) = (what, self.schemas) else {
                return Ok(());
            };
            let compiled = Compiled::of(schemas);
            let options = CheckOptions::new().direction(direction);
            let options = options.formats(self.checks.formats);
            let pointer = |it: &String| compiled.pointer(info.id, it);
            match values.iter().find_map(pointer) {
                Some(pointer) => compiled.check(&[pointer], json, options),
                None => compiled.usable(),
            }
        }
    }
}

#[cfg(not(feature = "check"))]
mod off {
    use crate::check::{Schemas, Violations};
    use crate::client::answer::{Accepts, Answer};
    use crate::client::api::In;
    use crate::client::request::What;

    /// Checks nothing.
    #[derive(Clone, Copy, Debug, Default)]
    pub(crate) struct Checker {}

    impl Checker {
        pub(crate) fn set_schemas(&mut self, _: &'static Schemas) {}

        pub(crate) fn of_requests(self) -> bool {
            false
        }

        pub(crate) fn parameter(self, _: &What, _: (In, &str), _: &[u8]) -> Result<(), Violations> {
            Ok(())
        }

        pub(crate) fn body(self, _: &What, _: &str, _: &[u8]) -> Result<(), Violations> {
            Ok(())
        }

        pub(crate) fn answer(self, _: &Answer, _: &Accepts) -> Result<(), Violations> {
            Ok(())
        }
    }
}
