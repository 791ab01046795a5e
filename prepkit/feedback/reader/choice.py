"""Keep which language model a person chose, in a file of this computer: in no database, export or backup."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from prepkit.errors import UnusableReaderAddress
from prepkit.feedback.reader.servers import ReaderServer, parse_address


@dataclass(frozen=True, slots=True)
class ReaderChoice:
    """A model on a server. ``agreed_to``: the address that the person agreed to send answers to.

    ``has_key`` says that a key was given, which is kept elsewhere or lasts as long as a session.
    """

    address: str
    model: str
    agreed_to: str = ""
    has_key: bool = False

    @property
    def server(self) -> ReaderServer:
        """The model, and where it is."""
        return ReaderServer(self.address, self.model)

    @property
    def is_agreed(self) -> bool:
        """Whether answers may be sent there: another address needs a new agreement."""
        return self.agreed_to == self.address


_STORED = TypeAdapter(ReaderChoice)


def load(file: Path) -> ReaderChoice | None:
    """Read the choice; None if there is none, or none that can be used."""
    try:
        choice = _STORED.validate_json(file.read_bytes(), strict=True)
        return choice if choice.model and parse_address(choice.address) == choice.address else None
    except (OSError, ValidationError, UnusableReaderAddress):
        return None


def save(file: Path, choice: ReaderChoice | None) -> None:
    """Keep the choice; None forgets it. Raises OSError."""
    if choice is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(choice)), encoding="utf-8")
