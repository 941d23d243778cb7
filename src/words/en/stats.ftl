# The day in numbers, for leads
leads-only = Only leads of the desk can do this.
stats-usage = Try /stats today, /stats yesterday or /stats week.
stats-head =
    📊 **{ $day }**

    Open now: { $open } ({ $ready } can be called, { $claimed } with agents, { $later } at a later time)
    { $oldest ->
        [yes] Waiting longest: { $reference }, { $waited }
       *[no] Nobody is waiting.
    }
    Overdue: { $overdue }
stats-totals =
    📞 **Calls**
    Promised { $promised } · kept { $kept } · broken { $breached } ({ $keptshare } kept)
    Attempts { $attempts } · settled { $resolved } · with the first call { $first } · opened again { $reopened }
    Not settled { $closed } · cancelled { $cancelled }
    A call takes { $call } · wait for the first call { $wait }
    Rating { $rating } of 5 ({ $ratings })

    🤖 **Bot**
    Answered { $answered } · asked back { $unsure } · no match { $nomatch }
    Calls asked for { $booked } ({ $escalated } of all questions)
stats-unread =
    ⚠️ **Not read**
    Beyond what one chat may write: { $unread }
    Left out in a flood: { $out }
stats-topics = **Topics**
stats-topic = { $topic }: answered { $answered }, calls { $booked }
stats-agents = **Agents**
stats-agent = { $agent }: attempts { $attempts }, settled { $resolved }, promises kept { $kept }
stats-hours = **Busiest hours**
stats-hour = { $hour }: messages { $messages }, calls { $booked }
