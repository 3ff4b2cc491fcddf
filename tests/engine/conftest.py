"""Folders of invented accounts, and a way to compare records."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rashomon.engine import linking, local
from rashomon.engine.report import Report
from rashomon.knowledge import Knowledge
from rashomon.model import DocumentAccount, Event, EventMember

PORTS = ("Elm", "Oak", "Ash", "Fir", "Yew", "Box", "Bay", "Fig")


def account(number: int) -> str:
    """One invented account."""
    port, other = PORTS[number % len(PORTS)], PORTS[(number + 3) % len(PORTS)]
    return (
        f"Port {port} under fire\n\n"
        f"The Northern Fleet shelled Port {port} on 31 May 1916, killing {10 + number} sailors, the Admiralty said. "
        f'"We did not expect it," Captain Anna Holm told reporters. Two days later the Southern League attacked Port {other}.\n\n'
        f"The Southern League denied that its ships had withdrawn from Port {other} on Friday.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six accounts with a table of sources."""
    made = tmp_path / "texts"
    made.mkdir()
    for number in range(6):
        (made / f"{PORTS[number].lower()}.txt").write_text(account(number), "utf-8")
    lines = [f"{PORTS[number].lower()}.txt,Paper {number % 2},1916-06-0{number + 1}" for number in range(6)]
    (made / "sources.csv").write_text("file,outlet,published\n" + "\n".join(lines) + "\n", "utf-8")
    return made


@pytest.fixture
def build(tmp_path: Path, folder: Path) -> Callable[..., Report]:
    """Builds a record of the folder in this process: ``build()``, ``build("other.duckdb", jobs=2)``."""

    def _build(name: str = "a.duckdb", *paths: Path, **options: Any) -> Report:
        return local.build(paths or [folder], tmp_path / name, **{"jobs": 1, **options})

    return _build


def accounts(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterable[DocumentAccount]:
    """Each document is an account."""
    for (document_id,) in connection.execute("SELECT document_id FROM documents ORDER BY 1").fetchall():
        yield DocumentAccount(document_id=document_id, account_id=document_id, shared=1.0, evidence="first")


def events(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterable[Event | EventMember]:
    """Mentions of one verb are one event, which bears the name of the first."""
    for lemma, mentions, n_documents in connection.execute(
        "SELECT lemma, list({'id': event_mention_id, 'account': account_id} ORDER BY event_mention_id), count(DISTINCT document_id) "
        "FROM event_mentions JOIN document_accounts USING (document_id) GROUP BY lemma ORDER BY lemma"
    ).fetchall():
        seed = mentions[0]["id"]
        yield Event(
            event_id=seed, event_type="ASSAULT" if lemma < "l" else None, title=lemma, date_precision="none", actor_ids=[], recipient_ids=[],
            n_mentions=len(mentions), n_documents=n_documents, n_accounts=n_documents, n_sources=1,
        )  # fmt: skip
        for mention in mentions:
            yield EventMember(
                event_mention_id=mention["id"], event_id=seed, account_id=mention["account"], score=1.0, why=lemma
            )


@pytest.fixture(autouse=True)
def light_linking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's tests link by two simple steps, so that they are fast; those that ask for ``real_linking`` run the true ones."""
    if "real_linking" not in request.fixturenames:
        monkeypatch.setattr(linking, "steps", lambda *_: [("accounts", accounts), ("events", events)])


@pytest.fixture
def real_linking() -> None:
    """Ask for this to run the true steps."""


@pytest.fixture(scope="session")
def s3() -> Iterator[Any]:
    """A file system on an S3 server of this machine, with an empty bucket ``news``; the environment says where it is and who asks."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        system = s3fs.S3FileSystem()
        system.mkdir("news")
        yield system
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()
