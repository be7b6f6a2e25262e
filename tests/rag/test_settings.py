"""Settings: defaults, then dateline.toml, then the environment, then arguments; each bad value is named with its place."""

from pathlib import Path

import pytest

from index.errors import SettingsError
from rag.settings import FILE_NAME, Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test stands in a folder of its own without a settings file."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_need_no_file_and_no_environment() -> None:
    settings = load_settings()
    assert (settings.archive, settings.top_k, settings.vector_search) == (Path("archive"), 10, "chroma")
    assert settings.llm_url is settings.llm_key is settings.threads is None


def test_later_source_wins(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / FILE_NAME).write_text('archive = "of-file"\ntop_k = 3\nllm_model = "of-file"\n')
    monkeypatch.setenv("DATELINE_TOP_K", "4")
    monkeypatch.setenv("DATELINE_LLM_MODEL", "of-environment")
    settings = load_settings(llm_model="of-argument")
    assert (settings.archive, settings.top_k, settings.llm_model) == (Path("of-file"), 4, "of-argument")


def test_argument_that_is_none_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", "of-environment")
    assert load_settings(archive=None, top_k=None) == Settings(archive=Path("of-environment"))


def test_key_is_not_shown() -> None:
    settings = load_settings(llm_key="very-secret")
    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.llm_key is not None
    assert settings.llm_key.get_secret_value() == "very-secret"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().top_k = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("top_k", "many"),
        ("top_k", "0"),
        ("top_k", "101"),
        ("vector_search", "magic"),
        ("threads", "0"),
        ("llm_timeout", "-1"),
    ],
)
def test_bad_value_is_named_with_where_to_correct_it(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"DATELINE_{name.upper()}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert all(part in str(caught.value) for part in (repr(name), FILE_NAME, f"DATELINE_{name.upper()}"))


def test_unknown_setting_lists_the_known_ones(empty_folder: Path) -> None:
    (empty_folder / FILE_NAME).write_text("top = 3\n")
    with pytest.raises(SettingsError, match=r"no setting 'top'.*llm_url.*top_k"):
        load_settings()
    with pytest.raises(SettingsError, match="no setting 'topk'"):
        load_settings(topk=3)


def test_all_bad_values_are_told_at_once(empty_folder: Path) -> None:
    (empty_folder / FILE_NAME).write_text('top_k = 0\nthreads = "all"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(str(caught.value).splitlines()) == 2


def test_broken_file_is_named_with_what_to_do(empty_folder: Path) -> None:
    (empty_folder / FILE_NAME).write_text("top_k = = 3\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(empty_folder / FILE_NAME) in str(caught.value)
    assert "remove it" in str(caught.value)
