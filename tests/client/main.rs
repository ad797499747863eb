//! The client as its users meet it: types, the operation over real HTTP, sessions, and the secrecy of tokens.

mod refresh;
mod secrets;
mod session;
mod token;
