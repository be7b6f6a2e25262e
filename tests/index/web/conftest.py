"""A site on loopback, and what fetches from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.web.fetch import Fetcher
from tests.web_desk import QUICK, Clock, Desk
from tests.web_site import WebSite


@pytest.fixture
def site() -> Iterator[WebSite]:
    with WebSite() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    return Fetcher(allow_private=True, clock=clock, sleep=clock.sleep)


@pytest.fixture
def desk(site: WebSite, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "archive"
    folder.mkdir()
    opened = Desk(folder, site)
    yield opened
    opened.library.close()


@pytest.fixture
def hasty() -> Fetcher:
    """In real time, with small limits and no pause."""
    return Fetcher(QUICK, pause=0.0, allow_private=True)
