"""Which old code page a text is in: nothing declares it, and the same bytes are other letters in each."""

import pytest

from index.readers.decode import decode

LINES = [
    ("cp1252", "Die Fähre nach Süderoog fährt erst am Montag, sagte der Kapitän."),
    ("cp1252", "La mairie a fermé l'école où les élèves avaient été hébergés."),
    ("cp1252", "El señor Peñalba murió el año pasado en La Coruña, según la policía."),
    ("cp1252", "La città è bloccata perché il ponte è chiuso."),
    ("cp1252", "A câmara não aprovou o orçamento, disse o presidente João Simões."),
    ("cp1252", "Många åker båt i stället, säger Åsa Öström."),
    ("cp1252", "Færgen til Ærø sejler ikke på grund af is."),
    ("cp1252", "Renée Zoë paid £40 for a soufflé."),
    ("cp1252", "The firm’s profits fell 4½ per cent to £12m… its worst year."),
    ("cp1252", "El nº 3 de la 1ª planta mide 40 m³, según la compañía."),
    ("cp1250", "Władze miasta zamknęły most na Odrze, powiedział rzecznik."),
    ("iso8859_2", "Śmigłowiec wciąż krążył nad zatoką i szukał rybaków."),
    ("cp1250", "Policie hledá řidiče, který ujel od nehody u nádraží."),
    ("cp1250", "A rendőrség szerint senki sem sérült meg, de a tűz két házat elpusztított."),
    ("cp1250", "Poliţia caută un bărbat care a fugit din faţa gării."),
    ("cp1251", "Мэр заявил, что мост закроют до марта."),
    ("koi8_r", "Мэр заявил, что мост закроют до марта."),
    ("cp1253", "Η γέφυρα παραμένει κλειστή, είπε ο δήμαρχος."),
    ("cp1254", "Şoförler eski yoldan geçmek zorunda, dedi başkan."),
    ("gb18030", "警方正在寻找星期天晚上在车站附近逃离事故现场的司机。"),
    ("shift_jis", "警察は日曜日の夜に駅の近くで逃げた運転手を探している。"),
    ("euc_kr", "야당은 조기 선거를 요구했다."),
]


@pytest.mark.parametrize(("encoding", "line"), LINES, ids=[f"{one[0]}-{one[1][:12]}" for one in LINES])
def test_one_undeclared_line_is_read_as_written(encoding: str, line: str) -> None:
    assert decode(line.encode(encoding)) == line


def test_first_accent_may_come_late_in_a_long_text() -> None:
    text = "The ferry left the harbour of Hallin at noon.\n" * 3000 + "The café of Renée Ibáñez paid £40.\n"
    assert decode(text.encode("cp1252")) == text


def test_declared_encoding_wins_over_the_words() -> None:
    assert decode("La città è bloccata.".encode("cp1252"), "cp1250") == "La cittŕ č bloccata."
