"""The verifier: exact spans, and whether a passage carries a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Article, Passage
from rag.datatypes import Citation
from rag.text.facts import words_of
from rag.verify import check_citation, support


def passage(text: str, outlet: str | None = None) -> Passage:
    return Passage(Article("a", "", text, outlet=outlet), 0, len(text), text, 1.0)


def carried(sentence: str, text: str) -> bool:
    return support(sentence, passage(text)).supported


def keys(text: str) -> list[str]:
    return [word.key for word in words_of(text) if word.kind in ("number", "unit")]


@pytest.mark.parametrize(
    ("start", "end", "quote", "verified"),
    [
        (0, 10, "The bridge", True),
        (4, 10, "bridge", True),
        (0, 10, "The Bridge", False),
        (0, 9, "The bridge", False),
        (0, 0, "", False),
        (3, 4, " ", False),
        (-7, -1, "opened", False),
        (4, 400, "bridge opened.", False),
    ],
)
def test_only_an_exact_span_is_verified(start: int, end: int, quote: str, verified: bool) -> None:
    citation = Citation(1, Article("a", "", "The bridge opened."), start, end, quote, verified=not verified)
    assert check_citation(citation).verified is verified


@given(st.text(min_size=1, max_size=40), st.integers(-5, 45), st.integers(-5, 45), st.text(max_size=5))
def test_verified_means_that_the_article_says_the_quote(text: str, start: int, end: int, other: str) -> None:
    for quote in (text[start:end], other):
        citation = check_citation(Citation(1, Article("a", "", text), start, end, quote))
        assert not citation.verified or (citation.quote == text[start:end] and citation.quote.strip())


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The Harbour Bridge opened in May.", "The Harbour Bridge in Tarnwick opened on 12 May after years of work."),
        ("Seven people were hurt.", "Police said 7 people were hurt in the fire."),
        ("The bridge cost 1,200,000 crowns.", "In the end the bridge cost 1.2 million crowns."),
        ("It cost $1.2m to build the pier.", "To build the pier, it cost $1.2 million."),
        ("Unemployment fell to 7 per cent.", "Unemployment fell to 7% last year."),
        ("José Núñez's plan failed.", "The plan of Jose Nunez failed, the council said."),
        ("The talks in the US ended.", "The talks in the U.S. ended late."),
        ("The vote was held on 2031-05-12.", "The vote was held on May 12, 2031."),
        ("Lind did not sign the treaty.", "Lind refused to sign the treaty."),
        ("The ferry was sold by Brand.", "The old ferry was sold by Brand in June."),
        ("Lind may close the pier.", "Lind may close the pier next year."),
        ("Brand closes the pier.", "Brand closed the pier in spring."),
        ("“We will build again,” Lind said.", "“We will build again,” said Lind on Monday."),
    ],
)
def test_sentence_that_the_passage_says_is_carried(sentence: str, text: str) -> None:
    assert support(sentence, passage(text)).reason.endswith("are there")
    assert carried(sentence, text)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Seventeen people were hurt.", "Police said 7 people were hurt in the fire."),
        ("Mayor Oskar Brand opened the bridge.", "Mayor Ada Lind opened the bridge."),
        ("The bridge opened in June.", "The bridge opened in May."),
        ("The bridge cost 41 million dollars.", "The bridge cost 41 million euros."),
        ("Prices rose by 3 per cent.", "Prices rose by 3 crowns."),
        ("Lind signed the treaty.", "Lind did not sign the treaty."),
        ("Lind signed the treaty.", "Lind refused to sign the treaty."),
        ("Lind did not sign the treaty.", "Lind signed the treaty."),
        ("Nobody was hurt in the fire.", "Three people were hurt in the fire."),
        ("The council will close the pier.", "The council may close the pier."),
        ("Brand took the money.", "Brand allegedly took the money."),
        ("Lind beat Brand in the vote.", "Brand beat Lind in the vote."),
        ("3 people died and 7 were hurt.", "7 people died and 3 were hurt."),
        ("Prices rose sharply in Tarnwick.", "Prices fell sharply in Tarnwick."),
        ("The bridge opened after the vote.", "The bridge opened before the vote."),
        ("Lind called it “a shameful waste of money”.", "Lind called it a waste, and some said it was shameful."),
        ("The bridge is safe.", "Is the bridge safe?"),
        ("The bridge was painted green by students.", "The bridge was opened by the mayor."),
        ("Yes.", "Yes."),
        ("", "The bridge opened."),
        ("The bridge opened.", ""),
        ("Die Brücke wurde im Mai nicht eröffnet.", "Die Brücke wurde im Mai eröffnet, sagte Lind."),
    ],
)
def test_sentence_that_the_passage_does_not_say_is_not_carried(sentence: str, text: str) -> None:
    verdict = support(sentence, passage(text))
    assert not verdict.supported
    assert verdict.reason


def test_carrying_span_is_the_one_sentence_that_says_it() -> None:
    text = "It rained. Lind opened the bridge in May. The band played."
    found = support("Lind opened the bridge.", passage(text))
    assert text[found.start : found.end] == "Lind opened the bridge in May."


def test_pronoun_takes_its_name_from_the_sentence_before() -> None:
    text = "Ada Lind toured the works on Friday. She said the bridge would be safe. It rained."
    found = support("Ada Lind said the bridge would be safe.", passage(text))
    assert found.supported
    assert text[found.start : found.end] == "Ada Lind toured the works on Friday. She said the bridge would be safe."


def test_two_sentences_may_carry_two_clauses() -> None:
    text = "The bridge opened in May. It cost 41 million crowns."
    assert carried("The bridge opened in May and cost 41 million crowns.", text)


def test_neighbours_do_not_lend_each_other_their_subjects() -> None:
    assert not carried("Brand opened the bridge in June.", "Lind opened the bridge in June. Brand stayed at home.")


def test_outlet_of_the_article_may_be_named_as_its_source() -> None:
    text = "The bridge opened in May."
    claim = "According to the Tarnwick Gazette, the bridge opened in May."
    assert support(claim, passage(text, "Tarnwick Gazette")).supported
    assert not support(claim, passage(text, "Coast Courier")).supported


def test_offsets_point_into_the_article_not_the_passage() -> None:
    text = "First paragraph here.\nLind opened the bridge in May. The end."
    start = text.index("Lind")
    found = support("Lind opened the bridge.", Passage(Article("a", "", text), start, len(text), text[start:], 1.0))
    assert found.supported
    assert text[found.start : found.end] == "Lind opened the bridge in May."


def test_words_outside_the_passage_prove_nothing() -> None:
    text = "Lind opened the bridge in May. The band played on."
    start = text.index("The band")
    assert not support(
        "Lind opened the bridge.", Passage(Article("a", "", text), start, len(text), text[start:], 1.0)
    ).supported


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_gets_a_verdict_with_a_span_inside_the_passage(sentence: str, text: str) -> None:
    found = support(sentence, passage(text))
    assert 0 <= found.start <= found.end <= len(text)
    assert not found.supported or text[found.start : found.end].strip()


@given(st.sampled_from(["Lind", "Brand"]), st.integers(2, 10**6), st.integers(2, 10**6))
def test_changed_number_is_never_carried(name: str, said: int, claimed: int) -> None:
    text = f"{name} paid {said:,} crowns for the ferry."
    assert carried(f"{name} paid {claimed} crowns for the ferry.", text) is (said == claimed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seven", ["#7"]),
        ("twenty-five", ["#25"]),
        ("two hundred and six", ["#206"]),
        ("one million three hundred thousand", ["#1300000"]),
        ("a hundred", ["#100"]),
        ("three dozen", ["#36"]),
        ("2, 3 and 4", ["#2", "#3", "#4"]),
        ("two, three", ["#2", "#3"]),
        ("1,000", ["#1000"]),
        ("3.50", ["#3.5"]),
        ("third", ["#3"]),
        ("21st", ["#21"]),
        ("$3bn", ["dollar", "#3000000000"]),
        ("28-24", ["#28", "#24"]),
        ("no one and one of them", []),
        ("one person", ["#1"]),
    ],
)
def test_numbers_are_equal_in_words_and_digits(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_words_point_to_where_they_stand() -> None:
    text = "On 2031-05-12, José didn’t pay $1.2m."
    found = {word.key: text[word.start : word.end] for word in words_of(text)}
    assert found["#1200000"] == "1.2m"
    assert found["#2031"] == "2031"
    assert found["not"] == "didn’t"


def test_check_leaves_everything_else_of_a_citation(bridge: Article) -> None:
    citation = Citation(3, bridge, 0, 3, "The", speaker="Lind")
    assert check_citation(citation) == replace(citation, verified=True)
