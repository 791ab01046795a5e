"""Runs of many visitors take turns: first come, first served, and nobody waits for one that takes long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from prepkit.ui.runtime.turns import Turns

PATIENCE = 20
NEVER_LONG = 3600.0


@contextmanager
def holding(turns: Turns) -> Iterator[None]:
    """Another thread has its turn inside the block."""
    has_turn, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with turns.take():
            has_turn.set()
            leave.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    assert has_turn.wait(PATIENCE)
    yield
    leave.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_one_thread_runs_at_a_time() -> None:
    turns, inside, most = Turns(NEVER_LONG), [], []

    def work(number: int) -> None:
        for _ in range(200):
            with turns.take():
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(most) == 1000
    assert max(most) == 1


def test_whoever_has_a_turn_does_not_wait_for_another() -> None:
    turns = Turns(NEVER_LONG)
    with turns.take(), turns.take():
        done = True
    with holding(turns):
        pass
    assert done


def test_a_run_that_fails_ends_its_turn() -> None:
    turns = Turns(NEVER_LONG)
    with pytest.raises(ZeroDivisionError), turns.take():
        raise ZeroDivisionError
    with holding(turns):
        pass


def test_nobody_waits_for_a_run_that_takes_long_nor_loses_a_turn_by_it() -> None:
    turns = Turns(long_seconds=0.0)
    with holding(turns), turns.take(), holding(turns):
        pass
    with holding(turns):
        pass


def test_whoever_comes_meanwhile_waits_until_the_turn_before_ends() -> None:
    turns = Turns(NEVER_LONG)
    with holding(turns):
        other = threading.Thread(target=lambda: turns.take().__enter__())
        other.start()
        other.join(0.2)
        assert other.is_alive()
    other.join(PATIENCE)
    assert not other.is_alive()


def test_those_who_wait_come_in_the_order_in_which_they_came() -> None:
    turns, came = Turns(NEVER_LONG), []

    def work(number: int) -> None:
        with turns.take():
            came.append(number)

    with holding(turns):
        threads = []
        for number in range(4):
            threads.append(threading.Thread(target=work, args=(number,)))
            threads[-1].start()
            while turns.waiting <= number and threads[-1].is_alive():
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join(PATIENCE)
    assert came == [0, 1, 2, 3]
