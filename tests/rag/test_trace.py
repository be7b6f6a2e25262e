"""The excerpt tracer: which article has a sentence, word for word or altered, and what was altered."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article
from index.errors import QuestionError
from rag import Assistant
from rag.read import Reader
from rag.text.align import Change
from rag.trace import Trace, untraced
from tests.conftest import WordEmbedder

BRIDGE = (
    "The Orlen bridge was closed to all traffic at 10:40 p.m. on Tuesday, after divers found a crack 1.8 metres long.\n\n"
    "“We will not open it on hope,” said the engineer – a man of few words – and went home. It won't be cheap: the city "
    "expects to pay 14.2 million dalers for seven weeks of work.\n\nFerries run every 20 minutes until then."
)
TAX = "The harbour tax was raised to six dalers. It was in the end one of those things that nobody had asked for."
ARTICLES = [
    Article("bridge", "Bridge closed", BRIDGE, None, "Courier", date(2026, 3, 4), origin="document:bridge"),
    Article("tax", "Tax raised", TAX, None, "Herald", date(2026, 3, 5), origin="document:tax"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    embedder = WordEmbedder()
    folder: Path = tmp_path_factory.mktemp("traced") / "archive"
    with Archive.open(folder, embedder, chroma=False) as archive:
        archive.sync(ARTICLES)
        yield Assistant(archive, Reader(archive))


def only(traces: list[Trace]) -> Trace:
    assert len(traces) == 1
    assert traces[0].article.text[traces[0].start : traces[0].end] == traces[0].quote
    return traces[0]


spans = st.sampled_from(ARTICLES).flatmap(
    lambda article: st.tuples(st.just(article), st.integers(0, 30), st.integers(6, 40))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans)
@example((ARTICLES[1], 8, 6))  # common words alone
def test_any_six_words_of_an_article_are_traced_to_it_word_for_word(
    assistant: Assistant, span: tuple[Article, int, int]
) -> None:
    article, first, count = span
    words = list(re.finditer(r"\S+", article.text))[first : first + count]
    assume(len(words) >= 6)
    pasted = article.text[words[0].start() : words[-1].end()]
    trace = only(assistant.trace(pasted))

    assert trace.article == article
    assert trace.verbatim
    assert trace.similarity == 1
    assert re.sub(r"\W+", " ", trace.quote).strip() == re.sub(r"\W+", " ", pasted).strip()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["10:40", "1.8", "14.2", "20"]), st.integers(100, 9999))
def test_a_changed_number_is_named(assistant: Assistant, number: str, other: int) -> None:
    sentence = next(one for one in re.split(r"(?<=[a-z]\.)\s+(?=[A-Z])", BRIDGE) if number in one)
    trace = only(assistant.trace(sentence.replace(number, str(other), 1)))

    assert not trace.verbatim
    assert trace.changes == (Change(str(other), number),)
    assert trace.changes[0].grave
    assert 0.65 < trace.similarity < 1


@pytest.mark.parametrize(
    "pasted",
    [
        '"We will not open it on hope," said the engineer - a man of few words - and went home.',
        "''We will not open it on hope,'' said   the engineer—a man of few\nwords—and went home.",
        "…We will not open it on hope",
        "[“We will not open it on hope,” said the engineer...]",
        "It won’t be cheap",
        "open it on hope\u200b,” said the en\u00adgineer",
    ],
)
def test_quotation_marks_dashes_and_white_space_do_not_matter(assistant: Assistant, pasted: str) -> None:
    trace = only(assistant.trace(pasted))

    assert trace.verbatim
    assert trace.changes == ()


@pytest.mark.parametrize("mark", ["…", "...", "[...]", "(…)", ". . ."])
def test_an_ellipsis_leaves_words_out_which_are_named(assistant: Assistant, mark: str) -> None:
    trace = only(assistant.trace(f"The Orlen bridge was closed {mark} after divers found a crack"))

    assert trace.verbatim
    assert trace.changes == (Change("…", "to all traffic at 10:40 p.m. on Tuesday,"),)


def test_negations_and_numbers_come_before_other_changes(assistant: Assistant) -> None:
    trace = only(assistant.trace("The Orlen crossing was not closed to all traffic at 11:40 p.m. on Tuesday"))

    assert not trace.verbatim
    assert [change.grave for change in trace.changes] == [True, True, False]
    assert set(trace.changes) == {Change("not", ""), Change("11:40", "10:40"), Change("crossing", "bridge")}
    assert trace.quote.startswith("The Orlen bridge was closed to all traffic")


def test_words_put_in_brackets_are_a_change(assistant: Assistant) -> None:
    trace = only(assistant.trace("after [the city’s] divers found a crack 1.8 metres long"))

    assert [change.excerpt for change in trace.changes] == ["[the city’s]"]
    assert not trace.verbatim


def test_of_a_paragraph_from_two_articles_each_sentence_is_traced(assistant: Assistant) -> None:
    traces = assistant.trace("Ferries run every 20 minutes until then. The harbour tax was raised to six dalers.")

    assert [(trace.article.id, trace.verbatim) for trace in traces] == [("bridge", True), ("tax", True)]
    assert traces[0].excerpt == "Ferries run every 20 minutes until then."


HARBOUR = "Rescue boats had brought 43 people ashore from the Calder by nightfall on Thursday."
CHURCH = "Nobody told us anything. Four people are still missing, the priest said."


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (f"{HARBOUR} Nobody told us anything.", ["boats", "church"]),
        (f"{HARBOUR} We are searching the whole bay.", ["boats"]),
        # "Nobody was hurt" stands in the church's place of "Three sailors were hurt": altered, wherever else it stands.
        (f"{HARBOUR} Nobody was hurt there.", ["boats"]),
    ],
)
def test_only_a_sentence_that_the_rest_has_nothing_like_is_looked_for_elsewhere(
    tmp_path: Path, pasted: str, found: list[str]
) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(
            [
                Article("boats", "Boats", f"{HARBOUR} Three sailors were hurt there.", origin="document:boats"),
                Article("church", "Church", f"{CHURCH} Nobody was hurt there.", origin="document:church"),
            ]
        )
        traces = Assistant(archive, Reader(archive)).trace(pasted)
    assert [one.article.id for one in traces] == found


def test_what_no_article_says_is_not_guessed(assistant: Assistant) -> None:
    for pasted in (
        "Astronauts came home from the station after nine months in space.",
        "The bridge was opened by a choir of children, who sang about Tuesday.",
        "It was raised.",
        "bridge",
        "was not to be",
        "\N{GRINNING FACE} a",
    ):
        assert assistant.trace(pasted) == []


@pytest.mark.parametrize("pasted", ["", "  …”", "“\u200b”", "word " * 2_000])
def test_an_empty_or_endless_excerpt_is_refused(assistant: Assistant, pasted: str) -> None:
    with pytest.raises(QuestionError, match="Paste"):
        assistant.trace(pasted)


@settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
@example('NEAR("a" b, 3) OR title:* ^"')
@example("the … " * 200)
@example("[" * 300 + "a")
def test_any_text_is_traced_or_refused_and_never_slowly(assistant: Assistant, pasted: str) -> None:
    try:
        traces = assistant.trace(pasted)
    except QuestionError:
        return
    for trace in traces:
        assert trace.article.text[trace.start : trace.end] == trace.quote
        json.dumps(trace.to_dict())


CHINESE = "东京星期二举行灯笼节。约三万人参加了活动。警察说现场秩序良好。"


@pytest.mark.parametrize(
    ("excerpt", "change"),
    [
        ("约五万人参加了活动。", Change("五", "三")),
        ("警察说现场秩序不好。", Change("不", "良")),
        ("东京星期二举行音乐节。约三万人参加了活动。", Change("音乐", "灯笼")),
    ],
)
def test_letter_that_was_changed_is_pointed_out_where_words_have_no_spaces(
    tmp_path: Path, excerpt: str, change: Change
) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([Article("zh", "灯笼节", CHINESE, None, "News", date(2026, 3, 4), origin="document:zh")])
        found = only(Assistant(archive, Reader(archive)).trace(excerpt))
    assert not found.verbatim
    assert found.changes == (change,)
    assert found.changes[0].grave == (change.excerpt in "五不")


@pytest.mark.parametrize(
    ("excerpt", "verbatim"),
    [
        ("We will not open it on hope.", True),  # the article goes on: “..., said the engineer
        ("The Orlen bridge was closed to all traffic at 10:40 p.m. on Tuesday.", True),
        ("The Orlen bridge was closed to all traffic at 10:40.", False),  # "10:40 p.m."
        ("Divers found a crack 1.8 metres long", True),
        ("we will not open it on hope.", True),
        ("Divers found a Crack 1.8 metres long", False),
    ],
)
def test_another_first_letter_or_last_mark_alters_nothing(assistant: Assistant, excerpt: str, verbatim: bool) -> None:
    found = only(assistant.trace(excerpt))
    assert found.verbatim == verbatim


def test_a_number_without_its_comma_is_the_same_number(tmp_path: Path) -> None:
    text = "Some 31,000 vehicles use the Orlen bridge on an average weekday."
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([Article("a", "Bridge", text, None, "News", date(2026, 3, 4), origin="document:a")])
        assistant = Assistant(archive, Reader(archive))
        same, other = (only(assistant.trace(text.replace("31,000", one))) for one in ("31000", "9,000"))
    assert [change.grave for change in same.changes] == [False]
    assert [(change.excerpt, change.article, change.grave) for change in other.changes] == [("9,000", "31,000", True)]


def test_sentences_that_no_article_has_are_told_from_those_that_one_has(assistant: Assistant) -> None:
    excerpt = "Ferries run every 20 minutes until then. A dragon burnt the whole town hall. It was in the end one of those things"
    traces = assistant.trace(excerpt)
    assert {one.article.id for one in traces} == {"bridge", "tax"}
    assert untraced(excerpt, traces) == ["A dragon burnt the whole town hall."]
    assert untraced("Ferries run every 20 minutes", assistant.trace("Ferries run every 20 minutes")) == []
