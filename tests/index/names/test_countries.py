"""The countries of a question, and the other words by which a text has them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names.countries import TABLE, Country, countries_in
from index.names.keys import latin


def the_one(question: str) -> Country:
    (country,) = countries_in(question)
    return country


def written(question: str) -> list[str]:
    return [country.written for country in countries_in(question)]


@pytest.mark.parametrize(("question", "text"), [
    ("Whom did he meet from Belarus?", "The Belarusian president came."),
    ("Who is the Belarusian president?", "The president of Belarus came."),
    ("Who governs France?", "A Frenchman was elected."),
    ("Who governs the Netherlands?", "Dutch voters stayed at home."),
    ("What do Dutch voters want?", "Voters in the Netherlands stayed at home."),
    ("What did the UK sign?", "British ministers signed."),
    ("What did British ministers sign?", "The U.K. signed."),
    ("What did Britain sign?", "The United Kingdom signed."),
    ("What did the U.S. sell?", "American farmers sold maize."),
    ("What did American farmers sell?", "Farmers in the US sold maize."),
    ("What did Burmese monks say?", "In Myanmar monks marched."),
    ("Who fled Denmark?", "Two Danes fled."),
    ("Who left Poland?", "Three Poles left."),
    ("Who left Poland?", "Polish nurses left."),
    ("Who skied for Finland?", "The Finns skied."),
    ("What do the Swiss vote on?", "Switzerland votes on Sunday."),
    ("Who plays for New Zealand?", "New Zealanders play."),
    ("Who plays for South Korea?", "South Koreans play."),
    ("Who leads DR Congo?", "Congolese troops marched."),
    ("Which Congolese town fell?", "A town in the DRC fell."),
    ("Which Congolese town fell?", "A town in the Republic of the Congo fell."),
    ("Who rules Niger?", "Nigerien officers rule."),
    ("What does Côte d'Ivoire grow?", "Ivorian cocoa is dear."),
    ("What do Ivorian farmers grow?", "Cocoa grows in Côte d’Ivoire."),
    ("What is the Dominican Republic's plan?", "The Dominican minister has a plan."),
    ("Where in Turkey?", "Turkish police came."),
    ("What became of Czechoslovakia?", "The Czechoslovak army."),
    ("who is the belarusian president?", "The president of Belarus came."),
])  # fmt: skip
def test_text_has_the_country_in_another_word(question: str, text: str) -> None:
    assert the_one(question).stands_in(text)


@pytest.mark.parametrize(("question", "text"), [
    ("What did the US sell?", "South American and Latin American farmers sold maize to us."),
    ("What did the US sell?", "Bank of America and African Americans."),
    ("What did American farmers sell?", "They sold us maize; let us hope so."),
    ("What did South American farmers sell?", "American farmers sold maize."),
    ("Who leads Ireland?", "A Northern Irish party."),
    ("Who leads Northern Ireland?", "An Irish party."),
    ("Who rules Niger?", "Nigerian officers rule."),
    ("Who rules Nigeria?", "Nigerien officers rule."),
    ("Who rules Guinea?", "The Equatorial Guinean and Papua New Guinean officers."),
    ("Who rules Papua New Guinea?", "Guinean officers rule."),
    ("Who rules North Korea?", "South Koreans vote."),
    ("Who rules Samoa?", "An American Samoan athlete."),
    ("Who left Poland?", "They polish silver on tent poles."),
    ("Who left Denmark?", "Danesfield has Danishes."),
])  # fmt: skip
def test_other_words_that_look_like_it_are_not_the_country(question: str, text: str) -> None:
    assert not the_one(question).stands_in(text)


@pytest.mark.parametrize(("question", "named"), [
    ("Did South American and Polish troops train?", ["South American", "Polish"]),
    ("What did they say to us about Papua New Guinea?", ["Papua New Guinea"]),
    ("Does Jordan host the talks?", ["Jordan"]),
    ("Which talks did King Abdullah of Jordan host?", ["Jordan"]),
    ("How often did Michael Jordan score?", []),
    ("What did Chad Vorley tell Georgia Melbray in Georgia?", ["Georgia"]),
    ("how do i polish silver in belarus", ["belarus"]),
    ("How do I polish silver?", []),
    ("What do African Americans and the Bank of America want?", []),
    ("Is Dominica an island?", []),
    ("Is Guinea-Bissau smaller than Guinea?", ["Guinea-Bissau", "Guinea"]),
    ("", []),
])  # fmt: skip
def test_countries_of_a_question_are_found_by_their_longest_names(question: str, named: list[str]) -> None:
    assert written(question) == named


def test_every_country_is_found_by_each_of_its_words() -> None:
    rows = [row for row in TABLE.read_text(encoding="utf-8").splitlines() if ":" in row and not row.startswith("#")]
    assert len(rows) > 250
    for row in rows:
        forms = [one.strip(" ~*") for one in row.replace(":", ",").split(",")]
        for form in forms:
            country = the_one(f"what is in {form}?")
            assert country.written == form
            others = [other for other in forms if latin(other) != latin(form)]
            assert all(country.stands_in(f"It is {other}.") for other in others), row


PIECES = st.sampled_from("the US U.S. Jordan New Zealand Guinea - ' Bissau Dr. Polish".split())


@given(st.text(max_size=80) | st.lists(PIECES).map(" ".join))
def test_countries_stand_where_they_say(question: str) -> None:
    found = countries_in(question)
    assert all(question[one.start : one.end] == one.written for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.written not in one.forms for one in found)
