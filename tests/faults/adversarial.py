"""Every regular expression of a package, and for each the texts that take a careless one longest.

Run as a program (``python -m tests.faults.adversarial PACKAGE…``) it tries them all, each in a process of its
own with a limit on the processor's time, and names those that do not come to an end.
"""

from __future__ import annotations

import ast
import importlib
import math
import os
import pkgutil
import re
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

SIZE = 50_000
MOST_TEXTS = 30
"""For one pattern: those of long lists of phrases are alike."""
SECONDS = 2
"""Of the processor, for one text. Linear patterns take a few hundredths, quadratic ones a multiple."""
GENERAL = tuple('.| |a|1|\n|a |1.|etc. |"a|“a|<a |it |, |- |[|we i |a.\n'.split("|"))
END = "\x00"


@dataclass(frozen=True)
class Found:
    """A pattern and where it stands."""

    name: str
    pattern: re.Pattern[Any]


def patterns(packages: Iterable[str]) -> list[Found]:
    """The compiled patterns in the globals of all modules, also in collections, and those given inline."""
    by_text: dict[tuple[Any, int], Found] = {}
    for module in _modules(packages):
        for name, value in vars(module).items():
            for place, pattern in _inside(value, f"{module.__name__}.{name}", 0):
                by_text.setdefault((pattern.pattern, pattern.flags), Found(place, pattern))
        for found in _inline(module):
            by_text.setdefault((found.pattern.pattern, found.pattern.flags), found)
    return list(by_text.values())


def texts(pattern: re.Pattern[Any]) -> list[str]:
    """Texts of ``SIZE`` characters: general ones, and each repeat of the pattern many times."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    parsed = re._parser.parse(source, pattern.flags & ~re.DEBUG)  # type: ignore[attr-defined]
    made: dict[str, None] = {}
    for before, body in _repeats(parsed, ""):
        room = max(1, SIZE - len(before))
        for text in (before + _filled(body, room), _filled(before + body, SIZE), _filled(before, SIZE)):
            made[text + END] = None
    whole = _sample(parsed)
    made[_filled(whole, SIZE) + END] = None
    made[_filled(whole[:-1], SIZE) + END] = None
    own = list(made)
    step = max(1, math.ceil(len(own) / MOST_TEXTS))
    return [*own[::step], *(_filled(piece, SIZE) + END for piece in GENERAL)]


def _modules(packages: Iterable[str]) -> Iterator[ModuleType]:
    for name in packages:
        package = importlib.import_module(name)
        yield package
        for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
            yield importlib.import_module(module.name)


def _inside(value: object, place: str, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth > 4:
        return
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(key, f"{place}[{key!r}]", depth + 1)
            yield from _inside(item, f"{place}[{key!r}]", depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value):
            yield from _inside(item, f"{place}[{number}]", depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(getattr(value, field.name), f"{place}.{field.name}", depth + 1)


def _inline(module: ModuleType) -> Iterator[Found]:
    """Patterns written where they are used, such as ``re.sub("…", …)``."""
    for call in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "re"
            and call.func.attr != "compile"
            and call.args
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str | bytes)
        ):
            yield Found(f"{module.__name__}, line {call.lineno}", re.compile(call.args[0].value))


def _filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size] if piece else ""


def _repeats(items: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """Each repeat without a small bound: a text that leads to it, and one that it takes."""
    for kind, value in items:
        name = str(kind)
        if name.endswith("_REPEAT"):
            _, most, body = value
            if most > 9:
                yield before, _sample(body) or "a"
            yield from _repeats(body, before)
        else:
            for inner in _parts(name, value):
                yield from _repeats(inner, before)
        before += _sample([(kind, value)])


def _parts(name: str, value: Any) -> list[Any]:
    """The smaller patterns that one holds."""
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[-1]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if name == "ATOMIC_GROUP":
        return [value]
    return []


def _sample(items: Iterable[Any]) -> str:
    """A text that the pattern takes, each repeat once."""
    sample = ""
    for kind, value in items:
        name = str(kind)
        if name == "LITERAL":
            sample += chr(value)
        elif name in ("ANY", "NOT_LITERAL"):
            sample += "b" if value == ord("a") else "a"
        elif name == "IN":
            sample += _member(value)
        elif name.endswith("_REPEAT"):
            sample += _sample(value[2]) * max(1, min(value[0], 9))
        elif name in ("BRANCH", "SUBPATTERN", "ATOMIC_GROUP"):
            sample += _sample(_parts(name, value)[0])
    return sample


def _member(options: Iterable[Any]) -> str:
    classes = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a"}
    options = list(options)
    if str(options[0][0]) == "NEGATE":
        taken = {chr(value) for kind, value in options[1:] if str(kind) == "LITERAL"}
        return next((sign for sign in "a. 1-" if sign not in taken), "z")
    kind, value = options[0]
    if str(kind) == "LITERAL":
        return chr(value)
    return chr(value[0]) if str(kind) == "RANGE" else classes.get(str(value), "-")


def stopped(work: Iterable[tuple[str, Callable[[], object]]], seconds: int) -> str:
    """Do each piece of work in a process of its own, whose processor time is limited for each piece.

    The name of the piece that went beyond it or failed; empty when all came to an end.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        for name, task in work:
            used = resource.getrusage(resource.RUSAGE_SELF)
            limit = math.ceil(used.ru_utime + used.ru_stime) + seconds
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            os.write(writing, f"{name}\n".encode())
            task()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        names = lines.read().splitlines()
    _, status = os.waitpid(child, 0)
    return "" if status == 0 else names[-1]


def _tasks(found: Found) -> Iterator[tuple[str, Callable[[], object]]]:
    for text in texts(found.pattern):
        typed: Any = text.encode("latin-1", "replace") if isinstance(found.pattern.pattern, bytes) else text

        def look(typed: Any = typed) -> None:
            for _ in found.pattern.finditer(typed):
                pass
            found.pattern.fullmatch(typed)

        yield f"{found.name} over {text[:40]!r}…", look


def main(packages: list[str]) -> int:
    """Try every pattern; the exit status tells whether one did not end."""
    every = patterns(packages)
    slow = [name for found in every if (name := stopped(_tasks(found), SECONDS))]
    print(f"{len(every)} patterns")
    for name in slow:
        print(f"Too slow: {name}")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
