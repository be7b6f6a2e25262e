"""Dates, amounts and names in a sentence."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.mentions import amounts, dates, names

# fmt: off
DATES = [
    ("The gate shut at 10:40 p.m. on Tuesday after a fall.", ["10:40 p.m. on Tuesday"]),
    ("The gate shuts from Monday, 16 March, the board said.", ["Monday, 16 March"]),
    ("It was closed on March 3, when a crack was found.", ["March 3"]),
    ("Closed since March 3, 2031.", ["March 3, 2031"]),
    ("Guests come on March 9 to 12.", ["March 9 to 12"]),
    ("Guests come from 9 to 12 March 2031.", ["9 to 12 March 2031"]),
    ("Water is off between 10 p.m. and 5 a.m. at night.", ["between 10 p.m. and 5 a.m."]),
    ("It is open from 5 a.m. to 11 p.m. only.", ["5 a.m. to 11 p.m."]),
    ("They met last Tuesday.", ["last Tuesday"]),
    ("They met on Sunday morning.", ["Sunday morning"]),
    ("They met earlier this month, and will meet next spring.", ["earlier this month", "next spring"]),
    ("It fell in early March and again in mid-April 2030.", ["early March", "mid-April 2030"]),
    ("Until the end of June, from the beginning of April.", ["the end of June", "the beginning of April"]),
    ("Thieves came in the early hours of Sunday.", ["the early hours of Sunday"]),
    ("They returned at six o'clock on Friday morning.", ["six o'clock on Friday morning"]),
    ("At noon on 2 May 2031 and at midnight.", ["noon on 2 May 2031", "midnight"]),
    ("It was lost two weeks ago and found yesterday.", ["two weeks ago", "yesterday"]),
    ("Built between 1963 and 1970, bought in 1971.", ["1963 and 1970", "1971"]),
    ("The 1960s were dull, but the 1970s were not.", ["the 1970s"]),
    ("In May it rained.", ["May"]),
    ("The 2022 World Cup had 2,031 guests.", []),
    ("They may march, said May Osmond.", []),
    ("No one knows.", []),
]
NUMBERS = [
    ("It cost 14.2 million crowns.", ["14.2 million crowns"]),
    ("It cost £3.5bn, or $4 million, or 500m euros.", ["£3.5bn", "$4 million", "500m euros"]),
    ("Turnout was 57.6 per cent, up from 49%.", ["57.6 per cent", "49%"]),
    ("A collar of 85 tonnes, 1.8 metres long.", ["85 tonnes", "1.8 metres"]),
    ("A three-day visit by a 27-year-old.", ["three-day", "27-year-old"]),
    ("Thirty-seven people and two hundred and six horses.", ["Thirty-seven", "two hundred and six"]),
    ("A third of the hall, half of the seats.", ["A third", "half"]),
    ("From 10-15 per cent to 30%–50%.", ["10-15 per cent", "30%–50%"]),
    ("Dozens of families and thousands of birds.", ["Dozens", "thousands"]),
    ("No one came, not even one of them.", []),
    ("In the 58th minute of the second half.", ["half"]),
    ("On 9 March at 10:40 p.m. in 2031.", []),
]
# fmt: on


@pytest.mark.parametrize(("sentence", "expected"), DATES)
def test_dates_are_found_whole(sentence: str, expected: list[str]) -> None:
    assert [mention.text for mention in dates(sentence)] == expected


@pytest.mark.parametrize(("sentence", "expected"), NUMBERS)
def test_amounts_are_found_with_their_unit(sentence: str, expected: list[str]) -> None:
    assert [mention.text for mention in amounts(sentence)] == expected


PIECES = st.sampled_from(
    "Ada Lind Lind's the won in at Tarnwick 12 14.2 million per cent % $ on Tuesday 9 March 2031 10:40 p.m. to – , . \" "
    "“ ” three-day people by was said 27-year-old £ (AP) since early one of half ’ 字 é \u2028".split(" ")
)
SENTENCE = st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=80))


@given(SENTENCE)
@settings(deadline=None)
def test_dates_and_amounts_stand_in_the_sentence_and_do_not_overlap(sentence: str) -> None:
    for found in (dates(sentence), amounts(sentence)):
        at = 0
        for one in found:
            assert sentence[one.start : one.end] == one.text
            assert one.start >= at
            at = one.end


@pytest.mark.parametrize("piece", ["Ada's ", "March ", '" Ada ', "12 ", "from 9 to ", "Mr ", "one-"])
def test_endless_sentence_is_read_in_time(piece: str) -> None:
    """A table that lost its line breaks: minutes, if the work grew with the square of the length."""
    sentence = piece * (40_000 // len(piece))
    started = process_time()
    dates(sentence), amounts(sentence)
    assert process_time() - started < 20


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("He stole from St Una's Hospice.", ["St Una's Hospice"]),
        ("The porters of St Una's wept.", ["St Una"]),
        ("She studied at King's College.", ["King's College"]),
        ("Ada Lind's Mint Museum opened.", ["Ada Lind", "Mint Museum"]),
        ("Mark St John's Bakery opened.", ["Mark St John", "Bakery"]),
        ("He stole from St Élie's Hospice.", ["St Élie's Hospice"]),
    ],
)
def test_house_named_after_a_saint_is_one_name(sentence: str, found: list[str]) -> None:
    assert [name.text for name in names(sentence)] == found


@pytest.mark.parametrize(
    "name", ["Émile Roux", "Łukasz de Şen", "Özlem Øst", "Иван Петров", "Άννα Λέκκα", "Արամ Սարյան"]
)
def test_name_begins_with_a_capital_of_any_script(name: str) -> None:
    assert [one.text for one in names(f"The keeper met {name} at noon.")] == [name]
