//! Blocks of code: their labels and their lines.

/// Labels that rustdoc certainly does not take for Rust, and that some reader's tool colours.
/// Any other label becomes `text`: rustdoc adds words of its own over time.
const LANGUAGES: [&str; 62] = [
    "bash",
    "bat",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "dart",
    "diff",
    "dockerfile",
    "elixir",
    "go",
    "graphql",
    "groovy",
    "handlebars",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jq",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsonl",
    "jsx",
    "kotlin",
    "liquid",
    "lua",
    "markdown",
    "mermaid",
    "mustache",
    "ndjson",
    "objc",
    "perl",
    "php",
    "powershell",
    "properties",
    "protobuf",
    "py",
    "python",
    "r",
    "ruby",
    "scala",
    "scss",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "xml",
    "yaml",
    "zsh",
];

/// The label of a block whose author wrote `info` behind the fence.
pub(super) fn label(info: &str) -> &'static str {
    let word = info
        .trim_start()
        .split([' ', '\t', ',', '{', ':'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let word = match word.as_str() {
        "yml" => "yaml",
        "c++" => "cpp",
        "c#" | "cs" => "csharp",
        "golang" => "go",
        "md" => "markdown",
        "proto" => "protobuf",
        "rb" => "ruby",
        "kt" => "kotlin",
        "terraform" => "hcl",
        "node" | "nodejs" => "javascript",
        "python3" => "python",
        other => other,
    };
    LANGUAGES
        .iter()
        .find(|it| **it == word)
        .copied()
        .unwrap_or("text")
}

/// A block of code as lines, its fences longer than any run of backticks within. None if the code
/// is blank.
pub(super) fn lines(label: &str, code: &str) -> Vec<String> {
    let mut body: Vec<String> = code.lines().map(line).collect();
    while body.last().is_some_and(|it| it.is_empty()) {
        body.pop();
    }
    let lead = body.iter().take_while(|it| it.is_empty()).count();
    if lead == body.len() {
        return Vec::new();
    }
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    let mut out = vec![format!("{fence}{label}")];
    out.extend(body.drain(lead..));
    out.push(fence);
    out
}

/// One line of code.
fn line(text: &str) -> String {
    text.trim_end().replace('\t', "    ")
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
