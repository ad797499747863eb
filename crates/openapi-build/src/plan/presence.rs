//! The five answers to "may it be absent, may it be null".
//!
//! In: `required`, null, a default, `readOnly`/`writeOnly`, the direction. Out: `ir::Presence`.
//! Nothing after this writes an `Option` round a field.

use super::flow::Flow;
use crate::shape::Member;
use crate::shape::Null;
use crate::shape::Required;

/// What a member's field will be, before defaults are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `T`
    Required,
    /// `Option<T>`, always written.
    Nullable,
    /// `Option<T>`, left out when `None`.
    Optional,
    /// `Patch<T>`
    OptionalNullable,
    /// `T`, filled in with the default.
    Defaulted,
}

/// Whether a usable default is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasDefault {
    /// There is one, and it is not null.
    Yes,
    /// There is none.
    No,
}

/// Decides for one member of a type that goes in direction `flow`.
pub fn decide(member: &Member, flow: Flow, default: HasDefault) -> Answer {
    let required = match member.required {
        Required::Yes if one_sided(member, flow) => Required::No,
        it => it,
    };
    match (required, member.value.null, default, flow) {
        (Required::Yes, Null::Refused, _, _) => Answer::Required,
        (Required::Yes, Null::Allowed, _, _) => Answer::Nullable,
        // The document's default stands for what a server left out. It is never sent unasked.
        (Required::No, Null::Refused, HasDefault::Yes, Flow::Response) => Answer::Defaulted,
        (Required::No, Null::Refused, _, _) => Answer::Optional,
        (Required::No, Null::Allowed, _, _) => Answer::OptionalNullable,
    }
}

/// Whether a value that goes in direction `flow` may lack the member because only the other side sets it: a request must
/// not need values that only the server sets, nor a response those that it never sends.
pub fn one_sided(member: &Member, flow: Flow) -> bool {
    let notes = &member.value.notes;
    match flow {
        Flow::Request => notes.read_only,
        Flow::Response => notes.write_only,
        Flow::Both => notes.read_only || notes.write_only,
    }
}
