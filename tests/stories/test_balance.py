from __future__ import annotations

from prepkit.model import Story
from prepkit.stories.balance import weigh


def of(situation: int = 0, task: int = 0, action: int = 0, result: int = 0) -> Story:
    return Story("", "word " * situation, "word " * task, "word " * action, "word " * result)


def test_a_story_with_its_parts_in_balance_needs_no_advice() -> None:
    weighed = weigh(of(30, 15, 90, 30))
    assert weighed.advice == ()
    assert weighed.total == 165
    assert weighed.seconds == 71
    assert weighed.share("action") == 90 / 165


def test_what_people_do_most_is_named_a_long_scene_and_no_end() -> None:
    advice = " ".join(weigh(of(120, 10, 30, 0)).advice)
    assert "How did it end?" in advice
    assert "What you did should take the most words." in advice
    assert "The scene is long." in advice


def test_a_first_sentence_is_not_weighed_yet() -> None:
    assert weigh(of(12)).advice == ()
    assert weigh(Story()).share("action") == 0
