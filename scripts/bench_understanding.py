"""Measure how questions of several outlets and dates are understood, on the gold rows of MultiHop-RAG.

    python scripts/bench_understanding.py ../shared/data/multihop_rag

The folder holds `gold_dev.jsonl` and `facts.jsonl`. A row counts when (1) the outlets of its filter are those that the
question names, all of them and no other, (2) every day that it states bounds the filter of the question or of one of
its parts, and no such filter has a bound that the question does not state, and (3) where evidence was published on such
a day, that day and the evidence's outlet stand in the same filter. What a question names is told by the strings below,
not by the code that is measured. The rules were written looking at the odd rows (counted from 0) only:
the even ones are the figure to report.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rag.datatypes import Query
from rag.understand import understand

# By which words the benchmark's questions name an outlet, beside its full name.
SHORT = {
    "BBC News - Entertainment & Arts": (r"BBC News", r"BBC(?! [A-Z])"),
    "Cnbc | World Business News Leader": (r"CNBC",),
    "CBSSports.com": (r"CBS Sports", r"CBSSports"),
    "Business Line": (r"BusinessLine",),
    "Business Today | Latest Stock Market And Economy News India": (r"Business Today",),
    "Essentially Sports": (r"EssentiallySports",),
    "FOX News - Entertainment": (r"F(?:OX|ox) News(?! - )",),
    "FOX News - Health": (r"F(?:OX|ox) News(?! - )",),
    "FOX News - Lifestyle": (r"F(?:OX|ox) News(?! - )",),
    "Globes English | Israel Business Arena": (r"Globes(?: English)?",),
    "Live Science: The Most Interesting Articles": (r"Live Science",),
    "The Age": (r"The Age",),
    "The Guardian": (r"Guardian",),
    "The Independent - Life and Style": (r"The Independent(?! - )",),
    "The Independent - Sports": (r"The Independent(?! - )",),
    "The Independent - Travel": (r"The Independent(?! - )",),
    "The New York Times": (r"New York Times",),
    "The Roar | Sports Writers Blog": (r"The Roar",),
    "The Sydney Morning Herald": (r"Sydney Morning Herald",),
    "The Verge": (r"Verge",),
}
# Outlets that the facts do not have: a filter may name them, since their absence is an answer.
ELSEWHERE = re.compile(
    r"Times of India|Hindustan Times|Bloomberg|Forbes|Reuters|Rolling Stone|Variety|PCWorld|Wall Street Journal|"
    r"Washington Post|Los Angeles Times|Financial Times|Associated Press|CNN|NBC|ABC|ESPN|Billboard|Politico|BBC",
)
MONTHS = "January February March April May June July August September October November December".split()
DAY = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?:, (\d{{4}}))?|(\d{{4}})-(\d\d)-(\d\d)")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one row was understood: what was wrong with it, in words; empty when nothing was."""

    row: int
    row_id: str
    dated: bool
    parts: int
    outlets: str
    dates: str

    @property
    def right(self) -> bool:
        """Whether nothing was wrong."""
        return not self.outlets and not self.dates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failing", choices=("odd", "even"), help="say what is wrong with each failing row of these")
    arguments = parser.parse_args()
    outcomes = list(examined(arguments.folder))
    print("| rows | right | outlets | dates | with a day | of these right |\n|---|---:|---:|---:|---:|---:|")
    for name, remainders in (("odd", (1,)), ("even", (0,)), ("all", (0, 1))):
        print(_line(name, [one for one in outcomes if one.row % 2 in remainders]))
    for one in outcomes:
        if not one.right and one.row % 2 == (arguments.failing == "odd") and arguments.failing:
            print(f"\nrow {one.row} (id {one.row_id}, {one.parts} parts) {one.outlets} {one.dates}")
    print("\nFailing ids: " + " ".join(one.row_id for one in outcomes if not one.right))


def examined(folder: Path) -> Iterator[Outcome]:
    """Each row of the folder as it was understood, as of the latest day of its facts."""
    facts = _rows(folder / "facts.jsonl")
    known = sorted({fact["source"] for fact in facts})
    by_id = {fact["fact_id"]: fact for fact in facts}
    as_of = max(date.fromisoformat(fact["published_at"][:10]) for fact in facts)
    for number, row in enumerate(_rows(folder / "gold_dev.jsonl")):
        text = row["query"]
        query = understand(text, as_of, known)
        evidence = [by_id[key] for key in row["evidence_fact_ids"]]
        yield Outcome(
            row=number,
            row_id=row["id"],
            dated=bool(DAY.search(text)),
            parts=len(query.parts),
            outlets=_wrong_outlets(text, known, query),
            dates=_wrong_dates(text, as_of, query) or _apart(text, as_of, query, evidence),
        )


def named(text: str, known: Sequence[str]) -> set[str]:
    """The outlets that the question names, by their strings."""
    patterns = {outlet: "|".join((re.escape(outlet), *SHORT.get(outlet, ()))) for outlet in known}
    return {outlet for outlet, pattern in patterns.items() if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text)}


def stated(text: str, as_of: date) -> list[date]:
    """The days that the question states; without a year, the latest that does not lie ahead."""
    days = []
    for month, day, year, *iso in DAY.findall(text):
        if not month:
            days.append(date(*map(int, iso)))
        elif year:
            days.append(date(int(year), MONTHS.index(month) + 1, int(day)))
        else:
            this_year = date(as_of.year, MONTHS.index(month) + 1, int(day))
            days.append(this_year if this_year <= as_of else this_year.replace(year=as_of.year - 1))
    return days


def _wrong_outlets(text: str, known: Sequence[str], query: Query) -> str:
    expected = named(text, known)
    elsewhere = {outlet for outlet in query.filter.outlets if outlet not in known and ELSEWHERE.search(outlet)}
    found = set(query.filter.outlets) - elsewhere
    apart = {outlet for part in query.parts for outlet in part.filter.outlets} - set(query.filter.outlets)
    wrong = [("misses", expected - found), ("adds", found - expected), ("only in a part", apart)]
    return "; ".join(f"{what} {sorted(outlets)}" for what, outlets in wrong if outlets)


def _wrong_dates(text: str, as_of: date, query: Query) -> str:
    expected = stated(text, as_of)
    filters = [query.filter, *(part.filter for part in query.parts)]
    bounds = {day for only in filters for day in (only.after, only.before) if day}
    near = {day + timedelta(days=by) for day in bounds for by in (-1, 0, 1)}  # "before the 26th" is until the 25th
    missing = [day.isoformat() for day in expected if day not in near]
    may = {day + timedelta(days=by) for day in expected for by in range(-1, 9)} | {as_of}
    invented = [] if MONTH.search(DAY.sub("", text)) else [day.isoformat() for day in sorted(bounds) if day not in may]
    return "; ".join(f"{what} {days}" for what, days in (("days unread", missing), ("invented", invented)) if days)


def _apart(text: str, as_of: date, query: Query, evidence: Sequence[dict[str, Any]]) -> str:
    """The outlets of evidence that was published on a day that the question states, without a filter that has both."""
    filters = [query.filter, *(part.filter for part in query.parts)]
    days = stated(text, as_of)
    wrong = []
    for fact in evidence:
        day, outlet = date.fromisoformat(fact["published_at"][:10]), fact["source"]
        near = {day + timedelta(days=by) for by in (-1, 0, 1)}
        of_day = [only for only in filters if near & {only.after, only.before}]
        if day in days and outlet in query.filter.outlets and not any(outlet in only.outlets for only in of_day):
            wrong.append(f"{outlet} of {day}")
    return f"outlet and day apart {wrong}" if wrong else ""


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    dated = [one for one in outcomes if one.dated]
    shares = [
        f"{sum(one.right for one in outcomes) / len(outcomes):.1%}",
        f"{sum(not one.outlets for one in outcomes) / len(outcomes):.1%}",
        f"{sum(not one.dates for one in outcomes) / len(outcomes):.1%}",
        str(len(dated)),
        f"{sum(one.right for one in dated) / max(len(dated), 1):.1%}",
    ]
    return f"| {name} ({len(outcomes)}) | {' | '.join(shares)} |"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


if __name__ == "__main__":
    main()
