"""Days and times as they are written in many languages; what is ambiguous is no date."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers.dates import parse_date, parse_period
from tests.index.readers.read import EAST


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2022-06-12", date(2022, 6, 12)),
        ("2022/06/12", date(2022, 6, 12)),
        ("20220612", date(2022, 6, 12)),
        ("12 June 2022", date(2022, 6, 12)),
        ("June 12, 2022", date(2022, 6, 12)),
        ("Sunday, 12th June 2022", date(2022, 6, 12)),
        ("Sept. 3, 2021", date(2021, 9, 3)),
        ("25/12/2022", date(2022, 12, 25)),
        ("25/12/2022 10:30", datetime(2022, 12, 25, 10, 30)),
        ("12/25/2022", date(2022, 12, 25)),
        ("06/06/2022", date(2022, 6, 6)),
        ("04.05.2022", date(2022, 5, 4)),
        ("4.5.2022, 10:15 Uhr", datetime(2022, 5, 4, 10, 15)),
        ("25.12.2022", date(2022, 12, 25)),
        ("4. Mai 2022", date(2022, 5, 4)),
        ("Mittwoch, 4. Mai 2022", date(2022, 5, 4)),
        ("4 mai 2022", date(2022, 5, 4)),
        ("jeudi 1er septembre 2022", date(2022, 9, 1)),
        ("14 août 2022", date(2022, 8, 14)),
        ("4 de mayo de 2022", date(2022, 5, 4)),
        ("4 maggio 2022", date(2022, 5, 4)),
        ("4 de março de 2022", date(2022, 3, 4)),
        ("4 мая 2022", date(2022, 5, 4)),
        ("4 мая 2022 г.", date(2022, 5, 4)),
        ("04-May-2022", date(2022, 5, 4)),
        ("le 1er mai 2022", date(2022, 5, 1)),
        ("el miércoles, 4 de mayo de 2022", date(2022, 5, 4)),
        ("4 maja 2022", date(2022, 5, 4)),
        ("4. května 2022", date(2022, 5, 4)),
        ("4 Mayıs 2022", date(2022, 5, 4)),
        ("4 mai 2022 à 18h05", datetime(2022, 5, 4, 18, 5)),
        ("4 mai 2022, 18 h", datetime(2022, 5, 4, 18)),
        ("4 de mayo de 2022 a las 10:30", datetime(2022, 5, 4, 10, 30)),
        ("Wed May  4 10:00:00 UTC 2022", datetime(2022, 5, 4, 10, tzinfo=UTC)),
        ({"$date": 1655028000000}, datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ({"$date": {"$numberLong": "1655028000000"}}, datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ("2022年5月4日", date(2022, 5, 4)),
        ("2022년 5월 4일", date(2022, 5, 4)),
        ("1970-01-01", date(1970, 1, 1)),
        ("2022-06-12T10:00:00+02:00", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("2022-06-12T10:00:00Z", datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ("2022-06-12 10:00:00 UTC", datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ("2022-06-12 10:30", datetime(2022, 6, 12, 10, 30)),
        ("2022/06/12 10:30:15", datetime(2022, 6, 12, 10, 30, 15)),
        ("Sun, 12 Jun 2022 10:00:00 +0200", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("June 12, 2022, 5:30 p.m. EDT", datetime(2022, 6, 12, 17, 30, tzinfo=timezone(timedelta(hours=-4)))),
        ("12 June 2022 12:05 am", datetime(2022, 6, 12, 0, 5)),
        ("Sun Jun 12 2022 10:00:00 GMT+0200 (EET)", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("20220612T100000+0200", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        (1655028000, datetime(2022, 6, 12, 10, tzinfo=UTC)),
        (date(2022, 6, 12), date(2022, 6, 12)),
    ],
)
def test_stated_date_is_understood(stated: object, expected: date) -> None:
    found = parse_date(stated)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(expected, datetime) and isinstance(found, datetime):
        assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "stated",
    [
        "03/04/2022",
        "03/04/2022 3:15 PM EST",  # also the zone of Sydney, where the day comes first
        "04-May-22",
        "12 listopada 2022",  # November in Polish, October in Croatian
        {"$date": {"$numberLong": "soon"}},
        "13.13.2022",
        "4 mai",
        "bis 4. Mai 2022",
        "4 de 5 de 2022",
        "2022年13月4日",
        "1970-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00",
        "1970-01-01 00:00:00",
        "2022",
        "June 2022",
        "yesterday",
        "1655028000",
        "31 February 2022",
        "0001-01-01T00:00:00Z",
        "2022-06-12T25:00",
        "2022-13-01",
        "12 June",
        "13:30 pm 12 June 2022",
        "",
        "2022-06-12 and more",
        True,
        1.5,
        None,
        -1,
        7,
        10**40,
        [],
        {},
        b"2022-06-12",
        "x" * 10**6,
    ],
)
def test_ambiguous_or_unreadable_date_is_none(stated: object) -> None:
    assert parse_date(stated) is None


@pytest.mark.parametrize(
    ("stated", "period"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        ("2024/3", "2024-03"),
        ("03/2024", "2024-03"),
        ("March 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("2024-13", None),
        ("0001", None),
        ("spring 2024", None),
        ("12 March 2024", None),
        (True, None),
        (10**40, None),
        (None, None),
    ],
)
def test_year_or_month_without_a_day_is_a_period(stated: object, period: str | None) -> None:
    assert parse_period(stated) == period
    assert parse_date(stated) is None or period is None


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.datetimes()))
def test_any_value_gives_a_date_or_none(value: object) -> None:
    found = parse_date(value)
    assert found is None or isinstance(found, date)
    assert parse_period(value) is None or found is None


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(EAST)))
def test_iso_date_survives(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.date().isoformat()) == moment.date()
