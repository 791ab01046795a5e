"""What the forms of an interview may name: fields it has, and parts that addresses already name."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from prepkit.interviews.appointment import Interview
from prepkit.interviews.parts import InterviewPart
from prepkit.ui.views.interviews.fields import ChosenField, LineField, TextField


def test_every_field_of_a_form_is_a_field_of_an_interview() -> None:
    named = [*get_args(LineField), *get_args(TextField), *get_args(ChosenField)]
    assert len(named) == len(set(named))
    assert set(named) <= {field.name for field in fields(Interview)}


def test_addresses_go_on_naming_the_parts_as_they_did() -> None:
    parts = ["Plan", "Advertisement", "Company", "Questions to ask", "The day", "Afterwards", "Details"]
    assert [f"{part}" for part in InterviewPart] == parts
