"""Offices that a question names, and who holds them in the words of an article."""

import pytest

from rag.evidence.roles import holders, office, role_of

SIGNED = "Saaren's governor Arvid Kell and the navy's commander, Admiral Bea Thorn, signed a pact."
MAYORS = "Lena Morv, the mayor of Gullen, met Bo Ray, the mayor of Senn, on Monday."


@pytest.mark.parametrize(
    ("asked", "text", "held_by"),
    [
        ("the governor", "Arvid Kell, the governor of Saaren, spoke.", "Arvid Kell"),
        ("the governor of Saaren", SIGNED, "Arvid Kell"),
        ("the navy's commander", SIGNED, "Admiral Bea Thorn"),
        ("the navy's commander", "The commander of the navy, Bea Thorn, left.", "Bea Thorn"),
        ("the finance minister", "Minister Ola Brand stayed. Finance Minister Kari Moss left.", "Kari Moss"),
        ("the mayor of Gullen", MAYORS, "Lena Morv"),
        ("Senn's mayor", MAYORS, "Bo Ray"),
        ("the prime minister", "Prime Minister Kari Moss left. Finance Minister Ola Brand stayed.", "Kari Moss"),
        ("the minister of finance", "Prime Minister Kari Moss left. Finance Minister Ola Brand stayed.", "Ola Brand"),
        ("the director of Norrline", "Norrline grew. Its director, Pal Estrand, did not attend.", "Pal Estrand"),
        ("the deputy mayor", "Mayor Ines Vall said no. Deputy mayor Per Toft said yes.", "Per Toft"),
        ("the president", "In 1962 President John F. Lind spoke.", "John F. Lind"),
        ("the mayor", "Mayor Łukasz Wójcik met Émile Roux, the bishop of Lomm.", "Łukasz Wójcik"),
        ("the bishop", "Mayor Łukasz Wójcik met Émile Roux, the bishop of Lomm.", "Émile Roux"),
        ("the bishop", "The bishop of Lomm, Tor de la Cruz, is 61.", "Tor de la Cruz"),
        ("the Estmark president", "Estmark's president, Ivo Plen, met Norrland President Joe Hale.", "Ivo Plen"),
    ],
)
def test_holder_of_an_office_is_found_by_the_name_beside_it(asked: str, text: str, held_by: str) -> None:
    found = office(asked)
    assert found is not None
    assert holders(found, text) == {held_by}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("the mayor", "A spokesman for the mayor, Ann Lee, said so."),
        ("the mayor", "Ann Lee, the mayor's wife, said so."),
        ("the mayor", "Deputy Mayor Ann Lee and the former mayor, Bo Hart, said so."),
        ("the mayor", "The mayor, Ann Lee and Bo Hart came on Monday."),
        ("the mayor", "Ann Lee, who met the mayor, said so."),
        ("the mayor of Senn", "Ann Lee, the mayor of Gullen, went to Senn."),
    ],
)
def test_nobody_holds_an_office_that_the_text_does_not_give_them(asked: str, text: str) -> None:
    found = office(asked)
    assert found is not None
    assert not holders(found, text)


@pytest.mark.parametrize("phrase", ["Stephen King", "officials", "the harbour board", "Ada Lind", "Mayor Ada Lind", ""])
def test_name_or_group_is_no_office(phrase: str) -> None:
    assert office(phrase) is None


def test_role_of_a_speaker_is_told_where_it_stands_or_where_it_was_first_told() -> None:
    text = "The mayor of Lomm, Ada Lind, said the bridge was safe. “I cross it daily,” Lind said."
    assert role_of("Ada Lind", text, 0, 54) == "The mayor of Lomm"
    assert role_of("Ada Lind", text, 55, len(text)) == "The mayor of Lomm"
    assert role_of("Bo Hart", text, 0, 54) is None
    assert role_of(None, text, 0, 54) is None
