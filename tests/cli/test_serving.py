"""The verb that shows a record in the browser."""

import subprocess
import sys
import urllib.request
from pathlib import Path

from rashomon.engine.local import build


def test_serve_says_where_it_is_and_answers(tmp_path: Path) -> None:
    """The address that is printed answers at once; a second server at its port gets one clear line; beyond this machine a key is part of it."""
    (tmp_path / "a.txt").write_text("On 31 May 1916 the grey squadron attacked the convoy off Skagen.\n")
    record = tmp_path / "r.duckdb"
    build([tmp_path / "a.txt"], record, jobs=1)
    words = [sys.executable, "-m", "rashomon", "serve", str(record), "--port"]
    with subprocess.Popen([*words, "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        base = line.rsplit(" ", 1)[-1].strip()
        assert line.startswith(str(record))
        with urllib.request.urlopen(base) as answer:
            assert b"What was read" in answer.read()
        port = base.rstrip("/").rsplit(":", 1)[-1]
        second = subprocess.run([*words, port], capture_output=True, text=True, timeout=120, check=False)
        assert second.returncode == 1
        assert port in second.stderr
        assert "Traceback" not in second.stderr
        server.terminate()
    with subprocess.Popen(
        [*words, "0", "--host", "0.0.0.0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        assert "/?key=" in server.stdout.readline()
        server.terminate()


def test_serve_refuses_what_is_no_record(tmp_path: Path) -> None:
    """What is no record, or not there, is refused in a line."""
    for name in ("nowhere.duckdb", "note.txt"):
        (tmp_path / "note.txt").write_text("no record")
        done = subprocess.run(
            [sys.executable, "-m", "rashomon", "serve", str(tmp_path / name)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 1
        assert name in done.stderr
        assert "Traceback" not in done.stderr
