"""Why: a reason leads, what gives none is left out beside it, and two reasons are not one that two outlets give."""

from dataclasses import replace

import pytest

from index.datatypes import Passage
from rag.answers.why import gives_reason, same_reason, why
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, texts

# fmt: off
REASONS = [
    "The opening was put off because the survey had missed a river bed.",
    "The delay was caused by a shortage of rails.",
    "The plant was fined for polluting the river.",
    "The match was called off due to heavy rain in Orlen.",
    "The delay was due to a leak.",
    "The museum has looked for a home since its roof leaked.",
    "The mayor blamed the builder.",
    "Delays were blamed on ice.",
    "The power cut was put down to a squirrel.",
    "The damage, caused by a burst pipe, closed the pool.",
]
NONE = [
    "The bridge is due to open in May.",
    "Police are looking for missing men.",
    "The mayor was blamed.",
    "The bridge has been closed since Monday.",
    "The firm has grown since the start of the war.",
    "The council meets for breakfast in the morning.",
    "The chief resigned on Tuesday, two days after the vote.",
]
# fmt: on


@pytest.mark.parametrize("text", REASONS)
def test_reason_is_known_by_the_words_that_introduce_it(text: str) -> None:
    assert gives_reason(text)


@pytest.mark.parametrize("text", NONE)
def test_time_or_a_plan_is_no_reason(text: str) -> None:
    assert not gives_reason(text)


def test_what_is_asked_about_is_not_its_own_reason() -> None:
    asked = {"bridg", "close"}
    assert not gives_reason("Because the bridge is closed, the festival will pay for ferries.", asked)
    assert not gives_reason("Firms lose money because of the closed bridge.", asked)
    assert gives_reason("The bridge was shut because divers had found a crack.", asked)


def test_what_somebody_says_who_does_it_is_the_reason_for_that_alone() -> None:
    text = "The board of Norvex rejected the bid, saying that 42 crowns a share was too little."
    assert gives_reason(text, {"board", "reject", "bid"})
    assert not gives_reason(text, {"norvex", "share", "bid"})
    assert not gives_reason(text)


SAID = "The new tram line in Orlen is |a year late|, the council said."
BECAUSE = "The tram line was late because |the survey| had missed a river bed."


def test_reason_leads_and_nothing_without_one_stands_beside_it() -> None:
    query = understand("Why is the tram line late?", AS_OF)
    found = why(query, [rated(1, SAID, 0.4), rated(2, BECAUSE, 0.35)], 0.1)
    assert [one.text for one in found.sentences] == [BECAUSE.replace("|", "")]
    unlikely = why(query, [rated(1, SAID, 0.4), rated(2, BECAUSE, 0.05)], 0.1)
    assert unlikely.sentences[0].text == SAID.replace("|", "")


LATE = "The opening of the new tram line in Orlen was put off by the city council for a year because of {}."
TOO = "The opening of the new tram line in Orlen was put off for a year by the city council, because of {}."


@pytest.mark.parametrize(("other", "outlets"), [("rails", 1), ("soil", 2)])
def test_outlets_that_give_two_reasons_do_not_agree(archived: Archived, other: str, outlets: int) -> None:
    assistant = archived(
        report(1, f"Trams wait. {LATE.format('soil')}", "Gazette"),
        report(2, f"No trams yet in the city, says council. {TOO.format(other)}", "Courier"),
    )
    answer = assistant.ask("Why was the opening of the new tram line in Orlen put off?", AS_OF)
    texts(answer)
    assert len(answer.statements[0].outlets) == outlets


def test_same_reason_has_all_its_words() -> None:
    assert same_reason("It closed because of soil.", "Soil closed it.")
    assert not same_reason("It closed because of soil.", "It closed because of rails.")
    assert same_reason("It closed.", "It shut.")


AGAIN = "Oskar Brand, the mayor of Orlen, announced that he would |not stand again| in June."
ILLNESS = "He said that his wife's illness had changed his plans."


@pytest.mark.parametrize(
    ("following", "shown"),
    [
        ([ILLNESS, "He was elected in 2018 because nobody else stood."], 1),
        (["He was elected in 2018.", "Brand blamed the long hours."], 1),
        (["He was elected in 2018.", "He has three children."], None),
    ],
)
def test_sentence_behind_one_that_only_says_it_again_gives_the_reason(following: list[str], shown: int | None) -> None:
    query = understand("Why is Oskar Brand not standing again?", AS_OF)
    again = rated(1, AGAIN, 0.4)
    text = " ".join([again.text, *following])
    passage = Passage(replace(again.passage.article, text=text), 0, len(text), text, 1.0)
    found = [one.text for one in why(query, [replace(again, passage=passage)], 0.1).sentences]
    assert found == [again.text, *([following[shown]] if shown is not None else [])]


def test_cause_told_as_what_came_before_leads() -> None:
    query = understand("Why was the Lock Bridge shut?", AS_OF)
    shut = "The |Lock Bridge| was shut to traffic on Monday, the council said."
    after = "The Lock Bridge was shut after |a crack| was found in a beam."
    found = why(query, [rated(1, shut, 0.4), rated(2, after, 0.35)], 0.1)
    assert found.sentences[0].text == after.replace("|", "")
