//! A program that calls the operations of one generated crate by name.
//!
//! In: a generated client. Out: a process that takes lines of an operation, its arguments and credentials, and says what came of each
//! call. The programs of all documents share one target folder, so that their dependencies are compiled once.

use super::folder;
use crate::made::text_of;
use crate::package::{Member, Package};
use crate::repository;
use document_server::security::Scheme;
use openapi_build::Client;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// So long may one call take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, where `CRATE` is the generated crate.
const PROGRAM: &str = r#"//! Calls operations by name: a line of JSON in, a line of JSON out.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, Write};

use CRATE::{Client, Credential};
use serde_json::{Value, json};

fn main() {
    let url = std::env::args().nth(1).expect("a URL");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    // A client for each set of credentials.
    let mut clients: HashMap<String, Result<Client, String>> = HashMap::new();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let mut call: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let arguments = call["arguments"].take();
        let id = call["operation"].as_str().unwrap_or_default();
        let given = &call["credentials"];
        let client = clients.entry(given.to_string()).or_insert_with(|| client(&url, given));
        let said = match client {
            Ok(client) => match runtime.block_on(CRATE::invoke(client, id, arguments)) {
                Ok(result) => json!({ "ok": result }),
                Err(error) => json!({ "error": words(&error) }),
            },
            Err(why) => json!({ "error": why }),
        };
        writeln!(out, "{said}").and_then(|()| out.flush()).expect("an open pipe");
    }
}

fn client(url: &str, given: &Value) -> Result<Client, String> {
    let mut builder = Client::builder(url).redirects(CRATE::Redirects::Never);
    for (scheme, it) in given.as_object().into_iter().flatten() {
        let text = |key: &str| it[key].as_str().unwrap_or_default();
        let credential = match it["user"].as_str() {
            Some(user) => Credential::basic(user, text("password")),
            None => Credential::token(text("text")),
        };
        builder = builder.credential(scheme.as_str(), credential);
    }
    builder.build().map_err(|error| words(&error))
}

fn words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(it) = source {
        words.push_str(": ");
        words.push_str(&it.to_string());
        source = it.source();
    }
    words
}
"#;

/// A compiled program.
#[derive(Debug)]
pub struct Driver {
    program: PathBuf,
    url: String,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

impl Driver {
    /// Writes and compiles the program for one client, which will call `url`.
    ///
    /// # Errors
    ///
    /// The crate does not compile. What rustc says is in a file that the message names.
    pub fn build(client: &Client, document: &str, url: String) -> Result<Driver, String> {
        let name = format!("wire-{document}");
        let folder = folder()?;
        let (library, package) = (
            folder.join("crates").join(document),
            folder.join("drivers").join(document),
        );
        Package {
            client,
            name: &name,
            member: Member::Alone,
        }
        .write_anew(&library)?;
        write(&package, &name, &library)?;
        let target = folder.join("target");
        compile(&package, &target)?;
        Ok(Driver {
            program: target.join("debug").join(format!("{name}-driver")),
            url,
            running: None,
        })
    }

    /// Calls an operation, with the credentials of these schemes.
    ///
    /// # Errors
    ///
    /// The text of the error that the call ended with; or the program ended, or said nothing for a while.
    pub fn call(
        &mut self,
        operation: &str,
        arguments: &Value,
        given: &[&Scheme],
    ) -> Result<Value, String> {
        let credentials = given
            .iter()
            .filter_map(|it| Some((it.name.clone(), it.credential()?)));
        let credentials: Map<String, Value> = credentials.collect();
        let line =
            json!({ "operation": operation, "arguments": arguments, "credentials": credentials });
        let line = line.to_string();
        let said = self.ask(&line);
        if said.is_err() {
            self.stop();
        }
        let mut said: Value = serde_json::from_str(&said?).map_err(|why| why.to_string())?;
        match said.get_mut("ok") {
            Some(it) => Ok(it.take()),
            None => Err(said["error"].as_str().unwrap_or_default().to_owned()),
        }
    }

    fn ask(&mut self, line: &str) -> Result<String, String> {
        let running = match &mut self.running {
            Some(it) => it,
            none => none.insert(Running::start(&self.program, &self.url)?),
        };
        running
            .input
            .write_all(format!("{line}\n").as_bytes())
            .map_err(|why| format!("the program takes no calls: {why}"))?;
        running
            .lines
            .recv_timeout(PATIENCE)
            .map_err(|_| "the program ended, or hangs".to_owned())
    }

    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            // One that has ended cannot be killed, and needs not be.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Running {
    fn start(program: &Path, url: &str) -> Result<Running, String> {
        let mut child = Command::new(program)
            .arg(url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| format!("`{}` cannot be started: {why}", program.display()))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the program has no pipes".to_owned());
        };
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Running {
            child,
            input,
            lines,
        })
    }
}

fn write(package: &Path, name: &str, library: &Path) -> Result<(), String> {
    let manifest = format!(
        "[package]\nname = \"{name}-driver\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{name} = {{ path = {path:?} }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"time\"] }}\n\n\
         # Dependencies of what is only run once need no names for a debugger.\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n",
        path = text_of(library)?,
    );
    let files = [
        ("Cargo.toml".to_owned(), manifest),
        (
            "src/main.rs".to_owned(),
            PROGRAM.replace("CRATE", &name.replace('-', "_")),
        ),
    ];
    let say = |why| format!("`{}` cannot be written: {why}", package.display());
    std::fs::create_dir_all(package).map_err(say)?;
    openapi_build::cargo::write(package, &files).map_err(say)?;
    let lock = repository::root()?.join("Cargo.lock");
    std::fs::copy(lock, package.join("Cargo.lock"))
        .map(|_| ())
        .map_err(say)
}

fn compile(package: &Path, target: &Path) -> Result<(), String> {
    let log = package.with_extension("log");
    let say = |why| format!("`{}` cannot be written: {why}", log.display());
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(&log).map_err(say)?)
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("it does not compile; see `{}`", log.display()))
    }
}
