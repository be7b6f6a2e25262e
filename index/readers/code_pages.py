"""Bytes of an old code page -> which one, by the words they make: the letters and small words of its languages.

A code page is no property of single bytes: 0xE8 is the è of "città è" and the č of "čeká". So each page is tried with
each language written in it, and the one counts whose letters and commonest words the text has.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيگچپژ،؛؟"
_HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"


class _Language(NamedTuple):
    pages: str
    letters: str
    """Beyond a to z, those of its own words."""
    borrowed: str
    """Those of names and borrowed words only."""
    words: str
    """The commonest, which stand in nearly every sentence."""


_LANGUAGES = tuple(_Language(*row) for row in (
    ("cp1252", "", "éèêëàáâäãçñíïîóôöõøüûúœæåß", "the of and to in a is was that for on said with at by he it as"),
    ("cp1252", "äöüß", "éèàâçñ", "der die das und ist nicht ein eine den dem des von zu mit im sich auf sagte am bei"),
    ("cp1252", "éèêàâçîôûùœ", "ëïüÿæöñ", "le la les des et est une un du que dans a à pour qui sur par de au en il"),
    ("cp1252", "áéíóúñ", "üçàèö", "el la los las de que y en un una se por del con su al es a lo para según dijo"),
    ("cp1252", "àèéìòù", "îçöü", "il la di che e è un una per non del della in i le si ha al sono gli da con ma"),
    ("cp1252", "áâãàçéêíóôõú", "üñè", "o a os as de que e do da em um uma não para com dos ao na no se é foi mais"),
    ("cp1252", "éëïö", "èêáóüäç", "de het een en van is dat niet op te zijn voor met in er die aan om zegt"),
    ("cp1252", "åäö", "éüèá", "och att det en i på som är av för den till har ett med om de inte säger sig"),
    ("cp1252", "æøå", "éäöüôòó", "og at det en i på som er af for den til har et med de av ikke fra sier siger"),
    ("cp1252", "äö", "åéšž", "ja on ei että se oli hän myös sanoi kun mutta ovat jo"),
    ("cp1252", "áéíóúýþæöð", "åü", "og að í á er sem það um en var við til"),
    ("cp1250 iso8859_2", "ąćęłńóśźż", "éäöü", "w i na z się nie do to że jest o po za od dla był przez oraz"),
    ("cp1250 iso8859_2", "áčďéěíňóřšťúůýž", "äöü", "a v na se je že z do s o byl k za po i ve jsou by jako ale"),
    ("cp1250 iso8859_2", "áäčďéíľňóôšťúýž", "ĺŕöüřě", "a v na sa je že z do s o bol k za po i vo sú by ako ale"),
    ("cp1250 iso8859_2", "áéíóöőúüű", "äčš", "a az és hogy nem is egy volt meg el de már csak van szerint"),
    ("cp1250 iso8859_2", "ăâîşţ", "éöüá", "şi în de la a nu cu pe din că o un au ale pentru mai este"),
    ("cp1250 iso8859_2", "čćžšđ", "éöü", "i u je se na da za su od s in v ne ki so pri kako iz"),
    ("cp1254", "çğıöşü", "âîû", "ve bir bu da de için ile çok olarak daha dedi göre ne o"),
    ("cp1251 koi8_r", _CYRILLIC + "ё", "", "и в не на что с по он как это но из за от о к а у для был"),
    ("cp1251 koi8_u", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "", "і в не на що з та до у про як за це від й для але"),
    ("cp1251", "абвгдежзийклмнопрстуфхцчшщъьюя", "", "и в на не да се от за е с по че са ще си като"),
    ("cp1251", "абвгдђежзијклљмнњопрстћуфхцчџш", "", "и у је да се на за су од са не ће као"),
    ("cp1253", _GREEK + "ϊϋΐΰ", "", "και το η ο της του να για με την τα οι στο από που δεν θα είναι σε"),
    ("cp1255", _HEBREW, "", "של את על לא הוא כי גם עם זה אל"),
    ("cp1256", _ARABIC, "", "في من على أن إلى عن مع هذا لا ما التي"),
))  # fmt: skip
"""The code pages of newsrooms, the commonest first, which wins where two make words equally well."""

_UNKNOWN, _BORROWED = 3, 1
"""What a letter costs, in small words: in news one word of three is small, and one of the wrong language in thirty."""

_LEAST_KNOWN = 0.9
"""Share of the characters beyond ASCII that must make sense; of Chinese read as letters a third does not."""

_LETTER = r"[^\W\d_ºª²³¹¼-¾]"
_WORD = re.compile(f"{_LETTER}+")
_USUAL = "„“”‚‘’‹›«»–—…•·¿¡§°©®™€£½¼¾ºª²³×†‰№\xa0\xad،؛؟"
_ODD = re.compile(
    rf"[^\w\x00-\x7f{_USUAL}]|(?<={_LETTER})(?:[£¡¿]|[€°©×¼-¾²](?={_LETTER})|(?<!m)³)|[ºª¼-¾³](?={_LETTER})|"
    r"(?<=\d)[À-ɏ]|[À-ɏ](?=\d)"
)
"""What no text has: a rare sign, another within a word, an accented letter beside a digit."""


class _Read(NamedTuple):
    """A sample as a code page reads it."""

    letters: Counter[str]
    words: Counter[str]
    odd: int


def code_page(sample: bytes) -> str | None:
    """The code page of one byte a character in which the sample makes words; None where it does in none."""
    best, most = None, 0.0
    read = {page: _read(sample, page) for language in _LANGUAGES for page in language.pages.split()}
    for language in _LANGUAGES:
        for page in language.pages.split():
            score = _score(read[page], language)
            if score is not None and (best is None or score > most):
                best, most = page, score
    return best


def _read(sample: bytes, page: str) -> _Read:
    text = sample.decode(page, errors="replace")
    words = Counter(_WORD.findall(text))
    odd = len(_ODD.findall(text)) + sum(count for word, count in words.items() if _is_odd(word))
    letters = Counter[str]()
    for word, count in words.items():
        for char in word:
            if char > "\x7f":
                letters[char.lower()[0]] += count
    return _Read(letters, Counter({word.lower(): count for word, count in words.items()}), odd)


def _is_odd(word: str) -> bool:
    """Whether its letters are mixed as in no word: a capital beyond ASCII behind a small letter, accents alone."""
    if word.isascii():
        return False
    capital = any(char > "\x7f" and char.isupper() and before.islower() for before, char in pairwise(word))
    return capital or (len(word) > 2 and all("\x7f" < char < "\u0250" for char in word))


def _score(read: _Read, language: _Language) -> float | None:
    """How well the words are those of the language, None where too much of them cannot be."""
    total = read.letters.total() + read.odd
    own = sum(read.letters[char] for char in language.letters)
    borrowed = sum(read.letters[char] for char in language.borrowed)
    unknown = total - own - borrowed
    if unknown > (1 - _LEAST_KNOWN) * total:
        return None
    return sum(read.words[word] for word in language.words.split()) - _UNKNOWN * unknown - _BORROWED * borrowed
