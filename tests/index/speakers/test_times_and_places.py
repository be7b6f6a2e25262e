"""A time or place before a name is none of it, and no time speaks."""

import pytest

from index.speakers import attributions
from index.speakers.full_names import full_names


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.content) for one in attributions(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On Monday Ann Lee said it was late.", "Ann Lee"),
        ("Late Monday Ann Lee said it was late.", "Ann Lee"),
        ("Last Friday Mayor Ann Lee said it was late.", "Ann Lee"),
        ("On 3 March Ann Lee said it was late.", "Ann Lee"),
        ("In March 2021 Ann Lee said it was late.", "Ann Lee"),
        ("In March Marten Lee said it was late.", "Marten Lee"),
        ("In May Theresa May said it was late.", "Theresa May"),
        ("April Smith said it was late.", "April Smith"),
        ("In Drosk Ann Lee said it was late.", "Ann Lee"),
        ("In Drosk President Moss said it was late.", "Moss"),
        ("In New York Governor Bo Hart said it was late.", "Bo Hart"),
        ("Last July the senator said it was late.", "the senator"),
        ("A few days later, Ann Lee left, saying it was late.", "Ann Lee"),
    ],
)
def test_the_name_begins_behind_the_time_or_place(text: str, speaker: str) -> None:
    assert spoken(text) == [(speaker, "it was late")]


@pytest.mark.parametrize(
    "office",
    [
        "CEO", "Fed Chair", "House Leader", "Owner", "Actor", "Co-founder", "Chief Executive", "Senate Majority Leader",
        "Drosk County Sheriff", "Orlen Superior Court Judge", "Tarnwick GOP Sen.", "US Secretary of State",
        "Director of Public Health", "President of Drosk",
    ],
)  # fmt: skip
def test_an_office_before_a_name_is_the_role(office: str) -> None:
    (found,) = attributions(f"{office} Ann Lee said it was late.")
    assert (found.speaker, found.role) == ("Ann Lee", office)


@pytest.mark.parametrize("office", ["The Prime Minister", "The Attorney General", "The Chief Executive"])
def test_an_office_alone_is_no_name_with_a_title(office: str) -> None:
    (found,) = attributions(f"{office} said it was late.")
    assert (found.speaker, found.role) == (office.removeprefix("The "), None)


def test_the_days_of_a_calendar_are_no_labels_of_an_interview() -> None:
    assert spoken("Moons\n\nApril 16: Pink moon will rise.\n\nMay 16: A blood moon.\n\nJune 16: It is here.") == []


def test_the_evening_does_not_say_what_stands_beside_it() -> None:
    assert spoken("“It is late,” he said Wednesday evening. “We go.”")[0] == (None, "“It is late,”")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The senator, who said the bill was wrong, resigned.", "the bill was wrong"),
        ("Lee, who wants a new bridge, was elected on Monday.", "a new bridge"),
        ("Ann Lee, who is opposed to the bill, resigned.", "to the bill"),
        (
            "Ann Lee, who said “the bill, wrong as it is, will pass,” has left.",
            "“the bill, wrong as it is, will pass,”",
        ),
        ("He met Ann Lee, who said the pier shook, cracked and fell.", "the pier shook, cracked and fell"),
    ],
)
def test_what_is_said_within_a_clause_ends_where_the_sentence_goes_on(text: str, content: str) -> None:
    assert [said for _, said in spoken(text)] == [content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ann Lee came out against the levy.", [("Ann Lee", "against the levy")]),
        ("The council has come out in favour of a new bridge.", [("The council", "in favour of a new bridge")]),
        ("Ann Lee came out of the hall against the wind.", []),
        ("The report came out on Monday.", []),
    ],
)
def test_who_comes_out_for_or_against_something_has_a_view(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(text) == expected


@pytest.mark.parametrize(
    "several", ["Each side", "Each of them", "Both sides", "One in five", "Two of the ministers", "Seven in ten voters"]
)
def test_so_many_of_a_group_speak_as_they_are_called(several: str) -> None:
    assert spoken(f"{several} said it was late.") == [(several, "it was late")]


@pytest.mark.parametrize(
    "body", ["Centers for Disease Control and Prevention", "Department of Health and Human Services", "Food and Drug Administration"]
)  # fmt: skip
def test_the_name_of_a_body_is_whole(body: str) -> None:
    assert spoken(f"Cases rose, according to the {body}.") == [(body, "Cases rose")]
    assert spoken(f"The {body} said that cases rose.") == [(body, "that cases rose")]


def test_a_day_is_no_part_of_the_name_that_a_family_is_completed_to() -> None:
    assert spoken("We met. On Monday Zorvik Lee came. Lee said it was late.") == [("Zorvik Lee", "it was late")]


def test_no_month_is_a_family() -> None:
    assert full_names("Fees rise. Starting January, tests stay free.") == {}


def test_a_time_that_is_counted_is_nobodys_role() -> None:
    (found,) = attributions("A few weeks ago Ann Lee said it was late.")
    assert (found.speaker, found.role) == ("Ann Lee", None)


def test_a_house_number_is_not_nobody() -> None:
    assert [said for _, said in spoken("No 10 said that the talks were over.")] == ["that the talks were over"]


@pytest.mark.parametrize(
    "text",
    [
        "None of the trials found that the vaccine does harm.",
        "No study has shown that the vaccine does harm.",
        "Nobody wants a new pier.",
        "It seems that the pier is unsafe.",
    ],
)
def test_what_nobody_says_is_said_by_nobody(text: str) -> None:
    assert spoken(text) == []
