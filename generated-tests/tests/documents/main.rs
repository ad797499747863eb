//! The generated clients of the documents: read, written, called. A file for each document, with its name.

mod all_of_is_merged;
mod answers_by_status_and_media_type;
mod bodies_in_several_media_types;
mod credentials_of_every_scheme;
mod enums_are_open;
mod formats_keep_their_text;
mod maps_keep_what_is_declared;
mod members_are_absent_null_or_there;
mod names_are_legal_and_apart;
mod parameters_in_every_style;
mod reports;
mod support;
mod text_is_never_code;
mod types_contain_themselves;
mod unions_are_decided_by_one_look;
