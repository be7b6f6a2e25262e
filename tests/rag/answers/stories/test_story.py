"""The sentences of a story: central ones before others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answers.stories.story import centrality
from tests.rag.answers.forms import AS_OF, Archived, report, texts

WORDS = st.lists(st.sampled_from("tram wheel crack snow mayor ferry".split()), min_size=1, max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=8))
@settings(deadline=None, max_examples=200)
def test_centrality_is_a_share_and_the_same_for_the_same_words(texts: list[str]) -> None:
    values = centrality(texts)
    assert len(values) == len(texts)
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in values)
    by_text: dict[str, float] = {}
    for text, value in zip(texts, values, strict=True):
        assert abs(by_text.setdefault(text, value) - value) < 1e-9


def test_opinion_tells_no_story_and_a_quotation_within_a_report_does(archived: Archived) -> None:
    assistant = archived(
        report(
            1,
            "The tram in Orlen stopped on Monday after a wheel cracked. I have taken the tram in Orlen for 31 years. "
            "“We heard a bang near the mint,” said Ada Lind, the driver.",
        )
    )
    said = texts(assistant.ask("Summarise the tram story in Orlen", AS_OF))
    assert any("wheel cracked" in one for one in said)
    assert any("Ada Lind" in one for one in said)
    assert not any("31 years" in one for one in said)


def test_what_others_say_too_is_more_central() -> None:
    texts = ["the tram lost a wheel", "a wheel of the tram cracked", "the tram wheel was old", "snow fell in Orlen"]
    values = centrality(texts)
    assert min(values[:3]) > values[3]
