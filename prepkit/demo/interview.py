"""The demo learner's interview, with everything a person might fill in before one."""

from __future__ import annotations

from datetime import date

from prepkit.interviews.appointment import Asking, Format, Interview, Item
from prepkit.interviews.company import Company, Finding

INTERVIEW, COMPANY = "demo-interview", "demo-company"
ADVERT = """Customer Operations Manager, Larkfield Energy

Larkfield supplies green electricity and gas to 240,000 homes. You lead five team leads and sixty agents
who answer by phone, chat and email, from Leeds and from home.

What you will do
- Own service levels, CSAT and cost per contact, and explain each of them to the board
- Forecast contacts and plan rosters for the billing peaks with our workforce team
- Coach your team leads, set fair targets and deal early with poor performance
- Find the causes of repeat contacts with product and billing, and see that they are removed
- Run the response when the meter system is down, and the review afterwards

What we look for
- Three years or more leading people in a contact centre
- Somebody who is calm when an escalated customer or a director is on the line
- Zendesk and Power BI an advantage; experience with chat bots welcome
"""


def interview(day: date, role: str, tz: str) -> Interview:
    """Make the learner's interview, a second round."""
    return Interview(
        company="Larkfield Energy",
        role=role,
        day=day,
        start="10:30",
        tz=tz,
        stage="Second round",
        format=Format.VIDEO,
        people="Hannah Osei, team lead\nTomasz Bielski, head of customer care",
        place="Video link in the invitation of Monday",
        advert=ADVERT,
        notes="They ask for an example of an upset customer and one of an error of mine, says the recruiter.",
        ask=(
            Asking("What would a good first ninety days look like to you?"),
            Asking("Which of your processes do customers stumble over most?"),
        ),
        done=(),
        items=(Item("Ask Priya to keep the dog"),),
    )


def company() -> Company:
    """Make the company with what the learner found out so far."""
    return Company(
        "Larkfield Energy",
        (
            Finding(
                "company-site",
                "240,000 homes, all electricity from wind and sun; price promise since last spring.",
                "Their “About us” page",
                "q:why-us",
            ),
            Finding(
                "employer-reviews", "Several say that billing days are hard and that the leads help out."
            ),
        ),
        ("company-site",),
    )
