"""What form a question asks for."""

import pytest

from rag.questions.kinds import asks_who_spoke, kind_of, matter_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is Livia Sorr?", "who is"),
        ("Who's Ann Lee?", "who is"),
        ("Who was Mayor Anders Lund?", "who is"),
        ("Who is the mayor?", "who"),
        ("Who was mayor before Lund?", "who"),
        ("Who is general secretary Lund?", "who is"),
        ("Who was charged?", "who"),
        ("Who is in charge of the inquiry?", "who"),
        ("Summarise the bridge closure", "summary"),
        ("Please give me a short summary of the strike", "summary"),
        ("What happened with the Skarrow Bridge?", "summary"),
        ("What is known about the leak?", "summary"),
        ("Tell me about the leak", "summary"),
        ("What happened?", "what"),
        ("Which documents were signed?", "list"),
        ("What documents did the two countries sign?", "list"),
        ("Who said something about the bridge?", "list"),
        ("Who said that nurses can't eat applause?", "who"),
        ("Which bus was late?", "what"),
        ("During which hours was the water turned off?", "when"),
        ("What did Lund say about the leak?", "quote"),
        ("What is the timeline of the strike?", "timeline"),
        ("How do the Herald and the Courier differ on the limit?", "compare"),
        ("What is the tram story about?", "summary"),
        ("What is the story of the tram about?", "summary"),
        ("What happened in Orlen, in order?", "timeline"),
        ("What happened in Orlen in order to stop the tram?", "summary"),
        ("List everyone who commented on the tram", "list"),
        ("Which people spoke about the tram?", "list"),
        ("How do the outlets report the bridge closure?", "compare"),
        ("How have the newspapers described the strike?", "compare"),
        ("How did the mayor report the crime?", "how"),
        ("How did the tram story develop?", "timeline"),
        ("How did the strike unfold?", "timeline"),
        ("How did the region develop?", "how"),
        ("Where does the tram dispute stand now?", "summary"),
        ("Where does the statue stand?", "where"),
        ("Was kostet die Brücke?", "what"),
        ("Was hat die Bürgermeisterin gesagt?", "what"),
        ("Was Der Spiegel right?", "yes/no"),
        ("Was that the end?", "yes/no"),
    ],
)
def test_question_tells_its_form(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Summarise the bridge closure", "the bridge closure"),
        ("What is the timeline of the strike?", "the strike?"),
        ("What happened with the Skarrow Bridge?", "the Skarrow Bridge?"),
        ("Which documents were signed?", "Which documents were signed?"),
        ("Summarise", "Summarise"),
        ("Who said something about the bridge?", "the bridge?"),
        ("Which outlets reported on the bridge?", "the bridge?"),
        ("Who said the bridge is safe?", "Who said the bridge is safe?"),
        ("How do the outlets differ on the daily limit?", "the daily limit?"),
        ("Compare what the two articles say about the visit", "the visit"),
        ("Summarise the story of the strike", "the strike"),
        ("Summarise the tram story.", "the tram"),
        ("Summarise the tram affair in three sentences, please", "the tram"),
        ("Summarise what happened to the tram", "the tram"),
        ("Give me an overview of the debate over the fuel tax", "the fuel tax"),
        ("Tell me about the fuel tax dispute", "the fuel tax"),
        ("Timeline of the events in Orlen", "Orlen"),
        ("What happened in Orlen, day by day?", "Orlen"),
        ("What is the tram story about?", "tram"),
        ("Compare the outlets on the strike", "the strike"),
        ("Compare how the newspapers cover the strike", "the strike"),
        ("Compare the media's coverage of the strike", "the strike"),
        ("List all those who have spoken about the tram", "the tram"),
        ("Give me a list of everybody who said something about the tram", "the tram"),
        ("Summarise the news", "the news"),
        ("List the reports of the committee", "the reports of the committee"),
        ("Who criticised the debate?", "Who criticised the debate?"),
        ("What is the dispute about?", "What is the dispute about?"),
        ("How do the outlets report the strike?", "the strike?"),
        ("How did the tram story develop?", "the tram"),
        ("How did the strike unfold?", "the strike"),
        ("Where does the tram dispute stand now?", "the tram"),
        ("Where does the statue stand?", "Where does the statue stand?"),
    ],
)
def test_matter_is_the_question_without_the_words_for_its_form(question: str, matter: str) -> None:
    assert matter_of(question) == matter


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who commented on the tram?", True),
        ("Who said what about the tram?", True),
        ("List everyone who said something about the tram.", True),
        ("Name all the people who have commented on the tram", True),
        ("Which politicians spoke about the tram?", True),
        ("Who is quoted on the tram?", True),
        ("Who said the tram is safe?", False),
        ("List everyone who was arrested", False),
        ("Which people died in the fire?", False),
    ],
)
def test_question_of_all_who_spoke_is_told_from_others_of_people(question: str, asks: bool) -> None:
    assert asks_who_spoke(question) is asks
