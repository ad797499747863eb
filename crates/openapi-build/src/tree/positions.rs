//! stub
#[derive(Debug)]
pub(super) struct Positions;
