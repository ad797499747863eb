//! Where values stand in the text.
use super::Tree;
use crate::source::{FileId, Locate, Located, Place};
impl Locate for Tree {
    fn locate(&self, place: Place) -> Located {
        let file = self.file(place.node);
        Located { file, start: 0, end: 0, line: 1, column: 1 }
    }
    fn path(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", |it| &it.name)
    }
    fn text(&self, file: FileId) -> &str {
        self.files.get(usize::from(file.0)).map_or("", |it| &it.text)
    }
}
