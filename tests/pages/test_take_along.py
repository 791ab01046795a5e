from __future__ import annotations

from tests.pages.conftest import Open


def test_the_list_on_screen_can_be_taken_along(open_page: Open) -> None:
    app = open_page("browse", q="question")
    app.session_state["take_along"] = True
    app.run()
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Anki deck", "Table for a spreadsheet", "Booklet to print"]
