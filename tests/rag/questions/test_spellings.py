"""The names of a question under all spellings of the archive: found, said, counted, verified."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Filter, Passage
from rag import Assistant
from rag.datatypes import Name
from rag.questions.spellings import asked_as_in, meant, names_of, respelt, spelling_forms
from rag.verify import support

DAY = date(2030, 5, 2)
JAPAROV = (
    "President Sadyr Japarov opened the new railway station of Karakol on Tuesday. Japarov told the agency Pelican that "
    "trains to the coast would run from August. Kyrgyz builders had worked on it for three years."
)
OTHERS = {
    "b": ("Harbour fees rise", "The harbour of Kesterby raised its fees by a tenth. Skippers protested on the quay."),
    "c": ("Cheese fair", "A cheese fair drew crowds to Varnholm. Prices were higher than a year ago."),
}


def article(article_id: str, title: str, text: str) -> Article:
    return Article(
        id=article_id, title=title, text=text, outlet="The Kesterby Courier", published=DAY, origin=article_id
    )


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "archive") as opened:
        stories = [article("a", "Station opens in Karakol", JAPAROV), *(article(i, *one) for i, one in OTHERS.items())]
        opened.archive.sync(stories)
        yield opened


@pytest.mark.parametrize("name", ["Zhaparov", "Dzhaparov", "Жапаров", "ZHAPAROV", "S. Zhaparov"])
def test_question_is_answered_by_the_article_that_spells_the_name_otherwise(assistant: Assistant, name: str) -> None:
    answer = assistant.ask(f"What did {name} tell Pelican?", as_of=DAY)
    assert answer.answered
    assert {citation.article.id for citation in answer.citations} == {"a"}


@pytest.mark.parametrize("title", ["President", "Mr", "Prime Minister", "former Senator", "Sen."])
def test_title_that_no_article_has_is_no_reason_to_refuse(assistant: Assistant, title: str) -> None:
    answer = assistant.ask(f"What did {title} Zhaparov tell Pelican?", as_of=DAY)
    plain = assistant.ask("What did Zhaparov tell Pelican?", as_of=DAY)
    assert answer.answered
    assert answer.text == plain.text


def test_other_spellings_are_said(assistant: Assistant) -> None:
    query = assistant.understand("What did President Zhaparov tell Pelican?")
    assert Name("Zhaparov", ("Japarov",)) in query.names
    assert '"Zhaparov" was searched as Japarov too.' in query.notes


def test_question_without_capitals_finds_the_name(assistant: Assistant) -> None:
    query = assistant.understand("what did zhaparov tell pelican")
    assert query.names == (Name("zhaparov", ("Japarov",)),)


def test_name_that_is_only_alike_finds_no_spelling(assistant: Assistant) -> None:
    assert not any(name.spellings for name in assistant.understand("What did Sharapov tell Pelican?").names)


def test_filter_by_a_name_lets_its_other_spellings_pass(assistant: Assistant) -> None:
    assert assistant.archive.count_articles(Filter(names=("Zhaparov",))) == 1
    assert assistant.archive.count_articles(Filter(names=("Sharapov",))) == 0


def test_alias_file_joins_names_that_no_rule_joins(assistant: Assistant) -> None:
    assert assistant.archive.spellings("The Old Fox") == ()
    (assistant.archive.folder / "names.txt").write_text("The Old Fox = Japarov\n")
    assert assistant.archive.spellings("The Old Fox") == ("Japarov",)


def test_alias_file_keeps_names_apart(assistant: Assistant) -> None:
    assert assistant.archive.spellings("Zhaparov") == ("Japarov",)
    (assistant.archive.folder / "names.txt").write_text("!Zhaparov != Japarov\n")
    assert assistant.archive.spellings("Zhaparov") == ()


def test_unreadable_line_of_the_alias_file_is_said_with_its_number(assistant: Assistant) -> None:
    (assistant.archive.folder / "names.txt").write_text("# ours\nKesterby\nThe Old Fox = Japarov\n")
    query = assistant.understand("What did Zhaparov say?")
    assert any(note.startswith('names.txt, line 2: "Kesterby"') for note in query.notes)
    assert assistant.archive.spellings("The Old Fox") == ("Japarov",)


def test_spellings_follow_a_sync(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", chroma=False) as archive:
        archive.sync([article("b", *OTHERS["b"])])
        assert archive.spellings("Zhaparov") == ()
        archive.sync([article("a", "Station opens in Karakol", JAPAROV)])
        assert archive.spellings("Zhaparov") == ("Japarov",)


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Petra Groß", "Petra Gross", "Petra Groß"),
        ("Petra Groß", "Petra Gross", "Petra Gross"),
        ("Łukasz Wójcik", "Lukasz Wojcik", "Lukasz Wojcik"),
        ("Đorđe Petrović", "Dorde Petrovic", "Dorde Petrovic"),
        ("Ragnheiður Þórsdóttir", "Ragnheidur Thorsdottir", "Thorsdottir"),
        ("Bjørn Ødegård", "Bjorn Odegard", "Odegard"),
        ("Aysel Əlizadə", "Aysel Elizade", "Elizade"),
    ],
)
def test_letters_that_are_no_plain_one_with_a_mark_meet_plain_ones(
    tmp_path: Path, one: str, other: str, asked: str
) -> None:
    told = {"a": f"{one} opened the mill on Monday.", "b": f"{other} closed the mill on Friday."}
    with Archive.open(tmp_path / "archive", chroma=False) as archive:
        archive.sync([article(id_, "The mill", text) for id_, text in told.items()])
        assert archive.count_articles(Filter(names=(asked,))) == 2


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did President Sadyr Zhaparov tell RIA Novosti?", ("Sadyr Zhaparov", "RIA Novosti")),
        ("When was Jean-Claude Ollund in Kesterby in May?", ("Jean-Claude Ollund", "Kesterby")),
        ("Что сказал Жапаров?", ("Жапаров",)),
        ("Combien de membres Norvex a-t-elle?", ("Norvex",)),
        ("Wie viele Orte hat Kesterby?", ("Orte", "Kesterby")),
        ("What was reported?", ()),
        ("Will Ollund visited Kesterby", ("Ollund", "Kesterby")),
        ("Who met Mohammed bin Rahal's son?", ("Mohammed bin Rahal",)),
        ("Compare Mohammed Rahal's offers for Norvex", ("Mohammed Rahal", "Norvex")),
        ("Who leads Price Compare?", ("Price Compare",)),
        ("Four firms left Orla West. Norvex paid most: how much?", ("Four", "Orla West", "Norvex")),
        ("What did J. K. Ollund say in Ft. Karsk?", ("J. K. Ollund", "Ft. Karsk")),
    ],
)
def test_names_of_a_question(question: str, expected: tuple[str, ...]) -> None:
    assert names_of(question) == expected


def test_sentence_with_one_spelling_is_carried_by_a_passage_with_another() -> None:
    stored = article("a", "Station opens in Karakol", JAPAROV)
    passage = Passage(stored, 0, len(JAPAROV), JAPAROV, 1.0)
    sentence = "Zhaparov told the agency Pelican that trains to the coast would run from August."
    assert not support(sentence, passage).supported
    assert support(sentence, passage, (Name("Zhaparov", ("Japarov",)),)).supported


def test_sentence_is_respelt_only_where_the_text_has_another_spelling() -> None:
    names = (Name("Sadyr Zhaparov", ("Sadyr Japarov",)),)
    assert respelt("Zhaparov met Lind.", names, "Japarov met Lind.") == "Japarov met Lind."
    assert respelt("Zhaparov met Lind.", names, "Orlund met Lind.") == "Zhaparov met Lind."
    assert respelt("Zhaparov met Lind.", names, "Zhaparov met Japarov.") == "Zhaparov met Lind."


@pytest.mark.data
def test_real_articles_answer_under_the_other_spelling(tmp_path: Path) -> None:
    real = Path(__file__).parents[4] / "shared" / "data" / "articles"
    if not real.is_dir():
        pytest.skip("the real articles are not beside the checkout")
    with Assistant.open(tmp_path / "archive", vector_search="exact") as opened:
        opened.archive.sync(real)
        assert opened.archive.spellings("Zhaparov") == ("Japarov",)
        assert opened.archive.spellings("Japarov") == ("Zhaparov",)
        answer = opened.ask("What did Zhaparov tell RIA Novosti?")
    assert answer.answered
    assert answer.citations
    for citation in answer.citations:
        assert "Japarov" in citation.quote or citation.speaker == "Sadyr Japarov"
        assert citation.quote in citation.article.text


TREATY = (
    "The Belarusian foreign minister, Alena Hradskaya, signed a fishing treaty in Kesterby on Friday. "
    "Skippers had waited nine years for it."
)


@pytest.fixture
def countries(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "countries") as opened:
        stories = [article("t", "Treaty signed", TREATY), *(article(i, *one) for i, one in OTHERS.items())]
        opened.archive.sync(stories)
        yield opened


def test_country_is_searched_by_its_adjective_too_and_without_a_chip(countries: Assistant) -> None:
    query = countries.understand("Which minister came from Belarus?", DAY)
    assert query.notes == ()
    assert not any(name.spellings for name in query.names)
    assert countries.search(query)[0].article.id == "t"


def test_country_is_no_absent_name_where_an_article_has_its_adjective(countries: Assistant) -> None:
    def why(question: str) -> str:
        return countries.ask(question, DAY).reason or ""

    assert "Belarus" not in why("Which chess grandmaster of Belarus was born in Osmond?")
    assert '"Tuvalu"' in why("Which chess grandmaster of Tuvalu was born in Osmond?")


def test_form_of_a_country_counts_as_the_country_in_its_sentence(countries: Assistant) -> None:
    query = countries.understand("Who came from Belarus?", DAY)
    asked = meant(query)
    assert "belaru" in asked.stems(TREATY)
    assert "belaru" not in asked.stems("Skippers had waited.")
    assert spelling_forms(query).count("Belarusian") == 1


@pytest.mark.parametrize(
    ("name", "spellings", "text", "asked"),
    [
        ("Zhaparov", ("Japarov",), "Japarov spoke.", "Who met Japarov?"),
        ("Zhaparov", ("Japarov",), "Zhaparov and Japarov are one.", "Who met Zhaparov?"),
        ("Bank of England", (), "England won the match.", "Who met Bank of England?"),
        ("Sadyr Zhaparov", ("Japarov",), "Japarov spoke.", "Who met Sadyr Zhaparov?"),
    ],
)
def test_question_takes_the_spelling_of_a_text_and_is_not_made_another(
    name: str, spellings: tuple[str, ...], text: str, asked: str
) -> None:
    assert asked_as_in(f"Who met {name}?", [Name(name, spellings)], text) == asked


def test_article_that_a_spelling_has_otherwise_is_no_name_that_is_missing(tmp_path: Path) -> None:
    text = "The envoy Yousef El Hatib told reporters in Varnholm on Monday that the harbour would open again in June."
    with Assistant.open(tmp_path / "archive", vector_search="exact") as opened:
        opened.archive.sync([article("a", "Harbour to open", text), *(article(i, *one) for i, one in OTHERS.items())])
        answer = opened.ask("When did Yusuf al-Hateeb say he would fly to Mars?", as_of=DAY)
        assert opened.understand("Who is Yusuf al-Hateeb?").names == (Name("Yusuf al-Hateeb", ("Yousef El Hatib",)),)
    assert "Hateeb" not in (answer.reason or "")


@pytest.mark.parametrize(("quarter", "profit"), [("Q2", "79 million"), ("Q3", "61 million")])
def test_a_quarter_in_figures_is_the_one_in_words(tmp_path: Path, quarter: str, profit: str) -> None:
    told = {
        "a": "Norvex earned 88 million euros in the first quarter of the year.",
        "b": "Norvex earned 79 million euros in the second quarter of the year.",
        "c": "Norvex made a third-quarter profit of 61 million euros.",
    }
    with Assistant.open(tmp_path / "archive") as opened:
        opened.archive.sync([article(id_, "Norvex profit", text) for id_, text in told.items()])
        answer = opened.ask(f"What profit did Norvex make in {quarter}?", as_of=DAY)
    assert profit in answer.text.split(" [1]")[0]


def test_a_nickname_is_known_by_the_own_file_with_its_article(assistant: Assistant) -> None:
    (assistant.archive.folder / "names.txt").write_text("The Guest = Sadyr Japarov\n", encoding="utf-8")
    answer = assistant.ask("What did the Guest open in Karakol?", as_of=DAY)
    assert Name("Guest", ("Sadyr Japarov",)) in answer.query.names
    assert {citation.article.id for citation in answer.citations} == {"a"}
    assert not any(name.spellings for name in assistant.understand("Who invited a Guest to Karakol?").names)
