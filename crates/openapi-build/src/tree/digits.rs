//! Integers of JSON beyond 64 bits, digit by digit. A reader of JSON passes them as floats.
//!
//! In: the nodes of a text, those among them that may have been rounded, and the text. Out: their numbers as they are
//! written. The text is gone through once more only where there are such nodes, which few documents have.

use super::Node;
use super::Number;
use super::Value;
use super::build::may_be_rounded;
use super::build::number;
use super::positions::numbers;
use crate::source::NodeId;

/// Gives `rounded`, which are in the order of `text`, their digits. What is written with a fraction or an exponent stays as it is.
pub(super) fn keep(nodes: &mut [Node], rounded: &[NodeId], text: &str) {
    if rounded.is_empty() {
        return;
    }
    let passed_as_float = |it: &&str| {
        let integer = it.parse::<i64>().is_ok() || it.parse::<u64>().is_ok();
        !integer && it.parse().is_ok_and(may_be_rounded)
    };
    let written: Vec<&str> = numbers(text).filter(passed_as_float).collect();
    // Each is the text of one of them, or nothing is known.
    if written.len() != rounded.len() {
        return;
    }
    for (id, text) in rounded.iter().zip(written) {
        if let (Some(node), Some(exact @ (Number::Int(_) | Number::Huge(_)))) =
            (nodes.get_mut(id.0 as usize), number(text))
        {
            node.value = Value::Number(exact);
        }
    }
}
