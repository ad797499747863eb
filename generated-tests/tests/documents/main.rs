//! The generated clients of the documents: read, written, called. A file for each document, with its name.

mod all_of_is_merged;
mod answers_by_status_and_media_type;
mod bodies_in_several_media_types;
mod called_by_name;
mod command_lines;
mod credentials_of_every_scheme;
mod documents_of_3_0_are_read;
mod enums_are_open;
mod formats_keep_their_text;
mod large_types_compile;
mod maps_keep_what_is_declared;
mod members_are_absent_null_or_there;
mod names_are_legal_and_apart;
mod one_direction_members_may_be_left_out;
mod over_http;
mod parameters_in_every_style;
mod parts_are_shared_by_reference;
mod reports;
mod support;
mod text_is_never_code;
mod tuples_and_sets_are_lists;
mod types_contain_themselves;
mod unions_are_decided_by_one_look;
mod what_is_deprecated_still_compiles;
