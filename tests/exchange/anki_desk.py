"""Anki itself, importing, adding and exporting notes.

Runs in Anki's own environment: ``python anki_desk.py FOLDER STEPS`` carries out STEPS in the collection in
FOLDER and prints as JSON what it then holds. STEPS is a JSON list of pairs: ``["import", PATH]``,
``["add", [NOTE TYPE, DECK, TAGS, FIELDS]]``, and ``["export", PATH]`` (all decks as an .apkg) or
``["export-all", PATH]`` (the collection as a .colpkg), each also with ``-legacy``.
"""

import json
import sys
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def carry_out(collection: Collection, step: str, what: Any) -> None:
    """Import or export a package, or add a note."""
    if step == "import":
        options = ImportAnkiPackageOptions(merge_notetypes=True)
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=what, options=options))
    elif step == "add":
        note_type, deck, tags, fields = what
        note = collection.new_note(collection.models.by_name(note_type))
        note.fields, note.tags = fields, tags
        collection.add_note(note, collection.decks.id(deck))
    elif step.startswith("export-all"):
        collection.export_collection_package(what, include_media=False, legacy=step.endswith("legacy"))
        collection.reopen()
    else:
        options = ExportAnkiPackageOptions(legacy=step.endswith("legacy"), with_media=False)
        collection.export_anki_package(out_path=what, options=options, limit=None)


def contents(collection: Collection) -> dict[str, object]:
    """Every note with its fields, tags, deck and number of cards, and both sides of its first card."""
    notes = []
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        cards = note.cards()
        shown = cards[0].render_output()
        notes.append(
            {
                "guid": note.guid,
                "type": note.note_type()["name"],
                "fields": dict(note.items()),
                "tags": note.tags,
                "deck": collection.decks.name(cards[0].did),
                "cards": len(cards),
                "front": shown.question_text,
                "back": shown.answer_text,
            }
        )
    decks = [deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True)]
    return {"notes": notes, "decks": decks, "cards": collection.card_count()}


def main() -> None:
    """Carry out the steps in order, then print what the collection holds."""
    collection = Collection(str(Path(sys.argv[1]) / "collection.anki2"))
    for step, what in json.loads(sys.argv[2]):
        carry_out(collection, step, what)
    print(json.dumps(contents(collection)))
    collection.close()


if __name__ == "__main__":
    main()
