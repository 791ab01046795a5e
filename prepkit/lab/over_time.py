"""Makes scenarios in which something changes from week to week."""

from __future__ import annotations

from random import Random

import pandas as pd

from prepkit.lab.scenario import Scenario, near, weeks

WEEKS = 10
COMPANIES = (
    "a parcel service",
    "a broadband provider",
    "an online pharmacy",
    "a travel agency",
    "a bank's app",
)


def volume_and_csat(rng: Random) -> Scenario:
    """Make a scenario: volume steps up, replies slow down, and satisfaction follows a week later."""
    step, usual = rng.randint(4, 6), rng.randrange(1800, 3200, 100)
    factor, csat, fall = rng.uniform(1.35, 1.6), rng.randint(84, 89), rng.randint(8, 13)
    volume = [round(near(rng, usual * (factor if n >= step else 1))) for n in range(WEEKS)]
    hours = [round(near(rng, 5.0 if n < step else 11.0, 0.08), 1) for n in range(WEEKS)]
    score = [round(csat - (fall if n > step else 0) + rng.uniform(-0.6, 0.6), 1) for n in range(WEEKS)]
    table = pd.DataFrame(
        {"Week": weeks(WEEKS), "Contacts": volume, "First reply, hours": hours, "CSAT %": score}
    )
    before, after = sum(volume[:step]) / step, sum(volume[step:]) / (WEEKS - step)
    return Scenario(
        "Satisfaction falls",
        f"The director of {rng.choice(COMPANIES)} has seen the last column and blames the agents.",
        table,
        (
            f"Contacts rose by about {100 * (after / before - 1):.0f}% from week {step + 1} on",
            f"CSAT fell by about {fall} points a week later, in week {step + 2}",
            "Replies took about twice as long from the week of the rise, which stands between the two",
        ),
        "what the new contacts are about, and whether CSAT fell only for those who waited",
        "take the cause of the contacts away or add hours where the queue is, before coaching anybody",
    )


def backlog_ageing(rng: Random) -> Scenario:
    """Make a scenario: the backlog looks steady while the old part of it grows."""
    total = rng.randrange(380, 620, 20)
    first, last = rng.uniform(0.08, 0.12), rng.uniform(0.34, 0.42)
    sums = [round(near(rng, total, 0.015)) for _ in range(WEEKS)]
    shares = [first + (last - first) * n / (WEEKS - 1) for n in range(WEEKS)]
    old = [round(total * share) for total, share in zip(sums, shares, strict=True)]
    young = [round((total - aged) * 0.7) for total, aged in zip(sums, old, strict=True)]
    middle = [total - aged - fresh for total, aged, fresh in zip(sums, old, young, strict=True)]
    table = pd.DataFrame(
        {"Week": weeks(WEEKS), "Open": sums, "0–2 days": young, "3–7 days": middle, "Over 7 days": old}
    )
    return Scenario(
        "A steady backlog",
        "The weekly report says: backlog under control.",
        table,
        (
            f"The total hardly moved: {sums[0]} open in week 1, {sums[-1]} in week {WEEKS}",
            f"Tickets older than a week grew from {old[0]} to {old[-1]}",
            "New tickets are answered first and the hard ones are left lying",
        ),
        "a sample of the old tickets by hand: what they wait for, and whose they are",
        "give the oldest an owner and an hour a day, and report the age beside the number",
    )


def survey_response(rng: Random) -> Scenario:
    """Make a scenario: the score rises because fewer unhappy people are asked."""
    low, high = rng.randint(78, 81), rng.randint(88, 92)
    first_share, last_share = rng.uniform(0.26, 0.31), rng.uniform(0.08, 0.11)
    contacts = [round(near(rng, 2400)) for _ in range(WEEKS)]
    shares = [first_share + (last_share - first_share) * n / (WEEKS - 1) for n in range(WEEKS)]
    answers = [round(count * share) for count, share in zip(contacts, shares, strict=True)]
    score = [round(low + (high - low) * n / (WEEKS - 1) + rng.uniform(-0.4, 0.4), 1) for n in range(WEEKS)]
    happy = [round(count * share / 100) for count, share in zip(answers, score, strict=True)]
    score = [round(100 * satisfied / count, 1) for satisfied, count in zip(happy, answers, strict=True)]
    table = pd.DataFrame(
        {"Week": weeks(WEEKS), "Contacts": contacts, "Answers": answers, "Satisfied": happy, "CSAT %": score}
    )
    return Scenario(
        "A record score",
        "The team lead wants to announce the best satisfaction ever.",
        table,
        (
            f"CSAT rose from {score[0]:.0f} to {score[-1]:.0f}%",
            f"The share who answered fell from {100 * answers[0] / contacts[0]:.0f} to "
            f"{100 * answers[-1] / contacts[-1]:.0f}% of contacts",
            f"Fewer people in all said they were satisfied: {happy[-1]} against {happy[0]}",
        ),
        "who is asked and when, and whether somebody chooses",
        "ask everybody or a random part again, and show the number of answers beside the score",
    )


def quick_and_reopened(rng: Random) -> Scenario:
    """Make a scenario: tickets are closed faster and come back more often."""
    slow, fast = rng.randint(44, 52), rng.randint(22, 27)
    few, many = rng.uniform(0.05, 0.07), rng.uniform(0.17, 0.22)
    solved = [round(near(rng, 1500)) for _ in range(WEEKS)]
    hours = [round(slow + (fast - slow) * n / (WEEKS - 1) + rng.uniform(-0.5, 0.5), 1) for n in range(WEEKS)]
    rates = [few + (many - few) * n / (WEEKS - 1) for n in range(WEEKS)]
    again = [round(count * rate) for count, rate in zip(solved, rates, strict=True)]
    table = pd.DataFrame(
        {"Week": weeks(WEEKS), "Solved": solved, "Time to resolution, hours": hours, "Reopened": again}
    )
    return Scenario(
        "Twice as fast",
        "Time to resolution was made a target in week 1.",
        table,
        (
            f"Time to resolution fell from {hours[0]:.0f} to {hours[-1]:.0f} hours",
            f"Reopened tickets rose from {100 * again[0] / solved[0]:.0f} to "
            f"{100 * again[-1] / solved[-1]:.0f}% of those solved",
            "Part of the gain is tickets closed before they were solved",
        ),
        "reopened tickets by agent and by reason, and the time until the customer has peace",
        "pair the target with reopens, or measure to the last closing",
    )


def bot_and_repeats(rng: Random) -> Scenario:
    """Make a scenario: the bot keeps more people from the agents, and more of them write again."""
    low, high = rng.uniform(0.18, 0.22), rng.uniform(0.38, 0.44)
    few, many = rng.uniform(0.10, 0.13), rng.uniform(0.24, 0.3)
    started = [round(near(rng, 5200)) for _ in range(WEEKS)]
    kept_shares = [low + (high - low) * n / (WEEKS - 1) for n in range(WEEKS)]
    kept = [round(count * share) for count, share in zip(started, kept_shares, strict=True)]
    back_shares = [few + (many - few) * n / (WEEKS - 1) for n in range(WEEKS)]
    back = [round(count * share) for count, share in zip(kept, back_shares, strict=True)]
    table = pd.DataFrame(
        {"Week": weeks(WEEKS), "Chats begun": started, "Ended by the bot": kept, "Back within 7 days": back}
    )
    solved = [closed - again for closed, again in zip(kept, back, strict=True)]
    return Scenario(
        "The bot takes over",
        "The supplier reports a doubled containment rate.",
        table,
        (
            f"The bot ends {100 * kept[-1] / started[-1]:.0f}% of the chats, "
            f"{100 * kept[0] / started[0]:.0f}% at first",
            f"Of these, {100 * back[-1] / kept[-1]:.0f}% come back within a week, "
            f"{100 * back[0] / kept[0]:.0f}% at first",
            f"Truly helped are {solved[-1]:,}, not {kept[-1]:,}: ended is not solved",
        ),
        "what those who come back had asked the bot, and how they got out of it",
        "open a way to an agent for these subjects and pay the supplier by what does not come back",
    )


def busy_then_absent(rng: Random) -> Scenario:
    """Make a scenario: occupancy stays too high, and absence follows two weeks later."""
    step, calm, hot = rng.randint(3, 4), rng.uniform(79, 82), rng.uniform(90, 93)
    little, much = rng.uniform(4.0, 5.0), rng.uniform(8.5, 10.5)
    busy = [round((hot if n >= step else calm) + rng.uniform(-0.7, 0.7), 1) for n in range(WEEKS)]
    absent = [round((much if n >= step + 2 else little) + rng.uniform(-0.4, 0.4), 1) for n in range(WEEKS)]
    table = pd.DataFrame({"Week": weeks(WEEKS), "Occupancy %": busy, "Absence %": absent})
    return Scenario(
        "A wave of sickness",
        "Human resources asks why so many are ill in this team and in no other.",
        table,
        (
            f"Occupancy went from about {sum(busy[:step]) / step:.0f} to "
            f"{sum(busy[step:]) / (WEEKS - step):.0f}% in week {step + 1}",
            f"Absence doubled to about {sum(absent[step + 2 :]) / (WEEKS - step - 2):.0f}% two weeks later",
            "Absence leaves fewer people for the same work, so it feeds itself",
        ),
        "what changed in the week of the jump, and absence by shift and length",
        "bring occupancy below 85% for some weeks, even at the price of longer queues",
    )
