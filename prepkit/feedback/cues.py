"""Define the patterns whose presence tells which part of a story a sentence belongs to."""

from __future__ import annotations

import re

CUES = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "hypothetical": r"\b(?:i|we|you|they)['’]d\b|\bwould\b|\bcould\b|\bif (?:you|someone|somebody|"
        r"a customer)\b",
        "habit": r"\b(?:always|usually|generally|normally|often|never|every time|whenever|tend to|"
        r"try to)\b",
        "present": r"\b(?:i|we|you|it|they) (?:am|are|is|do|have|need|want|think|believe|keep|use|"
        r"look|ask|know|like)\b|\b(?:it|that|there)(?:['’]s| is)\b|\bi['’]m\b",
        "preamble": r"\b(?:question|example|interview|honest|guess|suppose|you know|i mean|um|uh|"
        r"so yeah)\b",
        "must": r"\b(?:must|should|important|matters?|need to|have to|key)\b",
        "when": r"\b(?:last|that|one|a few|two|three|some) (?:year|month|week|summer|winter|spring"
        r"|autumn|day|night|morning|christmas|monday|tuesday|wednesday|thursday|friday|"
        r"saturday|sunday|years? ago|months? ago)|\b(?:ago|in (?:january|february|march|"
        r"april|may|june|july|august|september|october|november|december))\b",
        "was": r"\b(?:was|were|had|wasn['’]t|weren['’]t|hadn['’]t)\b",
        "we_had": r"\b(?:we|they|there|team|customers?|company|everybody|nobody) (?:\w+ )?(?:had|was"
        r"|were)\b",
        "i_worked": r"\bi (?:was|worked|ran|managed|led|had) (?:a|an|the|at|in|as|on|for|with)\b|"
        r"\bmy job\b|\bi joined\b",
        "duty": r"\b(?:my (?:job|task|role|part|responsibility|manager asked)|asked me|told me to|"
        r"was asked|i was to|had to|needed to|was supposed|up to me|fell to me|wanted me|"
        r"gave me|responsib\w+|goal|target|deadline|by the end of|expected|in charge)\b",
        "i_did": r"\bi (?:\w+ly |then |also |first |just |even |didn['’]t |did not )?(?:\w+ed|went|"
        r"took|told|made|gave|sat|put|wrote|rang|ran|got|spoke|said|set|kept|built|found|"
        r"let|cut|sent|began|met|brought|held|read|chose|split|drew|left|did|asked)\b",
        "we_did": r"\bwe (?:\w+ly |then |also |all )?(?:\w+ed|went|took|told|made|gave|put|wrote|"
        r"rang|ran|got|set|kept|built|found|cut|sent|began|met|held|did)\b",
        "order": r"^(?:so |and )?(?:first|then|next|after that|second|finally|at the same time|"
        r"meanwhile|instead)\b",
        "because": r"\b(?:because|so that|since|decided|instead of|rather than)\b",
        "change": r"\b(?:fell|dropped|rose|grew|went (?:down|up|from)|came down|reduced|increased|"
        r"improved|halved|doubled|saved|down to|up to|from .{1,30} to|decreased|better|"
        r"fewer|less|lower|higher|faster)\b",
        "figure": r"\d|per ?cent|\bhalf\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|"
        r"twenty|thirty|forty)\b",
        "percent": r"%|per ?cent",
        "in_the_end": r"\b(?:in the end|at the end|as a result|the result|eventually|since then|"
        r"from then on|afterwards|later|by (?:noon|friday|monday|the end|then|\w+day)|"
        r"within|a (?:week|month|year) later|today|nowadays|still)\b",
        "learned": r"\b(?:learn\w*|lesson|next time|differently|looking back|now i|these days|"
        r"taught me|mistake|i['’]d do|would do)\b",
        "thanked": r"\b(?:thank\w*|happy|pleased|stayed|renewed|cancel\w*|complain\w*|apologi\w*|"
        r"agreed|accepted|left)\b",
        "negation": r"\b(?:not|n['’]t|nobody|nothing|no one|without)\b",
        "quote": r"""[“\"']\w(?:[^“”\"'\n]|“(?!\w))*+[”\"']""",
    }.items()
}
"""The patterns by name; star.json has a weight for each, in this order."""
