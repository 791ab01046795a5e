from __future__ import annotations

from datetime import date

from prepkit.interviews.appointment import Asking, Interview, QuestionHeard
from prepkit.interviews.debrief import (
    LONGEST,
    SAME_COMPANY,
    SAME_ROLE,
    added,
    blanks,
    changed,
    likelihood_factors,
    notes,
    removed,
    thank_you,
)

BILLING = Asking("What is hard?", asked=True, note="Billing days.")
MET = Interview(
    company="Larkfield",
    day=date(2026, 3, 2),
    people="Hannah Osei, team lead\n- Tomasz Bielski (head of customer care)\nHannah Osei",
    ask=(BILLING, Asking("Who decides?")),
    heard=(
        QuestionHeard("Why us?", went=2),
        QuestionHeard("An upset customer", went=4),
        QuestionHeard("Not rated"),
    ),
)


def test_what_was_asked_here_counts_more_than_what_was_asked_elsewhere() -> None:
    others = [
        Interview(company="LARKFIELD", heard=(QuestionHeard("Why us?", "why-us"), QuestionHeard("Odd one"))),
        Interview(
            company="Other",
            role="lead",
            heard=(QuestionHeard("Why us?", "why-us"), QuestionHeard("x", "salary")),
        ),
        Interview(company="Third", role="agent", heard=(QuestionHeard("x", "order-your-queue"),)),
    ]
    assert likelihood_factors(others, "Larkfield", "lead") == {"why-us": SAME_COMPANY, "salary": SAME_ROLE}
    assert likelihood_factors(others, "", None) == {}


def test_an_interview_left_on_the_target_role_counts_for_that_role() -> None:
    others = [Interview(company="Other", heard=(QuestionHeard("x", "salary"),))]
    assert likelihood_factors(others, "Larkfield", "lead", "lead") == {"salary": SAME_ROLE}
    assert likelihood_factors(others, "Larkfield", "lead", "agent") == {}
    assert likelihood_factors(others, "Larkfield", "lead") == {}


def test_a_question_heard_is_found_by_its_words_and_noted_once() -> None:
    heard = added(added(added((), " Why  us? "), "Your worst week?"), "Why us?")
    assert [one.text for one in heard] == ["Why us?", "Your worst week?"]
    assert added(heard, "  ") == heard
    rated = changed(removed(heard, "Why us?"), "Your worst week?", went=3)
    assert rated == (QuestionHeard("Your worst week?", went=3),)
    assert changed(rated, "Why us?", went=1) == rated
    assert removed(rated, "Why us?") == rated


def test_each_interviewer_gets_a_note_of_their_own_about_something_else() -> None:
    hannah, tomasz = notes(thank_you(MET, "Team lead", "Ada Lovelace"))
    assert hannah.startswith("Dear Hannah Osei,\n")
    assert "the conversation on 2 March" in hannah
    assert "“What is hard?”" in hannah
    assert "Billing days." in hannah
    assert tomasz.startswith("Dear Tomasz Bielski,\n")
    assert "enjoyed your question “An upset customer”" in tomasz
    assert "“What is hard?”" not in tomasz
    for note in (hannah, tomasz):
        assert "the team lead job at Larkfield" in note
        assert note.endswith("Ada Lovelace")
    assert "“Why us?”: [a better answer" in hannah


def test_a_note_names_the_job_as_they_call_it() -> None:
    (note,) = notes(thank_you(Interview(company="Larkfield", job="Happiness Lead"), "Team lead"))
    assert "the Happiness Lead job at Larkfield" in note


def test_what_is_not_known_stands_in_brackets() -> None:
    (note,) = notes(thank_you(Interview(), ""))
    assert note.startswith("Dear [name],")
    assert {"[name]", "[something they said]", "[Your name]"} <= set(blanks(note))
    known = thank_you(Interview(people="Hannah", ask=(BILLING,)), "", "Ada")
    assert blanks(known) == [
        "[the reason, in plain words]",
        "[What you promised them, if anything, or when you can be reached.]",
    ]


def test_notes_for_a_crowd_are_whole_and_fit() -> None:
    crowd = Interview(people="\n".join(f"Person {n}" for n in range(200)))
    drafted = thank_you(crowd, "Team lead")
    assert len(drafted) <= LONGEST
    assert all(note.endswith("[Your name]") for note in notes(drafted))
    long = Interview(ask=(Asking("Why?", note="word " * 4_000),))
    assert len(thank_you(long, "")) < 1_000


def test_a_draft_takes_what_surprised_and_what_was_noted_of_a_question() -> None:
    heard = (QuestionHeard("Why us?", note="Say [more] of Sundays."),)
    met = Interview(people="Ada", surprised="A role play.", heard=heard)
    left = blanks(thank_you(met, ""))
    assert "[what you want to mention; you noted: A role play]" in left
    assert "[a better answer, in a sentence or two; you noted: Say (more) of Sundays]" in left
