"""An event as a time: "since the summit" opens a period on the day that the archive knows, and on no other."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Filter
from rag.assistant import Assistant
from rag.datatypes import Query
from rag.events.phrases import event_phrase
from rag.events.reports import Report, clear_window, first_report, peak_report
from rag.read import Reader
from tests.conftest import WordEmbedder
from ui.chips import query_chips, without_chip

AS_OF = date(2031, 6, 30)
OUTLETS = ("Kesterby Courier", "Varnholm Post", "Estmark Herald")


def stories(key: str, titles: tuple[str, ...], first: date, text: str) -> list[Article]:
    """The same event by one outlet after the other, a day apart at most."""
    return [
        Article(
            f"{key}{n}", title, f"{title}. {text} Our reporter {outlet[:3]}{n} was there.", outlet=outlet,
            published=first + timedelta(days=n // 2), origin=f"doc:{key}{n}",
        )
        for n, (title, outlet) in enumerate(zip(titles, OUTLETS, strict=False))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    articles = [
        *stories("quake", ("Earthquake shakes Orsk", "Quake in Orsk", "Orsk after the earthquake"), date(2031, 3, 3),
                 "Walls cracked in forty houses."),
        *stories("resign", ("Minister Brand resigns", "Brand quits over ferry", "Resignation of Brand"),
                 date(2031, 5, 4), "He had run the ferries."),
        *stories("norsummit", ("Northern summit opens", "Summit of the north", "Summit ends"), date(2031, 2, 1),
                 "Mara Halden signed nothing."),
        *stories("sousummit", ("Southern summit opens", "Summit of the south", "Summit over"), date(2031, 6, 1),
                 "Jon Vale signed nothing."),
        Article("late", "Halden on taxes", "Mara Halden promised lower taxes.", outlet=OUTLETS[0],
                published=date(2031, 6, 20), origin="doc:late"),
        Article("early", "Halden on bridges", "Mara Halden promised three bridges.", outlet=OUTLETS[0],
                published=date(2031, 1, 10), origin="doc:early"),
    ]  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("events") / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive))


def read(assistant: Assistant, question: str) -> Query:
    return assistant.understand(question, AS_OF)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What has Halden promised since the earthquake?", date(2031, 3, 3)),
        ("What did Halden say after the earthquake in Orsk?", date(2031, 3, 3)),
        ("What has Halden promised since the resignation of Minister Brand?", date(2031, 5, 4)),
        ("What has Halden promised since Brand's resignation?", date(2031, 5, 4)),
        ("Following the Northern summit, what did Halden promise?", date(2031, 2, 1)),
    ],
)
def test_period_opens_on_the_first_day_of_the_event(assistant: Assistant, question: str, day: date) -> None:
    query = read(assistant, question)
    assert (query.filter.after, query.filter.before) == (day, None)


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("What was reported two days after the earthquake?", date(2031, 3, 4), date(2031, 3, 6)),
        ("What did Halden promise a week before the earthquake?", date(2031, 2, 20), date(2031, 2, 27)),
        ("What did Halden promise within three days of the earthquake?", date(2031, 2, 27), date(2031, 3, 6)),
    ],
)
def test_days_are_counted_from_the_event(assistant: Assistant, question: str, after: date, before: date) -> None:
    query = read(assistant, question)
    assert (query.filter.after, query.filter.before) == (after, before)
    assert not {"two", "days", "three", "week", "within"} & set(query.subject.split())


def test_a_day_counted_from_the_event_is_preferred_where_more_is_asked(assistant: Assistant) -> None:
    query = read(assistant, "What did Halden promise two days after the earthquake?")
    assert (query.filter.after, query.filter.before, query.focus) == (None, None, date(2031, 3, 5))
    assert query.subject == "What did Halden promise after the earthquake?"
    assert "articles near that day come first" in query.notes[0]


def test_period_is_said_aloud_with_who_reported_the_event(assistant: Assistant) -> None:
    [note] = read(assistant, "What has Halden promised since Brand's resignation?").notes
    assert note.startswith('"since Brand\'s resignation" was read as published on 2031-05-04 or later, when "')
    assert note.endswith(tuple(f'" was reported in {outlet}.' for outlet in OUTLETS))


def test_only_later_articles_answer(assistant: Assistant) -> None:
    found = assistant.search("What has Halden promised since the earthquake?", as_of=AS_OF)
    assert {passage.article.id for passage in found} >= {"late"}
    assert all(passage.article.published_day >= date(2031, 3, 3) for passage in found if passage.article.published_day)


def test_chip_takes_the_period_away(assistant: Assistant) -> None:
    query = read(assistant, "What has Halden promised since the earthquake?")
    [chip] = query_chips(query)
    assert chip.label == "from 2031-03-03"
    found = assistant.search(without_chip(query, chip))
    assert "early" in {passage.article.id for passage in found}


def test_names_of_the_question_choose_between_two_summits(assistant: Assistant) -> None:
    assert read(assistant, "What has Mara Halden promised since the summit?").filter.after == date(2031, 2, 1)
    assert read(assistant, "What has Jon Vale promised since the summit?").filter.after == date(2031, 6, 1)


CLAUSES = {
    "c1": ("Grey Bridge reopens after two years", "Cars crossed the Grey Bridge again.", date(2031, 3, 3)),
    "c2": ("Bridge open again", "The Grey Bridge has reopened, city hall said.", date(2031, 3, 4)),
    "c3": ("Grey Bridge to reopen in spring", "The bridge will reopen when the paint is dry.", date(2031, 2, 1)),
    "c4": (
        "Ferries lose passengers",
        "Ferries have lost passengers since the Grey Bridge reopened.",
        date(2031, 3, 12),
    ),
    "c5": ("Mayor Ada Lind steps down", "Ada Lind gave no reason. Bo Haring leads the city.", date(2031, 4, 7)),
    "c6": ("Pilots walk out", "Pilots of Orsk Air began a strike on Monday over pay.", date(2031, 5, 1)),
    "c7": ("Pilots accept offer", "The strike of pilots at Orsk Air ended on Friday.", date(2031, 5, 9)),
    "c9": (
        "Haring promises ferries if elected mayor",
        "Bo Haring promised free ferries if he was elected.",
        date(2031, 5, 12),
    ),
    "c8": ("Police do not arrest Vale", "Jon Vale was not arrested, police said.", date(2031, 5, 20)),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    articles = [
        Article(key, title, text, outlet=OUTLETS[n % 3], published=day, origin=f"doc:{key}")
        for n, (key, (title, text, day)) in enumerate(CLAUSES.items())
    ]
    folder: Path = tmp_path_factory.mktemp("clauses") / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive))


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("What has changed since the bridge reopened?", date(2031, 3, 3), None),
        ("Since the Grey Bridge was reopened, what has changed?", date(2031, 3, 3), None),
        ("Who leads the city since Lind resigned?", date(2031, 4, 7), None),  # in other words: "steps down"
        ("What did Ada Lind say after she resigned?", date(2031, 4, 7), None),
        ("What was said since the bridge reopened and who complained?", date(2031, 3, 3), None),
        ("What did the mayor say before she resigned?", None, date(2031, 4, 6)),
        ("What did the pilots ask for before the strike ended?", None, date(2031, 5, 8)),
        ("What was said until the strike began?", None, date(2031, 4, 30)),
    ],
)
def test_what_happened_as_a_clause_tells_the_time(
    told: Assistant, question: str, after: date | None, before: date | None
) -> None:
    query = read(told, question)
    assert (query.filter.after, query.filter.before) == (after, before)
    assert [chip.label[:4] for chip in query_chips(query)] == ["from" if after else "unti"]
    assert any("was read as published" in note and "was reported" in note for note in query.notes)


@pytest.mark.parametrize(
    "question",
    [
        "What has changed since the tunnel reopened?",  # nobody tells of it
        "What did the police say after Vale was arrested?",  # it is denied
        "What did Bo Haring promise before he was elected?",  # it may come
    ],
)
def test_a_clause_that_no_article_tells_filters_nothing_and_says_so(told: Assistant, question: str) -> None:
    query = read(told, question)
    assert (query.filter.after, query.filter.before) == (None, None)
    assert any("was not used: no single day of it is clear" in note for note in query.notes)


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("Two weeks after the bridge reopened, who complained?", date(2031, 3, 13), date(2031, 3, 20)),
        ("What was said the day after Lind resigned?", date(2031, 4, 7), date(2031, 4, 9)),
        ("What was said in the two weeks before the strike ended?", date(2031, 4, 24), date(2031, 5, 8)),
        ("Who complained more than a week after the bridge reopened?", date(2031, 3, 9), None),
    ],
)
def test_days_are_counted_from_what_happened(
    told: Assistant, question: str, after: date | None, before: date | None
) -> None:
    query = read(told, question)
    assert (query.filter.after, query.filter.before) == (after, before)
    assert "week" not in query.subject
    assert "was read as published" in query.notes[0]


def test_a_time_after_what_happened_that_is_still_to_come_is_no_filter(told: Assistant) -> None:
    query = read(told, "What was said six months after Lind resigned?")
    assert (query.filter.after, query.filter.before) == (None, None)
    [note] = query.notes
    assert note.endswith("which is still to come.")


def test_years_after_what_happened_are_history_and_said_to_be_no_filter(told: Assistant) -> None:
    query = read(told, "Who complained two years after the bridge reopened?")
    assert (query.filter.after, query.filter.before) == (None, None)
    [note] = query.notes
    assert "years are not counted from an event" in note


@pytest.mark.parametrize(
    "question",
    [
        "How long after the bridge was built did it close?",
        "How many days after the bridge reopened did it close?",
        "Which ferry sank after the bridge reopened in which town?",
        "What is the first strike since the bridge reopened?",
        "Was the bridge repaired after painting it?",
        "Until when were drivers told to keep off the bridge?",
    ],
)
def test_a_clause_that_tells_no_time_is_none(told: Assistant, question: str) -> None:
    query = read(told, question)
    assert (query.filter.after, query.filter.before, query.notes) == (None, None, ())


def test_of_two_questions_only_the_one_that_names_an_event_has_its_time(told: Assistant) -> None:
    query = read(told, "Who opened the mill and who leads the city since Lind resigned?")
    assert [part.filter.after for part in query.parts] == [None, date(2031, 4, 7)]
    assert query.filter.after is None


def test_what_the_clause_is_about_is_still_looked_for(told: Assistant) -> None:
    assert read(told, "What did the pilots ask for before the strike ended?").subject == (
        "What did the pilots ask for the strike?"
    )


@pytest.mark.parametrize("headline", ["Ten years after the flood", "Flood remembered", "Geese on the quay"])
def test_article_that_looks_back_does_not_tell_the_day(tmp_path: Path, headline: str) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        text = "The flood took the mill. Halden laid a wreath."
        archive.sync([Article("a", headline, text, published=date(2031, 3, 3), origin="doc:a")])
        query = Assistant(archive, Reader(archive)).understand("What has Halden promised since the flood?", AS_OF)
    assert query.filter.after is None


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("What happened after the strike deal?", "the strike deal"),
        ("What happened after the strike?", "the strike"),
        ("What happened since the election defeat of Vale?", "the election defeat of Vale"),
    ],
)
def test_event_is_the_last_of_two_nouns(question: str, event: str) -> None:
    phrase = event_phrase(question)
    assert phrase is not None
    assert phrase.event == event


@pytest.mark.parametrize("headline", ["Halden and Vale head for a run-off", "Mayor runs off with the chain"])
def test_what_lies_ahead_or_sounds_alike_does_not_tell_the_day(tmp_path: Path, headline: str) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([Article("a", headline, "Halden laid a wreath.", published=date(2031, 3, 3), origin="doc:a")])
        query = Assistant(archive, Reader(archive)).understand("What has Halden promised since the run-off?", AS_OF)
    assert query.filter.after is None


@pytest.mark.parametrize("headline", ["Vale wins the run-off", "Run off won by Vale"])
def test_compound_is_found_however_it_is_joined(tmp_path: Path, headline: str) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([Article("a", headline, "Halden laid a wreath.", published=date(2031, 3, 3), origin="doc:a")])
        query = Assistant(archive, Reader(archive)).understand("What has Halden promised since the run-off?", AS_OF)
    assert query.filter.after == date(2031, 3, 3)


@pytest.mark.parametrize(
    "question", ["Who has promised bridges since the summit?", "Who has promised bridges since the coup?"]
)
def test_unclear_or_unknown_event_filters_nothing_and_says_so(assistant: Assistant, question: str) -> None:
    query = read(assistant, question)
    assert query.filter == Filter(known_by=AS_OF)
    [note] = query.notes
    assert "was not used" in note


def test_time_before_an_awaited_event_ends_on_the_day_before(tmp_path: Path) -> None:
    told = [
        Article(f"v{n}", "Election held in Estmark", f"Report {n} on {outlet}: queues were long.", outlet=outlet,
                published=date(2031, 4, 6), origin=f"doc:v{n}")
        for n, outlet in enumerate(OUTLETS)
    ]  # fmt: skip
    later = Article("later", "Geese on the quay", "Geese came.", published=date(2031, 5, 1), origin="doc:later")
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([*told, later])
        assistant = Assistant(archive, Reader(archive))
        question = "What did Halden promise before the election?"
        assert read(assistant, question).filter.before == date(2031, 4, 5)
        eve = assistant.understand(question, date(2031, 4, 7))
        assert (eve.filter.before, eve.focus) == (None, date(2031, 4, 6))  # all three may have been previews


def test_time_before_a_sudden_event_is_preferred_and_not_forced(assistant: Assistant) -> None:
    query = read(assistant, "What did Halden promise before the earthquake?")
    assert (query.filter.before, query.focus) == (None, date(2031, 3, 3))
    assert "articles near that day come first" in query.notes[0]


def test_nothing_later_than_the_day_of_asking_makes_an_event_known(assistant: Assistant) -> None:
    query = assistant.understand("What has Halden promised since the earthquake?", date(2031, 3, 1))
    assert query.filter.after is None


@pytest.mark.parametrize(
    "question",
    [
        "Is it the worst storm since the earthquake?",
        "What will Halden do after the earthquake?",
        "What has Halden promised since 4 May 2031?",
        "Who shook hands after the mayor?",
        "Did Halden promise bridges?",
    ],
)
def test_other_questions_name_no_event_as_a_time(assistant: Assistant, question: str) -> None:
    query = read(assistant, question)
    assert query.filter.after in (None, date(2031, 5, 4))
    assert not any("earthquake" in note or "strike" in note or "mayor" in note for note in query.notes)


@given(st.lists(st.sampled_from(["since", "after", "the", "of", "summit", "war", "in", "Orsk", "Brand's", "?", "’"])))
def test_phrase_is_a_span_of_the_question(words: list[str]) -> None:
    question = " ".join(words)
    phrase = event_phrase(question)
    assert phrase is None or phrase.event in question[phrase.start : phrase.end]


def report(day: int, owner: int) -> Report:
    article = Article(f"{day}-{owner}", "Summit", "Summit.")
    return Report(article, date(2031, 1, 1) + timedelta(days=day), str(owner), headed=True)


@given(st.lists(st.builds(report, st.integers(0, 300), st.integers(0, 4)), max_size=30))
def test_clear_window_is_three_weeks_that_hold_nearly_all_reports(reports: list[Report]) -> None:
    window = clear_window(reports)
    if window:
        assert len(window) >= 0.7 * len(reports)
        assert window[-1].day - window[0].day <= timedelta(days=21)
        assert window[0].day <= first_report(window).day <= window[-1].day
        assert window[0].day <= peak_report(window).day <= window[-1].day
