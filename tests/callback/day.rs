//! A small simulated day on the real desk: the same seed gives the same day, and no promise breaks but by an agent.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use ringback::callback::Rules;
use ringback::config::Settings;
use ringback::simulate::{self, Findings, Material, Plan};

use crate::desk::{knowledge, phrasebook};

fn plan(seed: u64) -> Plan {
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    Plan { seed, customers: 40, agents: 4, burst: 15, talk: SignedDuration::from_mins(4), zone }
}

async fn day(plan: &Plan) -> Findings {
    let material = Material {
        knowledge: knowledge(),
        phrasebook: phrasebook(),
        dispositions: Settings::default().dispositions,
        rules: Rules::default(),
    };
    simulate::run(plan, material).await.unwrap()
}

#[tokio::test]
async fn a_simulated_day_is_the_same_every_time_and_keeps_what_it_promised() {
    let (plans, other) = ([plan(1), plan(1)], plan(2));
    let (first, again, other) = tokio::join!(day(&plans[0]), day(&plans[1]), day(&other));
    assert_eq!(first, again);
    assert_ne!(first, other);
    for day in [&first, &other] {
        assert_eq!(day.broken_by_the_desk().collect::<Vec<_>>(), Vec::<&simulate::Broken>::new());
        assert_eq!(day.customers, 40);
        assert!(day.promised >= 30 && day.kept > day.promised / 2, "{day:?}");
        assert_eq!(day.resolved + day.cancelled + day.unreached + day.left, 40, "{day:?}");
        assert!(day.waits.median <= day.waits.p90 && day.waits.p90 <= day.waits.max && day.waits.people > 0);
    }
    let zone = plan(1).zone;
    let (plot, svg) = (simulate::terminal(&first, &zone), simulate::svg(&first, &zone));
    assert!(plot.contains('█') && plot.contains("10:00"), "{plot}");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && svg.contains("12:00"), "{svg}");
}
