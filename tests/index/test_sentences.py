import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import sentence_spans


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Waves broke over the wall.", "Nobody sailed."],
        ['"Nobody sails until the flag is down," she said.', "The flag was up."],
        ['He said "I will go."', "Then he left."],
        ["“Nobody sails.”", "The flag was up."],
        ["“We have the boats. What we lack is gangways,” Vask said.", "He left."],
        ["Haldrek: We will not open a bridge on hope.", "I need four tests."],
        ['"Free Post": Did the U.S. Navy come?', "Brandt: No.", "It did not!"],
        ["Gov. Ann Lee (D-N.Y.) met Lt. Gen. Bo Oz at 5 p.m. Wed. in St. Paul.", "They talked."],
        ["It opens at 5 p.m. Sunday.", "At 6 p.m. the bar follows."],
        ["It starts at 8 p.m. ET on Friday.", "It ends late."],
        ["Prices rose by 5 per cent. in May.", "Wages did not."],
        ["Prices rose by 5 per cent.", "Wages did not."],
        ["The war began in May.", "Wages fell for me.", "Prices did not, said DC.", "Banks failed."],
        ['She said: "It was May. Wages fell."', "He left."],
        ["It costs approx. 40 dalers.", "See Nos. 5 and 6."],
        ["On Tues. Nov. 8 he won.", "On Sept. 11 he left."],
        ["Atty. Gen. Ann Lee sued.", "The court ruled in Roe v. Wade."],
        ["The U.S. Army came.", "It left Washington, D.C. on Jan. 6."],
        ["Smt. Rana Dey met Shri. Anil Bose and Amb. Carla Voss.", "Cdr. Poe, Eng. Keita and Cllr. Ross spoke."],
        ["Mme. Diallo et Mgr. Diop prient.", "EE. UU. y la Sra. Ruiz callan."],
        ["He met Mons. Bini in Mons.", "Later they left."],
        ["Am 3. März sank die 2. Fähre.", "Sie nahmen die 3.", "Danach kam keine.", "I am 5.", "He is 7."],
        ["Е. Н. Сомов и А.П. Лунин пришли.", "Долг вырос до 5 млн. 300 тыс. рублей.", "Он растёт."],
        ["1. Bring blankets.", "2. Bring water."],
        ["It fell to 3.5 percent, 1,200.50 dalers.", "Visit gazette.example."],
        ["今日は晴れです。", "明日は雨です。"],
        ["我们走了。", "他来了！"],
        ["यह पहला वाक्य है।", "यह दूसरा है।"],
        ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"],
        ["Паром не вышел.", "Волны были высоки."],
        ["Ο άνεμος δυνάμωσε.", "Τα πλοία έμειναν."],
        ["\U0001f30a Waves broke.", "\U0001f6a2\U0001f6a2 sailed."],
    ],
)
def test_sentences_are_parted_as_a_reader_would(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_line_break_always_ends_a_sentence() -> None:
    assert split("What is open\nThe gym, and\r\nthe pier\u2028the end") == [
        "What is open",
        "The gym, and",
        "the pier",
        "the end",
    ]


@pytest.mark.parametrize("language", ["", "en", "xx", "zh-Hant", "klingon"])
def test_any_language_is_accepted(language: str) -> None:
    assert split("Waves broke. 他来了。", language) == ["Waves broke.", "他来了。"]


fragments = st.sampled_from(
    [
        "Waves broke. ",
        "p.m. ",
        "Wed. ",
        '"',
        "“",
        "”",
        "(",
        "U.S. ",
        "approx. ",
        "5 ",
        "1. ",
        "...",
        "\n",
        "\r\n",
        "。",
        "\u3000",
        "?! ",
        "é",
        "e\u0301",
        "\U0001f468\u200d\U0001f469",
        "\ud800",
        "\0",
        "\x1f",
        "\x85",
        " ",
    ]
)
texts = st.text() | st.lists(fragments | st.text(max_size=6), max_size=30).map("".join)


@settings(deadline=None)
@given(texts)
def test_spans_cover_every_visible_character_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("unit", ["“We said. ", "Waves broke. ", "word ", "x", "1. ", "我"])
def test_long_lines_take_linear_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    started = time.process_time()
    spans = sentence_spans(text)
    assert time.process_time() - started < 5
    assert sum(end - start for start, end in spans) >= len(text.replace(" ", ""))
