//! Training data of other tools: carried over into folders that load, with a report of the rest.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use ringback::intents::import::{Columns, intent_file, read, shape};
use ringback::intents::{IntentLibrary, LoadRules};
use ringback::text::Language;
use tempfile::TempDir;

const COLUMNS: Columns<'_> = Columns { text: "text", intent: "intent" };

/// The files that come of a file, and what is left behind.
fn carried(name: &str, text: &str) -> String {
    let (intents, left_behind) = match read(Path::new(name), text.as_bytes(), COLUMNS) {
        Ok(data) => shape(data),
        Err(problem) => return problem.to_string(),
    };
    let files = intents.iter().map(|intent| format!("-- {}.toml\n{}", intent.id, intent_file(intent, Language::En)));
    let left = left_behind.iter().map(|(what, lines)| format!("{what} {lines:?}\n"));
    files.chain(left).collect()
}

#[test]
fn tsv_has_no_quoting() {
    let text = "id\ttext\tintent\r\n1\tWhere's my \"card\"?\tCard_arrival\r\n\r\n2\twheres my card\tCard_arrival\n3\tback\\slash\t提现\n\
                4\tcard arrival\tcard-arrival\n5\tsing a song\tout_of_scope\n6\t\tx\n7\tonly two\n8\tWhere's my card!\tother\n9\tfine\tother\n\
                10\tback slash\tlonely\n";
    insta::assert_snapshot!(carried("train.tsv", text), @r#"
    -- card-arrival.toml
    # Imported; the label was "Card_arrival".
    [en]
    title = "Card arrival"
    examples = [
        "Where's my \"card\"?",
    ]
    answer = "(No answer written yet)"
    -- label-63d0-73b0.toml
    # Imported; the label was "提现".
    [en]
    title = "提现"
    examples = [
        "back\\slash",
    ]
    answer = "(No answer written yet)"
    -- card-arrival-2.toml
    # Imported; the label was "card-arrival".
    [en]
    title = "Card arrival"
    examples = [
        "card arrival",
    ]
    answer = "(No answer written yet)"
    -- other.toml
    # Imported; the label was "other".
    [en]
    title = "Other"
    examples = [
        "fine",
    ]
    answer = "(No answer written yet)"
    too few columns: left out [9]
    the same text again under its label: left out [4]
    the label "card-arrival" becomes card-arrival-2, for card-arrival is taken [6]
    out-of-scope: nothing should be answered, left out [7]
    no text or no label: left out [8]
    the same text under another label: kept for the first alone [10, 12]
    the label "lonely" has no text of its own: left out [12]
    "#);
}

#[test]
fn csv_is_quoted_as_rfc_4180_says() {
    let text = "text,intent\n\"Hello, \"\"you\"\"\",greet\n\"two\nlines\",greet\nhi,greet\nshort\n";
    insta::assert_snapshot!(carried("train.CSV", text), @r#"
    -- greet.toml
    # Imported; the label was "greet".
    [en]
    title = "Greet"
    examples = [
        "Hello, \"you\"",
        "two lines",
        "hi",
    ]
    answer = "(No answer written yet)"
    too few columns: left out [6]
    "#);
    insta::assert_snapshot!(carried("train.csv", "message,label\nhi,greet\n"), @r#"train.csv:1:1: error: no column "text" in the header; found message, label; name another with --text-column"#);
}

#[test]
fn an_nlpjs_list_that_is_none_is_told() {
    let text = "{\"data\": [\n{\"intent\": \"a\", \"utterances\": \"hi\"},\n{\"intent\": \"b\", \"utterances\": [\"hello\"], \"answers\": 5}]}";
    insta::assert_snapshot!(carried("c.json", text), @r#"
    -- b.toml
    # Imported; the label was "b".
    [en]
    title = "B"
    examples = [
        "hello",
    ]
    answer = "(No answer written yet)"
    utterances: no list, left out [2]
    answers: no list, left out [3]
    "#);
}

#[test]
fn rasa_gives_examples_without_their_entities() {
    let text = r#"version: "3.1"

nlu:
- intent: book_flight
  examples: |
    - fly to [Berlin](city)
    - from [SF]{"entity": "city", "role": "from"} please
    not an example

    - 机票
- intent: greet
  metadata:
    sentiment: neutral
  examples:
  - text: |
      hey
    metadata: x
  - hello
- synonym: SF
  examples: |
    - san francisco
- regex: zip
  examples: |
    - \d{5}
- lookup: city
- intent: empty
stories:
- story: x
"#;
    insta::assert_snapshot!(carried("nlu.yml", text), @r#"
    -- book-flight.toml
    # Imported; the label was "book_flight".
    [en]
    title = "Book flight"
    examples = [
        "fly to Berlin",
        "from SF please",
        "机票",
    ]
    answer = "(No answer written yet)"
    -- greet.toml
    # Imported; the label was "greet".
    [en]
    title = "Greet"
    examples = [
        "hey",
        "hello",
    ]
    answer = "(No answer written yet)"
    entities: their marks are taken off, their words kept [6, 7]
    a line without a dash: left out [8]
    metadata: not carried over [11]
    synonym: not carried over [19]
    regex: not carried over [22]
    lookup: not carried over [25]
    an intent without examples: left out [26]
    stories: not carried over [27]
    "#);
    insta::assert_snapshot!(carried("nlu.yml", "nlu:\n- intent: x\n  examples: |\n    - a\n bad: [\n"), @"nlu.yml:5:1: error: not YAML: while parsing a block mapping, did not find expected key");
    insta::assert_snapshot!(carried("domain.yaml", "intents:\n- x\n"), @r#"domain.yaml:1:1: error: no list "nlu"; expected training data of Rasa NLU"#);
}

#[test]
fn nlpjs_gives_answers_too() {
    let text = r#"{
  "name": "Corpus",
  "locale": "en-US",
  "data": [
    {
      "intent": "user.hero",
      "utterances": ["I saw @hero", "who is %hero%?"],
      "answers": [
        { "answer": "only then", "opts": "x > 1" },
        "Hello {{ hero }}\nsays \"hi\"",
        "another"
      ]
    },
    { "intent": "None", "utterances": ["tell me a joke"], "answers": ["Sorry"] },
    { "utterances": ["x"] },
    { "intent": "bye", "utterances": ["bye", 5], "slotFilling": {} }
  ],
  "entities": { "hero": {} }
}
"#;
    insta::assert_snapshot!(carried("corpus.json", text), @r#"
    -- user-hero.toml
    # Imported; the label was "user.hero".
    [en]
    title = "User hero"
    examples = [
        "I saw hero",
        "who is hero?",
    ]
    answer = """
    Hello {{{{ hero }}}}
    says \"hi\"
    """
    -- bye.toml
    # Imported; the label was "bye".
    [en]
    title = "Bye"
    examples = [
        "bye",
    ]
    answer = "(No answer written yet)"
    entities: not carried over [18]
    entities: their marks are taken off, their names kept [7, 7]
    another answer to the same intent: left out [9, 11]
    values in an answer: written out with their braces [10]
    an item without intent: left out [15]
    slotFilling: not carried over [16]
    an utterance that is no text: left out [16]
    out-of-scope: nothing should be answered, left out [14]
    an answer without examples: left out [14]
    "#);
    insta::assert_snapshot!(carried("corpus.json", "{\n  \"data\": [,]\n}"), @"corpus.json:2:1: error: not an nlp.js corpus: expected value at line 2 column 12");
    insta::assert_snapshot!(carried("corpus.json", "{}"), @r#"corpus.json:1:1: error: no list "data"; expected an nlp.js corpus"#);
}

#[test]
fn the_ending_of_the_name_tells_the_format() {
    insta::assert_snapshot!(carried("train.xlsx", "x"), @"train.xlsx:1:1: error: expected a name that ends in .tsv, .csv, .yml, .yaml (Rasa NLU) or .json (nlp.js)");
}

fn import(file: &Path, out: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ringback"))
        .args(["import", "--lang", "en", "--out"])
        .args([out, file])
        .args(more)
        .output()
        .unwrap()
}

#[test]
fn the_command_writes_a_folder_that_loads_and_spares_one_that_is_not_empty() {
    let dir = TempDir::new().unwrap();
    let (file, out) = (dir.path().join("train.tsv"), dir.path().join("made/intents"));
    fs::write(&file, "message\tlabel\nHi there\tgreet\nsend it\tsend_money\nweather\tout-of-scope\n").unwrap();
    let columns = ["--text-column", "message", "--intent-column", "label"];

    let wrong = import(&file, &out, &[]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("train.tsv:1:1: error: no column \"text\""));
    assert!(!out.exists(), "nothing is written before the file is read");

    let first = import(&file, &out, &columns);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let said = String::from_utf8(first.stdout).unwrap().replace(&format!("{}/", dir.path().display()), "");
    insta::assert_snapshot!(said, @r#"
    train.tsv: out-of-scope: nothing should be answered, left out (line 4)
    2 intents and 2 examples written to made/intents
    "#);
    let library = IntentLibrary::load(&out, &LoadRules::any_language()).unwrap().library;
    assert_eq!(library.iter().map(|intent| intent.id.as_str()).collect::<Vec<_>>(), ["greet", "send-money"]);

    let again = import(&file, &out, &columns);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is not empty"));
    let forced = import(&file, &out, &[&columns[..], &["--force", "--json"]].concat());
    assert_eq!(forced.status.code(), Some(0));
    insta::assert_snapshot!(String::from_utf8(forced.stdout).unwrap(), @r#"{"intents":2,"examples":2,"left_behind":[{"what":"out-of-scope: nothing should be answered, left out","lines":[4]}],"problems":[]}"#);

    let check = Command::new(env!("CARGO_BIN_EXE_ringback")).args(["check", "--intents"]).arg(&out).output().unwrap();
    let said = String::from_utf8(check.stdout).unwrap();
    assert!(said.contains("the answer is still the placeholder that import wrote"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_imported_loads(rows in proptest::collection::vec(("\\PC{0,12}|[a-z\"'\\\\{}]{1,6}", "[a-zA-Z_./ -]{0,50}|\\PC{0,8}"), 1..30)) {
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let mut file = String::from("text\tintent\n");
        for (text, label) in &rows {
            file.push_str(&format!("{}\t{}\n", clean(text), clean(label)));
        }
        let (intents, _) = shape(read(Path::new("any.tsv"), file.as_bytes(), COLUMNS).unwrap());
        let dir = TempDir::new().unwrap();
        for intent in &intents {
            fs::write(dir.path().join(&intent.id).with_extension("toml"), intent_file(intent, Language::Zh)).unwrap();
        }
        if !intents.is_empty() {
            let library = IntentLibrary::load(dir.path(), &LoadRules::any_language()).unwrap().library;
            prop_assert_eq!(library.iter().count(), intents.len());
        }
    }

    #[test]
    fn no_file_makes_import_panic(text in r#"(nlu:|- intent: a\n|  examples: \||[\[\]{}"'=,:#\n\t -]{0,5}|"data"|\PC){0,30}"#) {
        for name in ["a.tsv", "a.csv", "a.yml", "a.json"] {
            if let Ok(data) = read(Path::new(name), text.as_bytes(), COLUMNS) {
                shape(data);
            }
        }
    }
}
