from __future__ import annotations

from prepkit.feedback.reading import read

STORY = (
    "Last winter our booking system went down on a Friday evening, with sixty guests on their way. "
    "I was the duty manager and had to get everybody into a room. "
    "I printed the arrivals list from the backup and split it between four of us. "
    "I called the ten guests who were due after midnight and asked when they would come. "
    "Then I wrote the room numbers on cards so that nobody had to wait at the desk. "
    "In the end everybody slept in their own room, and complaints fell from twelve the year before to two."
)


def test_a_plain_story_has_its_scene_first_and_its_end_last() -> None:
    parts = [sentence.part for sentence in read(STORY).sentences]
    assert parts[0] == "situation"
    assert parts[2:5] == ["action"] * 3
    assert parts[-1] == "result"


def test_what_one_would_do_is_no_story() -> None:
    text = (
        "I would always listen first. You have to stay calm with every customer. "
        "If somebody is angry, I'd let them finish. It is important to follow up."
    )
    assert read(text).parts == frozenset()
