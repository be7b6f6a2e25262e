"""Articles and questions made by chance from few parts, so that many say nearly the same and none is well behaved."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from index.chunk import chunk_article
from index.datatypes import Article, Passage

FIRST = date(2031, 3, 1)
PEOPLE = ("Ada Lind", "Oskar Brand", "Mayor Ilva Tarn", "Jón Þórsson", "Мира Холт", "Dr. P. Quill", "Ada Brand")
PLACES = ("Tarnwick", "the Harbour Bridge", "Hask", "Kell Fell", "Sandvar", "Drosk")
THINGS = ("bridge", "ferry", "reservoir", "strike", "festival", "night bus")
DEEDS = ("opened", "closed", "cost", "moved 41 crowns from", "inspected", "did not reach", "was said to miss")
NUMBERS = ("7", "seven", "3,500", "41 million", "£1.2bn", "9 per cent", "0", "12")
DAYS = ("on 12 May 2031", "on Monday", "last week", "in March", "at 3:15 a.m.", "in 2029")
OUTLETS = ("Tarnwick Gazette", "Coast Courier", "The [Ledger]", None)
# What a text may hold to pass for markup, for a marker, or for words of ours, and what parts sentences in odd ways.
ODD = (
    "[1]", "*[Ada Lind]*", "*\\[meaning Ada Lind\\]* ", "\\", "**bold**", "<b>x</b>", "&amp;", "| a | b |", "# x", "\u202e",
    "\u200d", "e\u0301", "\U0001f6a2", "\xa0", "\t", "No answer was found.", "“", "”", "\"", "(", "…", "—", "1. ", "_",
)  # fmt: skip
BREAKS = (" ", " ", " ", "\n", "\n\n", "  ", "\r\n", "\u2028")
ASKED = (
    "When did {place} open?", "Who {deed} the {thing}?", "How many people saw the {thing}?", "What did {who} say about {place}?",
    "Where is the {thing} of {who}?", "Why was the {thing} {deed}?", "Did {who} close {place}?", "Who is {who}?",
    "List everything that {who} {deed}.", "What is {thing} [1]?", "Compare what the outlets say about {place}.",
    "How much did the {thing} cost in {place}?", "What happened in {place} {day}?", "Summarise the story of the {thing}.",
    "Was the {thing} not {deed} by {who}?", "Give a timeline of the {thing}.", "How many people were there when the {thing} in {place} {deed}?",
    "How much did the {thing} in {place} cost?", "When was the {thing} in {place} {deed}?", "What did {place} {deed} {day}?",
    "Кто открыл {place}?", "{thing}",
)  # fmt: skip


def sentence(draw: random.Random) -> str:
    """One sentence, or something like one."""
    who, place, thing = draw.choice(PEOPLE), draw.choice(PLACES), draw.choice(THINGS)
    deed, number, day = draw.choice(DEEDS), draw.choice(NUMBERS), draw.choice(DAYS)
    made = draw.choice(
        (
            f"The {thing} in {place} {deed} {day} with {number} people.",
            f"“The {thing} {deed} {number} crowns,” said {who}, the head of {place}.",
            f"{draw.choice(('He', 'She', 'It', 'They'))} {deed} {place} {day} because the {thing} was late.",
            f"{who}: We saw {number} of them {day}. Nobody {deed} the {thing}.",
            f"According to {who}, {place} {deed} the {thing} {day}.",
            f"{who} told the {thing} that {place} {deed} it, and that {number} people left {day}.",
            f"Was the {thing} in {place} {deed} by {who}?",
            f"{place} | {number} | {day}",
            f"Мост в городе {place} открыли {day}, сказала {who}.",
        )
    )
    if draw.random() < 0.3:
        at = draw.randrange(len(made) + 1)
        made = made[:at] + draw.choice(ODD) + made[at:]
    return made


def article(draw: random.Random, number: int) -> Article:
    """An article of 1 to 6 such sentences."""
    text = "".join(sentence(draw) + draw.choice(BREAKS) for _ in range(draw.randint(1, 6))).strip()
    day = FIRST + timedelta(days=draw.randrange(60)) if draw.random() < 0.8 else None
    return Article(f"a{number}", sentence(draw)[:60], text, outlet=draw.choice(OUTLETS), published=day)


def question(draw: random.Random) -> str:
    """A question about what the articles are about."""
    return draw.choice(ASKED).format(
        who=draw.choice(PEOPLE),
        place=draw.choice(PLACES),
        thing=draw.choice(THINGS),
        deed=draw.choice(DEEDS),
        day=draw.choice(DAYS),
    )


def passages(draw: random.Random, articles: Sequence[Article]) -> list[Passage]:
    """Up to three chunks of them, now and then cut within a sentence, best first."""
    found = []
    for one in draw.sample(articles, draw.randint(0, 3)):
        chunk = draw.choice(chunk_article(one))
        start = chunk.start + (draw.randrange(len(chunk.text)) if draw.random() < 0.1 else 0)
        found.append(Passage(one, start, chunk.end, one.text[start : chunk.end], draw.random(), owner=one.outlet))
    return found
