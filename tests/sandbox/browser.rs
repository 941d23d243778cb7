//! A real browser on the sandbox's page: what a person sees, presses and types. Debian's chromium, headless.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::program::SOON;

const INSTALL: &str = "no browser to test the page with; install it with: \
                       apt-get install -y chromium chromium-driver fonts-noto-cjk";

/// So many browsers at a time, of about 300 MB each: nearly one for each thread of the tests, or threads wait for nothing but
/// a browser.
static TURNS: Semaphore = Semaphore::const_new(4);

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Desktop,
    Phone,
}

/// A browser that shows the page.
pub struct Browser {
    pub driver: WebDriver,
    chromedriver: Child,
    port: u16,
    _profile: tempfile::TempDir,
    _turn: SemaphorePermit<'static>,
}

/// A program of these names, wherever the system keeps its programs.
fn installed(names: &[&str]) -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    let found = found.into_iter().find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("{INSTALL}")).to_string_lossy().into_owned()
}

impl Browser {
    /// Opens the page.
    pub async fn open(page: &str, screen: Screen, language: &str) -> Self {
        let turn = TURNS.acquire().await.unwrap();
        let browser = installed(&["chromium", "chromium-browser", "google-chrome"]);
        let mut chromedriver =
            Command::new(installed(&["chromedriver"])).arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(chromedriver.stdout.take().unwrap()).lines();
        let port: u16 = loop {
            let line = lines.next().expect("chromedriver ended at once").unwrap();
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').parse().unwrap();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let mut arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1440,1000",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--lang={language}"));
        let mut options = json!({"args": arguments, "binary": browser, "prefs": {"intl.accept_languages": language}});
        if screen == Screen::Phone {
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0, "touch": true}});
        }
        let mut wishes = DesiredCapabilities::chrome();
        wishes.set("goog:chromeOptions", options).unwrap();
        wishes.set("goog:loggingPrefs", json!({"browser": "ALL"})).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.unwrap();
        driver.goto(page).await.unwrap();
        Self { driver, chromedriver, port, _profile: profile, _turn: turn }
    }

    /// Waits until `find` finds something on the page.
    async fn wait<T>(&self, what: &str, mut find: impl AsyncFnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + SOON;
        loop {
            if let Some(found) = find().await {
                return found;
            }
            if Instant::now() > deadline {
                let shows = self.driver.find(By::Tag("body")).await.unwrap().text().await.unwrap();
                panic!("waited in vain for {what}; the page shows:\n{shows}");
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Presses the newest button, link or menu item within `pane` whose words begin so.
    pub async fn press(&self, pane: &str, words: &str) {
        let words = words.replace('\'', "’");
        let path = format!(
            "(//*[@id='{pane}']//*[self::button or self::a][starts-with(translate(normalize-space(.), \"'\", '’'), '{words}')])[last()]"
        );
        self.press_found(&format!("the button {words:?} in {pane}"), By::XPath(path)).await;
    }

    /// Presses what a selector finds.
    pub async fn press_css(&self, selector: &str) {
        self.press_found(selector, By::Css(selector.to_owned())).await;
    }

    /// Presses a button of the open dialog or menu.
    pub async fn press_over(&self, words: &str) {
        let path = format!("//*[self::dialog or @role='menu']//button[starts-with(normalize-space(.), '{words}')]");
        self.press_found(&format!("{words:?} in a dialog or menu"), By::XPath(path)).await;
    }

    async fn press_found(&self, what: &str, by: By) {
        // What is found may be replaced before it is pressed.
        self.wait(what, async || self.driver.find(by.clone()).await.ok()?.click().await.ok()).await;
    }

    /// Types into a pane's text field and sends with Enter.
    pub async fn write(&self, pane: &str, text: &str) {
        // The field is away as long as the bot is blocked.
        self.press_css(&format!("#{pane} textarea")).await;
        let field = self.driver.find(By::Css(format!("#{pane} textarea"))).await.unwrap();
        field.send_keys(text).await.unwrap();
        field.send_keys(Key::Enter + "").await.unwrap();
    }

    /// Opens a chat of a pane by its name.
    pub async fn open_chat(&self, pane: &str, name: &str) {
        self.press_css(&format!("#{pane} .entry[title=\"{name}\"]")).await;
    }

    /// Waits until a pane's chat shows these words, and gives all of its text.
    pub async fn sees(&self, pane: &str, words: &str) -> String {
        let log = By::Css(format!("#{pane} .log"));
        self.wait(&format!("{words:?} in {pane}"), async || {
            let text = self.driver.find(log.clone()).await.ok()?.text().await.ok()?;
            text.contains(words).then_some(text)
        })
        .await
    }

    /// Waits until the element shows these words.
    pub async fn shows(&self, selector: &str, words: &str) {
        self.wait(&format!("{words:?} in {selector}"), async || {
            let text = self.driver.find(By::Css(selector.to_owned())).await.ok()?.text().await.ok()?;
            text.contains(words).then_some(())
        })
        .await;
    }

    /// Writes a picture of the page to `docs/` when `RINGBACK_SCREENSHOTS` is set (see docs/sandbox.md).
    pub async fn picture(&self, name: &str) {
        if std::env::var_os("RINGBACK_SCREENSHOTS").is_some() {
            // Arriving messages have settled by then.
            tokio::time::sleep(Duration::from_millis(400)).await;
            let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
            self.driver.screenshot(&file).await.unwrap();
        }
    }

    /// Gives the page a screen of this width; a window cannot be as narrow as a phone.
    pub async fn is_wide(&self, width: u32) {
        let (port, session) = (self.port, self.driver.session_id().to_string());
        let size = json!({"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false});
        let order = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": size});
        let url = format!("http://127.0.0.1:{port}/session/{session}/goog/cdp/execute");
        let answer = reqwest::Client::new().post(url).json(&order).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    /// Checks what is shown now with axe-core: nothing serious.
    pub async fn is_accessible(&self, what: &str) {
        let known = self.driver.execute("return typeof axe", vec![]).await.unwrap();
        if known.json() == &json!("undefined") {
            self.driver.execute(include_str!("axe/axe.min.js"), vec![]).await.unwrap();
        }
        // What is still fading in has too little contrast for a moment.
        let run = "const done = arguments[arguments.length - 1]; \
                   Promise.allSettled(document.getAnimations().map((one) => one.finished)) \
                     .then(() => axe.run(document, {resultTypes: ['violations']})) \
                     .then((found) => done(found.violations));";
        let found = self.driver.execute_async(run, vec![]).await.unwrap();
        let found: Vec<Value> = found.json().as_array().unwrap().clone();
        let serious: Vec<String> = found
            .iter()
            .filter(|finding| ["serious", "critical"].contains(&finding["impact"].as_str().unwrap_or_default()))
            .map(|finding| {
                let nodes = finding["nodes"].as_array().unwrap();
                let places: Vec<&str> = nodes.iter().filter_map(|node| node["html"].as_str()).collect();
                format!("{}: {}\n    {}", finding["id"], finding["help"], places.join("\n    "))
            })
            .collect();
        assert!(serious.is_empty(), "{what}:\n{}", serious.join("\n"));
    }

    /// Ends the browser; its console must have stayed silent.
    pub async fn close(self) {
        let log = self.driver.get_log("browser").await;
        let log: Vec<String> = log.unwrap().into_iter().map(|entry| format!("{entry:?}")).collect();
        assert!(log.is_empty(), "the console says: {log:#?}");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A test that has failed must not wait for the driver's own way to end; asked plainly, it ends the browser.
        let session = self.driver.session_id().to_string();
        let _ = self.driver.clone().leak();
        if let Ok(mut line) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = line.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = write!(line, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            let _ = line.read(&mut [0; 64]);
        }
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}
