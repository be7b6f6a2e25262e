"""Questions to pairs of articles on one thing: what each says of it, whom somebody met "there", "the other article"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from rag.datatypes import Answer

DAY = date(2031, 6, 1)


@dataclass(frozen=True)
class Pair:
    """Two articles, headline and text each, what both speak of, and a visit that the first tells of."""

    first: tuple[str, str]
    second: tuple[str, str]
    matter: str
    headline: str
    """Words that tell the first article."""
    when: str
    """A question about the visit, and the one that follows."""
    whom: str
    met: str


# fmt: off
PAIRS = {
    "base": Pair(
        ("Two-day visit: Brandt wins a promise in Osmond",
         "President Oskar Brandt arrived in Osmond on 3 May for a visit to Norrland. During his stay he is to meet the "
         "Estmark chancellor Mira Holm. Experts call the naval base in Drosk an outpost of the fleet. The talks end on "
         "Friday."),
        ("Norrland premier wants the base kept",
         "Premier Ada Lind has praised the airbase in Drosk, which she called a guarantee of peace. The base in Drosk "
         "employs many people of the town. Rain is expected on Sunday."),
        "the base in Drosk", "the two-day visit", "On what day did Brandt arrive in Osmond?", "Whom is he to meet there?",
        "Mira Holm"),
    "bridge": Pair(
        ("Tarnwick inspectors find rust",
         "Inspector Jonas Vey travelled to Tarnwick on 9 February. In Tarnwick he is due to meet the mayor, Pia Sund. "
         "The footbridge at Tarnwick has rust in its cables, his report found."),
        ("Market traders fear a closure",
         "Traders say that the bridge at Tarnwick brings them half of their customers. A closure of the bridge would "
         "ruin the Saturday market, said baker Tom Rell."),
        "the bridge at Tarnwick", "the rust", "When did Vey travel to Tarnwick?", "Whom is he to meet there?", "Pia Sund"),
    "dam": Pair(
        ("Engineers refuse to sign off the dam",
         "Chief engineer Lena Cruz reached Maravale on 14 March. She will meet governor Paul Oster in Maravale before the "
         "weekend. The dam above Maravale leaks on its northern side, engineers wrote."),
        ("Farmers hope for water",
         "Farmers below Maravale hope that the new dam will end the drought. The dam above Maravale cost twice what was "
         "planned. Sheep prices rose as well."),
        "the dam above Maravale", "the engineers", "When did Cruz reach Maravale?", "Whom will she meet there?", "Paul Oster"),
    "museum": Pair(
        ("Kesterby gets its painting back",
         "Curator Ivo Lanner came to Kesterby on 21 April. He will meet the collector Edda Morn in Kesterby. The museum "
         "of Kesterby lost the painting forty years ago and never stopped looking."),
        ("Guards of the gallery go on strike",
         "Guards have closed the museum of Kesterby for the third day. The museum of Kesterby pays them less than "
         "the city's zoo pays its keepers, they say."),
        "the museum of Kesterby", "the painting", "On what date did Lanner come to Kesterby?", "Whom will he meet there?",
        "Edda Morn"),
    "ferry": Pair(
        ("Storm leaves islanders waiting",
         "Minister Ruth Arden landed on Skarholm on 2 November. On Skarholm she is scheduled to meet the skipper "
         "Nils Toft. The ferry to Skarholm has not sailed since the storm began."),
        ("A new boat for the islands",
         "The company Havlin wants to replace the ferry to Skarholm with an electric boat. The ferry to Skarholm is "
         "fifty years old and burns heavy oil."),
        "the ferry to Skarholm", "the storm", "When did Arden land on Skarholm?", "Whom is she scheduled to meet there?",
        "Nils Toft"),
    "mine": Pair(
        ("Prosecutors look into the collapse",
         "Prosecutor Hal Winter flew to Grubensee on 30 June. He is to meet the widow Olga Prem in Grubensee. The coal mine "
         "at Grubensee had been warned of gas twice, investigators said."),
        ("What a town lives on",
         "Every second family lives on the mine at Grubensee. The mine at Grubensee opened in 1921 and was "
         "nearly closed in the nineties."),
        "the mine at Grubensee", "the collapse", "On what day did Winter fly to Grubensee?", "Whom is he to meet there?",
        "Olga Prem"),
    "stadium": Pair(
        ("Rovers move out at last",
         "Coach Dario Fenn arrived in Altmere on 7 August. He will meet the striker Luka Babel in Altmere. The stadium in "
         "Altmere has no roof over its eastern stand."),
        ("Concerts may stay in the city",
         "Singers like the stadium in Altmere for its sound. The stadium in Altmere earned the city two million crowns "
         "with concerts."),
        "the stadium in Altmere", "the Rovers", "When did Fenn arrive in Altmere?", "Whom will he meet there?", "Luka Babel"),
    "hospital": Pair(
        ("Nurses are promised more beds",
         "Health secretary Carla Weiss went to Lindqvist on 18 January. She is to meet the surgeon Amir Sol in "
         "Lindqvist. The hospital in Lindqvist turned away patients in the flu season."),
        ("Robot helps with operations",
         "Doctors at the hospital in Lindqvist now work with a robot. The hospital in Lindqvist bought it with a gift "
         "from a brewer."),
        "the hospital in Lindqvist", "the nurses", "On what day did Weiss go to Lindqvist?", "Whom is she to meet there?",
        "Amir Sol"),
    "treaty": Pair(
        ("Fishermen protest in the capital",
         "Envoy Samuel Ohr arrived in Varnholm on 11 October. He will meet the foreign minister Greta Lys in Varnholm. The "
         "herring treaty takes a third of their catch from them, fishermen said."),
        ("Scientists count the fish",
         "Scientists say that the herring treaty came ten years too late. The herring treaty forbids nets with "
         "small meshes."),
        "the herring treaty", "the fishermen", "On what day did Ohr arrive in Varnholm?", "Whom will he meet there?",
        "Greta Lys"),
    "library": Pair(
        ("Roof falls in during a reading",
         "Poet Jan Mirov arrived in Belltown on 25 September. He was to meet the translator Sofie Brix in Belltown. The "
         "library in Belltown lost its roof in the first hour of a reading."),
        ("Council argues about money",
         "The council cut the money of the library in Belltown by a tenth. The library in Belltown opens only three days "
         "a week since then."),
        "the library in Belltown", "the roof", "On what day did Mirov arrive in Belltown?", "Whom was he to meet there?",
        "Sofie Brix"),
}
# fmt: on


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of all pairs, which refuses where it is not sure."""
    with Assistant.open(tmp_path_factory.mktemp("pairs") / "archive", vector_search="exact") as opened:
        opened.archive.sync(
            [
                Article(f"{name}-{number}", *article, published=date(2031, 5, number + 1))
                for name, pair in PAIRS.items()
                for number, article in enumerate((pair.first, pair.second))
            ]
        )
        yield opened


def cited(answer: Answer) -> set[str]:
    assert answer.answered, answer.reason
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    return {citation.article.id for citation in answer.citations}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("asked", ["What do the articles say about {}?", "What do both reports tell us about {}?"])
def test_what_articles_say_of_a_thing_is_drawn_from_each(assistant: Assistant, name: str, asked: str) -> None:
    assert cited(assistant.ask(asked.format(PAIRS[name].matter), DAY)) == {f"{name}-0", f"{name}-1"}


@pytest.mark.parametrize("name", PAIRS)
def test_person_met_there_is_found_after_a_question_about_the_visit(assistant: Assistant, name: str) -> None:
    talk = assistant.conversation()
    talk.ask(PAIRS[name].when, DAY)
    answer = talk.ask(PAIRS[name].whom, DAY)
    assert cited(answer) == {f"{name}-0"}
    assert PAIRS[name].met in (answer.short or "")


@pytest.mark.parametrize("name", PAIRS)
def test_other_article_is_asked_the_same(assistant: Assistant, name: str) -> None:
    pair, talk = PAIRS[name], assistant.conversation()
    assert cited(talk.ask(f"What does the article on {pair.headline} say about {pair.matter}?", DAY)) == {f"{name}-0"}
    assert cited(talk.ask("And according to the other article?", DAY)) == {f"{name}-1"}


@pytest.mark.parametrize("matter", ["the rent of the base in Drosk", "the opera in Kesterby", "the treaty of Osmond"])
def test_articles_that_do_not_speak_of_a_thing_are_no_answer(assistant: Assistant, matter: str) -> None:
    assert not assistant.ask(f"What do the articles say about {matter}?", DAY).answered
