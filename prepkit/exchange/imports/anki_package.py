"""Unpacks the collection of an Anki package, a zip file that may be hostile."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import zstandard

from prepkit.exchange.imports.grid import MAX_FILE_BYTES, MAX_UNPACKED_BYTES

# Newest first: beside an anki21b, the anki2 is a stub whose one note says "please update".
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_MAX_WINDOW = 2**27
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_DAMAGED = "The file is damaged, or only half of it arrived. Export it from Anki again."
_NO_PACKAGE = "This is no Anki package. In Anki, choose File, then Export; the file ends in .apkg or .colpkg."


class UnreadablePackage(Exception):
    """Nothing can be read from a package; ``str(error)`` is the sentence to show."""


def unpack(content: bytes, target: Path) -> None:
    """Write the newest collection of a package, an SQLite database, to ``target``, and nothing else.

    Raises UnreadablePackage for a damaged package, and for one that is or unpacks to more than is allowed.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadablePackage(_too_large(MAX_FILE_BYTES))
    with _translate_errors(), ZipFile(BytesIO(content)) as package:
        member = _collection(package)
        with package.open(member) as packed:
            compressed = packed.read(len(_ZSTANDARD)) == _ZSTANDARD
        with package.open(member) as packed:
            _copy(_decompressed(packed) if compressed else packed, target)


def _collection(package: ZipFile) -> ZipInfo:
    """Choose the member to read. Other members are counted by the size they claim, and never opened."""
    if sum(member.file_size for member in package.infolist()) > MAX_UNPACKED_BYTES:
        raise UnreadablePackage(_too_large(MAX_UNPACKED_BYTES, unpacked=True))
    names = set(package.namelist())
    name = next((name for name in _COLLECTIONS if name in names), None)
    if name is None:
        raise UnreadablePackage(_NO_PACKAGE)
    member = package.getinfo(name)
    if member.flag_bits & _ENCRYPTED:
        raise UnreadablePackage("The package is locked with a password. Export it from Anki without one.")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadablePackage("The package is packed in a way that Anki does not use. Export it from Anki.")
    return member


def _decompressed(packed: IO[bytes]) -> IO[bytes]:
    """Open a stream that decompresses Zstandard data with a bounded window of memory."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    return decompressor.stream_reader(packed)


def _copy(source: IO[bytes], target: Path) -> None:
    """Copy to a file and count the bytes, because the size in a header may be false."""
    size = 0
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > MAX_UNPACKED_BYTES:
                raise UnreadablePackage(_too_large(MAX_UNPACKED_BYTES, unpacked=True))
            file.write(chunk)


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise UnreadablePackage in place of the errors of the zip and Zstandard readers."""
    try:
        yield
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise UnreadablePackage(_DAMAGED) from error
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadablePackage(_NO_PACKAGE) from error


def _too_large(limit: int, *, unpacked: bool = False) -> str:
    """Say that a package is larger than ``limit`` bytes, as it is or unpacked."""
    subject = "The package unpacks to" if unpacked else "The file has"
    return (
        f"{subject} more than {limit // 1_000_000} MB. "
        "Export a single deck instead of everything, and without media."
    )
