"""What a sentence says by the way is told from what it says of its own subject."""

import pytest

from rag.text.by_the_way import is_by_the_way, without_asides


@pytest.mark.parametrize(
    ("text", "place", "aside"),
    [
        ("Mayor Lind, who faces an election on 15 March, rejected it on 3 May.", "15 March", True),
        ("Mayor Lind, who faces an election on 15 March, rejected it on 3 May.", "3 May", False),
        ("The film has won the prize at the fair, which closed on Sunday night.", "Sunday", True),
        ("The pier, a wooden one whose planks rotted in 1908, was shut.", "1908", True),
        ("Inspectors warned the owner of a ferry that sank on Sunday about a seal.", "Sunday", True),
        ("A man who stole a cello was jailed on Monday.", "Monday", False),
        ("The ferry that sank off Orlen was too heavy, the board said on Monday.", "Monday", False),
        ("She said that the bridge opened on Monday.", "Monday", False),
        ("Divers, doctors and cooks met on Monday.", "Monday", False),
    ],
)
def test_place_in_a_relative_clause_is_by_the_way(text: str, place: str, aside: bool) -> None:
    assert is_by_the_way(text, text.index(place)) is aside


def test_every_other_place_stays_where_it_is() -> None:
    text = "Kerr, a baker whose shop was closed, won 1,000 votes, two of which were void."
    bare = without_asides(text)
    assert len(bare) == len(text)
    assert bare.split() == ["Kerr", "won", "1,000", "votes", "."]
    assert bare.index("votes") == text.index("votes")
