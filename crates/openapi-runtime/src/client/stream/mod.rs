//! Answers that are read bit by bit: bytes, events, lists of JSON values.
//!
//! In: the head of an answer, and its body as it comes. Out: streams, which read no further than they are asked to. The
//! limits of the client hold for one event or item, and for the time between two pieces, never for a stream as a whole.
//! One file a question: `incoming` what comes, `feed` where an event or item ends, `again` how the rest is asked for.
//! Deliberately absent: which answers are streams, which the generator decides.

mod again;
mod download;
mod events;
mod feed;
mod incoming;
mod items;
mod sse;

pub(crate) use again::Again;
pub use again::Reconnects;
pub use download::ByteStream;
pub use events::{Event, EventStream};
pub use incoming::Incoming;
pub use items::ItemStream;
