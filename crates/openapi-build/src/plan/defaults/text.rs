//! What a text is: which of the formats that can be seen in it.
//!
//! In: a text. Out: whether it is of a format. A format is meant as its specification says, and no crate is asked, so that
//! the answer does not depend on features. The values of typed formats may be read from more (`Formatted::get`).
//!
//! This file stands in the runtime, which reads values, and in the generator, which decides about defaults; a test of
//! `generated-tests` holds that the two are the same.

/// RFC 3339 §5.6: a day and a time with an offset from UTC.
pub(super) fn date_time(text: &str) -> bool {
    let parts = text.split_once(['T', 't']);
    parts.is_some_and(|(day, rest)| date(day) && time_with_offset(rest))
}

/// RFC 3339 §5.6: a day that there is.
pub(super) fn date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut part = |digits| parts.next().and_then(|it| number(it, digits));
    match (part(4), part(2), part(2)) {
        (Some(year), Some(month), Some(day)) => (1..=days(year, month)).contains(&day),
        _ => false,
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => match (year % 4, year % 100, year % 400) {
            (_, _, 0) => 29,
            (_, 0, _) => 28,
            (0, _, _) => 29,
            _ => 28,
        },
        _ => 0,
    }
}

/// RFC 3339 §5.6, and a time without an offset, which many send.
pub(super) fn time(text: &str) -> bool {
    partial_time(text) || time_with_offset(text)
}

fn time_with_offset(text: &str) -> bool {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return partial_time(time);
    }
    let parts = text.rfind(['+', '-']).map(|at| text.split_at(at));
    parts.is_some_and(|(time, offset)| {
        let offset = offset.get(1..).and_then(|it| it.split_once(':'));
        partial_time(time)
            && offset.is_some_and(|(hours, minutes)| below(hours, 24) && below(minutes, 60))
    })
}

/// `hh:mm:ss`, with digits of a second or without. Leap seconds are seconds.
fn partial_time(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let mut parts = whole.splitn(3, ':');
    let mut part = |end| parts.next().is_some_and(|it| below(it, end));
    part(24) && part(60) && part(61) && fraction.is_none_or(are_digits)
}

/// ISO 8601 as RFC 3339, appendix A, has it, and a sign before it, units that are left out, and digits of the last unit of a
/// time, which many send.
pub(super) fn duration(text: &str) -> bool {
    let Some(parts) = unsigned(text).strip_prefix('P') else {
        return false;
    };
    match parts.split_once('T') {
        Some((days, time)) => {
            !time.is_empty() && amounts(days, "YMWD", are_digits) && amounts(time, "HMS", is_number)
        }
        None => !parts.is_empty() && amounts(parts, "YMWD", are_digits),
    }
}

/// Amounts, each with one of these units, in their order. The last one is what `last` says.
fn amounts(text: &str, mut units: &str, last: fn(&str) -> bool) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(|it: char| it.is_ascii_uppercase()) {
        let (amount, more) = rest.split_at(at);
        let (unit, more) = more.split_at(1);
        let Some((_, later)) = units.split_once(unit) else {
            return false;
        };
        let is = if more.is_empty() { last } else { are_digits };
        if !is(amount) {
            return false;
        }
        (rest, units) = (more, later);
    }
    rest.is_empty()
}

/// Digits, and perhaps a fraction.
fn is_number(text: &str) -> bool {
    match text.split_once(['.', ',']) {
        Some((whole, digits)) => are_digits(whole) && are_digits(digits),
        None => are_digits(text),
    }
}

/// RFC 9562 §4.
pub(super) fn uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    let hexadecimal = text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit());
    hexadecimal && groups.eq([8, 4, 4, 4, 12])
}

/// RFC 3986 §3: a scheme and something behind it, of the characters that a URI has.
pub(super) fn uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let escapes = rest.split('%').skip(1);
    let hexadecimal = |it: &str| it.bytes().all(|it| it.is_ascii_hexdigit());
    scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
        && !rest.is_empty()
        && rest
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&it))
        && escapes
            .into_iter()
            .all(|it| it.get(..2).is_some_and(hexadecimal))
}

/// Digits with at most one point, a sign before and an exponent behind them.
pub(super) fn decimal(text: &str) -> bool {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let digits = unsigned(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let any = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    any(whole)
        && any(fraction)
        && whole.len() + fraction.len() > 0
        && exponent.is_none_or(|it| are_digits(unsigned(it)))
}

/// `127.0.0.1`
pub(super) fn ipv4(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

/// RFC 4291 §2.2.
pub(super) fn ipv6(text: &str) -> bool {
    text.parse::<std::net::Ipv6Addr>().is_ok()
}

/// RFC 5321 §4.1.2, and letters beyond ASCII (RFC 6531).
pub(super) fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let plain =
        |it: char| !it.is_whitespace() && !it.is_control() && !"@\"()<>[]:;,\\".contains(it);
    let literal = domain.starts_with('[') && domain.ends_with(']');
    let labels = || {
        domain
            .split('.')
            .all(|it| !it.is_empty() && it.chars().all(plain))
    };
    !local.is_empty() && (quoted || local.chars().all(plain)) && (literal || labels())
}

/// RFC 1123 §2.1.
pub(super) fn hostname(text: &str) -> bool {
    let label = |it: &str| {
        (1..=63).contains(&it.len())
            && it
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// A text without the sign before it.
fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// The number that exactly so many digits are.
fn number(text: &str, digits: usize) -> Option<u32> {
    let exactly = text.len() == digits && are_digits(text);
    exactly.then(|| text.parse().ok()).flatten()
}

/// Whether two digits are a number below this one.
fn below(text: &str, end: u32) -> bool {
    number(text, 2).is_some_and(|it| it < end)
}
