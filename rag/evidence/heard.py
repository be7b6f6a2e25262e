"""Who says what in the articles of an answer: as it was stored at sync, so that none is read for it anew.

To read an article anew takes about 20 ms; an answer asks of several, sentence by sentence.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from index.speakers import Attribution, attributed, speaker_at

_KEPT: "OrderedDict[str, tuple[Attribution, ...]]" = OrderedDict()
_MOST = 64
"""Articles whose statements are kept: what one or two answers rest on."""
_LOCK = Lock()


def keep(texts: Mapping[str, str], said: Mapping[str, Sequence[Attribution]]) -> None:
    """Keep what is stored of the articles with these ids and texts."""
    with _LOCK:
        for id_, text in texts.items():
            _KEPT[text] = tuple(said[id_])
            _KEPT.move_to_end(text)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)


def heard(text: str) -> tuple[Attribution, ...]:
    """What an article's text attributes to somebody: what is kept of it, or else as it reads."""
    with _LOCK:
        found = _KEPT.get(text)
    return attributed(text) if found is None else found


def heard_at(text: str, start: int, end: int) -> str | None:
    """Who speaks in the sentence `text[start:end]`, as `index.speakers.speaker_at` tells."""
    return speaker_at(text, start, end, heard(text))
