"""Whose claim it is: the party asked for, what is denied or only alleged, and who denied or alleged it."""

from datetime import date

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from rag.evidence.contested import without_contested
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, texts

MARKET = report(
    1,
    "LOMM - At least 23 people were killed when rockets hit the cattle market in Sarn on Monday, the health ministry said. "
    "The rebel Northern Guard put the death toll at 61 and accused the army of firing them.\n\n"
    "The army denied that its guns had been loaded. Its chief, Ida Vell, said the rockets had come from the hills.",
    "Herald",
    date(2026, 3, 3),
)
COUNT = report(
    2,
    "United Nations inspectors have verified the deaths of 38 people in the rocket attack on the cattle market in Sarn, the "
    "UN mission said on Friday. The figure is higher than the 23 given by the government and lower than the 61 claimed by "
    "the Northern Guard.",
    "Courier",
    date(2026, 3, 7),
)
PIPE = report(
    3,
    "The pipeline to Orlen leaked for two days. Norvex Energy denied reports that a digger had cut the pipeline.",
    "Gazette",
)
CONVOY = report(
    4,
    "Its leader, Pavel Stahl, said that army helicopters had attacked a convoy near Tarn on Sunday. The army denies this. "
    "Rain is expected.",
    "Gazette",
)
THEFT = report(6, "Bo Hart, 61, of Lomm, has been charged with stealing a harp from a train. It was found on Monday.")
TALKS = report(
    5,
    "No deal on the ferry fares was signed. A harbour official, who asked not to be named, said one had been ready. The "
    "Estmark transport ministry denied it.",
    "Gazette",
)
ALL = (MARKET, COUNT, PIPE, CONVOY, TALKS, THEFT)
KILLED = "How many people were killed at the cattle market in Sarn"


@pytest.fixture
def told(archived: Archived) -> Assistant:
    return archived(*ALL)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        (f"{KILLED} according to the rebels?", "61"),
        (f"{KILLED} according to the Northern Guard?", "61"),
        (f"{KILLED} according to the government?", "At least 23"),
        (f"{KILLED} according to the health ministry?", "At least 23"),
        (f"According to the UN, {KILLED[0].lower()}{KILLED[1:]}?", "38"),
        ("What was the rebels' toll for the cattle market in Sarn?", "61"),
        ("What death toll does the ministry give for the cattle market in Sarn?", "23"),
        ("Where did the rockets come from, according to the army?", "the hills"),  # "its chief" speaks for it
    ],
)
def test_only_the_claimant_asked_for_answers(told: Assistant, question: str, short: str) -> None:
    answer = told.ask(question, AS_OF)
    assert (answer.short or "").rstrip(".") == short
    assert answer.disagreement is None


def test_another_partys_figure_is_no_answer_of_one_that_gives_none(told: Assistant) -> None:
    assert told.ask(f"{KILLED} according to the army?", AS_OF).short is None


def test_figures_of_several_parties_stand_side_by_side(told: Assistant) -> None:
    answer = told.ask(f"{KILLED}?", AS_OF)
    assert answer.disagreement
    assert {value for value, _ in answer.disagreement.values} == {"At least 23", "38", "61"}
    assert not [one.note for one in answer.statements if "report" in one.note]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who says 61 people died in Sarn?", "The rebel Northern Guard"),
        ("Who says 23 people died in Sarn?", "the health ministry"),
        ("Who accused the army of firing rockets?", "Northern Guard"),
        ("Who denied that a deal on the ferry fares had been ready?", "The Estmark transport ministry"),
        ("Who denied that the army attacked a convoy near Tarn?", "The army"),
    ],
)
def test_who_claimed_it_is_the_subject_of_the_verb(told: Assistant, question: str, short: str) -> None:
    answer = told.ask(question, AS_OF)
    assert answer.short == short
    assert answer.disagreement is None


def test_who_gives_a_number_that_nobody_gives_has_no_short_answer(told: Assistant) -> None:
    assert told.ask("Who says 75 people died at the cattle market in Sarn?", AS_OF).short is None


@pytest.mark.parametrize(
    ("question", "claim", "denial"),
    [
        ("Who attacked the convoy near Tarn?", "army helicopters", "The army denies this."),
        ("Who cut the pipeline to Orlen?", "denied reports that a digger", ""),
        ("What cut the pipeline to Orlen?", "denied reports that a digger", ""),
        ("Who stole a harp from a train?", "charged with stealing", ""),
        ("Who fired the rockets at the market in Sarn?", "accused the army", "The army denied that its guns had been loaded."),
    ],
)  # fmt: skip
def test_what_is_denied_or_alleged_is_shown_with_its_denial_and_is_no_short_answer(
    told: Assistant, question: str, claim: str, denial: str
) -> None:
    answer = told.ask(question, AS_OF)
    shown = texts(answer)
    assert answer.short is None
    assert any(claim in one for one in shown)
    assert not denial or denial in shown


@pytest.mark.parametrize(
    ("article", "question", "short"),
    [
        # who turns down an offer says nothing of whether it was made
        ("The council of Lomm rejected an offer of £3m for the pier by Norvex Energy.", "What did Norvex Energy offer?", "£3m"),
        ("Bo Hart was arrested on Monday over the theft of a cello, police said. He denies the charge.",
         "Who was arrested over the theft of a cello?", "Bo Hart"),
        ("Bo Hart has been charged with stealing a harp from a train.", "Who was charged with stealing a harp?", "Bo Hart"),
        ("Bo Hart, charged with stealing a harp, was found guilty on Monday.", "Who stole a harp?", "Bo Hart"),
        ("Jon Reddick was arrested after the fire and found guilty of it: he set the fire at the Quill mill.",
         "Who set the fire at the Quill mill?", "Jon Reddick"),
        ("Police arrested Jon Reddick on Monday over the fire at the Quill mill.",
         "Who was arrested over the fire at the Quill mill?", "Jon Reddick"),
        ("Police questioned Jon Reddick, who won the cup for Lomm in May.", "Who won the cup for Lomm?", "Jon Reddick"),
        # nor does who was accused, or denied something, of what else happened
        ("Dan Vask, who was wrongly accused by the tax office, won £2 million in damages on Friday.",
         "How much did Dan Vask win in damages?", "£2 million"),
        ("Pia Renn, accused by rivals of waste, opened the Vessing bridge on 5 May 2025.",
         "When was the Vessing bridge opened?", "5 May 2025"),
        ("Dan Vask, who denied killing anyone in the war, was born in Karn in 1970.", "Where was Dan Vask born?", "Karn"),
        ("The council said the parking fee would be £4. Residents rejected it.", "How much will the parking fee be?", "£4"),
        ("Ann Lee said Bo Hart had painted the mural in Lomm. Rovers denied that they would leave the town.",
         "Who painted the mural in Lomm?", "Bo Hart"),
    ],
)  # fmt: skip
def test_what_is_not_denied_answers(archived: Archived, article: str, question: str, short: str) -> None:
    assert archived(report(1, article)).ask(question, AS_OF).short == short


@pytest.mark.parametrize(
    ("article", "question"),
    [
        ("Police arrested harbour master Jon Reddick on Monday over the fire at the Quill mill.", "Who set the Quill fire?"),
        ("Jon Reddick was arrested over the fire at the Quill mill on Monday.", "Who set the fire at the Quill mill?"),
        ("A rebel, Musa Keld, said 300 soldiers had surrendered at Dorn. The army rejected this.",
         "Where had 300 soldiers surrendered?"),
    ],
)  # fmt: skip
def test_arrested_is_not_who_did_it_nor_a_rejected_claim_what_happened(
    archived: Archived, article: str, question: str
) -> None:
    answer = archived(report(1, article)).ask(question, AS_OF)
    assert answer.short is None
    assert answer.answered


def test_a_public_bodys_later_count_is_a_later_report(archived: Archived) -> None:
    def fire(number: int, text: str, day: int) -> Article:
        return report(number, text, f"Paper {number}", date(2026, 3, day))

    first = fire(1, "At least nine people died in the mill fire in Lomm, the fire service said. Ann Lind was there.", 2)
    later = fire(2, "The mill fire in Lomm killed 14 people, police said on Monday. Ann Lind was there.", 9)
    answer = archived(first, later).ask("How many people died in the mill fire in Lomm?", AS_OF)
    assert answer.short == "14"
    assert "earlier report, 2 March 2026" in [one.note for one in answer.statements]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Who gave a rare concert in Lomm?",
            "After days of speculation that |Ada Torn| would sing, she gave a rare concert.",
        ),
        ("What caused the fire in Lomm?", "The fire service blamed |a gas leak| for the fire in Lomm."),
        ("Who is the mayor of Lomm?", "The mayor of Lomm, |Ada Torn|, denied that Lomm was bankrupt."),
    ],
)
def test_what_nobody_disputes_answers(question: str, sentence: str) -> None:
    assert without_contested(understand(question, AS_OF), [rated(1, sentence, 0.4)])[0].answer
