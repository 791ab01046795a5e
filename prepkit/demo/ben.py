"""Ben Okafor, a made-up client who applies for posts as a customer operations specialist."""

from __future__ import annotations

from prepkit.demo.client import MadeAnswer, MadeAssignment, MadeClient, MadeInterview, MadeReview, Sitting
from prepkit.mock.state import Here, MockKind
from prepkit.model import Rating, Story
from prepkit.question import Level

COULD_NOT, SHAKY, SOLID = Rating.COULD_NOT, Rating.SHAKY, Rating.SOLID

SITTINGS = (
    Sitting(37, (("tell-me-about-yourself", SOLID), ("furious-caller", SHAKY), ("no-fix-yet", SHAKY))),
    Sitting(27, (("no-fix-yet", SOLID), ("refund-outside-policy", SHAKY), ("customer-data", COULD_NOT))),
    Sitting(9, (("customer-data", SHAKY), ("order-your-queue", SOLID), ("your-weakness", SHAKY))),
)

FIRST_MOCK = MadeInterview(
    "mock",
    31,
    "Customer operations specialist",
    (
        MadeAnswer(
            "furious-caller",
            "I let him talk and make notes. Then I say back what happened: the parcel went to the wrong "
            "house twice, and he stayed at home for it twice. I say sorry for the two days. I tell him that "
            "I will ring the depot now and ring him back by three, whatever they say. And I do ring at "
            "three.",
            2,
            "It sounded like a list. I was too fast.",
            points=(0, 1, 2, 3, 4),
        ),
        MadeAnswer(
            "week-too-full",
            "In December two of us were ill and I had a hundred and sixty mails in my queue. I tried to "
            "answer all of them and stayed late every day. On Friday there were still forty left.",
            2,
            "I never said what I left undone on purpose, because there was nothing.",
            points=(0,),
        ),
        MadeAnswer(
            "your-weakness",
            "I write too much. My mails used to have four paragraphs where one would do. A colleague showed "
            "me that customers answered only the first line. Now I write the answer in the first line and "
            "cut the rest by half. In a bad week it still creeps back.",
            3,
            "True, and with what I do about it.",
        ),
    ),
)

ROUND = MadeInterview(
    "round",
    22,
    "Round with a coach",
    (
        MadeAnswer(
            "furious-caller",
            own=2,
            own_evidence="I forgot to slow down again.",
            coach=4,
            coach_evidence="“You stayed at home twice for this.” The cost to the caller, said back in six "
            "words, and a time for the next call.",
            points=(0, 1, 2, 3),
        ),
        MadeAnswer(
            "order-your-queue",
            own=3,
            own_evidence="Safety first, then those who wait longest.",
            coach=3,
            coach_evidence="Looks over the whole queue first. Nobody who has to wait hears from him.",
            points=(0, 1, 2),
        ),
    ),
    MockKind.ROUND,
)

RETURNED = MadeInterview(
    "returned",
    15,
    "Refunds and bad news",
    (
        MadeAnswer(
            "refund-outside-policy",
            "I first ask what happened, because the rule may not be the whole story. If the thing was "
            "faulty, the thirty days do not matter. If she only changed her mind, I say no in the first "
            "sentence and offer store credit, which I may give.",
            3,
            "I asked first and said no plainly.",
            points=(0, 1, 2, 3),
        ),
        MadeAnswer(
            "difficult-customer",
            "A man wrote to us every day for three weeks about a fridge. I found him rude, and my replies "
            "got shorter. In the end a colleague took him over.",
            2,
            "I don't come out of this one well.",
            points=(0, 2),
        ),
    ),
    MockKind.ASSIGNMENT,
)

SESSION = MadeInterview(
    "session",
    5,
    "Session with Ben Okafor",
    (
        MadeAnswer(
            "still-unhappy",
            coach=2,
            coach_evidence="Offered a third voucher instead of saying that this was the final answer.",
            points=(1,),
        ),
        MadeAnswer(
            "caller-fails-security",
            coach=2,
            coach_evidence="“It was nearly the right postcode.” That is a hint. He noticed it himself.",
            points=(0, 2),
        ),
        MadeAnswer(
            "difficult-customer",
            coach=3,
            coach_evidence="The fridge again, now with the call he made himself in the second week.",
            points=(0, 1, 2, 3),
        ),
    ),
    MockKind.ROUND,
    Here.COACH,
    notes="He is better than he thinks: show him his own scores beside mine. Identity checks are the gap.",
)

REVIEW = MadeReview(
    13,
    "Thank you, Ben. The refund answer is nearly there. For the second one you have a good story and tell "
    "only its bad half.",
    {
        "refund-outside-policy": (
            4,
            "“I say no in the first sentence.” Clear and kind, and you checked for a fault first.",
            "Add whom you would ask if you thought she deserved an exception.",
        ),
        "difficult-customer": (
            2,
            "It stops where your colleague takes over, so I never hear what you changed.",
            "Tell the day you rang him instead of writing, and what you heard.",
        ),
    },
)

STORIES = {
    "demo-ben-fridge": Story(
        "Three weeks about a fridge",
        situation="A customer wrote every day about a fridge that we had repaired twice.",
        task="His mails came to me, and mine got shorter and colder.",
        action="I rang him instead of writing. He kept insulin in it and was afraid to go to sleep. I had a "
        "new fridge sent and gave him my direct number for the week.",
        result="He rang once, to say that it was cold. I still wish I had rung him in the first week.",
        industry="retail",
        competencies=("recovery",),
        questions=("difficult-customer",),
        key_facts=("daily mails", "rang instead of writing", "insulin"),
    ),
}

BEN = MadeClient(
    "demo-ben",
    "Ben Okafor",
    "customer-operations-specialist",
    Level.SPECIALIST,
    "Applies to two online shops. Works in the returns team of an electronics shop.\n"
    "Scores himself lower than I do. Let him hear a recording of his own good answer.",
    SITTINGS,
    (FIRST_MOCK, ROUND, RETURNED, SESSION),
    (
        MadeAssignment(
            "returned",
            20,
            -14,
            RETURNED.title,
            "Two questions about saying no. Write them as you would say them.",
            tuple(answer.question for answer in RETURNED.answers),
            REVIEW,
        ),
        MadeAssignment(
            "sent",
            1,
            5,
            "Keep data safe, even in a hurry",
            "After our session: the identity check once more, and what you leave undone in a full week. "
            "Record the answers if you can.",
            ("caller-fails-security", "customer-data", "week-too-full"),
        ),
    ),
    STORIES,
)
