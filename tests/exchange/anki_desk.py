"""Anki itself, importing and exporting packages.

Runs in Anki's own environment: ``python anki_desk.py FOLDER STEPS`` carries out STEPS, a JSON list of
``["import", PATH]``, ``["export", PATH]`` and ``["export-legacy", PATH]``, ``["export-all", PATH]`` and
``["export-all-legacy", PATH]``, in the collection in FOLDER, and prints as JSON what it then holds.
"""

import json
import sys
from pathlib import Path

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def carry_out(collection: Collection, step: str, path: str) -> None:
    """Import or export one package."""
    if step == "import":
        options = ImportAnkiPackageOptions(merge_notetypes=True)
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
    elif step.startswith("export-all"):
        collection.export_collection_package(path, include_media=False, legacy=step.endswith("legacy"))
        collection.reopen()
    else:
        options = ExportAnkiPackageOptions(legacy=step.endswith("legacy"), with_media=False)
        collection.export_anki_package(out_path=path, options=options, limit=None)


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
    for step, path in json.loads(sys.argv[2]):
        carry_out(collection, step, path)
    print(json.dumps(contents(collection)))
    collection.close()


if __name__ == "__main__":
    main()
