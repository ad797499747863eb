//! The FastAPI application as a process that ends with its owner.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// So long may it take until it serves.
const LIMIT: Duration = Duration::from_secs(60);

/// The running application.
#[derive(Debug)]
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts the application, which says its port, and waits until it takes a connection.
    ///
    /// # Errors
    ///
    /// It does not start in time.
    pub fn start(python: &Path, app: &Path) -> Result<Self, String> {
        let process = Command::new(python)
            .arg(app)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let process =
            process.map_err(|why| format!("`{}` cannot be started: {why}", python.display()))?;
        let mut server = Server {
            process,
            url: String::new(),
        };
        let mut line = String::new();
        let out = server
            .process
            .stdout
            .take()
            .ok_or("the application has no output")?;
        BufReader::new(out)
            .read_line(&mut line)
            .map_err(|why| format!("the application cannot be read: {why}"))?;
        let port: u16 = line
            .trim()
            .parse()
            .map_err(|_| "the application did not say its port".to_owned())?;
        server.url = format!("http://127.0.0.1:{port}");
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begin.elapsed() > LIMIT {
                return Err("the application takes no connection".to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Where it serves.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that ended by itself cannot be killed, and needs no killing.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
