"""A record of the shipped example, one of hostile texts, and clients of servers that show them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_readers import reader

import rashomon
from rashomon.engine.local import build
from rashomon.web.library import Library

PAYLOADS = json.loads((Path(__file__).parent / "payloads.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def jutland(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the shipped example."""
    record = tmp_path_factory.mktemp("web") / "jutland.duckdb"
    build([rashomon.example()], record, jobs=1)
    return record


@pytest.fixture(scope="session")
def library(jutland: Path) -> Library:
    """What a server of the example holds."""
    return Library(jutland)


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    """A reader of the example, on this machine's own address."""
    with reader(library) as made:
        yield made


@pytest.fixture
def own(jutland: Path, tmp_path: Path) -> Library:
    """A copy of the example's record, to judge and to add to."""
    for name in (jutland.name, jutland.name + ".pages"):
        if jutland.with_name(name).exists():
            shutil.copy(jutland.with_name(name), tmp_path / name)
    return Library(tmp_path / jutland.name)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record whose texts, titles, outlets and addresses hold every payload."""
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
        for number, payload in enumerate(PAYLOADS):
            words = payload["text"] * payload.get("times", 1)
            story = f"On 31 May 1916 the grey squadron attacked the convoy off Skagen. {words} said 40 sailors were killed. {words}"
            row = {
                "uri": f"{number}-{words[:80]}", "text": story, "outlet": words[:300], "title": words[:300],
                "author": words[:300], "url": payload.get("url", words[:300]), "published": f"1916-06-{number % 28 + 1:02}",
            }  # fmt: skip
            out.write(json.dumps(row) + "\n")
    record = folder / "hostile.duckdb"
    build([folder / "articles.jsonl"], record, jobs=1, language="en")
    return record
