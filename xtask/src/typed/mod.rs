//! `cargo xtask typed`: values are read and written back as the types of a document's components.
//!
//! In: a document, and questions: a component's key and JSON text. Out: for each the text that comes back, or why the
//! type refuses it. Every component can be asked for, also one that has no type of its own. Which type a component has
//! is what the plan says; nothing is guessed from names.

pub mod json;
mod looks;
mod program;
pub mod unchanged;

use crate::made::{self, Inputs};
use crate::repository;
use openapi_build::Client;
use openapi_build::config::Checks;
use openapi_build::emit::spell::Spell;
use openapi_build::source::NodeId;
use openapi_build::tree::Tree;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub use looks::Says;

/// Read lines `{"component": KEY, "value": …}` as the types of a document's components, and write the values back.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document.
    spec: PathBuf,
    /// Only list the components with their types.
    #[arg(long)]
    list: bool,
    /// Take the whole of standard input as one value of this component.
    #[arg(long, value_name = "KEY")]
    component: Option<String>,
}

/// Lists the components, or answers the lines of standard input.
///
/// # Errors
///
/// The document does not generate, or what it makes does not compile.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let inputs = Inputs {
        spec: &arguments.spec,
        overlay: None,
        lock: None,
        selection: Default::default(),
        settings: Vec::new(),
        dynamic: Default::default(),
        features: Default::default(),
        checks: Default::default(),
    };
    let client = made::told(made::read(&inputs)?)?;
    if arguments.list {
        for it in components(&client) {
            println!("{}\t{}\t{}", it.key, it.ty, it.says);
        }
        return Ok(());
    }
    let program = Program::build(&client, &components(&client), "typed-document")?;
    let mut lines = String::new();
    std::io::stdin()
        .read_to_string(&mut lines)
        .map_err(|why| format!("the questions cannot be read: {why}"))?;
    if let Some(key) = &arguments.component {
        lines = question(key, &lines);
    }
    for answer in program.ask(lines.lines())? {
        match answer {
            Answer::Written(text) | Answer::Checked(text, _) => println!("{text}"),
            Answer::Refused(why) | Answer::Ended(why) => println!("refused: {why}"),
        }
    }
    Ok(())
}

/// A component, and its type.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its key in `components.schemas`, or the JSON pointer of a schema that an operation writes out.
    pub key: String,
    /// Its type, as Rust that calls the generated types `types`.
    pub ty: String,
    /// What the type says.
    pub says: Says,
    /// Whether its values can be checked.
    pub checks: Checks,
}

/// The components of a client, in the order of the document.
pub fn components(client: &Client) -> Vec<Component> {
    let spell = Spell::outside(&client.plan);
    let of = |it: &openapi_build::ir::Component| Component {
        key: it.key.to_string(),
        ty: spell.ty(&it.ty).to_string(),
        says: looks::says(&client.plan, &it.ty),
        checks: looks::checks(&client.plan, &it.ty),
    };
    client.plan.components.iter().map(of).collect()
}

/// The types of schemas that operations write out, each with its schema. The key is the JSON pointer.
pub fn inline(client: &Client, tree: &Tree) -> Vec<(NodeId, Component)> {
    let spell = Spell::outside(&client.plan);
    let of = |it: &openapi_build::ir::Inline| {
        let component = Component {
            key: tree.pointer(it.at),
            ty: spell.ty(&it.ty).to_string(),
            says: looks::says(&client.plan, &it.ty),
            checks: looks::checks(&client.plan, &it.ty),
        };
        (it.at, component)
    };
    client.plan.inline.iter().map(of).collect()
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value was read; this is what it is written as.
    Written(String),
    /// The same of a value that was checked; and what it violates.
    Checked(String, Option<String>),
    /// It was not read, and why.
    Refused(String),
    /// The program ended over it.
    Ended(String),
}

/// A program that reads values as the types of one document.
#[derive(Debug)]
pub struct Program {
    binary: PathBuf,
    questions: PathBuf,
}

impl Program {
    /// Writes and compiles the program, which can be asked for the types in `asked`, each by its key. `name` is a
    /// package's name, and its own in `target/typed`.
    ///
    /// # Errors
    ///
    /// It does not compile; with what the compiler says.
    pub fn build(client: &Client, asked: &[Component], name: &str) -> Result<Self, String> {
        let home = repository::root()?.join("target").join("typed");
        let folder = home.join("programs").join(name);
        let say = |why| format!("`{}` cannot be written: {why}", folder.display());
        std::fs::create_dir_all(&folder).map_err(say)?;
        openapi_build::cargo::write(&folder, &program::files(client, asked, name)?).map_err(say)?;
        crate::package::tested_versions(&folder)?;
        let target = home.join("target");
        compile(&folder, &target)?;
        Ok(Program {
            binary: target
                .join("debug")
                .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)),
            questions: folder.join("questions"),
        })
    }

    /// Reads each line, `{"component": KEY, "value": …}`, and gives an answer for each, in order. The program is
    /// started again behind a question over which it ends.
    ///
    /// # Errors
    ///
    /// The program cannot be started.
    pub fn ask<'q>(&self, lines: impl IntoIterator<Item = &'q str>) -> Result<Vec<Answer>, String> {
        let lines: Vec<&str> = lines.into_iter().collect();
        let mut answers = Vec::with_capacity(lines.len());
        while let Some(left) = lines.get(answers.len()..).filter(|it| !it.is_empty()) {
            let ended = self.run(left, &mut answers)?;
            if answers.len() < lines.len() {
                answers.push(Answer::Ended(ended));
            }
        }
        Ok(answers)
    }

    /// One run; gives how it ended.
    fn run(&self, lines: &[&str], answers: &mut Vec<Answer>) -> Result<String, String> {
        let say = |why| format!("the questions cannot be written: {why}");
        let mut file = File::create(&self.questions).map_err(say)?;
        for line in lines {
            writeln!(file, "{line}").map_err(say)?;
        }
        let input = File::open(&self.questions).map_err(say)?;
        let output = Command::new(&self.binary)
            .stdin(input)
            .stderr(Stdio::null())
            .output()
            .map_err(|why| format!("`{}` cannot be started: {why}", self.binary.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        // A line without its end was not finished.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        answers.extend(whole.lines().take(lines.len()).map(answer));
        Ok(format!("the program ended with {}", output.status))
    }
}

/// An answer as the program writes it.
fn answer(line: &str) -> Answer {
    let written = line
        .strip_prefix("{\"written\":")
        .and_then(|it| it.strip_suffix('}'));
    let refused = line
        .strip_prefix("{\"refused\":")
        .and_then(|it| serde_json::from_str(it.strip_suffix('}')?).ok());
    let checked = line.strip_prefix("{\"violates\":").and_then(checked);
    match (written, refused, checked) {
        (Some(text), ..) => Answer::Written(text.to_owned()),
        (None, Some(why), _) => Answer::Refused(why),
        (None, None, Some(answer)) => answer,
        (None, None, None) => Answer::Ended(format!("the program said `{line}`")),
    }
}

/// The rest of `{"violates":"what","written":…}`.
fn checked(rest: &str) -> Option<Answer> {
    let mut parts = serde_json::Deserializer::from_str(rest).into_iter::<Option<String>>();
    let violates = parts.next()?.ok()?;
    let written = rest.get(parts.byte_offset()..)?;
    let written = written.strip_prefix(",\"written\":")?.strip_suffix('}')?;
    Some(Answer::Checked(written.to_owned(), violates))
}

/// A question, as the program reads it; `value` is JSON text.
pub fn question(component: &str, value: &str) -> String {
    // Text between values may break lines, but text inside of them cannot.
    let value = value.replace(['\n', '\r'], " ");
    format!(
        "{{\"component\":{},\"value\":{value}}}",
        serde_json::Value::from(component)
    )
}

fn compile(folder: &Path, target: &Path) -> Result<(), String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "--quiet",
            "--message-format",
            "short",
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .output()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let telling: Vec<&str> = said.lines().filter(|it| it.contains("error")).collect();
    Err(format!(
        "`{}` does not compile:\n{}",
        folder.display(),
        telling
            .get(..telling.len().min(12))
            .unwrap_or_default()
            .join("\n")
    ))
}
