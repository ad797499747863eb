//! What a word says: JSON where JSON of the right type is there, else text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::io::Read as _;

use crate::client::dynamic::Parameter;
use crate::client::dynamic::values::BodyKind;
use crate::wire::Json;

/// The value of a parameter, from the texts that were given for it.
pub(super) fn of(parameter: &Parameter, texts: &[String]) -> Json {
    fitting(texts, &|it| parameter.takes(it))
}

/// The first that a type takes: JSON, text, a list of these. Where none fits, the call will say why.
fn fitting(texts: &[String], takes: &dyn Fn(&Json) -> bool) -> Json {
    let json = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into());
    let plain = |text: &String| Json::from(text.as_str());
    let mut candidates: Vec<Json> = Vec::new();
    if let [text] = texts {
        candidates.extend([json(text), plain(text)]);
    }
    candidates.push(texts.iter().map(json).collect());
    candidates.push(texts.iter().map(plain).collect());
    let fitting = candidates.iter().find(|it| takes(it));
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

/// One part of a body, as it was given.
pub(super) enum Part {
    /// On the command line.
    Here(String),
    /// From a file of this name.
    File(String, Bytes),
}

/// A part: the text itself, or the contents of `@FILE`, which goes by its own name.
pub(super) fn part(text: &str) -> Result<Part, String> {
    Ok(match argument(text)? {
        Text::Here(text) => Part::Here(text),
        Text::File(bytes) => {
            let path = std::path::Path::new(text.trim_start_matches('@'));
            let name = path.file_name().filter(|_| text != "@-");
            let name = name.map_or_else(|| "file".into(), |it| it.to_string_lossy());
            Part::File(name.into_owned(), bytes)
        }
    })
}

/// The value of a part, from all that was given for it; several are a list.
pub(super) fn of_parts(given: &[Part], takes: &dyn Fn(&Json) -> bool) -> Json {
    let texts: Option<Vec<String>> = given
        .iter()
        .map(|it| match it {
            Part::Here(text) => Some(text.clone()),
            Part::File(..) => None,
        })
        .collect();
    if let Some(texts) = texts {
        return fitting(&texts, takes);
    }
    let parts = given.iter().map(|it| match it {
        Part::Here(text) => Json::from(text.as_str()),
        Part::File(name, bytes) => {
            serde_json::json!({ "base64": STANDARD.encode(bytes), "fileName": name })
        }
    });
    let parts: Vec<Json> = parts.collect();
    match <[Json; 1]>::try_from(parts) {
        Ok([one]) => one,
        Err(several) => Json::Array(several),
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
