"""Texts made of what the rules of attribution look for, in any order."""

from hypothesis import strategies as st

_PIECES = st.sampled_from(
    [
        *("polls in Tarnwick show", "made it clear", "went on", "about", "200", "Iowa", "in", "a", "sign saying"),
        *("Q: ", "A: ", "or", "nor", "as reported by", "led many to", "in the words of", "read", "asked"),
        *("Ada Lind", "Lind:", "Mr.", "the", "mayor", "he", "I", "who", "'s"),
        *(
            "said",
            "told",
            "saying",
            "claim",
            "support",
            "According to",
            "according to",
            "that",
            "was",
            "by",
            "and",
            "to",
        ),
        *("“", "”", '"', "‘", "’", "(", ")", ",", ".", ":", "—", "?", "\n"),
    ]
)
_SOME = st.lists(_PIECES, max_size=40)
TEXTS = st.one_of(_SOME.map(" ".join), _SOME.map("".join), st.text(max_size=200))
