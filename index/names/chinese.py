"""Chinese names in characters and in pinyin, from one to the other: "习近平" is "Xi Jinping" where an archive has both.

A name in characters is told by its surname, of which there are few; what is read alike may still be two people, so
that where an archive has several names of one reading, none of them is taken.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from index.names.characters import same_characters
from index.names.east_asian import is_pinyin, is_surname_first, pinyin, syllables
from index.names.keys import latin

# The hundred commonest surnames, which most Chinese bear, with those of people in the news, and their other forms.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温习栗岳巴孟祝艾赖柯蓝游"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鐘鍾譚陸範賈韋鄒閆龍賀顧龔萬錢嚴湯溫習賴藍"
)
_COMPOUND = ("欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒")
_RUN = re.compile("[\u3400-\u9fff]{2,}")
_LONGEST_RUN = 40
"""Characters of a question in which names are looked for: each place costs a look-up."""


class Index(Protocol):
    """Where terms, which are two characters each, and their texts are read."""

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with this character."""
        ...

    def holding(self, phrase: str) -> list[str]:
        """Texts that have this."""
        ...


def may_be_names(question: str) -> list[str]:
    """What may be names of people in it: two or three characters from a surname on, the longer first."""
    found = [
        run.group()[at : at + length]
        for run in _RUN.finditer(question[:_LONGEST_RUN])
        for at in range(len(run.group()) - 1)
        for length in _lengths(run.group(), at)
    ]
    return list(dict.fromkeys(found))


def in_pinyin(name: str) -> str:
    """A name of characters as it is read, "Xi Jinping"; empty for what is none."""
    return pinyin(name) if _RUN.fullmatch(name) and len(name) in _lengths(name, 0) else ""


def in_characters(name: str, index: Index) -> list[str]:
    """The one name in characters that the texts have for a whole name in pinyin, in all forms of its characters."""
    words = tuple(name.split())
    if len(words) != 2 or not is_pinyin(name):
        return []
    orders = (one for one in (words, words[::-1]) if is_surname_first(one) or _may_be_whole(*one))
    return next((found for one in orders if (found := _read(latin(one[0]), latin(one[1]), index))), [])


def _may_be_whole(surname: str, given: str) -> bool:
    """Whether two words that nothing shows to be Chinese may be: "Luo Jianmin". Three characters are no chance."""
    return any(latin(one) == latin(surname) for one in (*_SURNAMES, *_COMPOUND)) and syllables(given) > 1


def _read(surname: str, given: str, index: Index) -> list[str]:
    surnames = sorted(one for one in (*_SURNAMES, *_COMPOUND) if latin(one) == surname)
    names = [one for first in surnames for one in _given(first, given, index)]
    found = [one for one in names if any(one in text for text in index.holding(one))]
    return found if all(same_characters(found[0], one) for one in found[1:]) else []


def _given(surname: str, given: str, index: Index) -> Iterator[str]:
    """The names of one or two characters after this surname that are read like the given name."""
    for first in _after(surname[-1], index):
        if latin(first) == given:
            yield surname + first
        elif given.startswith(latin(first)):
            yield from (surname + first + last for last in _after(first, index) if latin(first + last) == given)


def _after(character: str, index: Index) -> list[str]:
    return sorted(term[1:] for term in index.beginning(character) if len(term) == 2)


def _lengths(run: str, at: int) -> tuple[int, ...]:
    """How many characters a name may have that begins here."""
    least = 3 if run.startswith(_COMPOUND, at) else 2 if run[at] in _SURNAMES else 0
    return tuple(length for length in (least + 1, least) if least and at + length <= len(run))
