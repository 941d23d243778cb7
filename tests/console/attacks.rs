//! What other sites, forged requests and broken clients try: none of it has an effect.

use reqwest::Method;
use reqwest::header::{HOST, ORIGIN};

use super::Room;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_counts_that_the_own_page_did_not_send() {
    let room = Room::open().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    let mut maya = room.signed_in(&room.house.maya).await;
    let (own, other) = (lin.form().await, maya.form().await);
    let wrong = own.replacen(&own[..1], if own.starts_with('0') { "1" } else { "0" }, 1);
    for form in ["", "0", &other, &wrong] {
        let answer = lin.posts("/sign-out", &[("form", form)]).await;
        assert_eq!(answer.status, 403, "{form}");
        assert!(answer.text.contains("That was not sent from this page"), "{}", answer.text);
    }
    assert_eq!(lin.posts("/sign-out", &[]).await.status, 403);
    let home = lin.origin.clone();
    let from = |origin: Option<&str>, site: Option<&str>| {
        let mut request = lin.request(Method::POST, "/sign-out").form(&[("form", own.as_str())]);
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        request
    };
    let forged = [
        from(Some("https://evil.example"), None),
        from(Some("null"), None),
        from(None, None),
        from(None, Some("same-origin")),
        from(Some(&home), Some("cross-site")),
        from(Some(&home), Some("same-site")),
        from(Some(&home.replace("127.0.0.1", "127.0.0.2")), None),
    ];
    for request in forged {
        assert_eq!(lin.sends(request).await.status, 403);
    }
    assert!(lin.is_in().await && maya.is_in().await);
    // Nothing is done by a link.
    for path in ["/sign-out", "/session/end", "/session/end-all", "/look", "/here"] {
        assert!(lin.get(path).await.status >= 400, "{path}");
    }
    assert!(lin.is_in().await);
    assert_eq!(lin.posts("/sign-out", &[("form", &own)]).await.status, 303, "its own page can");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_other_name_is_answered_and_no_site_may_frame_it() {
    let room = Room::at(Some("https://desk.example.com")).await;
    let mut visitor = room.visitor();
    for host in ["evil.example", "desk.example.com.evil.example", "127.0.0.1", "localhost", "desk.example.com:444"] {
        let request = visitor.request(Method::GET, "/sign-in");
        let mut request = request.build().unwrap();
        request.headers_mut().insert(HOST, host.parse().unwrap());
        let answer = reqwest::Client::new().execute(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), 421, "{host}");
    }
    for path in ["/sign-in", "/session", "/nowhere", "/a/0/console.css"] {
        let answer = visitor.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        let marks = ["x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"];
        let marks = marks.map(|name| answer.header(name).to_owned());
        assert_eq!(marks, ["DENY", "nosniff", "same-origin", "same-origin"], "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
        assert!(!answer.text.contains("<script>") && !answer.text.contains("style="), "{path}");
    }
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_led_elsewhere_nor_given_a_session_that_somebody_knows() {
    let room = Room::open().await;
    let mut browser = room.visitor();
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"]
    {
        let begun = browser.posts("/sign-in", &[("next", next)]).await;
        assert_eq!(begun.location(), "/sign-in/wait?next=%2F", "{next}");
        let look = browser.posts("/look", &[("locale", "en"), ("theme", "dark"), ("next", next)]).await;
        assert_eq!(look.location(), "/", "{next}");
    }
    // A cookie that somebody planted is no session, and does not become one.
    let planted = "ab".repeat(32);
    let mut victim = room.visitor();
    victim.cookies.insert("ringback".to_owned(), planted.clone());
    assert!(!victim.is_in().await);
    let (number, code) = victim.begins("/").await;
    room.house.says(&room.house.lin, &format!("/start signin_{code}")).await;
    room.house.presses(&room.house.lin, &number).await;
    assert_eq!(victim.get("/sign-in/wait").await.status, 303);
    assert!(victim.is_in().await && victim.cookies["ringback"] != planted);
    let mut attacker = room.visitor();
    attacker.cookies.insert("ringback".to_owned(), planted);
    assert!(!attacker.is_in().await);
    // Nor is what proves the sign-in, nor two sessions at once.
    let (_, _) = attacker.begins("/").await;
    let secret = attacker.cookies["ringback-sign-in"].split_once('.').unwrap().1.to_owned();
    attacker.cookies.insert("ringback".to_owned(), secret);
    assert!(!attacker.is_in().await);
    for forged in ["", "0", "x; ringback=y", "../../x", &"g".repeat(64)] {
        attacker.cookies.insert("ringback".to_owned(), forged.to_owned());
        assert!(!attacker.is_in().await, "{forged}");
    }
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_and_giants_are_refused_in_words() {
    let room = Room::open().await;
    let mut browser = room.visitor();
    let mut begun = 0;
    let refused = loop {
        let answer = browser.posts("/sign-in", &[("next", "/")]).await;
        if answer.status != 303 {
            break answer;
        }
        begun += 1;
    };
    assert_eq!((begun, refused.status), (10, 429));
    assert!(refused.text.contains("Too many tries"), "{}", refused.text);
    let mut lin = room.visitor();
    let long = "a".repeat(70_000);
    assert_eq!(lin.posts("/look", &[("next", &long)]).await.status, 413);
    assert_eq!(lin.posts("/look", &[("nothing", "here")]).await.status, 400);
    let request = lin.request(Method::DELETE, "/session").header(ORIGIN, lin.origin.clone());
    assert_eq!(lin.sends(request).await.status, 400);
    let head = lin.request(Method::GET, "/sign-in").header("x-long", "a".repeat(200_000));
    assert_eq!(head.send().await.unwrap().status().as_u16(), 431);
    room.close().await;
}
