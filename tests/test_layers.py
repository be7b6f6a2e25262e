"""Who imports whom, read from the sources: rag imports index, ui and eval import both, never the other way."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("index", "rag", "ui", "eval")
SOURCES = sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))
KNOWS = {"index": {"index"}, "rag": {"index", "rag"}, "ui": {"index", "rag", "ui"}, "eval": {"index", "rag", "eval"}}
BRIDGES = {f"ui/eval_{name}.py": {"eval"} for name in ("commands", "compare", "import", "sets")}
HOMES = {
    "chromadb": {f"index/vectors/{name}.py" for name in ("collection", "connection", "embedded", "server")},
    "sqlite3": {"index/store/database.py", "index/store/repair.py", "index/store/backup.py", "ui/doctor.py"},
    "gradio": {"ui/web.py"},
    "fastapi": {"ui/web.py", "ui/server.py", "ui/guard.py"},
    "openai": {"rag/models/llm.py", "rag/models/llm_errors.py", "rag/models/model_server.py"},
    "llama_index": {"rag/llamaindex.py"},
    "feedparser": {"index/readers/feed_guard.py"},
    "anyascii": {"index/names/keys.py"},
    "onnxruntime": {"index/bundled.py"},
    "protego": {"index/web/robots.py"},
    "pypdfium2_raw": {"index/readers/pdf_words.py"},
    "warcio": {"index/containers/warc.py"},
    "watchfiles": {"index/changes.py"},
    "tokenizers": {"index/bundled.py"},
    "trafilatura": {"index/readers/html.py", "index/readers/page.py"},
    "sentencex": {"index/sentences.py"},
    "snowballstemmer": {"index/lexical/stems.py"},
    "pydantic_settings": {"rag/settings.py"},
}
HEAVY = ("chromadb", "onnxruntime", "gradio", "fastapi", "openai", "llama_index", "trafilatura", "torch", "numpy")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    """(module, whether only for type checkers) of every import, those within functions included."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    tree = ast.parse(path.read_text())
    typing_only = {
        id(inner)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for inner in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield node.module or "", id(node) in typing_only
        elif isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in typing_only) for alias in node.names)


@pytest.mark.parametrize("package", OURS)
def test_package_imports_only_what_it_may_know(package: str) -> None:
    strangers = {
        (name_of(path), module)
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] == package
        for module, _ in imports(path)
        if module.split(".")[0] in set(OURS) - KNOWS[package] - BRIDGES.get(name_of(path), set())
    }
    assert strangers == set()


@pytest.mark.parametrize("name", ["index/datatypes.py", "index/errors.py"])
def test_shared_values_import_nothing_of_ours(name: str) -> None:
    assert not any(module.split(".")[0] in OURS for module, _ in imports(ROOT / name))


@pytest.mark.parametrize("library", HOMES)
def test_third_party_library_stays_at_home(library: str) -> None:
    users = {name_of(path) for path in SOURCES for module, typing_only in imports(path)
             if module.split(".")[0] == library and not typing_only}  # fmt: skip
    assert users <= HOMES[library]
    assert users, f"{library} is not used any more: take it out of this list"


def test_only_the_builder_and_the_edge_know_the_settings() -> None:
    knowing = {name_of(path) for path in SOURCES if "rag.settings" in {module for module, _ in imports(path)}}
    assert {name for name in knowing if not name.startswith("ui/")} <= {"rag/build.py", "rag/__init__.py"}
    assert "rag/build.py" in knowing


def test_command_line_imports_nothing_heavy() -> None:
    script = f"import sys, ui.cli; print(*sorted(set({HEAVY}) & {{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_package_folder_is_a_package_and_no_test_folder_is() -> None:
    folders = {path.parent for path in SOURCES}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()
    assert list((ROOT / "tests").rglob("__init__.py")) == []
