"""No remark on an answer says the opposite of another, or of the balance beside it."""

from __future__ import annotations

import pytest

from prepkit.feedback.remarks import RemarkKind
from prepkit.feedback.review import review
from tests.eval.dataset import answers
from tests.shipped import shipped_bank


def _texts() -> list[str]:
    bank = shipped_bank()
    samples = [
        sample.text or "\n".join(text for _, text in sample.parts)
        for question in bank.ids
        for sample in bank.question(question).samples
    ]
    return [answer.text for answer in answers()] + samples[::4]


@pytest.mark.parametrize("tells", [True, False])
def test_remarks_agree_with_the_parts_that_are_shown(tells: bool) -> None:
    for text in _texts():
        feedback = review(text, tells=tells)
        shares = feedback.reading.shares
        said = {remark.says: remark for remark in feedback.remarks}
        for says, part in (
            ("No scene is set", "situation"),
            ("No action of yours", "action"),
            ("No result", "result"),
        ):
            assert not (says in said and shares[part]), (says, text)
            assert not tells or says in said or shares[part] or "No real event" in said, (says, text)
        if "No real event" in said or "It ends before anything is done" in said:
            assert not shares["action"], text
            assert not shares["result"], text
        if "No scene is set" in said:
            assert all("Keep the scene" not in remark.mend for remark in feedback.remarks), text
            assert RemarkKind.BALANCE not in {remark.kind for remark in feedback.remarks} or shares["task"], (
                text
            )
