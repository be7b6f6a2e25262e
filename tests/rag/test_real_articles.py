"""Questions to the two real articles: facts, dates, who said it, both articles, other spellings, follow-ups, refusals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.datatypes import Answer

pytestmark = pytest.mark.data

REAL = Path(__file__).parents[3] / "shared" / "data" / "articles"
DAY = date(2025, 12, 1)
VISIT, BASE = "Zhaparov", "Japarov"
"""How each of the two articles, and only it, spells the name."""


@dataclass(frozen=True)
class Wanted:
    """What an answer must have: `short` within the short answer, `said` in the cited sentences, these articles, a speaker."""

    question: str
    short: str | None = None
    said: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    speaker: str | None = None


FACTS = [
    Wanted("How many documents did Russia and Kyrgyzstan sign?", short="7", articles=(VISIT,)),
    Wanted("When will the CSTO summit take place in Bishkek?", short="November 27", articles=(VISIT,)),
    Wanted("On what day did Putin arrive in Bishkek?", short="November 25", articles=(BASE,)),
    Wanted("When did Tokayev visit Russia?", short="November 12", articles=(VISIT,)),
    Wanted("In which year will Russia chair the CSTO?", short="2026", articles=(VISIT,)),
    Wanted("Where is the Russian airbase?", short="Kant"),
    Wanted("Whom is Putin to meet from Belarus?", short="Lukashenko", articles=(BASE,)),
    Wanted("Who is Yuri Ushakov?", said=("presidential assistant",), articles=(VISIT,)),
]
WHO_SAID_IT = [
    Wanted("What did Shishkin say about Britain?", said=("Britain",), articles=(VISIT,), speaker="Shishkin"),
    Wanted("Who said that nothing indicates an emergency session of the CSTO?", short="Zaryshin", speaker="Zaryshin"),
    Wanted("What did Japarov say about the Shanghai Cooperation Organization?", said=("Shanghai",), speaker="Japarov"),
]
BOTH = [
    Wanted("What do the articles say about the base in Kant?", said=("Kant",), articles=(VISIT, BASE)),
    Wanted("What is Putin doing in Kyrgyzstan, according to both articles?", articles=(VISIT, BASE)),
]
SPELLINGS = [
    Wanted("What did Zhaparov tell RIA Novosti?", said=("Japarov",), articles=(BASE,)),
    Wanted("Who issued a statement jointly with Japarov?", short="Putin", said=("Zhaparov",), articles=(VISIT,)),
]
FOLLOW_UPS = [
    (("On what day did Putin arrive in Bishkek?",), Wanted("Whom is he to meet there?", said=("Lukashenko",))),
    (
        ("What does the article on the three-day trip say about the base in Kant?",),
        Wanted("And according to the other article?", articles=(BASE,)),
    ),
]
UNANSWERABLE = (
    "How much rent does Russia pay for the base in Kant?",
    "How many soldiers are stationed at the base in Kant?",
    "What did Xi Jinping say about the CSTO summit?",
    "When was Zhaparov born?",
    "Who won the football match between Kyrgyzstan and Uzbekistan?",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    if not REAL.is_dir():
        pytest.skip("the real articles are not beside the checkout")
    with Assistant.open(tmp_path_factory.mktemp("real") / "archive", vector_search="exact") as opened:
        opened.archive.sync(REAL)
        yield opened


def check(answer: Answer, wanted: Wanted) -> None:
    shown = " ".join(statement.text for statement in answer.statements)
    assert answer.answered, answer.reason
    assert wanted.short is None or wanted.short in (answer.short or ""), f"{answer.short!r}: {shown}"
    assert all(words in shown for words in wanted.said), shown
    cited = [citation.article.text for citation in answer.citations]
    assert all(any(spelling in text for text in cited) for spelling in wanted.articles), shown
    assert wanted.speaker is None or any(wanted.speaker in (one.speaker or "") for one in answer.citations), shown
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("wanted", [*FACTS, *WHO_SAID_IT, *BOTH, *SPELLINGS], ids=lambda wanted: wanted.question)
def test_question_is_answered_from_the_articles(assistant: Assistant, wanted: Wanted) -> None:
    check(assistant.ask(wanted.question, DAY), wanted)


@pytest.mark.parametrize(("before", "wanted"), FOLLOW_UPS, ids=lambda value: getattr(value, "question", ""))
def test_follow_up_keeps_what_is_talked_about(assistant: Assistant, before: tuple[str, ...], wanted: Wanted) -> None:
    talk = assistant.conversation()
    for question in before:
        talk.ask(question, DAY)
    check(talk.ask(wanted.question, DAY), wanted)


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_question_that_the_articles_do_not_answer_is_refused_with_a_reason(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    assert not answer.answered, answer.text
    assert answer.reason
    assert answer.citations == ()
