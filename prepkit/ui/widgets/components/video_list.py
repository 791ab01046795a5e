"""Draw the videos that this browser keeps, to play and to delete; the server never sees one."""

from __future__ import annotations

from prepkit.ui.widgets.components.register import register

_COMPONENT = register("video_list", shared_css=("recording",), shared_js=("video_store",))


def video_player(recording: str, *, key: str) -> None:
    """Draw the player of one recording, or say that this browser has none."""
    _draw(key, id=recording, none="This browser has no recording of this answer.")


def video_list(*, none: str, key: str, mock_id: str = "") -> None:
    """Draw all recordings of one mock, or without one every recording in this browser."""
    _draw(key, mock=mock_id, none=none)


def delete_videos(mock_id: str, *, key: str) -> None:
    """Have the browser delete the recordings of a mock that is gone; draws nothing."""
    _draw(key, mock=mock_id, remove=True)


def _draw(key: str, *, id: str = "", mock: str = "", none: str = "", remove: bool = False) -> None:
    _COMPONENT(key=key, data={"id": id, "mock": mock, "none": none, "remove": remove})
