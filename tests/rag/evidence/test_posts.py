"""Who holds another post than the one asked for is no answer to who holds it."""

import pytest

from rag.evidence.posts import is_another_post

BOSS = "Who is the boss of Norvex?"
CAPTAIN = "Who is the captain of Orlen Rovers?"


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        (BOSS, "The union's leader, Ann Lee, disagreed.", True),
        (BOSS, "The leader of the dockers' union, Ann Lee, disagreed.", True),
        (BOSS, "The company's chief executive, Ann Lee, agreed.", False),
        (BOSS, "Ann Lee, acting head of Norvex, agreed.", False),
        ("Who is the leader of the union?", "The union's president, Ann Lee, disagreed.", False),
        (CAPTAIN, "The Rovers' manager, Ann Lee, was pleased.", True),
        (CAPTAIN, "The skipper, Ann Lee, was pleased.", False),
        ("Who is the president of Orlen?", "Captain Ann Lee spoke.", False),  # a rank
        ("Who is the mayor of Orlen?", "The deputy mayor, Ann Lee, spoke.", True),
        ("Who is the prime minister?", "The finance minister, Ann Lee, spoke.", True),
        ("Who was the candidate?", "The senator, Ann Lee, spoke.", False),  # one may be both
        ("Who spoke?", "The deputy mayor, Ann Lee, spoke.", False),
    ],
)
def test_other_post_is_told_by_the_words_beside_the_name(question: str, text: str, another: bool) -> None:
    assert is_another_post(question, text, "Ann Lee") is another
