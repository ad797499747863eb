//! Small texts with what becomes of them, and many random ones that must stay harmless.

use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use super::Removed;
use super::lines;

/// The documentation of a text, which must be harmless and stay as it is when it is read again.
fn docs(text: &str) -> String {
    let made = lines(text);
    harmless(text, &made.lines);
    let docs = made.lines.join("\n");
    // Without tags, entities, notes, done tasks and links without a text, a reader sees the same words.
    if !text.contains(['<', '&', '^']) && !text.contains("](") && !text.contains("[x]") {
        let (before, _) = super::clean::tidy(text);
        assert_eq!(
            see(&docs).words,
            see(&before).words,
            "in {docs}\nof {text:?}"
        );
    }
    docs
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(docs(text), expected, "of {text:?}");
}

/// What a reader and rustdoc see in documentation.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Letters and digits, in order.
    words: String,
    /// What rustdoc would complain about.
    faults: Vec<String>,
}

/// Reads documentation as rustdoc does.
fn see(docs: &str) -> Seen {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut items = Vec::new();
    let mut item = |link: pulldown_cmark::BrokenLink<'_>| {
        items.push(link.reference.to_string());
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let mut seen = Seen::default();
    let mut opaque = 0;
    let mut cells = 0;
    for event in Parser::new_with_broken_link_callback(docs, options, Some(&mut item)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(label))) if !label.is_empty() => {
                opaque += 1
            }
            Event::Start(Tag::CodeBlock(_)) => seen.faults.push("code without a label".to_owned()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                opaque += 1;
                if !dest_url.contains('@') && !dest_url.to_lowercase().starts_with("http") {
                    seen.faults.push(format!("link to {dest_url}"));
                }
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Link) => opaque -= 1,
            Event::Start(Tag::Table(_)) => cells += 1,
            Event::End(TagEnd::Table) => cells -= 1,
            Event::InlineHtml(tag) if &*tag == "<br>" && cells > 0 => {}
            Event::Html(tag) | Event::InlineHtml(tag) => seen.faults.push(format!("HTML {tag}")),
            Event::FootnoteReference(note) => seen.faults.push(format!("footnote {note}")),
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => {
                seen.faults.push("image or footnote".to_owned());
            }
            Event::Code(text) => seen
                .words
                .extend(text.chars().filter(|it| it.is_alphanumeric())),
            Event::Text(text) => {
                seen.words
                    .extend(text.chars().filter(|it| it.is_alphanumeric()));
                let bare = text.find("://").is_some_and(|at| {
                    text[..at].ends_with("http")
                        && text[at + 3..].starts_with(|it: char| it.is_ascii_alphanumeric())
                });
                if bare && opaque == 0 {
                    seen.faults.push(format!("bare address in {text}"));
                }
            }
            _ => {}
        }
    }
    seen.faults
        .extend(items.into_iter().map(|it| format!("link to the item {it}")));
    seen
}

/// What holds for the documentation of any text.
#[track_caller]
fn harmless(text: &str, lines: &[Box<str>]) {
    for line in lines {
        assert!(
            !line.ends_with([' ', '\t']),
            "{line:?} ends with a blank, of {text:?}"
        );
        let bad =
            |it: char| it.is_control() || super::clean::unwanted(it) || super::clean::line_end(it);
        assert!(
            !line.contains(bad),
            "{line:?} holds what no comment should, of {text:?}"
        );
    }
    assert!(
        lines.first().is_none_or(|it| !it.is_empty()),
        "an empty line begins it, of {text:?}"
    );
    assert!(
        lines.last().is_none_or(|it| !it.is_empty()),
        "an empty line ends it, of {text:?}"
    );
    let docs = lines.join("\n");
    let seen = see(&docs);
    assert!(
        seen.faults.is_empty(),
        "{:?}\nin {docs}\nof {text:?}",
        seen.faults
    );
    let again = super::lines(&docs).lines.join("\n");
    assert_eq!(
        see(&again),
        seen,
        "read again, {docs}\nbecomes {again}\nof {text:?}"
    );
    assert_eq!(
        strip(&again),
        strip(&docs),
        "read again, it changes, of {text:?}"
    );
}

/// Documentation without empty lines, which lists may gain when they are read again.
fn strip(docs: &str) -> String {
    docs.lines()
        .filter(|it| !it.trim_matches([' ', '>']).is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn plain_text_stays() {
    check(
        "The user's name, e.g. `x`: snake_case is 100% fine!",
        "The user's name, e.g. `x`: snake_case is 100% fine!",
    );
    check("  A plain line. \n", "A plain line.");
    check("", "");
    check(" \n\t\r\n", "");
}

#[test]
fn blocks_stay() {
    check(
        "# Head #\ntext\n* one\n* two\n  1) three",
        "# Head\n\ntext\n\n- one\n- two\n  1. three",
    );
    check(
        "Head\n===\n\n\n\n> quote\nlazy",
        "# Head\n\n> quote\n> lazy",
    );
    check(
        "a|b\n:-|-:\nx|`y\\|z`",
        "| a | b |\n| :-- | --: |\n| x | `y\\|z` |",
    );
    check("- a\n- b\n\n* c", "- a\n- b\n\n* c");
    check("- a\n\n- b\nlazy", "- a\n\n- b\n  lazy");
}

#[test]
fn code_is_never_rust() {
    for label in [
        "",
        "rust",
        "Rust,ignore",
        "no_run",
        "no-run",
        "E0308",
        "edition2021",
        "{.rust}",
        "custom",
        "ignore-x86",
        "text,rust",
    ] {
        check(&format!("```{label}\nlet x;\n```"), "```text\nlet x;\n```");
    }
    check("~~~ json\n{}\n~~~", "```json\n{}\n```");
    check(
        "a\n\n    code\n\n      more\t\nb",
        "a\n\n```text\ncode\n\n  more\n```\n\nb",
    );
    check("````\n```\nx\n```\n````", "````text\n```\nx\n```\n````");
    check("- ```yml\n  a: 1", "- ```yaml\n  a: 1\n  ```");
    check("<pre>a &lt; b\n\n  c</pre>", "```text\na < b\n\n  c\n```");
}

#[test]
fn a_text_indented_as_a_whole_is_no_code() {
    check("\n    One.\n\n      two\n    three", "One.\n\ntwo\nthree");
}

#[test]
fn links_lead_out_or_become_text() {
    check(
        "[a](https://x.org/y_z \"t\") [b](/rel) [c](#d) [e]",
        "[a](https://x.org/y_z) b c \\[e]",
    );
    check("[a][1]\n\n[1]: http://x.org", "[a](http://x.org)");
    check(
        "See https://x.org/a_b, (http://y.org/(z)).",
        "See <https://x.org/a_b>, (<http://y.org/(z)>).",
    );
    check(
        "https://{host}.org/<id>/x and http://",
        "`https://{host}.org/<id>/x` and http://",
    );
    check("[https://x.org](https://x.org)", "<https://x.org>");
    check(
        "<me@x.org> <urn:a:b> [m](mailto:me@x.org) [n](mailto:me@x)",
        "<me@x.org> urn:a:b [m](mailto:me@x.org) n",
    );
    check(
        "![logo](https://x.org/i.png) ![gone](i.png)",
        "[logo](https://x.org/i.png) gone",
    );
    check("hey![a](https://x.org)![b]", "hey[a](https://x.org)!\\[b]");
    check("wow\\![a](https://x.org)", "wow\\![a](https://x.org)");
    check(
        "[a](javascript:alert(1)) [b](https://x.org/a)b`)",
        "a [b](https://x.org/a)b\\`)",
    );
    check("x[^1]\n\n[^1]: note", "x\\[1]\n\n\\[1]: note");
}

#[test]
fn html_becomes_markdown_or_text() {
    check("one<br>two<br/><br />three", "one\\\ntwo\n\nthree");
    check(
        "<p>a <b>bold </b>b</p><p>c &rarr; &amp;amp;</p>",
        "a **bold** b\n\nc → \\&amp;",
    );
    check(
        "<a href=\"https://x.org\">x</a> <a href='/y'>y</a>",
        "[x](https://x.org) y",
    );
    check("<ul><li>a<li><code>b_c</code></ul>d", "- a\n- `b_c`\n\nd");
    check("<ol>\n<li>a</li>\n<li>b</li>\n</ol>", "1. a\n2. b");
    check(
        "Vec<String> and <your-domain> a <b c",
        "Vec\\<String> and \\<your-domain> a \\<b c",
    );
    check("use <code> here", "use \\<code> here");
    check("10<sup>3</sup><!-- hidden -->", "10^3");
    check("<script>alert(1)</script>", "\\<script>alert(1)\\</script>");
    check(
        "|a|\n|-|\n|x<br>y<ul><li>z</li></ul>|",
        "| a |\n| --- |\n| x<br>y<br>• z |",
    );
    check(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>",
        "- a | b\n- c",
    );
    check(
        "<h2>Head</h2>text<hr><blockquote>q</blockquote>",
        "## Head\n\ntext\n\n___\n\n> q",
    );
    check(
        "<details><summary>More</summary>x</details>",
        "**More**\n\nx",
    );
}

#[test]
fn emphasis_is_kept_where_it_is_read() {
    check("*a* __b__ ~~c~~ ***d***", "*a* **b** ~~c~~ ***d***");
    check("a<b>\"q\"</b>c", "a\"q\"c");
    check("<b>a</b><i>b</i>", "**a**b");
    check("<b><b>a</b></b> <i> </i>b", "**a** b");
    check(
        "2 * 3 * 4, a*b, _x, __init__",
        "2 * 3 * 4, a\\*b, \\_x, **init**",
    );
}

#[test]
fn what_would_begin_a_block_is_escaped() {
    check(
        "a<br># b<br>1. c<br>- d<br>> e<br>---<br>===",
        "a\\\n\\# b\\\n1\\. c\\\n\\- d\\\n> e\\\n---\\\n\\==="
            .replace("\n> e", "\n\\> e")
            .as_str(),
    );
    check("<p>| a |<br>| - |</p>", "| a |\\\n\\| - |");
    check("\\# a\\\n\\~~~", "\\# a\\\n\\~\\~\\~");
    check("## \\#", "## \\#");
}

#[test]
fn hostile_characters_go() {
    assert_eq!(lines("a\u{202e}b\0c").lines.join("|"), "abc");
    assert_eq!(lines("a\u{202e}b").removed, Removed::Something);
    assert_eq!(lines("a&#x202e;b").removed, Removed::Something);
    assert_eq!(lines("a\r\nb").removed, Removed::Nothing);
    check("a&#x202e;b &#10; c `x\u{2066}y`", "ab   c `xy`");
    check("a\r\nb\rc\u{2028}d", "a\nb\nc\nd");
    check("/* \"# \\u{202e} */", "/\\* \"# \\u{202e} \\*/");
    check(
        "[a](https://x.org/\u{202e}&#x202e;)",
        "[a](https://x.org/%E2%80%AE)",
    );
}

/// Parts that mean something to Markdown, HTML or rustdoc.
const PARTS: &[&str] = &[
    "a",
    "b c",
    "word",
    "1",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "```",
    "```rust\n",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "](",
    "](https://x.yz)",
    "](/r)",
    "[x]: /y\n",
    "[^1]",
    "[^1]: ",
    "![",
    "!",
    "(",
    ")",
    "<",
    ">",
    "> ",
    "\n> ",
    "- ",
    "\n- ",
    "\n  - ",
    "* ",
    "+ ",
    "1. ",
    "\n2) ",
    "# ",
    "\n## ",
    "#",
    "---",
    "===",
    "\n---\n",
    "|",
    "\n|",
    "|-|",
    "| - | - |\n",
    ":-:",
    "\\",
    "&",
    ";",
    "&amp;",
    "&lt;",
    "&#42;",
    "&#x202e;",
    "&#10;",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<p>",
    "</p>",
    "<br>",
    "<br/>",
    "<code>",
    "</code>",
    "<a href=\"https://q.rs/x\">",
    "<a href=/r>",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<pre>",
    "</pre>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<h2>",
    "</h2>",
    "<hr>",
    "<sup>",
    "<blockquote>",
    "</blockquote>",
    "<img src='https://i.mg/x' alt='y'>",
    "<x-y>",
    "<String>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<![CDATA[",
    "<script>",
    "</script>",
    "<summary>",
    "</summary>",
    "https://e.xy/a_b",
    "http://",
    "https://{h}.xy",
    "https://e.xy/<id>",
    "<https://e.xy>",
    "<m@e.xy>",
    "\r\n",
    "\r",
    "\0",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "→",
    "“",
    "\u{a0}",
    "😀",
    "、",
    "[ ] ",
    "- [x] ",
    "{",
    "}",
    "\"",
    "'",
    "=",
    ":",
    "$",
    "%",
];

/// A sequence that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn text(&mut self) -> String {
        let parts = 1 + self.roll(14);
        (0..parts).map(|_| PARTS[self.roll(PARTS.len())]).collect()
    }
}

#[test]
fn random_texts_are_harmless() {
    let rounds = std::env::var("ROUNDS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(4_000);
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(7);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ seed);
    for _ in 0..rounds {
        docs(&dice.text());
    }
}

#[test]
fn long_texts_take_linear_time() {
    let repeated = [
        "*",
        "a*",
        "[",
        "[a](",
        "`",
        "a`` ` ",
        "<",
        "<b>",
        "<ul><li>",
        "<!--",
        "> ",
        "- ",
        "&",
        "&amp",
        "_a",
        "~~a",
        "](",
        "https://",
        "<a href='",
        "|",
        "<pre>",
        "\n>",
        "</ul>",
        "(https://a.b/(",
        "\\",
        "![",
        "[^1]",
    ];
    for part in repeated {
        let start = std::time::Instant::now();
        let text = part.repeat(40_000 / part.len());
        lines(&text);
        lines(&format!("x\n{text}\n\n{text}"));
        let took = start.elapsed();
        assert!(took.as_secs() < 10, "{part:?} took {took:?}");
    }
    let deep = "> ".repeat(5_000) + &"a\n".repeat(5_000);
    assert!(lines(&deep).lines.iter().map(|it| it.len()).sum::<usize>() < 1_000_000);
}
