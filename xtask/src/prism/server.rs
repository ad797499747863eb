//! Prism as a process that ends with its owner.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// So long may it take until it serves.
const LIMIT: Duration = Duration::from_secs(60);

/// A Prism that plays a document.
#[derive(Debug)]
pub struct Prism {
    process: Child,
    url: String,
}

impl Prism {
    /// Starts it on a port of 127.0.0.1 that was free, and waits until it takes a connection.
    ///
    /// # Errors
    ///
    /// It does not start in time, or ends: Prism cannot read the document.
    pub fn start(program: &Path, document: &Path) -> Result<Self, String> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|it| it.local_addr())
            .map_err(|why| format!("no port: {why}"))?
            .port();
        // What is wrong with a request is an answer of its own, and not one that the document declares.
        let process = Command::new("node")
            .arg(program)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .arg(document)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| format!("node cannot be started: {why}"))?;
        let mut prism = Prism {
            process,
            url: format!("http://127.0.0.1:{port}"),
        };
        let begin = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = prism.process.try_wait();
            if let Ok(Some(status)) = ended {
                return Err(format!("Prism ended with {status}"));
            }
            if begin.elapsed() > LIMIT {
                return Err("Prism takes no connection".to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(prism)
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // A process that ended by itself cannot be killed, and needs no killing.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
