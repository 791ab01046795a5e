"""Send what one of our own components reports, as a browser would, to an app that runs without one."""

from __future__ import annotations

import itertools
import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState

_NUMBERS = itertools.count(1)


def trigger(component_id: str, event: str, value: object) -> WidgetState:
    """What a browser sends when a component with this id calls ``setTriggerValue(event, value)``."""
    state = WidgetState()
    state.id = _make_trigger_id(component_id, "events")
    state.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return state


def card_act(shown: dict[str, Any], do: str, **more: Any) -> list[dict[str, Any]]:
    """What the card in ``shown`` reports when somebody does something on it."""
    return [{"number": next(_NUMBERS), "do": do, "attempt": shown["attempt"], **more}]
