"""Lists, comparisons, timelines, summaries: which sentences, in which order."""

import json
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from rag.answers.timeline import day_told
from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, report, sentence, texts

TREATY = (
    "Estmark and Norrland signed three documents in Orlen. "
    "The signed documents include a treaty on ferries and a pact on tolls. "
    "In addition, the two ministries signed a memorandum on tides. "
    "The guests ate herring in the old mint. Snow fell on the harbour all night."
)


def test_list_has_every_item_and_what_another_article_repeats_once(archived: Archived) -> None:
    assistant = archived(
        report(1, TREATY, "Gazette"),
        report(
            2, "Talks end. The signed documents include a treaty on ferries and a pact on tolls, it is known.", "Post"
        ),
    )
    said = " ".join(found := texts(assistant.ask("Which documents were signed?", AS_OF)))
    assert said.count("treaty on ferries") == 1
    assert "memorandum on tides" in said
    assert "herring" not in said
    assert len(found) == len(set(found))


def test_everybody_who_spoke_of_it_is_heard_once(archived: Archived) -> None:
    assistant = archived(
        report(1, "“The tram is too slow,” said Ada Lind. “The tram is a joy,” said Oskar Brand. The mint was shut."),
        report(
            2, "Ada Lind said the tram would be late. “Nobody asked us about the tram,” Mira Holt told the council."
        ),
    )
    answer = assistant.ask("Who said something about the tram?", AS_OF)
    texts(answer)
    speakers = [citation.speaker.split()[-1] for citation in answer.citations if citation.speaker]
    assert sorted(speakers) == ["Brand", "Holt", "Lind"]


def test_two_people_of_one_family_name_are_two_and_a_title_makes_no_third(archived: Archived) -> None:
    assistant = archived(
        report(1, "“The tram is too slow,” said Ada Lind. “The tram is a joy,” said Bo Lind. The mint was shut."),
        report(2, "President Ada Lind said the tram would be late. The mint was shut."),
    )
    answer = assistant.ask("Who said something about the tram?", AS_OF)
    texts(answer)
    assert sorted(one.speaker for one in answer.citations if one.speaker) in (
        ["Ada Lind", "Bo Lind"], ["Bo Lind", "President Ada Lind"],
    )  # fmt: skip


def test_outlets_that_report_it_are_each_heard_once(archived: Archived) -> None:
    assistant = archived(
        report(1, RALLY.format("4,000"), "Tarnwick Gazette"),
        report(2, "A full square. Some 9,000 came to the rally in Orlen.", "Coast Courier"),
    )
    answer = assistant.ask("Which outlets reported on the rally in Orlen?", AS_OF)
    texts(answer)
    assert sorted(one.article.outlet or "" for one in answer.citations) == ["Coast Courier", "Tarnwick Gazette"]


def test_count_stands_first(archived: Archived) -> None:
    assistant = archived(
        report(1, "Objections to the Orlen tram were sent. The board had 1,904 objections to the tram, mostly letters.")
    )
    answer = assistant.ask("How many objections to the tram were sent?", AS_OF)
    assert answer.short in ("1,904", "1,904 objections")
    assert "1,904" in texts(answer)[0]


RALLY = "Around {} people came to the rally in Orlen on Friday night. Songs were sung."


def test_comparison_has_the_best_sentence_of_each_outlet_asked(archived: Archived) -> None:
    assistant = archived(
        report(1, RALLY.format("4,000"), "Tarnwick Gazette", date(2026, 3, 4)),
        report(2, "A full square. Some 9,000 came to the rally in Orlen.", "Coast Courier", date(2026, 3, 5)),
        report(3, "An outlet unasked tells of the rally in Orlen.", "Norrland Post", date(2026, 3, 5)),
    )
    answer = assistant.ask("How do the Coast Courier and the Tarnwick Gazette differ on the rally in Orlen?", AS_OF)
    texts(answer)
    outlets = [answer.citations[statement.markers[0] - 1].article.outlet for statement in answer.statements]
    assert outlets == ["Coast Courier", "Tarnwick Gazette"]


def test_question_of_two_outlets_hears_each_in_whatever_words_it_is_put(archived: Archived) -> None:
    assistant = archived(
        report(1, RALLY.format("4,000"), "Tarnwick Gazette", date(2026, 3, 4)),
        report(2, "A full square. Some 9,000 came to the rally in Orlen.", "Coast Courier", date(2026, 3, 5)),
    )
    answer = assistant.ask("What do the Coast Courier and the Tarnwick Gazette say about the rally in Orlen?", AS_OF)
    texts(answer)
    outlets = [answer.citations[statement.markers[0] - 1].article.outlet for statement in answer.statements]
    assert outlets == ["Coast Courier", "Tarnwick Gazette"]


@pytest.mark.parametrize(("other", "short"), [("9,000", "9,000"), ("4,000", None)])
def test_outlets_that_give_one_value_give_a_short_answer(archived: Archived, other: str, short: str | None) -> None:
    assistant = archived(
        report(1, "A full square. Some 9,000 people came to the rally in Orlen.", "Tarnwick Gazette"),
        report(2, f"A loud night. The rally in Orlen was for {other} people a good one.", "Coast Courier"),
    )
    question = "How many people were at the rally in Orlen, according to the Coast Courier and the Tarnwick Gazette?"
    answer = assistant.ask(question, AS_OF)
    assert len(texts(answer)) == 2
    assert (answer.short and answer.short.removesuffix(" people")) == short


def test_comparison_says_which_outlet_has_nothing(sample: Assistant) -> None:
    question = "Compare the Courier and the Ledger on the rally in Saltgate Square"
    answer = sample.ask(question, AS_OF)
    assert texts(answer)
    assert any("Ledger" in note for note in answer.query.notes)


def test_steps_of_a_timeline_stand_by_day_each_with_it(archived: Archived) -> None:
    assistant = archived(
        report(1, "The tram in Orlen reopened on Tuesday. Trams are red.", "Gazette", date(2026, 3, 20)),
        report(2, "The tram in Orlen was closed on 2 March. It had lost a wheel.", "Gazette", date(2026, 3, 9)),
        report(3, "The tram in Orlen will get new wheels on 4 May.", "Gazette", date(2026, 3, 22)),
    )
    answer = assistant.ask("What is the timeline of the tram in Orlen?", AS_OF)
    texts(answer)
    notes = [statement.note for statement in answer.statements if not statement.note.startswith("reported")]
    assert notes == ["2 March 2026", "17 March 2026", "4 May 2026"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The tram stopped on Monday.", "2 March 2026"),  # the article is of Wednesday, 4 March 2026
        ("The tram stopped on Wednesday.", "4 March 2026"),
        ("The tram stopped yesterday.", "3 March 2026"),
        ("The tram stopped on 28 December.", "28 December 2025"),
        ("The tram will run again on Friday.", "reported 4 March 2026"),  # which Friday, nothing tells
        ("The tram has stopped, the city said on Monday.", "reported 2 March 2026"),
        ("The tram stopped.", "reported 4 March 2026"),
    ],
)
def test_day_that_a_sentence_tells_of(text: str, words: str) -> None:
    told = day_told(sentence(text), AS_OF)
    assert told is not None
    assert told.words == words


def test_summary_is_in_order_of_time_and_repeats_nothing(sample: Assistant) -> None:
    answer = sample.ask("Summarise the astrolabe theft", AS_OF)
    found = texts(answer)
    days = [answer.citations[statement.markers[0] - 1].article.published_day for statement in answer.statements]
    assert 3 <= len(found) <= 5
    assert [day for day in days if day] == sorted(day for day in days if day)
    assert len(set(found)) == len(found)


def test_sentences_of_one_article_stand_in_its_order_behind_the_first(sample: Assistant) -> None:
    for question in ("What did Haldrek say about the bridge?", "Which documents were found?", "Who is Petra Quill?"):
        rest = sample.ask(question, AS_OF).citations[1:]
        for one, other in pairwise(rest):
            assert one.article.id != other.article.id or one.start < other.start


def test_other_article_is_the_one_not_cited(archived: Archived) -> None:
    assistant = archived(
        report(1, "The Orlen tram stopped because a wheel had cracked. Nobody was hurt."),
        report(2, "Passengers walked. The Orlen tram stopped because of snow on the rails, it turned out."),
    )
    talk = assistant.conversation()
    first = talk.ask("Why did the Orlen tram stop?", AS_OF)
    cited = {first.citations[0].article.id}
    other = talk.ask("And according to the other article?", AS_OF)
    assert texts(other)
    assert not cited & {citation.article.id for citation in other.citations}


QUESTIONS = (
    "Who is Greta Simmer?",
    "Summarise the Brannock data leak",
    "Timeline of the nurses' strike",
    "Who said something about the bridge?",
    "Did Rovers win the cup?",
    "What documents were stolen?",
)
SCRIPT = """
import json, sys
from datetime import date
from rag import Assistant
with Assistant.open(sys.argv[1], vector_search="exact") as assistant:
    for question in json.loads(sys.argv[2]):
        told = assistant.ask(question, date(2026, 4, 20)).to_dict()
        del told["timings"]
        print(json.dumps(told, sort_keys=True))
"""


def test_answers_are_the_same_byte_for_byte_in_every_process(sample_archive: Path) -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(sample_archive), json.dumps(QUESTIONS)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(said[0].splitlines()) == len(QUESTIONS)


def test_question_of_an_interview_is_no_answer(archived: Archived) -> None:
    talk = (
        "Mira Holt spoke to us.\n\nQ: How many ferries sank in the Lorne storm?\n\nForty.\n\nQ: Were you afraid?\n\nNo."
    )
    answer = archived(report(1, talk)).ask("How many ferries sank in the Lorne storm?", AS_OF)
    assert "many" not in (answer.short or "")
    assert not any("How many ferries" in one.text for one in answer.statements)
