//! The console's own files, compiled in: one stylesheet, one script, one icon. Each stands under a path with its hash, so that
//! browsers keep it for good and never show a page with another version's.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::refusal::Refusal;

/// Bytes of a hash in a path: enough that no two versions of a file meet.
const HASH_BYTES: usize = 8;

/// A file under a path with its hash never changes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// One file.
struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
    hash: String,
}

impl Asset {
    fn new(name: &'static str, kind: &'static str, text: &'static str) -> Self {
        let hash = Sha256::digest(text.as_bytes());
        let hash = hash.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
        Self { name, kind, text, hash }
    }

    fn path(&self) -> String {
        format!("/a/{}/{}", self.hash, self.name)
    }
}

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console.css", "text/css; charset=utf-8", include_str!("page/console.css")));
static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("console.js", "text/javascript; charset=utf-8", include_str!("page/console.js")));
static ICON: LazyLock<Asset> = LazyLock::new(|| Asset::new("icon.svg", "image/svg+xml", include_str!("page/icon.svg")));

/// The stylesheet's path.
pub fn style() -> String {
    STYLE.path()
}

/// The script's path.
pub fn script() -> String {
    SCRIPT.path()
}

/// The icon's path.
pub fn icon() -> String {
    ICON.path()
}

/// Answers one of them.
pub async fn asset(Path((hash, name)): Path<(String, String)>) -> Response {
    let found = [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.name == name && asset.hash == hash);
    match found {
        Some(asset) => ([(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, FOR_GOOD)], asset.text).into_response(),
        None => Refusal::NotFound.into_response(),
    }
}
