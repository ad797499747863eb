//! Texts and numbers: what is at the edges, and what is written unusually.

use crate::merge::Merged;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

/// Valid texts of formats, ordinary ones first; some are spelt as few do.
const FORMATS: &[(&str, &[&str])] = &[
    (
        "date-time",
        &[
            "2024-02-29T12:34:56Z",
            "2019-10-12T07:20:50.520000+02:00",
            "1985-04-12t23:20:50.52z",
            "0001-01-01T00:00:00-00:00",
        ],
    ),
    ("date", &["2024-02-29", "0001-01-01", "9999-12-31"]),
    (
        "time",
        &["12:34:56Z", "07:20:50.520+05:30", "00:00:00.000000Z"],
    ),
    ("duration", &["P1DT12H", "PT0S", "P4W", "P1Y2M3DT4H5M6S"]),
    (
        "uuid",
        &[
            "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "3FA85F64-5717-4562-B3FC-2C963F66AFA6",
            "00000000-0000-0000-0000-000000000000",
        ],
    ),
    (
        "uri",
        &[
            "https://example.com",
            "HTTP://User@EXAMPLE.com:80/a/../b?x=%7e#frag",
            "urn:isbn:0451450523",
            "mailto:john@example.com",
        ],
    ),
    ("url", &["https://example.com", "http://localhost:8080/a b"]),
    (
        "uri-reference",
        &["/a/b?c#d", "../x", "https://example.com"],
    ),
    ("iri", &["https://example.com/é"]),
    ("uri-template", &["https://example.com/{id}"]),
    ("email", &["jane@example.com", "a+b.c@sub.example.org"]),
    ("idn-email", &["jane@example.com"]),
    ("hostname", &["example.com", "a-b.example.org"]),
    ("idn-hostname", &["example.com"]),
    ("ipv4", &["192.0.2.1", "255.255.255.255"]),
    (
        "ipv6",
        &["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "::ffff:192.0.2.1"],
    ),
    ("byte", &["aGVsbG8=", "", "/+8="]),
    ("base64url", &["aGVsbG8", "_-8"]),
    ("decimal", &["12.50", "-0.001", "1E+3", "0"]),
    ("regex", &["^a+$"]),
    ("json-pointer", &["/a/b~1c", ""]),
    ("relative-json-pointer", &["1/a"]),
    ("binary", &["binary", "\u{0}\u{1}ÿ"]),
];

/// Texts without a format.
const TEXTS: &[&str] = &[
    "text",
    "",
    "ünïcode ✓ \u{1F600}",
    "a \"quoted\" \\ line\nand a tab\t",
    "null",
    "2024-02-29",
    "1",
];

/// Texts that the schemas let through, as far as can be seen here; more than one where there is a choice.
pub fn texts(merged: &Merged<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pattern in &merged.texts {
        found.extend(matching(pattern));
    }
    let known = merged.format.and_then(|format| {
        FORMATS
            .iter()
            .find(|(name, _)| *name == format)
            .map(|(_, it)| *it)
    });
    let base64 = merged
        .encoding
        .is_some_and(|it| it.eq_ignore_ascii_case("base64"));
    let common: &[&str] = match known {
        Some(texts) => texts,
        None if base64 => &["aGVsbG8=", "", "/+8="],
        None => TEXTS,
    };
    found.extend(
        merged
            .samples
            .iter()
            .filter_map(|it| Some(it.as_str()?.to_owned())),
    );
    for text in common {
        found.push((*text).to_owned());
        if known.is_none() && !base64 {
            found.extend(fitting(text, merged.limits.length));
        }
    }
    let (least, most) = merged.limits.length;
    let patterns: Vec<regex::Regex> = merged
        .texts
        .iter()
        .filter_map(|it| regex::Regex::new(it).ok())
        .collect();
    let mut kept: Vec<String> = Vec::new();
    for text in found {
        let length = text.chars().count();
        let fits = length >= least
            && most.is_none_or(|it| length <= it)
            && patterns.iter().all(|it| it.is_match(&text));
        if fits && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// A text made as short as may be, and as long as must be.
fn fitting(text: &str, (least, most): (usize, Option<usize>)) -> Vec<String> {
    let seed = if text.is_empty() { "x" } else { text };
    let repeated = |length: usize| seed.chars().cycle().take(length).collect::<String>();
    let mut out = vec![repeated(least)];
    // A text of millions of characters shows nothing that one of some hundreds does not.
    out.extend(most.filter(|it| *it <= 300).map(repeated));
    out
}

/// Texts that match a pattern: a short one, and a longer one.
pub fn matching(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (more, turn) in [(0, 0), (1, 1), (2, 0), (12, 1)] {
        let mut text = String::new();
        if write(&hir, more, turn, &mut text) && !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

/// Writes a text that matches; repetitions have `more` rounds than they need. False where nothing matches.
fn write(hir: &Hir, more: u32, turn: usize, out: &mut String) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(it) => {
            out.push_str(&String::from_utf8_lossy(&it.0));
            true
        }
        HirKind::Class(class) => match letter(class, turn) {
            Some(it) => {
                out.push(it);
                true
            }
            None => false,
        },
        HirKind::Repetition(it) => {
            let rounds = it.min.saturating_add(more).min(it.max.unwrap_or(u32::MAX));
            // Patterns may ask for any length; a text beyond this one serves nobody.
            rounds <= 5000 && (0..rounds).all(|_| write(&it.sub, more, turn, out))
        }
        HirKind::Capture(it) => write(&it.sub, more, turn, out),
        HirKind::Concat(all) => all.iter().all(|it| write(it, more, turn, out)),
        HirKind::Alternation(all) => all
            .get(turn % all.len().max(1))
            .is_some_and(|it| write(it, more, turn, out)),
    }
}

/// A character of a class, one that is easy to read where there is one.
fn letter(class: &Class, turn: usize) -> Option<char> {
    const READABLE: &str = "aA0x7fZ_-. /:b1";
    let Class::Unicode(class) = class else {
        return None;
    };
    let has = |it: &char| {
        class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(it))
    };
    let readable: Vec<char> = READABLE.chars().filter(has).collect();
    match readable.get(turn % readable.len().max(1)) {
        Some(it) => Some(*it),
        None => class.ranges().first().map(|it| it.start()),
    }
}

/// Numbers that the schemas let through.
pub fn numbers(merged: &Merged<'_>, integers: bool) -> Vec<Value> {
    let limits = &merged.limits;
    let (low, high) = match merged.format {
        Some("int8") => (-128.0, 127.0),
        Some("int16") => (-32_768.0, 32_767.0),
        Some("int32") => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Some("uint8") => (0.0, 255.0),
        Some("uint16") => (0.0, 65_535.0),
        Some("uint32") => (0.0, f64::from(u32::MAX)),
        Some("uint64" | "uint") => (0.0, 1e19),
        _ if integers => (-9_007_199_254_740_991.0, 9_007_199_254_740_991.0),
        Some("float") => (-1e30, 1e30),
        _ => (-1e300, 1e300),
    };
    let least = limits.least.unwrap_or(low).max(low);
    let most = limits.most.unwrap_or(high).min(high);
    let fits = |it: f64| {
        it >= least
            && it <= most
            && limits.above.is_none_or(|bound| it > bound)
            && limits.below.is_none_or(|bound| it < bound)
    };
    let step = limits.steps.iter().copied().reduce(f64::max);
    let mut wanted: Vec<f64> = vec![1.0, 0.0, -1.0, 42.0];
    wanted.extend([limits.least, limits.most].into_iter().flatten());
    wanted.extend(limits.above.map(|it| it + step.unwrap_or(1.0)));
    wanted.extend(limits.below.map(|it| it - step.unwrap_or(1.0)));
    if integers {
        wanted.extend([low, high]);
    } else {
        wanted.extend([0.5, 0.03, -1.5, 12_345.678, 1e21]);
        let ends = (limits.above.or(limits.least), limits.below.or(limits.most));
        if let (Some(one), Some(other)) = ends {
            wanted.push(f64::midpoint(one, other));
        }
    }
    if let Some(step) = step {
        let near: Vec<f64> = wanted.iter().map(|it| (it / step).ceil() * step).collect();
        wanted.splice(0..0, near);
    }
    let mut out: Vec<Value> = Vec::new();
    for it in wanted.into_iter().filter(|it| fits(*it)) {
        let value = if integers || it.fract() == 0.0 && it.abs() < 1e15 {
            whole(if integers { it.trunc() } else { it })
        } else {
            Value::from(it)
        };
        if !out.contains(&value) {
            out.push(value);
        }
    }
    if integers {
        out.extend(extremes(merged, &fits));
        // JSON has one kind of numbers: this is an integer too.
        out.extend(
            out.first()
                .and_then(Value::as_i64)
                .filter(|it| it.abs() < 1 << 50)
                .map(as_float),
        );
    }
    out
}

#[allow(clippy::cast_precision_loss)]
fn as_float(it: i64) -> Value {
    Value::from(it as f64)
}

#[allow(clippy::cast_possible_truncation)]
fn whole(it: f64) -> Value {
    Value::from(it as i64)
}

/// The ends of 64 bits, which floats cannot say.
fn extremes(merged: &Merged<'_>, fits: &dyn Fn(f64) -> bool) -> Vec<Value> {
    if !merged.limits.steps.is_empty() {
        return Vec::new();
    }
    match merged.format {
        None | Some("int64") => [i64::MAX, i64::MIN]
            .into_iter()
            .filter(|it| {
                wide(*it, merged) && as_float(*it).as_f64().is_some_and(|it| it.abs() > 9e18)
            })
            .map(Value::from)
            .collect(),
        Some("uint64" | "uint") if fits(1e19) => vec![Value::from(u64::MAX)],
        Some(_) => Vec::new(),
    }
}

/// Whether no bound of the document is on this side.
fn wide(it: i64, merged: &Merged<'_>) -> bool {
    let limits = &merged.limits;
    if it > 0 {
        limits.most.or(limits.below).is_none()
    } else {
        limits.least.or(limits.above).is_none()
    }
}
