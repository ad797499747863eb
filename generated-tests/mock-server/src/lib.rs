//! A server on loopback for tests and examples.
//!
//! In: a function from requests to answers. Out: a real HTTP/1.1 server on a free port of 127.0.0.1, and a record of
//! what it was sent. It needs nothing but the standard library, one thread a connection, one request a connection.
//! An [`Answer`] can misbehave on purpose: come late, lie about its length, break off, be no HTTP at all.
//! [`galileo`] plays the Galileo API as its FastAPI server does. Deliberately absent: TLS, HTTP/2.

mod answer;
pub mod galileo;
mod request;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub use answer::{Answer, End};
pub use request::Request;

type Handler = dyn Fn(&Request) -> Answer + Send + Sync;

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    handler: Box<Handler>,
    requests: Mutex<Vec<Request>>,
    stopped: AtomicBool,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(
        handler: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            requests: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Ok(Server { address, shared })
    }

    /// The base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request that came, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// The last request that came.
    #[must_use]
    pub fn last(&self) -> Option<Request> {
        lock(&self.shared.requests).last().cloned()
    }

    /// How many requests came for a path.
    #[must_use]
    pub fn count(&self, path: &str) -> usize {
        lock(&self.shared.requests)
            .iter()
            .filter(|request| request.path() == path)
            .count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections; when that fails, it ends with the process.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", self.url())
    }
}

/// A base URL at which nobody listens.
///
/// # Errors
/// When no port can be had.
pub fn nobody() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(format!("http://{}", listener.local_addr()?))
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(connection) = connection {
            let shared = Arc::clone(shared);
            thread::spawn(move || serve(connection, &shared));
        }
    }
}

/// Answers one request; a client that hangs up is no failure of the server.
fn serve(mut connection: TcpStream, shared: &Shared) {
    let patience = Some(Duration::from_secs(10));
    let _ = connection.set_read_timeout(patience);
    let _ = connection.set_write_timeout(patience);
    let _ = connection.set_nodelay(true);
    if let Ok(Some(request)) = Request::read(&mut connection) {
        let answer = (shared.handler)(&request);
        lock(&shared.requests).push(request);
        let _ = answer.write(&mut connection);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
