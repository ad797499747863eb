//! The plan as text, for reviewers.
