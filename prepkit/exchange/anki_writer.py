"""Writes cards of the bank as an Anki package; importing it again updates the same cards in Anki."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki

from prepkit.bank import Bank
from prepkit.bank.reference import Metric
from prepkit.card_ids import question_id
from prepkit.exchange.anki_look import FRONT, METRIC_FIELDS, QUESTION_FIELDS, STYLES, back
from prepkit.exchange.html_text import listed, markup, without_controls
from prepkit.question import Question, SampleAnswer

# Chosen once: Anki knows a note type by its id, and a new one would double every note.
QUESTION_TYPE = 1_718_204_411
METRIC_TYPE = 1_718_204_412
MICROS_A_SECOND = 1_000_000
_FIRST_DECK = 2**30


def package(bank: Bank, cards: Sequence[str], title: str, now: int) -> bytes:
    """Make an ``.apkg`` with one deck, called ``title``, of these cards (``q:...``, ``t:...``) in this order.

    ``now`` is UTC microseconds: Anki updates a note it has when the package's is newer by a second. The same
    arguments give the same bytes. A card named twice comes once. Raises KeyError for a card
    that is not in the bank.
    """
    name = " ".join(without_controls(title).split()) or "PrepKit"
    deck = genanki.Deck(_FIRST_DECK + _number(name) % _FIRST_DECK, name)
    types = {
        Question: _note_type(QUESTION_TYPE, "PrepKit question", QUESTION_FIELDS),
        Metric: _note_type(METRIC_TYPE, "PrepKit metric", METRIC_FIELDS),
    }
    for place, card in enumerate(dict.fromkeys(cards)):
        content = bank.metric(card) or bank.question(question_id(card))
        fields, tags = _metric(bank, content) if isinstance(content, Metric) else _question(content)
        note_type = types[type(content)]
        guid = genanki.guid_for("prepkit", card)
        deck.add_note(genanki.Note(note_type, fields, tags=[*map(_tag, tags)], guid=guid, due=place))
    return _packed(_collection(deck, now))


def _note_type(number: int, name: str, fields: Sequence[str]) -> genanki.Model:
    """Make a note type with one card: the prompt in front, the other fields on the back."""
    template = {"name": "Card", "qfmt": FRONT, "afmt": back(fields)}
    return genanki.Model(number, name, [{"name": field} for field in fields], [template], STYLES)


def _question(question: Question) -> tuple[list[str], list[str]]:
    """Return the fields of QUESTION_FIELDS in HTML, and the tags."""
    fields = [
        markup(question.prompt),
        listed(point.text for point in question.key_points),
        listed(question.steps, ordered=True),
        _answer(question.samples[0]) if question.samples else "",
        listed(map(str, question.pitfalls)),
    ]
    about = ("kind", question.kind), ("difficulty", question.difficulty), ("competency", question.competency)
    roles = (("role", role) for role in question.roles)
    return fields, [f"{name}::{value}" for name, value in (*about, *roles)]


def _answer(sample: SampleAnswer) -> str:
    """Return a sample answer in HTML, its named parts apart if it has any."""
    parts = [f"<b>{name}</b><br>{markup(text)}" for name, text in sample.parts]
    return "<br><br>".join(parts) or markup(sample.text)


def _metric(bank: Bank, metric: Metric) -> tuple[list[str], list[str]]:
    """Return the fields of METRIC_FIELDS in HTML, and the tags."""
    counter_names = [bank.reference.metrics[metric_id].name for metric_id in metric.counter]
    texts = (metric.prompt, metric.definition, metric.formula, metric.example, metric.direction)
    fields = [*map(markup, texts), listed(counter_names), markup(metric.gamed), markup(metric.say)]
    return fields, ["kind::metric", f"group::{metric.group}"]


def _tag(name: str) -> str:
    """Make a tag in PrepKit's own branch of the tag tree, without spaces, because Anki ends a tag at one."""
    levels = (re.sub(r"[\W_]+", "-", level.lower()).strip("-") for level in name.split("::"))
    return "::".join(["prepkit", *levels])


def _number(name: str) -> int:
    """Derive a number of 64 bits from a name, the same on every computer."""
    return int.from_bytes(sha256(name.encode("utf-8", "replace")).digest()[:8], "big")


def _collection(deck: genanki.Deck, now: int) -> bytes:
    """Make the SQLite file in memory, because ``genanki`` leaves a temporary file behind for each package."""
    db = sqlite3.connect(":memory:")
    try:
        ids = count(now // 1000)
        genanki.Package(deck).write_to_db(db.cursor(), now / MICROS_A_SECOND, ids)
        db.commit()
        return db.serialize()
    finally:
        db.close()


def _packed(collection: bytes) -> bytes:
    """Pack the collection and an empty list of media as a zip file with fixed dates."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()
