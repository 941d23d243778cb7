//! What stands around every page: languages, themes, files, errors, and who has which places.

use super::Room;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn language_and_theme_are_chosen_and_kept() {
    let room = Room::open().await;
    let mut browser = room.visitor();
    let mut asked = browser.request(reqwest::Method::GET, "/sign-in").build().unwrap();
    asked.headers_mut().insert("accept-language", "fr, zh-TW;q=0.8".parse().unwrap());
    let page = reqwest::Client::new().execute(asked).await.unwrap().text().await.unwrap();
    assert!(page.contains("<html lang=\"zh-Hant\" data-theme=\"system\">"), "{page}");
    for (locale, theme, words) in [
        ("en", "dark", "Sign in with Telegram"),
        ("zh-Hans", "contrast", "用 Telegram 登录"),
        ("zh-Hant-HK", "light", "用 Telegram 登入"),
    ] {
        let chosen = browser.posts("/look", &[("locale", locale), ("theme", theme), ("next", "/sign-in")]).await;
        assert_eq!((chosen.status, chosen.location()), (303, "/sign-in"));
        let page = browser.get("/sign-in").await;
        assert!(page.text.contains(&format!("<html lang=\"{locale}\" data-theme=\"{theme}\">")), "{}", page.text);
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_files_come_from_the_desk_and_are_kept_for_good() {
    let room = Room::open().await;
    let mut browser = room.visitor();
    let page = browser.get("/sign-in").await;
    let mut bytes = page.text.len();
    for (before, kind) in [("rel=\"stylesheet\" href=\"", "text/css"), ("<script src=\"", "text/javascript")] {
        let file = browser.get(&page.between(before, "\"")).await;
        assert!(file.status == 200 && file.header("content-type").starts_with(kind), "{}", file.status);
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        bytes += file.text.len();
    }
    assert!(bytes < 150 * 1024, "a first page of {bytes} bytes");
    for word in ["http://", "https://", "//"] {
        assert!(!page.text.contains(&format!("src=\"{word}")) && !page.text.contains(&format!("href=\"{word}")));
    }
    let lost = browser.get("/nowhere").await;
    assert_eq!(lost.status, 404);
    room.close().await;
}
