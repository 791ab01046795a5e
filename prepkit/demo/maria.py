"""Maria Lopez, a made-up client who applies for her first post as a team lead."""

from __future__ import annotations

from prepkit.demo.client import MadeAnswer, MadeAssignment, MadeClient, MadeInterview, Sitting
from prepkit.mock.state import Here, MockKind
from prepkit.model import Rating, Story
from prepkit.question import Level

COULD_NOT, SHAKY, SOLID = Rating.COULD_NOT, Rating.SHAKY, Rating.SOLID

SITTINGS = (
    Sitting(
        40, (("tell-me-about-yourself", SHAKY), ("why-lead", SHAKY), ("leading-former-peers", COULD_NOT))
    ),
    Sitting(33, (("why-lead", SOLID), ("leading-former-peers", SHAKY), ("three-absent", SHAKY))),
    Sitting(24, (("tell-me-about-yourself", SOLID), ("three-absent", SOLID), ("handle-time-up", COULD_NOT))),
    Sitting(7, (("handle-time-up", SHAKY), ("measure-satisfaction", SHAKY))),
)

FIRST_MOCK = MadeInterview(
    "mock",
    28,
    "Call centre team lead",
    (
        MadeAnswer(
            "tell-me-about-yourself",
            "I have worked on the phones at a travel company for five years, and for the last year I have "
            "been the person new colleagues sit with. There are fourteen of us, and we take about nine "
            "hundred calls a week. When I began to sit with newcomers, it took them ten weeks to work alone. "
            "The last four needed six. I found that I enjoy their good calls more than my own, and that is "
            "why I would like to lead a team.",
            4,
            "Ten weeks down to six, and why I want to lead.",
            points=(0, 1, 2, 4),
        ),
        MadeAnswer(
            "intraday-morning",
            "I would ask everybody to keep calls short and to take their breaks later. Then I would tell my "
            "manager that we need more people. If that is not enough, I take calls myself until the queue "
            "is down.",
            2,
            "I went straight to what I would do, and never asked why the calls were up.",
        ),
        MadeAnswer(
            "conflict-in-team",
            "Two colleagues argued about who had to call back customers from the late shift. I told both of "
            "them that customers come first, and they shook hands. It was quiet after that.",
            4,
            "I stepped in at once, and the quarrel was over the same day.",
            points=(0,),
        ),
    ),
)

ROUND = MadeInterview(
    "round",
    17,
    "Round with a coach",
    (
        MadeAnswer(
            "conflict-in-team",
            own=4,
            own_evidence="“I spoke with each of them alone before I said anything.”",
            coach=2,
            coach_evidence="She heard both sides, but the late shift still hands over by word of mouth. "
            "Nothing changed that would stop the next quarrel.",
            points=(0, 1),
        ),
        MadeAnswer(
            "leading-former-peers",
            own=3,
            own_evidence="I said what I would tell them on Monday.",
            coach=3,
            coach_evidence="“I will say it aloud: on Friday I was one of you, and now I write your reviews.” "
            "She left out the colleague who wanted the job too.",
            points=(0, 1, 4),
        ),
    ),
    MockKind.ROUND,
)

SESSION = MadeInterview(
    "session",
    10,
    "Session with Maria Lopez",
    (
        MadeAnswer(
            "underperformer",
            coach=4,
            coach_evidence="“His hold time doubled in March, and nobody else's did.” Asked him first, then "
            "agreed a date.",
            points=(0, 1, 2, 4),
        ),
        MadeAnswer(
            "feedback-on-a-call",
            coach=3,
            coach_evidence="Kind and exact. She talked for two minutes before the agent could say a word.",
            points=(1, 2, 3),
        ),
        MadeAnswer(
            "intraday-morning",
            coach=2,
            coach_evidence="Moves the breaks before she has looked at handle time or at who is missing.",
            points=(3,),
        ),
    ),
    MockKind.ROUND,
    Here.COACH,
    notes="Calm from the first minute. Give her the order to learn by heart: look, reforecast, act, stop. "
    "Next time begin with the busy morning again.",
)

RETURNED = MadeInterview(
    "returned",
    2,
    "Before the second round",
    (
        MadeAnswer(
            "side-by-side",
            "Before the hour we agree on one thing to listen for, say how she ends her calls. I keep quiet "
            "while she talks to customers and write down her exact words. After each call I ask her what "
            "she noticed, and only then say what I heard. I pick one sentence she did well and one to try "
            "on the next call. A week later I sit with her again, for twenty minutes.",
            4,
            "One thing to listen for, her view first, and a date to come back.",
            points=(0, 1, 2, 3, 5),
        ),
        MadeAnswer(
            "keep-team-motivated",
            "I think people are motivated when they know what is expected and when somebody sees their "
            "work. In our team I began to read out one good customer reply every Friday. I also asked what "
            "annoys them most. It was the old headsets, so I got six new ones from the budget for training.",
            4,
            "The Friday reply and the headsets are both true and both mine.",
            points=(1, 2),
        ),
        MadeAnswer(
            "disputed-score",
            "I would listen to the call with her. If she is right about the greeting, I change that part of "
            "the score, and I tell her so. For the rest I play her the moment where the customer asks twice, "
            "and the score stays as it is.",
            3,
            "Fair to her, but I forgot the person who gave the score.",
            points=(0, 1, 2),
        ),
    ),
    MockKind.ASSIGNMENT,
)

STORIES = {
    "demo-maria-handover": Story(
        "The handover sheet",
        situation="The late shift left its open calls on slips of paper, and every week some were lost.",
        task="I was the senior on the early shift and had the angry customers in the morning.",
        action="I counted the lost calls for two weeks, asked both shifts what they needed to know, and made "
        "one shared sheet with four columns. I tried it with three colleagues first.",
        result="Lost calls fell from eleven a week to two. Filling in the sheet takes four minutes a shift, "
        "which not everybody likes.",
        baseline="11 lost calls a week",
        change="2 lost calls a week",
        period="over six weeks",
        industry="travel",
        competencies=("improvement",),
        questions=("process-you-improved",),
        key_facts=("counted for two weeks", "four columns", "11 to 2"),
    ),
    "demo-maria-newcomer": Story(
        "The newcomer who wanted to leave",
        situation="In his third week a new colleague told me that he would hand in his notice on Friday.",
        task="I was his buddy, not his manager.",
        action="I asked what his worst hour was. It was refunds, because he had to ask somebody each time. "
        "I sat with him for his next ten refunds and spoke less with each.",
        result="He stayed. Half a year later he showed the next newcomer how refunds work.",
        industry="travel",
        competencies=("coaching",),
        questions=("person-you-developed",),
        key_facts=("his worst hour", "ten refunds", "he now teaches it"),
    ),
}

MARIA = MadeClient(
    "demo-maria",
    "Maria Lopez",
    "call-centre-team-lead",
    Level.LEAD,
    "Second interview at a hotel chain in two weeks: a team of twelve, phone and chat.\n"
    "Strong on coaching. Scores herself high on conflict; ask for what changed afterwards.\n"
    "Agreed: the busy morning once more, then figures.",
    SITTINGS,
    (FIRST_MOCK, ROUND, SESSION, RETURNED),
    (
        MadeAssignment(
            "returned",
            8,
            -1,
            RETURNED.title,
            "Three questions that a team lead is asked nearly always. Speak each answer once without notes, "
            "then write down what you said. Please send it back by the evening of the day it is due.",
            tuple(answer.question for answer in RETURNED.answers),
        ),
    ),
    STORIES,
)
