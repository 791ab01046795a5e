"""List the set phrases that weaken an answer, by their effect."""

from __future__ import annotations


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


FILLERS = _list("""
um, umm, uh, uhm, er, erm, hmm, you know, i mean, sort of, kind of, kinda, basically, literally,
actually, like i said, and stuff, and things like that, and everything, or whatever, or something,
to be honest, at the end of the day
""")
"""Words said to fill a pause."""

HEDGES = _list("""
i guess, i suppose, maybe, perhaps, probably, possibly, hopefully, i think i, i would like to think,
i tried to, i try to, i feel like, i'm not sure, i am not sure, not really sure, more or less, in
some way, somewhat, a little bit, a bit of, quite possibly, it seems like, i'd like to think
""")
"""Words that weaken the statement beside them."""

CLICHES = _list("""
think outside the box, outside the box, team player, people person, hit the ground running, go the
extra mile, going the extra mile, went the extra mile, above and beyond, wear many hats, wore many
hats, hard worker, fast learner, quick learner, perfectionist, passionate about, passion for,
synergy, win-win, low-hanging fruit, move the needle, game changer, game-changer, results-driven,
results-oriented, detail-oriented, self-starter, thrive under pressure, work well under pressure,
work hard play hard, give 110%, 110 percent, 110 per cent, customer is king, customer is always
right, put myself in their shoes, put myself in the customer's shoes, in the customer's shoes, in
their shoes, every day is different, no two days are the same, think on my feet, great communication
skills, excellent communication skills, strong communication skills, people skills, can-do attitude,
positive attitude, dynamic environment, fast-paced environment, at the end of the day, best of both
worlds, on the same page, touch base, circle back, raise the bar, world-class, best-in-class,
communication is key, teamwork makes the dream work, there is no i in team, turn a negative into a
positive, failure is not an option, customer-centric, customer centric, delight the customer,
delight customers, put the customer first, putting the customer first, customer at the heart, heart
of everything
""")
"""Phrases that candidates commonly use about themselves."""

GENERALITIES = _list("""
i always, i usually, i generally, i never, i would always, i would usually, in general, generally
speaking, it's important to, it is important to, it's all about, it is all about, the most important
thing is, i believe that, i believe in, you have to, you need to, you should always, everyone
should, things like that, various, numerous, a lot of things, many things, all kinds of, all sorts
of, as needed, and so on, etc, whenever possible, in my experience, i am the kind of person, i'm the
kind of person, i'm someone who, i am someone who, i like to, i tend to
""")
"""Phrases of sentences that name no concrete case."""

CIRCLING = _list("""
that's a good question, that is a good question, that's a great question, great question, good question,
interesting question, where do i start, where to start, let me think, there are many ways, there's so many,
there are so many examples, i could give you many, it depends, this is very important, is very important,
is really important, is so important, in today's world, i would say that, first of all i would like to say,
as you know, as we all know, i've had a lot of, i've had many, i have had many, i have had a lot of
""")
"""Openings that delay the answer."""

TRAILING = _list("""
so yeah, so yes, and yeah, yeah, that's it, that's about it, that's pretty much it, that was it, that's all,
and so on, and stuff, or something, or whatever, anyway, so anyway, i don't know, if that makes sense,
does that make sense, if that answers your question, i hope that answers, so that's that, i think that's it
""")
"""Endings that trail off."""
