"""Read the cells of a row: lists, choices, and the words that people use for kinds and difficulties."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from prepkit.exchange.html_text import plain
from prepkit.exchange.imports.grid import Target
from prepkit.exchange.imports.header_words import name_words, target_of
from prepkit.question import Difficulty, Kind

ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10}\d{0,2});", re.IGNORECASE)
FORMATTED = re.compile(
    r"<br\s*/?>|<(?:img|hr)\b[^<>]{0,500}>"
    r"|</(?:p|div|span|b|i|u|s|em|strong|small|a|ul|ol|li|sub|sup|font|code|pre|h[1-6]|table|td|tr|th|mark)>",
    re.IGNORECASE,
)
"""What shows that a cell is formatted; a tag that nothing closes may be what a question is about."""
LINKED_PAGE = re.compile(r"\s{0,9}\(https://(?:www\.)?notion\.so/[^()\s]{1,500}\)")
BULLET = re.compile(r"^\s*(?:[-*•–▪◦‣]|\(?\d{1,2}[.):]|\(?[a-z][.)])\s+", re.IGNORECASE)
NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)]\s+")
SHORT_ITEM = 4
"""The most words of each part of a list with commas between; longer ones are a sentence with commas."""
OPTION_MARK = re.compile(r"(?:^|(?<=[\s;,|/]))\(?([A-H])[.):]\s*", re.IGNORECASE)
LETTERS = "abcdefghij"
NEARLY_ALL = 0.9

_KINDS: Mapping[Kind, str] = {
    Kind.BEHAVIOURAL: """
        behavioural, behavioral, behaviour, behavior, star, experience, verhaltensbezogen,
        comportamental, comportamentais, comportementale, conductual, gedrag, behawioralne, soft skills,
        soft skill, beteende, beteendefraga, adfærd, atferd, kayttaytyminen, davranıssal, behavioralni,
        viselkedesi, поведенческии, поведенческие, поведенческая, verhalten, verhaltensfrage,
        gedragsvraag, comportemental, comportamentale, behavioralne, behawioralna
    """,
    Kind.SITUATIONAL: """
        situational, situation, scenario, case, hypothetical, situativ, situacional, situacionais,
        situationnelle, role play, roleplay, case study, situationsfraga, situationsbaserad,
        situationsbestemt, situasjonsbasert, tilanne, durumsal, senaryo, situacni, helyzeti,
        ситуационныи, ситуационные, ситуационная, situationsfrage, situatievraag, situationnel,
        situazionale, sytuacyjne, sytuacyjna, caso, cas pratique
    """,
    Kind.TECHNICAL: """
        technical, technisch, tecnica, tecnicas, tecnicos, tecnico, technique, hard skill, hard skills,
        knowledge, techniczne, fachlich, fachfrage, teknisk, tekniska, teknik, fackfraga, fagligt,
        faglig, tekninen, technicka, technicke, szakmai, muszaki, tehnic, tehnica, техническии,
        технические, техническая, fachkenntnis, technische vraag, tecnico professionale, techniczna,
        conocimiento
    """,
    Kind.MOTIVATION: """
        motivation, motivational, motivacion, motivacao, motivationsfrage, motivazione, why, fit,
        culture, cultural fit, culture fit, motivationsfraga, motivasjon, motivaatio, motivasyon,
        motivace, motivacni, motivacio, motivatie, мотивация, мотивационныи, motywacja, motivacional
    """,
    Kind.GENERAL: """
        general, generic, allgemein, generale, background, intro, introduction, common, ogolne, open,
        open ended, open question, short answer, allman, allmant, generelt, generell, yleinen, yleiset,
        genel, obecna, obecne, altalanos, generala, общии, общие, общая, algemeen, general question,
        generales, generali, geral, gerais
    """,
}
_DIFFICULTIES: Mapping[Difficulty, str] = {
    Difficulty.EASY: """
        easy, beginner, basic, entry, entry level, junior, low, simple, leicht, einfach, anfanger,
        facil, principiante, facile, debutant, basico, basica, base, makkelijk, latwy, latwe, e, 1,
        novice, fresher, latt, enkel, enkelt, nyborjare, grundlaggande, let, begynder, lett, nybegynner,
        helppo, aloittelija, perus, kolay, basit, baslangıc, temel, snadna, snadne, lehka, jednoducha,
        zacatecnik, lahka, konnyu, egyszeru, kezdo, usor, usoara, incepator, простои, простая, легкии,
        легко, легкая, начальныи, базовыи, низкая, легкии рівень, легка, ευκολο, ευκολη, ευκολα,
        αρχαριοσ, lako, lagano, mudah, 簡単, 易しい, 初級, 简单, 容易, 初级, 쉬움, سهل, קל, principiantes,
        poczatkujacy, niski, beginners, elementary, starter, foundation
    """,
    Difficulty.MEDIUM: """
        medium, intermediate, mid, mid level, moderate, normal, average, mittel, medio, media,
        intermedio, intermediario, intermediaria, moyen, intermediaire, gemiddeld, sredni, srednie, m,
        2, standard, medel, medelsvar, mellan, normalsvar, middel, mellem, middels, keskitaso,
        keskivaikea, kohtalainen, orta, orta duzey, stredni, stredne tezka, stredna, kozepes, mediu,
        medie, среднии, средняя, средне, середніи, середня, μετριο, μετρια, μεσαιο, srednje, trung binh,
        sedang, 普通, 中級, 中等, 中级, 보통, متوسط, בינוני, sredniozaawansowany, gemiddelde
    """,
    Difficulty.HARD: """
        hard, advanced, difficult, expert, senior, high, complex, schwer, schwierig, fortgeschritten,
        dificil, avanzado, avanzada, avancado, avancada, difficile, avance, moeilijk, trudny, trudne,
        avancado, h, 3, challenging, svar, svart, avancerad, svær, vanskelig, avanceret, avansert,
        vaikea, vaativa, edistynyt, zor, ileri, ileri duzey, tezka, tezke, obtizna, pokrocily, narocna,
        tazka, nehez, halado, greu, grea, avansat, сложныи, сложная, сложно, трудныи, трудная, тяжелыи,
        высокая, продвинутыи, складнии, важкии, δυσκολο, δυσκολη, δυσκολα, προχωρημενο, tesko, kho,
        sulit, sukar, 難しい, 上級, 困难, 高级, 어려움, صعب, קשה, zaawansowany, gevorderd, tough, very hard
    """,
}


def _by_word(words: Mapping[Kind, str] | Mapping[Difficulty, str]) -> dict[str, str]:
    return {
        " ".join(word.split()): str(value) for value, listed in words.items() for word in listed.split(",")
    }


KIND_OF, DIFFICULTY_OF = _by_word(_KINDS), _by_word(_DIFFICULTIES)
EVERYBODY = frozenset(
    (
        "all, all roles, any, any role, every role, everyone, alle, alle rollen, todos, "
        "todos los puestos, todos os cargos,"
        " todas, tous, tous les postes, tutti, tutti i ruoli, wszyscy, general"
    ).split(", ")
)


BETWEEN_TAGS = re.compile(r"[,;|\n]")


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a question and the one that is right, if a cell says so."""

    options: tuple[str, ...]
    right: tuple[str, ...]


AMBIGUOUS = frozenset(
    (
        "high, low, medium, normal, average, standard, base, basic, common, open, why, star, case, fit, "
        "general, background, culture, knowledge, experience, hoch, niedrig, "
        "mittel, niski, высокая, низкая, средняя"
    ).split(", ")
)
"""Words that say a difficulty or a kind only in a column that is named so: a priority is high too."""


def clean(cell: str) -> str:
    """Return the text that a cell shows: entities and simple HTML become letters and line breaks.

    The address that Notion writes behind the name of a linked page goes.
    """
    cell = LINKED_PAGE.sub("", cell) if "notion.so" in cell else cell
    if FORMATTED.search(cell):
        return plain(cell.replace("\n", "<br>"))[0]
    return unescape(cell).replace("\xa0", " ") if ENTITY.search(cell) else cell


def kind_of(cell: str) -> str | None:
    """Return the kind that a cell names, None for one that is not known."""
    return KIND_OF.get(name_words(cell)) or KIND_OF.get(name_words(cell).removesuffix(" question"))


def difficulty_of(cell: str) -> str | None:
    """Return the difficulty that a cell names, None for one that is not known."""
    words = name_words(cell)
    stars = cell.count("★") or cell.count("⭐")
    if stars:
        return str((Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)[min(3, stars) - 1])
    return DIFFICULTY_OF.get(words) or DIFFICULTY_OF.get(cell.strip())


def are_all(cells: Sequence[str], read: Callable[[str], str | None]) -> bool:
    """Whether the cells of a column that nobody named are nearly all difficulties, or kinds."""
    words = {name_words(cell) for cell in cells if cell}
    known = [cell for cell in cells if cell and read(cell)]
    clear = any(len(word) > 1 and word not in AMBIGUOUS and read(word) for word in words)
    return len(words) > 1 and clear and len(known) >= NEARLY_ALL * sum(map(bool, cells))


def items(cell: str) -> tuple[str, ...]:
    """Split a cell into its items: by line, bullet, number or semicolon, and by comma where all are short."""
    text = cell.strip()
    if "\n" not in text and text.count("•") > 1:
        return tuple(part.strip(" ;") for part in text.split("•") if part.strip(" ;"))
    numbered = "\n" not in text and len(NUMBERED.findall(text)) > 1 and text.lstrip("(").startswith("1")
    if not numbered and ("\n" in text or BULLET.match(text)):
        return lines_of(text)
    if numbered:
        parts: Sequence[str] = NUMBERED.split(text)[2::2]
    elif " | " in text:
        parts = text.split(" | ")
    elif ";" in text:
        parts = text.split(";")
    elif "|" in text:
        parts = text.split("|")
    else:
        parts = _by_comma(text)
    bare = (BULLET.sub("", part.strip()).strip(" ;") for part in parts)
    return tuple(part for part in bare if part)


def lines_of(cell: str) -> tuple[str, ...]:
    """Split a cell by line, without bullets; where the first line has one, a line without goes on with it."""
    found: list[str] = []
    lines = [line.strip() for line in cell.strip().splitlines()]
    bulleted = bool(lines) and bool(BULLET.match(lines[0]))
    for line in lines:
        if bulleted and found and line and not BULLET.match(line):
            found[-1] += f"\n{line}"
        elif bare := BULLET.sub("", line).strip(" ;"):
            found.append(bare)
    return tuple(found)


def _by_comma(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    short = all(part and len(part.split()) <= SHORT_ITEM for part in parts)
    sentence = text.rstrip().endswith((".", "!", "?"))
    return parts if len(parts) > 1 and short and not sentence else [text]


def tags_of(cell: str) -> tuple[str, ...]:
    """Split a cell of tags: by comma, semicolon, bar or line; where none is there, by spaces."""
    text = cell.replace("#", " ").strip()
    if BULLET.match(text):
        return lines_of(text)
    parts = BETWEEN_TAGS.split(text) if BETWEEN_TAGS.search(text) else text.split()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def with_tags_whole(cells: Sequence[str]) -> Sequence[str]:
    """Mark tags of several words as one, where a column parts its tags by something else than spaces."""
    if not any(BETWEEN_TAGS.search(cell.strip()) for cell in cells):
        return cells
    return [
        f"{cell};" if " " in cell.strip() and not BETWEEN_TAGS.search(cell.strip()) else cell
        for cell in cells
    ]


def choices_of(cells: Sequence[str], answer: str) -> Choices:
    """Read the choices of a question from its cells, and which is right from its letter, number or text."""
    options = _options(cells)
    if not options:
        return Choices((), (answer,) if answer else ())
    # A letter or number counts the cells, empty ones among them.
    places = [_unmarked(cell) for cell in cells] if len(options) > 1 and len(cells) > 1 else options
    right: list[str] = []
    for parts in _parts(answer):
        found = [_named(part, options, places) for part in parts]
        right = list(dict.fromkeys(option for option in found if option))
        if right and all(found):
            break
    if right or not answer:
        return Choices(options, tuple(right))
    return Choices((answer, *options) if _is_choice(answer, options) else options, (answer,))


def _is_choice(answer: str, options: Sequence[str]) -> bool:
    """Whether an answer that is none of the choices is the right one beside wrong ones, not a remark."""
    longest = max(map(len, options))
    marked = bool(OPTION_MARK.match(answer)) or len(answer) < 2 or answer.isdecimal()
    return len(options) > 1 and not marked and "\n" not in answer and len(answer) <= 2 * longest + 20


def _parts(answer: str) -> tuple[list[str], ...]:
    """Part an answer in the ways in which several right choices are written, the surest first."""
    letters = answer.strip()
    run = letters.isascii() and letters.isalpha() and letters.isupper() and list(letters) == sorted(letters)
    wide = re.split(r"[;,/&\n]|\band\b", answer)
    ways = [[answer], answer.split("\n"), list(letters) if run else wide, wide]
    return tuple([part for part in way if part.strip()] for way in ways)


def _named(part: str, options: Sequence[str], places: Sequence[str]) -> str | None:
    """Return the choice that a text, a letter or a number names."""
    by_text = {_plain(option): option for option in options}
    bare = OPTION_MARK.sub("", part, count=1)
    return by_text.get(_plain(bare)) or by_text.get(_plain(part)) or _by_place(part, places)


def _unmarked(cell: str) -> str:
    return OPTION_MARK.sub("", cell.strip(), count=1) if OPTION_MARK.match(cell.strip()) else cell.strip()


def _options(cells: Sequence[str]) -> tuple[str, ...]:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) == 1:
        marked = OPTION_MARK.split(filled[0])
        parts: Sequence[str] = marked[2::2] if len(marked) > 4 else items(filled[0])
        return tuple(part.strip(" ;,|/\n") for part in parts if part.strip(" ;,|/\n"))
    return tuple(dict.fromkeys(map(_unmarked, filled)))


def _by_place(part: str, options: Sequence[str]) -> str | None:
    """Return the choice that a letter or a number names: ``C``, ``option 3``, ``(b)``."""
    bare = part.strip(" .():#").replace("_", " ")
    name, _, last = bare.rpartition(" ")
    known = target_of(name) if name else None
    if name and not (known and known[0] in (Target.OPTION, Target.ANSWER, Target.CORRECT)):
        return None
    word = last.strip(" .():#").lower()
    place = LETTERS.find(word) if len(word) == 1 else -1
    place = int(word) - 1 if word.isdecimal() and len(word) < 3 else place
    return (options[place] or None) if 0 <= place < len(options) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")
