"""Defines how PrepKit's cards look in Anki: the fields, templates and styles of its two note types."""

from __future__ import annotations

from collections.abc import Sequence

QUESTION_FIELDS = ("Prompt", "Key points", "How to answer", "Sample answer", "Pitfalls")
METRIC_FIELDS = (
    "Prompt",
    "Definition",
    "Formula",
    "Worked example",
    "Which way is good",
    "Watch with it",
    "How it is gamed",
    "Worth saying",
)
FRONT = '<div class="prompt">{{Prompt}}</div>'
STYLES = """\
.card {
  max-width: 40em;
  margin: 1.5em auto;
  padding: 0 1em;
  font: 18px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  text-align: left;
  color: #1f2328;
  background: #ffffff;
}
.prompt { font-size: 1.3em; font-weight: 600; line-height: 1.35; }
hr { border: 0; border-top: 1px solid #d0d7de; margin: 1.2em 0; }
h2 { margin: 1.3em 0 0.3em; font-size: 0.85em; font-weight: 600; color: #57606a; }
ul, ol { margin: 0; padding-left: 1.3em; }
li { margin: 0.25em 0; }
.nightMode.card, .nightMode .card { color: #e6e6e6; background: #1e1f22; }
.nightMode hr { border-top-color: #4a4d52; }
.nightMode h2 { color: #a8adb5; }
"""


def back(fields: Sequence[str]) -> str:
    """Make the template of a card's back: the front, then each other field that is filled, under its name."""
    sections = "\n".join(
        f"{{{{#{name}}}}}<h2>{name}</h2><div>{{{{{name}}}}}</div>{{{{/{name}}}}}" for name in fields[1:]
    )
    return f'{{{{FrontSide}}}}\n<hr id="answer">\n{sections}'
