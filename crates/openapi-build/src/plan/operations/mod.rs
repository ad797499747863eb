//! The client: groups, methods, arguments, answers, servers, security.
//!
//! In two steps, because types are named after operations and operations use types:
//! [`outline()`] decides what does not depend on types (which operations there are, their names,
//! arguments and answers), [`Outline::finish`] puts the types in.
//!
//! Absent: the names of types, and how anything is written.

mod about;
pub(super) mod answers;
mod arguments;
mod bodies;
mod docs;
mod events;
mod groups;
mod headers;
pub(super) mod media;
mod method_names;
mod outline;
mod pages;
mod security;
mod servers;
pub(super) mod statuses;
pub(super) mod styles;
mod template;
mod typed;
mod uses;
mod value_types;
mod wanted;
mod ways;

pub use groups::tags;
pub use outline::Outline;
pub use outline::outline;
pub use uses::OperationUse;
