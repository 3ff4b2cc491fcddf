"""A build that is stopped, in whatever way, loses nothing and leaves the record whole."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from record_tables import tables

from rashomon.engine.report import Progress, Report
from rashomon.engine.stopping import Stopping
from rashomon.record import store
from rashomon.record.reader import Record
from rashomon.record.verify import verify

PROGRAM = """
import sys
import time
from collections.abc import Callable
from pathlib import Path
sys.path.insert(0, {here!r})
import conftest
from rashomon.engine import linking, local, pool, writing
from rashomon.errors import RecordError
linking.steps = lambda *_: [("accounts", conftest.accounts), ("events", conftest.events)]
writing.BATCH_DOCUMENTS, pool.LITTLE = 2, 0
{more}
def told(progress):
    line = " ".join(map(str, [progress.stage, progress.done, progress.read]))
    print(line, flush=True)
    if len(sys.argv) > 4 and line.startswith(sys.argv[4]):
        sys.stdin.readline()
try:
    report = local.build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]), progress=told)
    print("finished", report.new, report.unchanged, report.continued, flush=True)
except RecordError as error:
    print("error", error, flush=True)
"""


def program(more: str = "") -> list[str]:
    """A process that builds in batches of two documents and prints how far it is; it waits once it is as far as asked."""
    return [sys.executable, "-c", PROGRAM.format(here=str(Path(__file__).parent), more=more)]


def stop(folder: Path, record: Path, how: signal.Signals, after: str, jobs: int) -> str:
    """Start a build, send it a signal once it says how far it is, and give what it said."""
    command = [*program(), str(folder), str(record), str(jobs), after]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        said = ""
        assert process.stdout
        for line in process.stdout:
            said += line
            if line.startswith(after):
                process.send_signal(how)
                break
        rest, errors = process.communicate("\n", timeout=120)
    assert process.returncode != 0, said + rest
    assert how == signal.SIGKILL or errors.rstrip().endswith("KeyboardInterrupt")
    return said + rest


def run(folder: Path, record: Path, more: str = "", jobs: int = 1) -> str:
    """Run a build to its end and give its last line."""
    done = subprocess.run(
        [*program(more), str(folder), str(record), str(jobs)], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.splitlines()[-1]


@pytest.fixture
def undisturbed(build: Callable[..., Report], tmp_path: Path) -> Path:
    """A record that was built in one go."""
    build("undisturbed.duckdb")
    return tmp_path / "undisturbed.duckdb"


@pytest.mark.parametrize(
    ("how", "after", "jobs"),
    [
        (signal.SIGKILL, "read 5", 1),
        (signal.SIGKILL, "events", 1),
        (signal.SIGKILL, "read 3", 2),
        (signal.SIGINT, "read 3", 2),
    ],
)
def test_a_stopped_build_is_gone_on_with(
    folder: Path, tmp_path: Path, undisturbed: Path, how: signal.Signals, after: str, jobs: int
) -> None:
    """After a kill or Ctrl-C there is no half record; the next build reads what is missing, and all is as if undisturbed."""
    record = tmp_path / "a.duckdb"
    stop(folder, record, how, after, jobs)
    assert not record.exists()
    finished, new, unchanged, continued = run(folder, record).split()
    assert (finished, continued) == ("finished", "True")
    assert int(new) + int(unchanged) == 6
    assert int(unchanged) >= 2
    assert tables(record) == tables(undisturbed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb", "texts", "undisturbed.duckdb"]


def test_a_stopped_rebuild_leaves_the_record_as_it_was(folder: Path, tmp_path: Path) -> None:
    """Readers go on with the former record, whole and unchanged, while a stopped build waits to be gone on with."""
    record = tmp_path / "a.duckdb"
    run(folder, record)
    before = record.read_bytes()
    for file in folder.glob("*.txt"):
        file.write_text(file.read_text("utf-8") + "\nThe fleet left on Friday.\n", "utf-8")
    stop(folder, record, signal.SIGKILL, "read 5", 1)
    assert record.read_bytes() == before
    with Record(record) as opened:
        assert verify(opened) == []
    run(folder, record)
    with Record(record) as opened:
        assert verify(opened) == []
        assert len(opened.documents) == 6
        assert len(opened.superseded_documents) == 6


def test_a_full_disk_is_told_and_loses_nothing(folder: Path, tmp_path: Path, undisturbed: Path) -> None:
    """When no more can be written the build says so in one line; with room again the next build goes on."""
    record = tmp_path / "a.duckdb"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))"
    said = run(folder, record, limit)
    assert said.startswith("error")
    assert "make room on the disk" in said
    assert not record.exists()
    assert run(folder, record).startswith("finished")
    assert tables(record) == tables(undisturbed)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="child processes are listed by Linux alone")
def test_workers_end_with_the_build(folder: Path, tmp_path: Path) -> None:
    """When a build is killed its workers end by themselves: there is no one left to read tasks from."""
    command = [*program(), str(folder), str(tmp_path / "a.duckdb"), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("read 1")
        workers = [int(word) for word in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        workers += [
            int(word)
            for thread in Path(f"/proc/{process.pid}/task").iterdir()
            for word in (thread / "children").read_text().split()
        ]
        assert len(set(workers)) == 2
        process.kill()
    until = time.monotonic() + 60
    while any(alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(worker) for worker in workers)


def test_ctrl_c_waits_for_a_quiet_moment_and_the_second_does_not() -> None:
    """The first Ctrl-C is followed when the build next tells how far it is, the second at once; then all is as it was."""
    before = signal.getsignal(signal.SIGINT)
    far = Progress(stage="read", done=1, total=None, read=1, skipped=0, seconds=0.0)
    seen: list[Progress] = []

    def once() -> None:
        with Stopping(seen.append) as told:
            told(far)
            signal.raise_signal(signal.SIGINT)
            seen.append(far)
            told(far)

    def twice() -> None:
        with Stopping(None):
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as stopped:
        once()
    assert type(stopped.value) is KeyboardInterrupt
    assert seen == [far] * 3
    with pytest.raises(KeyboardInterrupt):
        twice()
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_within_a_query_is_ctrl_c(tmp_path: Path) -> None:
    """What DuckDB makes of an interrupt is Ctrl-C again, and the transaction it fell into is closed."""
    connection = store.empty()

    def interrupted() -> None:
        with store.told(tmp_path / "a.duckdb", "build"), store.transaction(connection):
            connection.execute("CREATE TABLE t (a INTEGER)")
            raise RuntimeError("Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.transaction(connection):
        connection.execute("CREATE TABLE t (a INTEGER)")
    connection.close()


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that no one has asked after does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
