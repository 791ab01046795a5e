from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prepkit.bank import load
from prepkit.store import Store, sessions, settings
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]
ROLE = "customer-service-manager"


def test_the_index_names_every_role_with_its_numbers(open_page: Open, tables: Path) -> None:
    bank = load(tables)
    rows = shown_by(open_page("roles"), "roles")["rows"]
    assert [row["id"] for row in rows] == [role.id for role in bank.roles]
    for row in rows:
        assert [f"{len(bank.core(row['id']))} core questions", "blue"] in row["tags"]
        assert row["note"]


def test_a_role_shows_its_core_in_order_and_can_be_made_the_target(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    app = open_page("roles", role_id=ROLE)
    bank = load(tables)
    assert app.title[0].value == bank.role(ROLE).name
    assert [row["id"] for row in shown_by(app, "core")["rows"]] == list(bank.core(ROLE))
    app.button(key="target").click().run()
    assert settings.load(stored()).target_role == ROLE
    assert any("My target role" in text.value for text in app.markdown)


def test_a_core_can_be_practised_from_its_page(open_page: Open, stored: Stored, tables: Path) -> None:
    app = open_page("roles", role_id=ROLE)
    app.button(key="practise_core").click().run()
    session = sessions.latest(stored())
    assert session is not None
    assert session.total == len(load(tables).core(ROLE))


def test_a_link_to_a_role_that_is_not_there_says_so(open_page: Open) -> None:
    app = open_page("roles", role_id="astronaut")
    assert app.title[0].value == "No such role"
    assert "misspelt" in app.info[0].value
