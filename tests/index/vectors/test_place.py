"""Where the vectors are is decided once, written down without secrets, and never changed by a setting alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ArchiveError, SettingsError
from index.vectors.place import ChromaServer, current_place, place_for, read_move, read_place, write_place
from rag.build import vector_store
from rag.settings import load_settings

ONE = ChromaServer("http://127.0.0.1:8000")
OTHER = ChromaServer("http://127.0.0.1:8001")


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:8000", "ftp://host", "http://", "http://host:port", "http://host:70000", "http://host?a=b", "http://h#x"],
)  # fmt: skip
def test_a_url_that_is_none_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(SettingsError, match=r"such as http://127\.0\.0\.1:8000"):
        ChromaServer(url)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="its own setting") as refused:
        ChromaServer("https://editor:hunter2@chroma.example")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("token", ["", " ", "two\nlines", "schlüssel"])
def test_a_token_that_is_none_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(SettingsError, match="token") as refused:
        ChromaServer("http://host", token)
    assert not token.strip() or token not in str(refused.value)


@pytest.mark.parametrize("name", ["", "a/b", "a?b", "%2e", "line\nbreak"])
def test_names_cannot_leave_their_part_of_the_path(name: str) -> None:
    with pytest.raises(SettingsError):
        ChromaServer("http://host", tenant=name)
    with pytest.raises(SettingsError):
        ChromaServer("http://host", database=name)


@pytest.mark.parametrize("url", ["http://Chroma.example:8000/", " http://chroma.example:8000"])
def test_the_same_server_written_in_another_way_is_the_same_place(url: str) -> None:
    assert ChromaServer(url, token="a") == ChromaServer("http://chroma.example:8000", token="b")


def test_tenant_and_database_are_part_of_the_place() -> None:
    places = {
        ChromaServer("http://host"),
        ChromaServer("http://host", tenant="a"),
        ChromaServer("http://host", database="a"),
    }
    assert len({place.key for place in places}) == 3


def test_a_new_archive_goes_where_the_settings_say_and_stays_there(tmp_path: Path) -> None:
    assert current_place(tmp_path, ONE) == ONE
    assert read_place(tmp_path) == (True, ONE)
    with pytest.raises(ArchiveError, match="Set DATELINE_CHROMA_URL"):
        current_place(tmp_path, None)
    with pytest.raises(ArchiveError, match=r"dateline archive move --to http://127\.0\.0\.1:8001"):
        current_place(tmp_path, OTHER)


def test_without_a_setting_a_new_archive_keeps_its_vectors_itself(tmp_path: Path) -> None:
    assert current_place(tmp_path, None) is None
    assert list(tmp_path.iterdir()) == []


def test_vectors_that_are_in_the_folder_are_not_left_there_by_a_setting(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{}")
    with pytest.raises(ArchiveError, match="the archive's own folder"):
        current_place(tmp_path, ONE)


def test_asking_writes_nothing(tmp_path: Path) -> None:
    assert place_for(tmp_path, ONE) == ONE
    assert list(tmp_path.iterdir()) == []


def test_the_token_is_not_written_down(tmp_path: Path) -> None:
    write_place(tmp_path, ChromaServer("http://host", token="hunter2", ca=tmp_path))
    assert read_place(tmp_path) == (True, ChromaServer("http://host"))
    assert "hunter2" not in (tmp_path / "place.json").read_text()


@given(
    text=st.one_of(st.text(), st.sampled_from(["{}", "[]", "7", '{"url": 7}', '{"url": "http://"}', '{"source": 1}']))
)
def test_files_that_are_damaged_are_as_good_as_none(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("chroma")
    for name in ("place.json", "move.json"):
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    assert read_place(folder)[1] is None
    assert read_move(folder) is None


def test_settings_name_a_server_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("")
    settings = load_settings(
        chroma_url="https://chroma.example", chroma_token="hunter2", chroma_tenant="paper", chroma_database="news",
        chroma_ca=ca,
    )  # fmt: skip
    server = vector_store(settings)
    assert server == ChromaServer("https://chroma.example", tenant="paper", database="news")
    assert isinstance(server, ChromaServer)
    assert (server.token, server.ca) == ("hunter2", ca)
    assert "hunter2" not in f"{settings!r} {server!r} {server}"


def test_settings_without_a_server_leave_the_place_to_the_archive() -> None:
    assert vector_store(load_settings()) is True


@pytest.mark.parametrize("name", ["chroma_token", "chroma_tenant", "chroma_database"])
def test_what_belongs_to_a_server_needs_its_url(name: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_CHROMA_URL is not"):
        vector_store(load_settings(**{name: "a"}))


def test_a_ca_file_that_is_not_there_is_said() -> None:
    with pytest.raises(SettingsError, match="chroma_ca"):
        load_settings(chroma_url="https://host", chroma_ca="/nowhere/ca.pem")
