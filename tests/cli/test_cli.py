"""The command line as a user meets it: exit codes, one-line errors, JSON, and nothing that becomes markup."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = """Fleet leaves the harbour

On 31 May 1916 the grey squadron attacked the convoy off Skagen. The harbour master said 40 sailors were killed.
"""


def rashomon(*words: str | Path, cwd: Path | None = None, **given: object) -> "subprocess.CompletedProcess[str]":
    """Run the program."""
    return subprocess.run(
        [sys.executable, "-m", "rashomon", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=cwd,
        stdin=given.pop("stdin", subprocess.DEVNULL),
        **given,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two short accounts."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text(TEXT.replace("40", "some 60").replace("harbour master", "port captain"), "utf-8")
    (folder / "sources.csv").write_text(
        "file,outlet,published\na.txt,Alpha,1916-06-02\nb.txt,Beta [bold]x[/bold],1916-06-03\n"
    )
    return folder


@pytest.fixture(scope="module")
def record(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the two accounts."""
    record = tmp_path_factory.mktemp("record") / "r.duckdb"
    done = rashomon("build", folder, "-o", record)
    assert done.returncode == 0, done.stderr
    assert "2 documents read" in done.stdout
    return record


def test_help_lists_every_verb() -> None:
    """The help names every verb and exits with 0."""
    from rashomon.cli import VERBS

    done = rashomon("--help")
    assert done.returncode == 0
    assert all(f"\n  {verb} " in done.stdout for verb in VERBS)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["build", "nowhere", "-o", "r.duckdb"], 2, "nowhere"),
        (["build", "empty", "-o", "r.duckdb"], 2, "empty"),
        (["build", "texts", "-o", "r.duckdb", "--jobs", "0"], 2, "0"),
        (["build", "texts"], 2, "-o"),
        (["build", "texts", "-o", "r.duckdb", "--knowledge", "nowhere"], 2, "nowhere"),
        (["build", "texts", "-o", "r.duckdb", "--sources", "nowhere.csv"], 2, "nowhere.csv"),
        (["build", "texts", "-o", "r.duckdb", "--language-model", "no_such_model"], 2, "no_such_model"),
        (["show", "nowhere.duckdb"], 1, "nowhere.duckdb"),
        (["show", "note.txt"], 1, "note.txt"),
        (["build", "texts", "-o", "note.txt"], 1, "note.txt"),
        (["nonsense"], 2, "nonsense"),
        (["events", "r.duckdb", "--since", "yesterday"], 2, "yesterday"),
    ],
)
def test_bad_calls(words: list[str], code: int, said: str, tmp_path: Path) -> None:
    """Each misuse or failure names the thing in a line, without a traceback, and with its exit code."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT)
    (tmp_path / "note.txt").write_text("no record")
    done = rashomon(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "note.txt").read_text() == "no record"
    assert not (tmp_path / "r.duckdb").exists()


@pytest.mark.parametrize("verb", ["show", "timeline", "events", "differences", "wording"])
def test_reading_verbs(verb: str, record: Path) -> None:
    """Every reading verb prints text, and the same as JSON."""
    assert rashomon(verb, record).returncode == 0
    done = rashomon(verb, record, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) is not None


def test_read_shows_attributions(record: Path) -> None:
    """A document is shown with its attributions, as text, as a page and as JSON."""
    assert "harbour master" in rashomon("read", record, "a.txt").stdout
    made = rashomon("read", record, "a.txt", "--html").stdout
    assert made.startswith("<!doctype html>")
    assert '<span class="cue"' in made
    assert json.loads(rashomon("read", record, "a.txt", "--json").stdout)["marks"]


def test_event_by_the_beginning_of_its_identifier(record: Path) -> None:
    """An event is found by the first signs of its identifier; each telling has its passage and offsets."""
    lines = json.loads(rashomon("events", record, "--json").stdout)
    assert lines
    shown = json.loads(rashomon("event", record, lines[0]["event_id"][:8], "--json").stdout)
    assert shown["event"]["event_id"] == lines[0]["event_id"]
    telling = shown["tellings"][0]
    text = (
        TEXT
        if telling["outlet"] == "Alpha"
        else TEXT.replace("40", "some 60").replace("harbour master", "port captain")
    )
    passage = telling["passage"]
    assert text[passage["start_char"] : passage["end_char"]] == passage["text"]


def test_unknown_event_and_name(record: Path) -> None:
    """What is not in the record is said in a line, with exit code 2."""
    for words in (
        ["event", record, "ffffffff"],
        ["event", record, "f"],
        ["who", record, "Nobody Known"],
        ["explain", record, "zzz"],
    ):
        done = rashomon(*words)
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1


def test_markup_in_an_outlet_is_shown_as_it_is(record: Path) -> None:
    """Square brackets of a given text are no markup on the screen."""
    assert "Beta [bold]x[/bold]" in rashomon("show", record).stdout.replace("\n", " ")


def test_verify_and_export(record: Path, tmp_path: Path) -> None:
    """A fresh record is clean, and every table leaves as a file."""
    assert rashomon("verify", record).returncode == 0
    done = rashomon("export", record, "--to", "jsonl", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "event_mentions.jsonl").read_text()


def test_set_corrects_what_is_known(folder: Path, tmp_path: Path) -> None:
    """A correction holds now and after the next build."""
    record = tmp_path / "r.duckdb"
    assert rashomon("build", folder, "-o", record, "--quiet").returncode == 0
    done = rashomon("set", record, "a.txt", "outlet=Gamma")
    assert done.returncode == 0, done.stderr
    assert rashomon("build", folder, "-o", record, "--quiet").returncode == 0
    assert "Gamma" in rashomon("show", record).stdout
    assert rashomon("set", record, "a.txt", "colour=red").returncode == 2
    assert rashomon("set", record, "a.txt", "published=soon").returncode == 2


def test_terminal_codes_are_shown_not_obeyed(tmp_path: Path) -> None:
    """Escape sequences in a text and in a table of sources never reach the terminal."""
    (tmp_path / "a.txt").write_text(f"\x1b]0;owned\x07 {TEXT}\x1b[2J\u202eover\n", "utf-8")
    (tmp_path / "sources.csv").write_text("file,outlet\na.txt,Al\x1b[31mpha\n", "utf-8")
    record = tmp_path / "r.duckdb"
    assert rashomon("build", tmp_path, "-o", record).returncode == 0
    for words in (
        ["show", record],
        ["events", record],
        ["timeline", record],
        ["wording", record],
        ["who", record, "squadron"],
    ):
        done = rashomon(*words)
        assert not any(code in done.stdout + done.stderr for code in ("\x1b", "\x07", "\u202e"))


def test_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    """Ctrl-C ends the build with 130 and a line; the next build goes on and gives a whole record."""
    lines = [json.dumps({"uri": f"d{number}", "text": TEXT * 20 + str(number)}) for number in range(60)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    record = tmp_path / "r.duckdb"
    with subprocess.Popen(
        [sys.executable, "-m", "rashomon", "build", str(tmp_path / "in.jsonl"), "-o", str(record), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        time.sleep(6)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 130)
    if process.returncode == 130:
        assert "run the same command again" in errors
        assert "Traceback" not in errors
    assert rashomon("build", tmp_path / "in.jsonl", "-o", record, "--quiet").returncode == 0
    assert rashomon("verify", record).returncode == 0
