"""Short answers to "where" and "how long": no doer for a place, and nothing by halves."""

import pytest

from index.datatypes import Filter
from rag.answers.fit import suits
from rag.answers.places import is_place
from rag.answers.short import short_of
from rag.answers.values.whole import whole_measure, whole_way
from rag.datatypes import Query
from rag.questions.kinds import kind_of
from tests.rag.answers.forms import AS_OF, Archived, rated, report


def asked(question: str) -> Query:
    return Query(question, question, Filter(), kind_of(question), as_of=AS_OF)


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("The lute was discovered by |a pensioner|, who took it for a sledge.", False),
        ("The lute was discovered by |Ada Lind| on Monday.", False),
        ("The lute was discovered by |the old river| near Orlen.", True),
        ("The lute was discovered in |a shed| in Orlen.", True),
    ],
)
def test_who_did_it_is_not_where_it_was(sentence: str, fits: bool) -> None:
    assert suits(asked("Where was the lute discovered?"), rated(1, sentence, 0.6)) is fits


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The lute was stolen from a train between Orlen and |Lorne|.", True),
        ("The lute was stolen from a train between |Orlen| and Lorne.", True),
        ("The lute was on the ferry from |Orlen| to Lorne.", True),
        ("The talks between Ada Lind and |Bo Dahl| ended.", False),
        ("The lute was a gift from |Ada Lind|.", False),
        ("The men's race went to |Jon Berg| in 2:14:52.", False),
        ("Last year's prize for a novel went to |Ada Lind|.", False),
        ("The president went to |Orlen|.", True),
    ],
)
def test_what_a_train_runs_between_is_a_place(sentence: str, place: bool) -> None:
    assert is_place(rated(1, sentence, 0.6)) is place


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("How long was he jailed?", "He was jailed for |five years| and four months.", "five years and four months"),
        ("How long was he jailed?", "He was jailed for five years and |four months|.", "five years and four months"),
        ("How long did it take?", "It took |3 hours|, 20 minutes and 4 seconds.", "3 hours, 20 minutes and 4 seconds"),
        ("How long was he jailed?", "He was jailed for |five years| and Ada Lind for two.", "five years"),
        ("How long was he jailed?", "He was jailed for |five years| and ten people were fined.", "five years"),
        ("Where was it?", "It was on a train between Orlen and |Lorne|.", "between Orlen and Lorne"),
    ],
)
def test_short_answer_is_no_half(question: str, sentence: str, short: str) -> None:
    assert short_of(asked(question), rated(1, sentence, 0.6)) == short


def test_whole_is_a_stretch_of_the_text_and_long_texts_cost_no_time() -> None:
    text = "five years and " * 5_000
    assert whole_measure(text, (0, 4)) == (0, 4)
    assert whole_way("between A and " * 5_000, (9, 10))[0] >= 0


def test_place_goes_before_the_finder(archived: Archived) -> None:
    assistant = archived(
        report(1, "The stolen lute was found by a pensioner, Alf Berg. It was found in a shed in Orlen on Monday.")
    )
    answer = assistant.ask("Where was the stolen lute found?", AS_OF)
    assert answer.short is None or "pensioner" not in answer.short
