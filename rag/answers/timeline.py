"""What happened when: the sentences in the order of the days they tell of, each with its day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.answers.corrections import tells_mistake
from rag.answers.sentence import SAME, Chosen, Sentence, likely, overlap, sentence_of
from rag.answers.stories.leads import leads_of
from rag.answers.stories.story import story_of
from rag.answers.stories.story_articles import asked_of, passages_of
from rag.answers.stories.things import is_of_thing, things_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.by_the_way import is_by_the_way
from rag.text.past import is_past
from rag.text.words import words
from rag.times.relative import WEEKDAYS
from rag.times.tense import day_written, side
from rag.times.written import Written, written_dates

MOST = 6
UNDATED = 2
"""Steps of one article of which only its publication has a day: more of them tell no order."""
SHARE = 0.3
"""A step of a story may be less like the question than its best sentence."""
REPEATED = 0.9
"""From here on an article's lead is another's copy; what has less in common may have been told of another day."""

_MONTH_NAMES = ("January February March April May June July August September October November December").split()
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|is due|are due|next|until|by|expected|planned|scheduled)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\bon\s+(?P<day>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_SAID_THEN = re.compile(
    r"\b(?:said|says|told|added|announced|reported|wrote|warned|confirmed)(?:\s+[\w’'-]+){0,4}\s+on\s+[A-Z][a-z]+day\b"
)
# "No case since 4 April" tells of no 4 April, "closed until 9 May" of no 9 May.
_UP_TO = re.compile(r"\b(?:since|until|till|before|after|prior\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_MARK = re.compile(r"[,;:–—]\s")
_NEAR = re.compile(r"\b(?:yesterday|today|this (?:morning|afternoon|evening)|tonight)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """The day a sentence tells of; `reported` where that is only the day on which it was said or published."""

    day: date
    reported: bool = False
    with_year: bool = True
    """False where nothing tells the year: `day` then has the likeliest, to be sorted by."""

    def is_on(self, written: Written) -> bool:
        """Whether it is the written day, of whatever year where that has none."""
        year = written.year or self.day.year
        return (year, written.month, written.day) == (self.day.year, self.day.month, self.day.day)

    @property
    def words(self) -> str:
        """As the note of the sentence gives it."""
        written = spelt(self.day) if self.with_year else spelt(self.day).removesuffix(f" {self.day.year}")
        return f"reported {written}" if self.reported else written


def spelt(day: date) -> str:
    """The day as our notes give it: "3 February 2026"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def timeline(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The steps of the story by day; where hardly any has one, the likeliest sentences, those without a day last."""
    near = [one for one in _likely(query, evidence, threshold) if not tells_mistake(one)]
    near = near or [sentence_of(evidence[0])]
    days = (one.article.published_day for one in near)
    around = next((day for day in days if day), query.as_of)  # when the story was news
    story = story_of(query, evidence, threshold)
    leads = leads_of(query, story, REPEATED) if story else near[:1]
    steps = [one for one in (*near, *story) if _names_day(one, around)]
    others = [one for one in near if one.article.published_day or len(steps) < 2]
    chosen = _steps([*leads, *steps, *_of_the_thing(query, others)], around)
    ordered = sorted(chosen, key=lambda one: _by_day(one, around))
    return Chosen(tuple(_with_day(one, around) for one in ordered))


def _of_the_thing(query: Query, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Those that tell of the thing asked for, and all of an article that has none of these, or no day."""
    things = things_of(query) or asked_of(query)
    own = {one.place for one in sentences if not one.article.published_day or is_of_thing(query, one.text, things)}
    told = {one.article.id for one in sentences if one.place in own}
    return [one for one in sentences if one.place in own or one.article.id not in told]


def day_told(sentence: Sentence, around: date) -> Told | None:
    """The day that the sentence names, seen from its article's; else the article's; None where neither is known.

    `around` is a day of the story, from which a day and month without a year are seen in an article without a date.
    """
    published = sentence.article.published_day
    written = next(_days_told(sentence.text), None)
    # Without a day of its own an article tells what was ahead of it, and not of `around`: the nearest day is taken.
    text = sentence.text if published else ""
    day, sure = day_written(written, text, published or around) if written else (None, False)
    if written and day:
        return Told(day, with_year=bool(written.year) or (sure and published is not None))
    if not published:
        return None
    if (back := _days_back(sentence.text, published)) is not None:
        return Told(published - timedelta(days=back), reported=_is_of_saying(sentence.text))
    return Told(published, reported=True)


def _days_told(text: str) -> Iterator[Written]:
    """The days that are written in a text, but for those that only bound a time, or stand there by the way."""
    for one in written_dates(text):
        bounds = _UP_TO.search(text[: one.start])
        if one.day and one.month and not bounds and not is_by_the_way(text, one.start):
            yield one


def _likely(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Sentence]:
    """The likely sentences of the story's articles; below the threshold all that there are of these."""
    of_story = {passage.article.id for passage in passages_of(query, evidence, threshold)}
    near = likely(evidence, threshold, SHARE) or evidence
    return [sentence_of(one) for one in near if one.passage.article.id in of_story]


def _steps(sentences: Sequence[Sentence], around: date) -> list[Sentence]:
    """The first of them, without those that repeat one of the same day."""
    kept: list[Sentence] = []
    for one in sentences:
        same_day = [other for other in kept if day_told(other, around) == day_told(one, around)]
        crowded = not _names_day(one, around) and _undated(one, kept, around) >= UNDATED
        alike = one in kept or any(overlap(one.text, other.text) >= SAME for other in same_day)
        if len(kept) < MOST and not alike and not crowded:
            kept.append(one)
    return kept


def _undated(sentence: Sentence, kept: Sequence[Sentence], around: date) -> int:
    """How many of its article's sentences are among these that name no day either."""
    return sum(one.article.id == sentence.article.id and not _names_day(one, around) for one in kept)


def _names_day(sentence: Sentence, around: date) -> bool:
    told = day_told(sentence, around)
    return told is not None and not told.reported


def _days_back(text: str, published: date) -> int | None:
    """How many days before its publication an article's "on Tuesday" or "yesterday" was; None where it has neither."""
    if published.toordinal() <= len(WEEKDAYS):
        return None  # there are no days before that
    if near := _NEAR.search(text):
        return None if _AHEAD.search(text) else int(near[0].casefold() == "yesterday")
    weekday = _weekday(text)
    if not weekday or _lies_ahead(text, weekday.start()):
        return None
    return (published.weekday() - WEEKDAYS.index(weekday["day"].casefold())) % 7


def _weekday(text: str) -> re.Match[str] | None:
    return next((one for one in _WEEKDAY.finditer(text) if not is_by_the_way(text, one.start())), None)


def _is_of_saying(text: str) -> bool:
    """Whether its day is the one on which it was said: not that of "broke down on Sunday, and said they would"."""
    said, weekday = _SAID_THEN.search(text), _weekday(text)
    return said is not None and (weekday is None or said.start() < weekday.start() < said.end())


def _lies_ahead(text: str, at: int) -> bool:
    """Whether the day there may be the next one: "votes on Sunday", where no word before it tells what was.

    "Talks broke down on Sunday, but will go on" says of its Sunday that it was.
    """
    told = side(text, at)
    if _AHEAD.search(_clause(text, at) if told == "back" else text):
        return True
    return told == "ahead" or (told is None and not any(is_past(word.written) for word in words(text[:at])))


def _clause(text: str, at: int) -> str:
    """What stands around a place between two marks."""
    start = max((mark.end() for mark in _MARK.finditer(text, 0, at)), default=0)
    end = _MARK.search(text, at)
    return text[start : end.start() if end else len(text)]


def _by_day(sentence: Sentence, around: date) -> tuple[date, str, int]:
    told = day_told(sentence, around)
    return told.day if told else date.max, *sentence.place


def _with_day(sentence: Sentence, around: date) -> Sentence:
    told = day_told(sentence, around)
    return replace(sentence, note=told.words if told else "no date given")
