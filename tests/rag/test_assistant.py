"""The assistant from outside, over the sample archive with the bundled model: what it says is proved, or it says why not."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.datatypes import Filter
from index.errors import QuestionError
from rag import Assistant
from rag.datatypes import Answer

TODAY = date(2026, 4, 30)
ANSWERED = "When was the Skarrow Bridge closed?"
REFUSED = "When did the crew of the Meridian orbital station come back to Earth?"
QUESTIONS = [
    ANSWERED,
    "Who said that nurses cannot eat applause?",
    "How many litres a day may each person in Drosk use?",
    "Where was the stolen astrolabe found?",
    "Why was the inspection of the bridge postponed?",
    "According to The Harbour Ledger, what does the bridge repair cost?",
]


@pytest.fixture(scope="module")
def assistant(sample_archive: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_archive, vector_search="exact") as opened:
        yield opened


def check(answer: Answer) -> None:
    """What holds for every answer that is ever given."""
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert citation.verified
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    for passage in answer.passages:
        assert passage.article.text[passage.start : passage.end] == passage.text
    if answer.answered:
        assert answer.reason is None
        assert answer.citations
        assert all(statement.markers for statement in answer.statements)
        assert {marker for statement in answer.statements for marker in statement.markers} <= set(markers)
        assert {int(marker) for marker in re.findall(r"(?<!\\)\[(\d+)\]", answer.text)} <= set(markers)
        assert answer.short is None or any(answer.short in citation.quote for citation in answer.citations)
    else:
        assert answer.reason
        assert not answer.citations
        assert not answer.statements
        assert answer.short is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_of_an_answer_is_an_exact_span_of_an_article(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, TODAY)
    check(answer)
    assert answer.answered
    for statement in answer.statements:
        cited = [answer.citations[marker - 1].quote for marker in statement.markers]
        assert statement.text in cited  # the offline reader's own sentences


def test_cited_articles_are_those_of_the_archive(assistant: Assistant) -> None:
    for citation in assistant.ask(ANSWERED, TODAY).citations:
        assert assistant.archive.article(citation.article.id) == citation.article


def test_refusal_has_a_reason_and_the_nearest_passages_but_no_citation(assistant: Assistant) -> None:
    answer = assistant.ask(REFUSED, TODAY)
    check(answer)
    assert not answer.answered
    assert answer.reason in answer.text.replace("\\", "")
    assert answer.passages


def test_outlet_that_the_archive_lacks_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Pellworth Gazette write about the debate?", TODAY)
    check(answer)
    assert not answer.answered
    assert "The archive has no article from Pellworth Gazette." in answer.query.notes
    assert answer.passages == ()


def test_named_outlet_is_a_visible_filter_that_every_passage_passes(assistant: Assistant) -> None:
    answer = assistant.ask("According to The Harbour Ledger, what does the bridge repair cost?", TODAY)
    assert answer.query.filter.outlets == ("The Harbour Ledger",)
    assert {passage.article.outlet for passage in answer.passages} == {"The Harbour Ledger"}


def test_named_time_is_a_visible_filter_that_every_passage_passes(assistant: Assistant) -> None:
    passages = assistant.search("What was published about the bridge in March?", as_of=TODAY)
    assert passages
    assert all(
        passage.article.published_day and date(2026, 3, 1) <= passage.article.published_day <= date(2026, 3, 31)
        for passage in passages
    )


def test_time_without_an_answer_is_widened_and_that_is_said(assistant: Assistant) -> None:
    only_2019 = Filter(after=date(2019, 1, 1), before=date(2019, 12, 31))
    query = replace(assistant.understand(ANSWERED, TODAY), filter=only_2019)
    assert assistant.search(query) == []
    answer = assistant.ask(query)
    check(answer)
    assert answer.answered
    assert answer.query.filter == Filter()
    assert "all dates" in answer.query.notes[-1]


def test_query_is_acted_on_instead_of_a_question(assistant: Assistant) -> None:
    query = assistant.understand("According to The Harbour Ledger, what does the bridge repair cost?", TODAY)
    free = replace(query, filter=Filter())
    answer = assistant.ask(free)
    check(answer)
    assert answer.query == free
    assert {passage.article.outlet for passage in assistant.search(free)} > {"The Harbour Ledger"}
    assert {passage.article.outlet for passage in assistant.search(query)} == {"The Harbour Ledger"}


def test_stream_tells_each_stage_and_ends_with_what_ask_gives(assistant: Assistant) -> None:
    *events, last = assistant.stream(ANSWERED, TODAY)
    stages = [event.stage for event in events]
    assert stages[:2] == ["query", "passages"]
    assert "text" in stages
    assert "answer" not in stages
    assert last.answer is not None
    assert replace(last.answer, timings={}) == replace(assistant.ask(ANSWERED, TODAY), timings={})
    assert (
        "".join(event.text for event in events).split()
        == " ".join(statement.text for statement in last.answer.statements).split()
    )


@pytest.mark.parametrize("question", [*QUESTIONS, REFUSED])
def test_same_question_gives_the_same_answer(assistant: Assistant, sample_archive: Path, question: str) -> None:
    first = assistant.ask(question, TODAY).to_dict() | {"timings": {}}
    with Assistant.open(sample_archive, vector_search="exact") as other:
        assert first == other.ask(question, TODAY).to_dict() | {"timings": {}}


@pytest.mark.parametrize("question", [ANSWERED, REFUSED])
def test_answer_becomes_json_with_each_article_once(assistant: Assistant, question: str) -> None:
    told = json.loads(json.dumps(assistant.ask(question, TODAY).to_dict()))
    assert {citation["article"] for citation in told["citations"]} <= told["articles"].keys()
    assert {passage["article"] for passage in told["passages"]} <= told["articles"].keys()
    assert all("text" not in article for article in told["articles"].values())
    assert told["query"]["as_of"] == TODAY.isoformat()


def test_timings_name_the_stages_and_their_total(assistant: Assistant) -> None:
    timings = dict(assistant.ask(ANSWERED, TODAY).timings)
    total = timings.pop("total")
    assert timings.keys() >= {"understand", "retrieve", "answer"}
    assert total == pytest.approx(sum(timings.values()))
    assert all(milliseconds >= 0 for milliseconds in timings.values())


def test_search_gives_at_most_top_k_best_first_and_none_twice(assistant: Assistant) -> None:
    passages = assistant.search("the bridge repair", top_k=7, as_of=TODAY)
    assert len(passages) == 7
    assert [passage.score for passage in passages] == sorted((passage.score for passage in passages), reverse=True)
    assert len({" ".join(passage.text.casefold().split()) for passage in passages}) == 7


@pytest.mark.parametrize("question", ["", " \n", "?", "x" * 100_000])
def test_question_that_is_none_is_an_error_of_ours(assistant: Assistant, question: str) -> None:
    for act in (assistant.ask, assistant.search, assistant.understand):
        with pytest.raises(QuestionError):
            act(question)


def test_today_is_the_default(assistant: Assistant) -> None:
    before = date.today()
    assert before <= assistant.understand(ANSWERED).as_of <= date.today()


def test_conversation_follows_up(assistant: Assistant) -> None:
    talk = assistant.conversation()
    check(talk.ask("What did Marten Haldrek offer the mayor?", TODAY))
    answer = talk.ask("What did he say about a collapse?", TODAY)
    check(answer)
    assert answer.query.standalone == "What did Marten Haldrek say about a collapse?"


def test_empty_archive_refuses_and_says_to_sync(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "empty", vector_search="exact") as assistant:
        answer = assistant.ask(ANSWERED, TODAY)
        check(answer)
        assert not answer.answered
        assert "sync" in (answer.reason or "")
        assert assistant.search(ANSWERED, as_of=TODAY) == []


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    assistant = Assistant.open(tmp_path / "empty", vector_search="exact")
    assistant.close()
    assistant.close()


@pytest.fixture(scope="module")
def words(assistant: Assistant) -> list[str]:
    """All words of the sample articles, punctuation and quotation marks included."""
    return sorted(
        {word for article in assistant.archive.articles() for word in f"{article.title} {article.text}".split()}
    )


STARTS = ["Who", "When was", "How many", "Where is", "What did", "Why", "Did", "According to", "In March,", "List", ""]


@given(
    seed=st.integers(0, 2**32),
    start=st.sampled_from(STARTS),
    count=st.integers(1, 9),
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
# Each is 0.2 s of reading; hundreds that are read by chance are in `test_proof_properties.py`.
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gets_a_proved_answer_or_a_reason(
    assistant: Assistant, words: list[str], seed: int, start: str, count: int, day: date
) -> None:
    question = " ".join([start, *random.Random(seed).choices(words, k=count)]) + "?"
    try:
        answer = assistant.ask(question, day)
    except QuestionError:
        assert not re.search(r"\w", question)
        return
    check(answer)


def test_article_removed_while_it_is_being_cited_is_not_cited(tmp_path: Path) -> None:
    source = tmp_path / "bridge.md"
    source.write_text("# Bridge closed\n\nThe Orlen bridge was closed on Monday after engineers found a crack.\n")
    with Assistant.open(tmp_path / "archive", vector_search="exact") as opened:
        opened.archive.sync([source])
        asked = "When was the Orlen bridge closed?"
        assert opened.ask(asked).answered
        for event in (events := opened.stream(asked)):
            if event.stage == "passages":
                source.unlink()
                with Assistant.open(tmp_path / "archive", vector_search="exact") as other:
                    other.archive.sync([tmp_path], emptied=True)
                break
        *_, last = events
    assert last.answer
    assert not last.answer.answered
    assert last.answer.citations == ()
