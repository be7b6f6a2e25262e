"""The role that is asked for is the one that the sentence gives: no loser has won, no first round is the election."""

from datetime import date

import pytest

from rag.answers.fit import suits
from rag.answers.opposite import without_asker
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("Who won the election in Orlen?", "|Ada Torn| came first in the first round of the election with 38 per cent.", False),
        ("Who won the cup?", "|Rovers|, 2-0 up, won the semi-final on Monday.", False),
        ("Who won the election in Orlen?", "The losing candidate, |Ada Torn|, left.", False),
        ("Who won the election in Orlen?", "|Ada Torn|, 58, refused to concede.", False),
        ("Who won the first round in Orlen?", "|Ada Torn| came first in the first round with 38 per cent.", True),
        ("Who won the election in Orlen?", "|Ada Torn| won the election in Orlen after leading in the first round.", True),
        ("Who won the cup?", "|Rovers| won the cup after a semi-final in Lomm.", True),
        ("Who won the election in Orlen?", "|Ada Torn| lost her voice and won the election in Orlen.", True),
        ("Who won the cup?", "|Ada Torn|, who was beaten last year, won the cup.", True),
        ("Who became mayor of Orlen?", "|Ada Torn|, who led the opinion polls, became mayor of Orlen.", True),
        ("Who won the cup?", "|Rovers| topped the qualifying round and won the cup.", True),
        ("Who won the cup?", "|Torpedo| won the cup.", True),
        ("Who lost the election in Orlen?", "|Ada Torn| lost the election in Orlen.", True),
        ("Who presided over the hearing?", "The court rejected a complaint by the trader, |Ada Torn|.", False),
        ("Who presided over the hearing?", "The presiding judge, |Ada Torn|, spoke.", True),
        ("Who complained to the court?", "The court rejected a complaint by the trader, |Ada Torn|.", True),
        ("Who bombed the market?", "Three died when |shells| hit the market.", False),
        ("What hit the market?", "Three died when |shells| hit the market.", True),
    ],
)  # fmt: skip
def test_opponent_is_no_answer(question: str, sentence: str, fits: bool) -> None:
    assert suits(understand(question, AS_OF), rated(1, sentence, 0.4)) is fits


def test_who_won_the_election_is_not_who_led_the_first_round(archived: Archived) -> None:
    first = report(
        1,
        "Ada Torn, a former judge, came first in the first round of Orlen's mayoral election with 38 per cent of the vote. "
        "Bo Hart took 34 per cent.",
        published=date(2026, 3, 2),
    )
    second = report(
        2,
        "Bo Hart was elected mayor of Orlen with 51 per cent of the vote in the run-off of the election on Sunday.",
        published=date(2026, 3, 16),
    )
    assert archived(first, second).ask("Who won the mayoral election in Orlen?", AS_OF).short == "Bo Hart"


SIGNED = report(
    1,
    "The truce was signed by Foreign Minister Ada Torn and by the Guard's envoy, Dr. Bo Hart. It holds for a month. The rebel "
    "Northern Guard will leave Sarn.",
)


@pytest.mark.parametrize("side", ["for the rebels", "on behalf of the Northern Guard"])
def test_who_signed_for_a_side_is_of_that_side(archived: Archived, side: str) -> None:
    answer = archived(SIGNED).ask(f"Who signed the truce {side}?", AS_OF)
    assert (answer.short or "").removeprefix("Dr. ") == "Bo Hart"


def test_sentence_of_the_decision_leads_though_the_reader_took_who_asked_for_it(archived: Archived) -> None:
    text = (
        "Judge Ruth Ames rejected an appeal by Dan Voss on Monday. A petition from Olga Bern was dismissed by Judge Tom Hale. "
        "A complaint by a driver, Kit Moore, was upheld by the ombudsman, Eva Rill."
    )
    answer = archived(report(1, text, "Ledger", date(2026, 2, 4))).ask("Who upheld the complaint?", AS_OF)
    assert "Eva Rill" in answer.statements[0].text
    assert answer.short != "Kit Moore"


def test_who_asked_for_the_decision_is_no_answer_where_it_is_told() -> None:
    one = rated(1, "The court rejected a complaint by the trader, |Ada Torn|.", 0.4)
    cleared = without_asker(understand("Who rejected the complaint?", AS_OF), one)
    assert cleared.answer is None
    assert cleared.probability == one.probability
    assert without_asker(understand("Who presided over the hearing?", AS_OF), one) == one
    assert without_asker(understand("Who complained to the court?", AS_OF), one) == one
