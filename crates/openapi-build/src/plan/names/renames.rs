//! Names that are not what the document says: each is told of, with the setting that chooses another.
//!
//! In: a text of the document and the name that was made of it. Out: a finding, or none when the name is what one would
//! expect: the same letters and digits, in whatever case, without anything added. All parts of the plan ask here, so that
//! the list of renames is whole.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Of;
use crate::diag::Remedy;
use crate::ir::Ident;
use crate::source::Place;
use unicode_normalization::UnicodeNormalization;

/// Whether a name has the letters of its text and nothing more.
pub fn is_obvious(text: &str, name: &Ident) -> bool {
    let name = name.as_str().trim_start_matches("r#");
    letters(text) == letters(name) && !name.ends_with('_')
}

fn letters(text: &str) -> String {
    let letters = text.nfkc().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Says that a name was changed; `message` is what is called how.
pub fn note(place: Place, of: Of, name: &Ident, message: String) -> Diagnostic {
    let name = name.as_str().trim_start_matches("r#");
    Diagnostic::new(Code::Renamed, place, message).remedy(Remedy::Setting {
        of,
        change: format!("name {name}"),
    })
}
