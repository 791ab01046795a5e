"""List every box for more than a line of text: its page, and where its text is kept while it is typed.

The editor draws no box that is not in this list, and the browser tests try each box in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class TextBox:
    """One box: its editor's key (``*`` stands for an id), its page, and what its text is stored in."""

    key: str
    page: str
    kept_in: str


STORY = ("title", "situation", "task", "action", "result", "baseline", "change", "period", "key_facts")
OWN_QUESTION = ("prompt", "key_points", "answer", "variants")
INTERVIEW = ("advert", "people", "notes", "surprised", "thanks")
TEXT_BOXES = (
    TextBox("draft", "practise", "the draft of the card's answer"),
    TextBox("note", "practise", "the note on the card"),
    TextBox("browse_note", "browse", "the note on the question"),
    *(TextBox(f"own_{field}_*", "own", "the draft of the question") for field in OWN_QUESTION),
    TextBox("bring_text", "own", "the draft of the pasted questions"),
    TextBox("paste_box", "stories", "the draft of the pasted story"),
    *(TextBox(f"story_{part}", "stories", "the story") for part in STORY),
    TextBox("mock_draft", "mock", "the answer in the mock"),
    TextBox("mock_evidence", "mock", "the score in the mock"),
    *(TextBox(f"interview_{field}", "prepare", "the interview") for field in INTERVIEW),
    TextBox("found_*", "prepare", "the draft of the finding"),
    TextBox("where_*", "prepare", "the draft of the finding"),
    TextBox("new_ask", "prepare", "the draft of the question to ask back"),
    TextBox("new_heard", "prepare", "the draft of the question that was asked"),
    TextBox("said_*", "prepare", "the question to ask back"),
    TextBox("heard_note_*", "prepare", "the question that was asked"),
    TextBox("client_note", "coach", "the note on the client"),
    TextBox("a_message", "coach", "the assignment"),
    TextBox("session_notes", "coach", "the coaching session"),
    TextBox("session_evidence", "coach", "the score in the session"),
    TextBox("give_message", "coach", "the feedback"),
    TextBox("give_evidence_*", "coach", "the feedback"),
    TextBox("give_try_*", "coach", "the feedback"),
    TextBox("rubric_*", "coach", "the anchors of your own"),
    TextBox("round_evidence_*", "round", "the draft of the evidence"),
)


def text_box(key: str) -> TextBox:
    """Return the box an editor's key belongs to. Raises LookupError for a box that is not in the list."""
    matching_box = next((box for box in TEXT_BOXES if fnmatchcase(key, box.key)), None)
    if matching_box is None:
        raise LookupError(f"The text box {key!r} is not in prepkit/ui/widgets/text_boxes.py.")
    return matching_box
