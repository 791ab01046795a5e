"""Makes scenarios in which groups are compared: channels, teams, hours, products."""

from __future__ import annotations

from random import Random

import pandas as pd

from prepkit.lab.scenario import Scenario, near


def fcr_and_aht(rng: Random) -> Scenario:
    """Make a scenario: the quickest team solves least at first contact and takes longest in all."""
    names = rng.sample(["Amber", "Birch", "Cedar", "Dune"], 4)
    calls = [round(near(rng, 2000, 0.05)) for _ in names]
    minutes = sorted(round(rng.uniform(4.6, 4.8) + 0.5 * n, 1) for n in range(4))
    solved = [round(0.55 + 0.1 * n + rng.uniform(-0.01, 0.01), 2) for n in range(4)]
    table = pd.DataFrame(
        {
            "Team": names,
            "Calls": calls,
            "AHT, minutes": minutes,
            "FCR %": [round(100 * share) for share in solved],
        }
    )
    table = table.sample(frac=1, random_state=rng.randrange(10**6)).reset_index(drop=True)
    quick, slow = names[0], names[-1]
    return Scenario(
        "The quickest team",
        "A prize goes to the team with the shortest calls.",
        table,
        (
            f"{quick} has the shortest calls ({minutes[0]} minutes) and solves fewest at first contact "
            f"({round(100 * solved[0])}%)",
            f"For each case solved at once {quick} spends {minutes[0] / solved[0]:.1f} minutes, "
            f"{slow} {minutes[-1] / solved[-1]:.1f}",
            "Short calls are paid for with second ones, so the saving is smaller than it looks",
        ),
        "whether the teams get the same kinds of calls, and how often their callers ring again",
        "judge by the time to a solved case, and let the quick team listen to the thorough one",
    )


def sla_by_channel(rng: Random) -> Scenario:
    """Make a scenario: the whole meets its target while one small channel misses it badly."""
    phone, mail, chat, social = (
        rng.randrange(5200, 6400, 100),
        rng.randrange(2600, 3200, 100),
        rng.randrange(1800, 2200, 100),
        rng.randrange(380, 520, 20),
    )
    shares = {
        "Phone": (phone, rng.uniform(0.86, 0.88)),
        "Mail": (mail, rng.uniform(0.85, 0.87)),
        "Chat": (chat, rng.uniform(0.88, 0.9)),
        "Social media": (social, rng.uniform(0.31, 0.38)),
    }
    table = pd.DataFrame(
        [(name, count, round(count * share)) for name, (count, share) in shares.items()],
        columns=["Channel", "Contacts", "Within SLA"],
    )
    table["Target %"] = 80
    whole = table["Within SLA"].sum() / table["Contacts"].sum()
    worst = table.iloc[3]
    return Scenario(
        "Target met",
        "The monthly report says that the service level was met, in green.",
        table,
        (
            f"Over all channels {100 * whole:.0f}% are within the SLA, above the target of 80",
            f"Social media reaches {100 * worst['Within SLA'] / worst['Contacts']:.0f}% only",
            f"It is {100 * worst['Contacts'] / table['Contacts'].sum():.0f}% of the contacts, "
            "so the average hides it",
        ),
        "who looks after that channel, at which hours, and what is written there in public",
        "report each channel by itself and give this one an owner and hours",
    )


def mix_shift(rng: Random) -> Scenario:
    """Make a scenario: every channel gets better but the whole gets worse (Simpson's paradox)."""
    phone_before, chat_before = rng.randrange(6800, 7400, 100), rng.randrange(1800, 2200, 100)
    phone_after, chat_after = rng.randrange(2800, 3200, 100), rng.randrange(5800, 6400, 100)
    phone_csat, chat_csat = rng.randint(88, 90), rng.randint(70, 72)
    rows = [
        ("Phone", phone_before, phone_csat, phone_after, phone_csat + 2),
        ("Chat", chat_before, chat_csat, chat_after, chat_csat + 3),
    ]
    table = pd.DataFrame(
        rows, columns=["Channel", "Contacts last year", "CSAT % last year", "Contacts now", "CSAT % now"]
    )
    before = (phone_before * phone_csat + chat_before * chat_csat) / (phone_before + chat_before)
    after = (phone_after * (phone_csat + 2) + chat_after * (chat_csat + 3)) / (phone_after + chat_after)
    return Scenario(
        "Better and worse",
        f"Satisfaction over all contacts went from {before:.0f} to {after:.0f}% within a year.",
        table,
        (
            "Phone rose by 2 points and chat by 3: both got better",
            f"Chat grew from {100 * chat_before / (phone_before + chat_before):.0f} to "
            f"{100 * chat_after / (phone_after + chat_after):.0f}% of the contacts, and chat scores lower",
            f"So the whole fell from {before:.0f} to {after:.0f}% without anybody doing worse",
        ),
        "whether the same subjects moved to chat, or harder ones",
        "report channels apart, and work on why chat scores lower at all",
    )


def hours_of_the_day(rng: Random) -> Scenario:
    """Make a scenario: the day looks well staffed, but two hours of it are not."""
    opening = list(range(8, 18))
    peak = rng.choice([(9, 10), (12, 13), (16, 17)])
    agents = 20
    calls = [round(near(rng, 168 if hour in peak else 92, 0.04)) for hour in opening]
    level = [round(near(rng, 46 if hour in peak else 90, 0.03)) for hour in opening]
    table = pd.DataFrame(
        {
            "Hour": [f"{hour}:00" for hour in opening],
            "Calls": calls,
            "Agents": [agents] * len(opening),
            "Answered in 20 s, %": level,
        }
    )
    mean = sum(count * answered for count, answered in zip(calls, level, strict=True)) / sum(calls)
    at_peak = [answered for hour, answered in zip(opening, level, strict=True) if hour in peak]
    return Scenario(
        "Enough people",
        "The planner says that twenty agents are plenty for the day.",
        table,
        (
            f"Between {peak[0]}:00 and {peak[1] + 1}:00 calls nearly double, with the same twenty agents",
            f"In these two hours about {sum(at_peak) / 2:.0f}% are answered in time, in the others about 90",
            f"Over the day it is {mean:.0f}%, so the average shows a mild problem where there is a sharp one",
        ),
        "whether the peak is there every day, and what it is made of",
        "move breaks, meetings and shift starts out of these hours before asking for more people",
    )


def newcomers(rng: Random) -> Scenario:
    """Make a scenario: handle time rises because of who is on the phone, not because anybody slowed down."""
    fast, slow = round(rng.uniform(5.6, 6.0), 1), round(rng.uniform(9.2, 9.9), 1)
    before, after = rng.randint(3, 5), rng.randint(17, 20)
    rows = [
        ("Over a year here", 40 - before, fast, 40 - after, fast),
        ("Under three months", before, slow, after, round(slow - 0.2, 1)),
    ]
    columns = ["Agents", "In March", "AHT in March, minutes", "In June", "AHT in June, minutes"]
    table = pd.DataFrame(rows, columns=columns)
    first = ((40 - before) * fast + before * slow) / 40
    last = ((40 - after) * fast + after * (slow - 0.2)) / 40
    return Scenario(
        "Calls get longer",
        f"Average handle time went from {first:.1f} to {last:.1f} minutes between March and June.",
        table,
        (
            f"Neither group got slower: {fast} and {fast} minutes, {slow} and {slow - 0.2:.1f}",
            f"Newcomers are {after} of 40 agents instead of {before}",
            "The average moved because the mix of people did",
        ),
        "why so many left before, and how handle time falls with each week of a newcomer",
        "plan with the newcomers' time for some months instead of pressing everybody to be quicker",
    )


def one_bad_product(rng: Random) -> Scenario:
    """Make a scenario: most of the extra contacts come from one small product."""
    names = ["Router", "Mesh set", "TV box", "Starter kit"]
    bad = rng.randrange(4)
    sold = [rng.randrange(4000, 9000, 200) for _ in names]
    sold[bad] = rng.randrange(1200, 1600, 100)
    rates = [rng.uniform(0.05, 0.07) for _ in names]
    rates[bad] = rng.uniform(0.5, 0.62)
    contacts = [round(count * rate) for count, rate in zip(sold, rates, strict=True)]
    table = pd.DataFrame({"Product": names, "Sold": sold, "Contacts in 30 days": contacts})
    others = (sum(contacts) - contacts[bad]) / (sum(sold) - sold[bad])
    return Scenario(
        "Where they come from",
        "The contact centre asks for six more people; finance asks why.",
        table,
        (
            f"{names[bad]} brings {100 * contacts[bad] / sold[bad]:.0f} contacts for each hundred sold, "
            f"the others {100 * others:.0f}",
            f"It is {100 * sold[bad] / sum(sold):.0f}% of what is sold and "
            f"{100 * contacts[bad] / sum(contacts):.0f}% of the contacts",
            f"At the others' rate about {contacts[bad] - round(sold[bad] * others):,} would stay away",
        ),
        "what its buyers ask: one step of the set-up, or a fault",
        "take it to the product's owner with the figure and three customers' words, before hiring",
    )
