# The agents' console at work: the queue, one request, what can be done. Short texts without markup.

console-queue = Queue
console-next = Next call
console-mine = Yours:
console-calling = calling
console-parts = Parts of the queue
console-filters = Show only
console-find = Reference
console-pages = Pages
console-before = Previous
console-after = Next
console-shift-begin = Start my shift
console-shift-end = End my shift
console-take = Claim
console-claim = Claim { $reference }
console-open = Open
console-undo = Undo
console-tab =
    { $tab ->
        [ready] To call now
        [agents] With agents
        [later] Later
        [needs] Waiting for details
       *[all] All open
    }
console-only =
    { $only ->
        [mine] My languages
        [urgent] Urgent
        [late] Late or at risk
        [tried] Tried before
       *[awake] Daytime there
    }
console-queue-empty = Nobody is waiting. New requests appear here by themselves.
console-queue-none = Nothing here matches. Another tab or fewer filters may show more.
console-queue-place = Page { $page } of { $pages }, { $count } requests
console-queue-unread = { $count } more are further back in the queue and appear as these are called.

console-col-state = State
console-col-owed = Due
console-col-request = Request
console-col-language = Language
console-col-where = Where
console-col-tries = Tries
console-col-agent = Agent
console-col-deed = What to do

console-late = Late
console-at-risk = At risk
console-urgent = Urgent
console-high = High
console-reopened = Reopened
console-complained = Complained
console-unproved = Unproved number
console-night = night
console-asked = booked

console-who = Customer
console-what = What happened
console-do = What to do
console-number-verified = their own Telegram number
console-number-typed = typed in
console-unreachable = They cannot be reached in Telegram. Call them all the same.
console-code = Say this first
console-earlier = Earlier requests
console-covered = Name, number and words are hidden: this request is not yours. To see them, give a reason; it is recorded.
console-shown-for-a-while = You see this for a short while, and that is recorded.
console-written = Outcome: { $outcome }. The customer hears of it in a moment.

console-group =
    { $group ->
        [call] The call
        [take] This request
        [outcome] How did it go?
        [snooze] Put off until
        [give] Hand over to
       *[more] More
    }
console-field =
    { $field ->
        [note] Note
        [summary] Summary for the customer
        [address] Check by e-mail
        [reason] Why it is put off
        [outcome] Note on this outcome
        [question] Ask the customer
        [number] Another number
        [snooze] Put off until another time
       *[reveal] See the details
    }
console-field-hint =
    { $field ->
        [note] Only agents read it.
        [summary] What was agreed. The customer gets it in writing.
        [address] The account's e-mail address.
        [reason] In a few words, for whoever calls next.
        [outcome] This outcome needs a few words.
        [question] The customer sees it as coming from the desk; the answer appears here.
        [number] With its country code.
        [snooze] Like 14:30, or tomorrow 9:00.
       *[reveal] Why do you need them? Your reason is recorded, and the leads can read it.
    }
console-field-send =
    { $field ->
        [note] Save
        [summary] Send
        [address] Send
        [reason] Save
        [outcome] Save outcome
        [question] Send
        [number] Use this number
        [snooze] Put off
       *[reveal] Show
    }

console-call-bar = Current call
console-outcome = Outcome
console-note = Note

console-open-until = Open until { $time }
console-opens = Closed, opens { $time }
console-on-shift = Your shift began { $time }
console-late-count = { $count } late
