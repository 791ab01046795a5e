"""Generate question tables of any size from synthetic text, for tests and benches."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from prepkit.bank.contract import words
from prepkit.bank.reference import GROUPS
from prepkit.question import Level

ROLES = {
    "customer-operations-manager": "Customer operations manager",
    "customer-service-operations-manager": "Customer service operations manager",
    "customer-operations-specialist": "Customer operations specialist",
    "customer-service-manager": "Customer service manager",
    "customer-support-operations": "Customer support operations",
}
COMPETENCIES = (
    "triage",
    "recovery",
    "judgement",
    "communication",
    "metrics",
    "improvement",
    "incidents",
    "workforce",
    "quality",
    "coaching",
    "climate",
    "change",
    "influence",
    "drive",
)
INDUSTRIES = (
    "logistics",
    "retail",
    "utilities",
    "travel",
    "healthcare",
    "telecom",
    "banking",
    "insurance",
    "airlines",
)
KINDS = ("general", "behavioural", "situational", "technical", "motivation")
LEVELS = tuple(level.value for level in Level)
CORE_SIZE = 40
MODEL_WORDS = 135
"""The fewest words of an answer; its last sentence adds at most 24."""

ASKS = (
    "Tell me about a time {who} faced {problem}, and what you did about it.",
    "What would you do if {problem} reached {who} on a {day} {time}?",
    "How do you handle {problem} when {constraint}?",
    "Walk me through {problem}: where would you begin if {constraint}?",
    "Imagine {who} reports {problem} while {constraint}. What happens first?",
)
SENTENCES = (
    "We were {count} people on {channel}, and on a {day} {time} {who} brought us {problem}.",
    "The difficulty was that {constraint}, so I wrote down what had to happen before the end of the {time}.",
    "I thought about {option}, and dropped the idea because {constraint}.",
    "First I {action}, and only afterwards told {who} what to expect.",
    "My colleague wanted {option}; I {action} instead and said why.",
    "Within {count} days {metric} moved from {count} to {count}, while complaints stayed where they were.",
    "It took {count} calls on {channel} before {who} had a clear answer.",
    "What went wrong was {problem}, which we only noticed on the {day}.",
    "After that I {action} every {day}, and {metric} has been steadier since.",
)
POINTS = (
    "Named who was harmed by {problem}",
    "Checked {metric} before acting",
    "Told {who} what would happen next",
    "Explained why {option} was turned down",
    "Wrote down what changed on {channel}",
    "Returned to it on the {day}",
)
STEPS = (
    "Say what {problem} meant for {who}.",
    "Describe the day when {constraint}.",
    "Give {metric} with its starting point.",
    "End with what you would change about {channel}.",
)
WORDS: dict[str, Sequence[str]] = {
    "who": (
        "a long-standing customer",
        "an angry caller",
        "the finance team",
        "a new agent",
        "our largest account",
        "the night shift",
        "a supplier",
        "a regional director",
        "the returns desk",
        "a first-time buyer",
    ),
    "problem": (
        "a double charge",
        "a missed delivery",
        "a backlog of old tickets",
        "a failed refund",
        "an outage of the booking page",
        "a broken promise",
        "a wrong forecast",
        "a sudden surge of calls",
        "a lost parcel",
        "a complaint about tone",
        "an escalation without notes",
        "a privacy request",
    ),
    "constraint": (
        "two people were off sick",
        "the system was read-only",
        "the policy allowed no exception",
        "the queue had doubled overnight",
        "nobody owned the process",
        "the budget was already spent",
        "the deadline could not move",
        "the figures contradicted each other",
    ),
    "option": (
        "offering a voucher",
        "closing the channel for a day",
        "hiring temporary staff",
        "escalating everything",
        "waiting for the vendor",
        "rewriting the macro",
        "a blanket refund",
    ),
    "action": (
        "called the depot",
        "split the queue in two",
        "wrote a short holding message",
        "sampled thirty tickets",
        "moved two people from chat",
        "asked for the raw numbers",
        "listened to the recordings",
        "agreed an update every hour",
    ),
    "metric": (
        "first response time",
        "the reopen rate",
        "satisfaction",
        "the abandonment rate",
        "handle time",
        "the backlog",
        "first contact resolution",
        "the escalation rate",
        "schedule adherence",
    ),
    "channel": (
        "the phone line",
        "chat",
        "e-mail",
        "the returns form",
        "the social inbox",
        "the partner portal",
    ),
    # Each of these words is in few questions, as rare words are in a real bank.
    "account": (
        *("Alder", "Aspen", "Avocet", "Beech", "Bittern", "Blackthorn", "Bunting", "Cedar", "Chough"),
        *("Cormorant", "Crake", "Curlew", "Cypress", "Dogwood", "Dunlin", "Egret", "Elder", "Falcon"),
        *("Fieldfare", "Fulmar", "Gannet", "Godwit", "Goshawk", "Guillemot", "Hawthorn", "Hazel", "Heron"),
        *("Hobby", "Hornbeam", "Jackdaw", "Juniper", "Kestrel", "Kittiwake", "Lapwing", "Larch", "Linden"),
        *("Linnet", "Magpie", "Mallard", "Merlin", "Nightjar", "Nuthatch", "Osprey", "Ouzel", "Plover"),
        *("Puffin", "Redshank", "Rowan", "Sandpiper", "Shearwater", "Siskin", "Spruce", "Starling", "Teal"),
        *("Tern", "Warbler", "Whimbrel", "Wigeon", "Willow", "Yarrow"),
    ),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "time": ("morning", "afternoon", "evening"),
}


def generate(folder: Path, questions: int, seed: int = 1) -> None:
    """Write all tables for ``questions`` synthetic questions into ``folder``.

    The same numbers give the same bytes. The tables satisfy every rule of the loader; each role has
    a core of 40, or as many as there are questions for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    _write_vocabularies(folder)
    tables: dict[str, list[list[object]]] = {name: [] for name in HEADERS}
    core_sizes = dict.fromkeys(ROLES, 0)
    for number in range(questions):
        _add_question(tables, f"question-{number:05}", rng, core_sizes)
    for name, rows in tables.items():
        _write(folder, name, HEADERS[name], rows)
    _write_reference(folder, [str(row[0]) for row in tables["questions"]])


HEADERS = {
    "questions": "id prompt kind competency difficulty assesses search_words",
    "question_roles": "question role likelihood position",
    "variants": "id question text angle",
    "steps": "question position text",
    "key_points": "id question position text",
    "sample_answers": (
        "id question level industry form country ending covers text situation task action result"
    ),
    "weak_answers": "question text note_1 note_2 note_3",
    "pitfalls": "question position pitfall signals",
    "follow_ups": "question position text",
}


def _add_question(
    tables: dict[str, list[list[object]]], question: str, rng: Random, core_sizes: dict[str, int]
) -> None:
    kind = rng.choice(KINDS)
    difficulty = rng.choice(("easy", "medium", "hard"))
    assesses = _fill("Whether you keep {metric} and {who} in view for {account} when {constraint}.", rng)
    prompt = _fill(rng.choice(ASKS), rng)
    tables["questions"].append([question, prompt, kind, rng.choice(COMPETENCIES), difficulty, assesses])
    tables["questions"][-1].append(_fill("{metric}; {problem}; {channel}", rng))
    for role in sorted(rng.sample(sorted(ROLES), rng.randint(1, 4))):
        core = core_sizes[role] < CORE_SIZE
        core_sizes[role] += core
        likelihood = "core" if core else rng.choice(("common", "occasional"))
        tables["question_roles"].append([question, role, likelihood, core_sizes[role] if core else ""])
    for number, angle in enumerate(("same", "other"), start=1):
        tables["variants"].append([f"{question}.v{number}", question, _fill(rng.choice(ASKS), rng), angle])
    _add_listed(tables["steps"], question, STEPS, rng.randint(2, 4), rng)
    points = [f"{question}.k{number}" for number in range(1, rng.randint(4, 6) + 1)]
    for number, (point, text) in enumerate(zip(points, POINTS, strict=False), start=1):
        tables["key_points"].append([point, question, number, _fill(text, rng)])
    for number in (1, 2):
        covers = " ".join(rng.sample(points, len(points) - 1))
        head = [f"{question}.a{number}", question, rng.choice(LEVELS), rng.choice(INDUSTRIES), "model"]
        head += [rng.choice(("us", "uk")), rng.choice(("win", "mixed", "lesson")), covers]
        tables["sample_answers"].append([*head, *_answer(kind, rng)])
    weak = [
        _speech(3, rng),
        "Nothing here can be checked.",
        _fill("It never says what {who} heard.", rng),
        "",
    ]
    tables["weak_answers"].append([question, *weak])
    for number in (1, 2):
        pitfall = [_fill("Blaming {who} for {problem}", rng), _fill("little interest in {metric}", rng)]
        tables["pitfalls"].append([question, number, *pitfall])
    follow_ups = ("What was {metric} before?", "Why not {option}?", "What would {who} say about it?")
    _add_listed(tables["follow_ups"], question, follow_ups, rng.randint(2, 3), rng)


def _add_listed(
    rows: list[list[object]], question: str, templates: Sequence[str], count: int, rng: Random
) -> None:
    for number, template in enumerate(templates[:count], start=1):
        rows.append([question, number, _fill(template, rng)])


def _answer(kind: str, rng: Random) -> list[str]:
    """Return the cells text, situation, task, action, result."""
    told = _told(rng)
    if kind == "behavioural":
        return ["", *(" ".join(told[at:until]) for at, until in ((0, 2), (2, 3), (3, 6), (6, len(told))))]
    return [" ".join(told), "", "", "", ""]


def _told(rng: Random) -> list[str]:
    """Return the sentences of an answer that has the length of a model answer."""
    told: list[str] = []
    while sum(map(words, told)) < MODEL_WORDS:
        told.append(_speech(1, rng))
    return told


def _speech(sentences: int, rng: Random) -> str:
    return " ".join(_fill(rng.choice(SENTENCES), rng) for _ in range(sentences))


def _fill(template: str, rng: Random) -> str:
    chosen = {name: rng.choice(words) for name, words in WORDS.items() if f"{{{name}}}" in template}
    text = template.format(count=rng.randint(3, 90), **chosen)
    return text[0].upper() + text[1:]


def _write_vocabularies(folder: Path) -> None:
    roles = [
        [role, name, f"{name} for tests.", "It differs.", "Its remit.", "lead", f"{name} aide; {name} chief"]
        for role, name in ROLES.items()
    ]
    _write(folder, "roles", "id name summary differs remit level titles", roles)
    competencies = [[c, c.capitalize(), f"How well someone does at {c}."] for c in COMPETENCIES]
    _write(folder, "competencies", "id name definition", competencies)
    _write(folder, "industries", "id name", [[industry, industry.capitalize()] for industry in INDUSTRIES])
    anchors = [
        [competency, role_level, level, f"At {level}, a {role_level} on {competency}."]
        for competency in COMPETENCIES
        for role_level in LEVELS
        for level in ("1", "3", "5")
    ]
    _write(folder, "anchors", "competency role_level level description", anchors)


def _write_reference(folder: Path, questions: Sequence[str]) -> None:
    """Write a metric of each group, two tools and a guide, linked with the first questions."""
    linked = " ".join(questions[:2])
    metrics = [
        [
            *(f"metric-{group}", f"Metric of {group}", group, f"It counts {group}."),
            *("part ÷ whole × 100", "part / whole * 100", "part=30 whole=40", "75", "%"),
            *("Of 40, 30 did: 75%.", "up", "", "metric-money", "By leaving some out.", "Say where from."),
            linked,
        ]
        for group in GROUPS
    ]
    header = "id name group definition formula expression values result unit example good range counter"
    _write(folder, "metrics", f"{header} gamed say questions", metrics)
    tools = [
        [tool, f"Tool {tool}", "What for.", "Two products", "What to show.", "If not.", "Ask?", linked]
        for tool in ("tool-a", "tool-b")
    ]
    _write(folder, "tools", "id name what_for products show if_not ask questions", tools)
    guides = [["guide-a", "method", "How to say it", "You will say it.", "Say it *aloud*.", linked]]
    _write(folder, "guides", "id area title summary text questions", guides)


def _write(folder: Path, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)
