"""A later report's value goes before an earlier one of the same story, which is shown as what it is."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.answers.plain import plain
from rag.answers.sentence import Chosen
from rag.answers.values.counted import counted
from rag.disagree import disagreeing
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.understand import understand

AS_OF = date(2031, 9, 1)
STORY = "Ann Lindgren spoke in Drosk."


def told(day: int, sentence: str, probability: float = 0.4, rest: str = STORY, outlet: str = "") -> Evidence:
    """A sentence of an article of this day in March, with its answer between bars, before the rest of the article."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    whole = f"{text} {rest}"
    article = Article(f"a{day}{outlet}", "News", whole, outlet=outlet or f"Paper {day}", published=date(2031, 3, day))
    features = np.zeros(len(FEATURES))
    features[FEATURES.index("coverage")] = 0.6
    found = Found(len(before), len(before + answer), answer, 9.0)
    return Evidence(Passage(article, 0, len(whole), whole, 1.0), 0, len(text), text, None, features, found, probability)


def chosen(question: str, *evidence: Evidence) -> Chosen:
    query = understand(question, AS_OF)
    ranked = sorted(evidence, key=lambda one: -one.probability)
    return plain(query, [counted(query, one) for one in ranked], 0.1)


DIED = "How many people died in the mill fire?"
FIRST = "At least |nine| people died in the mill fire."
NOW = "The mill fire is now known to have killed |14| people."
FLAT = "The mill fire killed |14| people."
SUM = "The search found five bodies, bringing the number of people killed by the great fire at the old mill to |14|."


@pytest.mark.parametrize(
    ("question", "earlier", "later", "short"),
    [
        (DIED, (FIRST, 0.4), (NOW, 0.1), "14"),  # both sentences say so
        (DIED, (FIRST, 0.4), (FLAT, 0.2), "14"),  # the first does
        (DIED, (FLAT.replace("14", "nine"), 0.4), (FLAT, 0.35), "14"),  # neither does, but it is nearly as likely
        (DIED, (FLAT.replace("14", "nine"), 0.4), (FLAT, 0.2), "nine"),  # neither does
        (DIED, (FLAT.replace("14", "nine"), 0.4), (SUM, 0.1), "14"),
        (DIED, (FLAT.replace("14", "nine"), 0.4), (SUM.replace("number of people killed by", "story of"), 0.1), "nine"),
        ("What was the first reported toll of the mill fire?", (FIRST, 0.4), (NOW, 0.1), None),
        ("How many people were first reported dead in the mill fire?", (FIRST, 0.3), (NOW, 0.4), "nine"),
        ("How much oil was first feared to leak?", ("|300 tonnes| of oil may leak.", 0.12),
         ("|120 tonnes| of oil leaked, less than first feared.", 0.5), "300 tonnes"),
        ("How much did Lind steal?", ("He is accused of stealing |£900|.", 0.4), ("Lind stole |£700|.", 0.2), "£700"),
        ("How much is the fare now?", ("The fare is |3 crowns|.", 0.5), ("The fare is |4 crowns|.", 0.2), "4 crowns"),
        ("What did Norvex finally offer?", ("Norvex made an offer of |£3m|.", 0.5), ("Norvex will offer |£4m|.", 0.2), "£4m"),
        ("What did Norvex finally offer?", ("Norvex offered |£3m|.", 0.5), ("Norvex offered |£4m from its own funds|.", 0.2), "£4m"),
        ("How much is the fare?", ("The fare is |3 crowns|.", 0.5), ("The fare is now |20 per cent| higher.", 0.45), "3 crowns"),
        ("How old is Mia Holm?", ("Mia Holm, |19|, won.", 0.5), ("The |20-year-old| signed.", 0.2), "20-year-old"),
        ("How old was Mia Holm?", ("Mia Holm, |19|, won.", 0.5), ("The |20-year-old| signed.", 0.2), "19"),
    ],
)  # fmt: skip
def test_value_of_the_later_report_leads(
    question: str, earlier: tuple[str, float], later: tuple[str, float], short: str | None
) -> None:
    found = chosen(question, told(2, *earlier), told(9, *later))
    assert found.short == short or short is None


@pytest.mark.parametrize(
    "later",
    [
        told(9, FLAT, 0.35, rest="Bo Ek spoke in Sellin."),  # another story
        told(9, "The mill fire killed nearly |20| people.", 0.35),
        told(9, "The hotel fire killed |three| people, days after the mill fire.", 0.35),
        told(9, "|Three| children who died in the mill fire are now buried.", 0.35),
        told(9, "Another |three| people died in the mill fire.", 0.35),
        told(9, "Since 2010 such a mill fire has killed |90| people.", 0.35),
        told(9, "The mill fire injured |30| people.", 0.35),
        told(9, "The mill fire may have killed |30| people.", 0.35),
        told(9, "The mill fire burnt |30 tonnes| of paper.", 0.35),
    ],
)
def test_what_is_no_later_value_of_the_same_does_not_lead(later: Evidence) -> None:
    assert chosen(DIED, told(2, "The mill fire killed |nine| people."), later).short == "nine"


@pytest.mark.parametrize(
    ("question", "earlier", "later", "short"),
    [
        ("How much did Norvex make in the first quarter?", "Norvex made |£12m| in the first quarter.",
         "Norvex made |£15m| in the second quarter and is now rich.", "£12m"),
        ("How many children died in the mill fire?", "At least |two| children died in the mill fire.",
         "In all |nine| people died in the mill fire.", "two"),
        ("How much did Norvex make in May?", "Norvex made |£12m| in May.", "In June Norvex made |£15m|.", "£12m"),
        ("How much did the council offer?", "The council offered |£12m| for the pier.",
         "The council has now offered |£9m| for the hall.", "£12m"),
        ("How many owls were counted?", "In all |310| owls were counted in 2030.",
         "In 2025 a survey counted |340| owls in all.", "310"),
    ],
)  # fmt: skip
def test_value_of_another_time_or_of_others_does_not_lead(question: str, earlier: str, later: str, short: str) -> None:
    assert chosen(question, told(2, earlier, 0.4), told(9, later, 0.38)).short == short


def test_highest_value_leads_where_it_is_asked_for() -> None:
    asked = "How many homes were without power at the height of the storm?"
    values = (2, "|900|", 0.5), (3, "|1,200|", 0.2), (9, "|400|", 0.45)
    found = [told(day, f"In the storm {value} homes lost power.", likely) for day, value, likely in values]
    assert chosen(asked, *found).short == "1,200"
    assert chosen(asked.replace(" at the height of", " in"), *found).short == "400"


def test_value_that_leads_is_among_those_that_differ() -> None:
    first, later = told(2, FIRST, 0.4), told(9, NOW, 0.3)
    later.features[FEATURES.index("coverage")] = 0.3  # too little to stand beside another
    assert [value for value, _ in disagreeing(understand(DIED, AS_OF), [first, later])] == ["14", "nine"]


def test_earlier_value_is_told_beside_it_as_an_earlier_report() -> None:
    found = chosen(DIED, told(2, FIRST, 0.4), told(9, NOW, 0.3))
    assert [(one.text, one.note) for one in found.sentences] == [
        (NOW.replace("|", ""), ""),
        (FIRST.replace("|", ""), "earlier report, 2 March 2031"),
    ]


def test_values_of_one_day_are_no_earlier_and_later_reports() -> None:
    same_day = replace(told(2, NOW, 0.3).passage.article, id="b", outlet="Herald")
    other = told(2, NOW, 0.3)
    other = replace(other, passage=replace(other.passage, article=same_day))
    assert [one.note for one in chosen(DIED, told(2, FIRST, 0.4), other).sentences] == ["", ""]


def test_value_that_a_later_article_takes_back_gives_way_though_that_sentence_is_no_evidence() -> None:
    first = told(2, "In the storm |3,100| homes lost power.", 0.6)
    rest = f"At its height 3,400 properties were cut off, the firm said, revising an earlier figure of 3,100. {STORY}"
    later = told(9, "|Norvex| spoke of the storm.", 0.05, rest=rest)
    found = chosen("How many homes lost power in the storm?", first, later)
    assert found.short == "3,400"
    assert [one.note for one in found.sentences] == ["", "earlier report, 2 March 2031"]


def test_number_of_something_else_is_no_answer() -> None:
    injured = chosen("How many people were injured in the mill fire?", told(2, FIRST))
    assert injured.sentences == ()
    assert injured.notes == ("The nearest sentence counts something else (nine).",)
    assert chosen(DIED, told(2, FIRST)).sentences != ()
