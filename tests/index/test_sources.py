"""Sources: sorted by what they are, and which files the paths among them stand for."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Article
from index.files import SourceFile
from index.sources import Scope, sort_sources

NAMES = st.sampled_from(["a", "ab", "b", "c"])
PLACES = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def test_sources_are_sorted_by_what_they_are() -> None:
    article = Article(id="1", title="T", text="Words.")
    paths, addresses, articles = sort_sources(["news/", Path("a.txt"), " https://a.example/feed ", article])

    assert paths == ["news/", "a.txt"]
    assert addresses == ["https://a.example/feed"]
    assert [one.id for one in articles] == ["1"]


@given(places=st.lists(PLACES, max_size=4), file=PLACES)
def test_a_file_belongs_to_itself_and_to_the_folders_above_it(places: list[str], file: str) -> None:
    root = os.path.realpath("/nowhere")
    scope = Scope(f"/nowhere/{place}" for place in places)
    expected = any(file == place or file.startswith(f"{place}/") for place in places)

    assert (f"{root}/{file}" in scope) == expected


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/nowhere/*.txt", "/nowhere/sub/x.txt"])
def test_a_file_that_is_not_there_any_more_belongs_to_what_named_it(path: str) -> None:
    file = "/nowhere/x.txt" if "*" in path else "/nowhere/sub/x.txt"

    assert file in Scope([path])
    assert ("/elsewhere.txt" in Scope([path])) == (path == "/")


def test_a_folder_whose_name_looks_like_a_pattern_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "[2026]").mkdir()
    scope = Scope([str(tmp_path / "[2026]")])

    assert str(tmp_path.resolve() / "[2026]" / "x.txt") in scope
    assert str(tmp_path.resolve() / "2" / "x.txt") not in scope


def test_paths_without_a_file_are_named(tmp_path: Path) -> None:
    scope = Scope([str(tmp_path / name) for name in ("a", "b", "*.md", "*.txt")])
    files = [SourceFile(str(tmp_path.resolve() / name), Path(name), 1, 1) for name in ("a/x.txt", "y.md")]

    assert scope.empty(files) == [str(tmp_path / "b")]  # "*.txt" has a/x.txt, too: its star goes across folders


def test_ten_thousand_files_named_one_by_one_are_no_trouble(tmp_path: Path) -> None:
    names = [str(tmp_path.resolve() / f"{number}.txt") for number in range(10_000)]
    started = time.process_time()
    scope = Scope(names)

    assert scope.empty([SourceFile(name, Path(name), 1, 1) for name in names]) == []
    assert all(name in scope for name in names)
    assert time.process_time() - started < 10  # compared each with each, it would be an hour
