//! The rows of generated code: what one type says about itself, turned into impls.
//!
//! In: rows. Out: impls without loops and almost without branches, because what a compiler spends on generated code
//! is the number of function bodies and branches in it; what they call is in `wire`. Everything is named by its full
//! path, so that a document may name its types `Option`, `String` or `Result`. No macro recurses for each row: 300
//! rows stay far below the recursion limit.

mod choice;
mod object;
mod redacted;
mod union;
