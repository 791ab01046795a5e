from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from prepkit.stories.cover import fewest


def sets(**answered: str) -> dict[str, frozenset[str]]:
    return {story: frozenset(questions.split()) for story, questions in answered.items()}


def test_greedy_choice_is_beaten_where_it_takes_one_story_too_many() -> None:
    # Greedy takes the wide one first and then needs both others all the same.
    found = fewest(sets(wide="b c e f", left="a b c", right="d e f"))
    assert [pick.story for pick in found.picks] == ["left", "right"]
    assert found.is_fewest


def test_each_pick_says_what_it_adds() -> None:
    found = fewest(sets(big="a b c", other="c d", spare="a"))
    assert [(pick.story, len(pick.answers), sorted(pick.adds)) for pick in found.picks] == [
        ("big", 3, ["a", "b", "c"]),
        ("other", 2, ["d"]),
    ]
    assert found.questions == 4


def test_no_links_need_no_story() -> None:
    assert fewest(sets(one="", two="")).picks == ()


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"), st.frozensets(st.sampled_from([str(n) for n in range(9)])), max_size=7
    )
)
def test_no_smaller_choice_covers_as_much(answered: dict[str, frozenset[str]]) -> None:
    found = fewest(answered)
    everything = frozenset().union(*answered.values())
    assert frozenset().union(*(pick.answers for pick in found.picks)) == everything
    for size in range(len(found.picks)):
        for choice in combinations(answered.values(), size):
            assert frozenset().union(*choice) != everything


def test_many_stories_over_many_questions_still_give_an_answer() -> None:
    answered = {
        f"s{story:02}": frozenset(f"q{(story * 7 + step * step) % 90}" for step in range(9))
        for story in range(60)
    }
    found = fewest(answered)
    assert frozenset().union(*(pick.answers for pick in found.picks)) == frozenset().union(*answered.values())
