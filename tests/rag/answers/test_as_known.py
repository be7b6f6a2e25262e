"""The last value is the last that could be read by the day the asker stands on."""

from datetime import date

import pytest

from tests.rag.answers.forms import Archived, report, texts

FIRST = (
    "At least nine people died when the ferry Anna Lind sank off Drosk on Sunday. Mayor Ines Marr asked for calm. "
    "Divers from Sellin are looking for others."
)
SECOND = (
    "The owner of the ferry Anna Lind, Bo Ek, stepped down on Monday, a week after the sinking off Drosk in which 17 "
    "people are now known to have died. Ines Marr thanked the divers."
)
ASKED = "How many people died when the ferry Anna Lind sank?"


@pytest.mark.parametrize(
    ("as_of", "short"),
    [(date(2031, 3, 5), "nine"), (date(2031, 3, 20), "17")],
)
def test_later_report_counts_from_its_day_on(archived: Archived, as_of: date, short: str) -> None:
    first = report(1, FIRST, "Herald", date(2031, 3, 3))
    second = report(2, SECOND, "Courier", date(2031, 3, 9))
    answer = archived(first, second).ask(ASKED, as_of=as_of)
    assert (answer.short or "").endswith(short)
    notes = [statement.note for statement in answer.statements]
    assert ("earlier report, 3 March 2031" in notes) == (len(texts(answer)) > 1)
