//! Files and blocking readers, read in pieces.
//!
//! A read may take its time: where there is a Tokio runtime it is done on the threads that Tokio has for such work.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::task::{Context, Poll};

use bytes::Bytes;

use super::pieces::{Piece, Pieces};
use super::{PIECE, unread, unreadable};
use crate::client::exclusive::Exclusive;

type Reader = Box<dyn io::Read + Send>;
type Read = (Reader, io::Result<Bytes>);

/// What a blocking reader gives.
pub(super) struct ReaderBody(Reading);

enum Reading {
    Waiting(Reader),
    #[cfg(feature = "reqwest")]
    Under(tokio::task::JoinHandle<Read>),
    Done,
}

impl ReaderBody {
    pub(super) fn new(reader: Reader) -> Self {
        ReaderBody(Reading::Waiting(reader))
    }

    /// Reads; the body is done until the reader is put back.
    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Option<Read>> {
        match std::mem::replace(&mut self.0, Reading::Done) {
            Reading::Done => Poll::Ready(None),
            #[cfg(feature = "reqwest")]
            Reading::Waiting(reader) => match tokio::runtime::Handle::try_current() {
                Ok(runtime) => {
                    self.0 = Reading::Under(runtime.spawn_blocking(move || piece(reader)));
                    self.poll_read(context)
                }
                Err(_) => Poll::Ready(Some(piece(reader))),
            },
            #[cfg(feature = "reqwest")]
            Reading::Under(mut task) => {
                match std::future::Future::poll(std::pin::Pin::new(&mut task), context) {
                    Poll::Pending => {
                        self.0 = Reading::Under(task);
                        Poll::Pending
                    }
                    Poll::Ready(Ok(piece)) => Poll::Ready(Some(piece)),
                    // The reader panicked, or the runtime is going down.
                    Poll::Ready(Err(error)) => {
                        let gone: Reader = Box::new(io::empty());
                        Poll::Ready(Some((gone, Err(io::Error::other(error)))))
                    }
                }
            }
            #[cfg(not(feature = "reqwest"))]
            Reading::Waiting(reader) => {
                let _ = context;
                Poll::Ready(Some(piece(reader)))
            }
        }
    }
}

fn piece(mut reader: Reader) -> Read {
    let mut piece = vec![0; PIECE];
    let read = loop {
        match reader.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => break other,
        }
    };
    let read = read.map(|length| {
        piece.truncate(length);
        Bytes::from(piece)
    });
    (reader, read)
}

impl Pieces for ReaderBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let (reader, piece) = match self.poll_read(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Ready(Some(read)) => read,
        };
        match piece {
            Ok(piece) if piece.is_empty() => Poll::Ready(None),
            Ok(piece) => {
                self.0 = Reading::Waiting(reader);
                Poll::Ready(Some(Ok(piece)))
            }
            Err(error) => Poll::Ready(Some(Err(unread(error)))),
        }
    }
}

/// The content of a file.
pub(super) struct FileBody {
    path: PathBuf,
    reader: Exclusive<ReaderBody>,
    /// What of the promised length is still to come.
    left: u64,
}

impl FileBody {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder, not a file",
            ));
        }
        let left = about.len();
        // What is appended while the file is sent is not part of what was promised.
        let reader = ReaderBody::new(Box::new(file.take(left)));
        Ok(FileBody {
            path: path.to_owned(),
            reader: Exclusive::new(reader),
            left,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Pieces for FileBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let piece = match self.reader.get_mut().poll_piece(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(piece) => piece,
        };
        Poll::Ready(match piece {
            Some(Ok(piece)) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                Some(Ok(piece))
            }
            None if self.left > 0 => {
                let error = io::Error::from(io::ErrorKind::UnexpectedEof);
                self.left = 0;
                let message = "the file became shorter while it was sent";
                Some(Err(unreadable(message, error)))
            }
            other => other,
        })
    }

    fn left(&self) -> Option<u64> {
        Some(self.left)
    }
}
