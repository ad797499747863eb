//! Uploads and downloads: files as FastAPI takes them, and so many bytes that a client which kept them would be seen.

use fastapi_client::Client;
use fastapi_client::types::{
    BodyCreateDatasetV2DatasetsPost, BodyUploadQueryFilesV2QueryFilesPost,
};
use fastapi_client::{Body, Part};
use std::io::Read;

const PIECE: usize = 64 * 1024;
const PIECES: usize = 3200;
/// 200 MiB.
const LARGE: i64 = (PIECE * PIECES) as i64;
/// What the memory of this process may grow by while as much goes in and out.
const MOST: u64 = 24 * 1024 * 1024;

pub async fn all(client: &Client) {
    small_files(client).await;
    lists(client).await;
    no_file(client).await;
    events(client).await;
    large_files(client).await;
}

async fn small_files(client: &Client) {
    let mut body = BodyCreateDatasetV2DatasetsPost::new();
    body.name = Some("a \"b\" é".to_owned());
    body.draft = Some(true);
    let part = Part::bytes("x,y\n1,2\n").with_file_name("rows \"1\" é.csv");
    body.file = Some(part.with_media_type("text/csv"));
    let got = client
        .datasets()
        .create_dataset()
        .body(body)
        .await
        .expect("200");
    assert_eq!(got.name.as_deref(), Some("a \"b\" é"));
    assert_eq!((got.draft, got.hidden, got.size), (true, false, 8));
    // Python reads the escapes of browsers as they are.
    assert_eq!(got.file_name.as_deref(), Some("rows %221%22 é.csv"));
    assert_eq!(got.content_type.as_deref(), Some("text/csv"));
    println!("a form with a file arrives with its name and type");
}

async fn no_file(client: &Client) {
    let body = BodyCreateDatasetV2DatasetsPost::default();
    let got = client
        .datasets()
        .create_dataset()
        .body(body)
        .await
        .expect("200");
    assert_eq!((got.name, got.file_name, got.size), (None, None, 0));
    let got = client.datasets().create_dataset().await.expect("200");
    assert_eq!((got.name, got.file_name, got.size), (None, None, 0));
    println!("a form without its optional file is taken");
}

async fn lists(client: &Client) {
    let files = vec![Part::bytes("1").with_file_name("a.sql"), Part::bytes("22")];
    let mut body = BodyUploadQueryFilesV2QueryFilesPost::new(files);
    body.tags = Some(vec!["x".to_owned(), "y".to_owned()]);
    let got = client
        .datasets()
        .upload_query_files(body)
        .await
        .expect("200");
    let kind = "application/octet-stream";
    assert_eq!(
        got,
        [
            format!("a.sql {kind} 1"),
            format!("query_files {kind} 2"),
            "x".into(),
            "y".into()
        ]
    );
    println!("a list of files is a part for each");
}

async fn events(client: &Client) {
    let mut events = client.datasets().events(300).await.expect("200");
    for count in 0..300 {
        let event = events.next().await.expect("an event").expect("a token");
        assert_eq!(
            (event.id, event.data.access_token),
            (count.to_string(), count.to_string())
        );
    }
    assert!(events.next().await.is_none());
    println!("events are tokens, one after the other");
}

/// 200 MiB through a form, as they are, and back, in the memory of a few pieces.
async fn large_files(client: &Client) {
    let expected = crc32(PIECES);
    let before = memory();
    let mut body = BodyCreateDatasetV2DatasetsPost::new();
    body.file = Some(
        Part::new(Body::from_reader(Pieces::new()).with_length(LARGE as u64))
            .with_file_name("large.bin"),
    );
    let got = client
        .datasets()
        .create_dataset()
        .body(body)
        .await
        .expect("200");
    assert_eq!((got.size, got.crc32), (LARGE, i64::from(expected)));
    let got = client
        .datasets()
        .put_raw(Body::from_reader(Pieces::new()))
        .await
        .expect("200");
    assert_eq!(got, [LARGE, i64::from(expected)]);
    let mut download = client
        .datasets()
        .download(PIECES as i64)
        .await
        .expect("200");
    let (mut come, mut crc) = (0, Crc::new());
    while let Some(piece) = download.next().await {
        let piece = piece.expect("a piece");
        come += piece.len() as i64;
        crc.add(&piece);
    }
    assert_eq!((come, crc.value()), (LARGE, expected));
    let Some((before, after)) = before.zip(memory()) else {
        println!(
            "200 MiB in a form, as bytes, and back; this system does not say what memory they took"
        );
        return;
    };
    let grown = after.saturating_sub(before);
    assert!(grown < MOST, "the largest memory grew by {grown} bytes");
    println!(
        "200 MiB in a form, as bytes, and back: the largest memory grew by {} KiB",
        grown / 1024
    );
}

/// The largest memory that this process has had, in bytes.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// What the server's download consists of, as a reader.
struct Pieces {
    left: usize,
}

impl Pieces {
    fn new() -> Self {
        Pieces {
            left: PIECE * PIECES,
        }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(self.left);
        let begin = PIECE * PIECES - self.left;
        for (at, byte) in buffer.iter_mut().take(length).enumerate() {
            *byte = ((begin + at) % 256) as u8;
        }
        self.left -= length;
        Ok(length)
    }
}

fn crc32(pieces: usize) -> u32 {
    let piece: Vec<u8> = (0..PIECE).map(|at| (at % 256) as u8).collect();
    let mut crc = Crc::new();
    (0..pieces).for_each(|_| crc.add(&piece));
    crc.value()
}

/// CRC-32 as zlib has it.
struct Crc {
    table: [u32; 256],
    state: u32,
}

impl Crc {
    fn new() -> Self {
        let mut table = [0_u32; 256];
        for (byte, entry) in (0..).zip(table.iter_mut()) {
            *entry = (0..8).fold(byte, |crc: u32, _| {
                if crc & 1 == 1 {
                    (crc >> 1) ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            });
        }
        Crc {
            table,
            state: u32::MAX,
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let index = (self.state ^ u32::from(*byte)) & 0xFF;
            self.state = (self.state >> 8) ^ self.table[index as usize];
        }
    }

    fn value(&self) -> u32 {
        !self.state
    }
}
