//! What a word says: JSON where JSON of the right type is there, else text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::io::Read as _;

use crate::client::dynamic::Parameter;
use crate::client::dynamic::values::BodyKind;
use crate::wire::Json;

/// The value of a parameter, from the texts that were given for it.
///
/// The first that its type takes: JSON, text, a list of these. Where none fits, the call will say why.
pub(super) fn of(parameter: &Parameter, texts: &[String]) -> Json {
    let json = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into());
    let plain = |text: &String| Json::from(text.as_str());
    let mut candidates: Vec<Json> = Vec::new();
    if let [text] = texts {
        candidates.extend([json(text), plain(text)]);
    }
    candidates.push(texts.iter().map(json).collect());
    candidates.push(texts.iter().map(plain).collect());
    let fitting = candidates.iter().find(|it| parameter.takes(it));
    fitting
        .or_else(|| candidates.first())
        .cloned()
        .unwrap_or_default()
}

/// A body as it was given.
pub(super) enum Text {
    /// On the command line.
    Here(String),
    /// From a file.
    File(Bytes),
}

/// The text itself, the contents of `@FILE`, or of standard input for `@-`.
pub(super) fn argument(text: &str) -> Result<Text, String> {
    let Some(path) = text.strip_prefix('@') else {
        return Ok(Text::Here(text.to_owned()));
    };
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    match read {
        Ok(()) => Ok(Text::File(bytes.into())),
        Err(why) => Err(format!("`{path}` cannot be read: {why}")),
    }
}

impl Text {
    fn bytes(&self) -> &[u8] {
        match self {
            Text::Here(text) => text.as_bytes(),
            Text::File(bytes) => bytes,
        }
    }

    /// The value for a way of writing bodies.
    pub(super) fn value(&self, kind: Option<BodyKind>) -> Json {
        let text = || String::from_utf8_lossy(self.bytes()).into_owned();
        match kind {
            Some(BodyKind::Bytes) => STANDARD.encode(self.bytes()).into(),
            Some(BodyKind::Text) => text().into(),
            Some(BodyKind::Json | BodyKind::Form | BodyKind::Multipart | BodyKind::Items)
            | None => serde_json::from_slice(self.bytes()).unwrap_or_else(|_| text().into()),
        }
    }
}
