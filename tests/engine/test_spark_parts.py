"""What a build on a cluster does beside the cluster: tasks shared out, rows written, places cleared, failures told."""

import inspect
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from pyarrow import parquet

from rashomon import collect
from rashomon.cli.making import ONLY
from rashomon.engine import local, spark, spark_places, spark_scratch
from rashomon.engine.reading import Result, Settings, Task, read
from rashomon.engine.spark_errors import line
from rashomon.engine.spark_rows import write
from rashomon.engine.spark_tasks import CHUNKS, shared, stage, staged
from rashomon.errors import RashomonError, UsageError
from rashomon.record import elsewhere
from rashomon.record.keeping import Skipped


def test_every_task_is_in_one_part(tmp_path: Path) -> None:
    """Each input is the task of one part, few documents are shared out, and inputs that cannot be opened are named."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"The fleet shelled Port Elm on {number} June.")
    place = str(tmp_path / "work")
    inputs = collect.find([tmp_path])
    (tmp_path / "07.txt").unlink()
    parts, faults = stage(inputs, place, 4, left_out=lambda path: path.name == "09.txt")
    assert [(fault.uri, fault.reason) for fault in faults] == [("07.txt", "unreadable")]
    uris = [[task.uri for task in staged(place, chunks)] for chunks in parts]
    assert sorted(uri for part in uris for uri in part) == [f"{n:02}.txt" for n in range(40) if n not in (7, 9)]
    assert sorted(map(len, uris)) == [9, 9, 10, 10]


def test_paths_lead_there_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Executors do not stand where the build was asked for: files, record, tables and model are named to them by whole paths."""
    monkeypatch.chdir(tmp_path)
    for name in ("texts", "tables", "model"):
        Path(name).mkdir()
    Path("texts/a.txt").write_text("The fleet left.")
    with spark_places.place(Path("many")) as work:
        assert work.stages == str(tmp_path / "many.building")
        parts, _ = stage(collect.find([Path("texts")]), work.stages, 1, left_out=lambda _: False)
        ((task,),) = [list(staged(work.stages, chunks)) for chunks in parts]
    assert task.input is not None
    assert task.input.path == str(tmp_path / "texts" / "a.txt")
    given = Settings(overlay="tables", language_model="model", language=None, max_chars=9)
    assert spark._anywhere(given) == msgspec.structs.replace(
        given, overlay=str(tmp_path / "tables"), language_model=str(tmp_path / "model")
    )
    installed = msgspec.structs.replace(given, overlay=None, language_model="en_core_web_sm")
    assert spark._anywhere(installed) == installed


@pytest.mark.parametrize(("sizes", "parts"), [([], 4), ([1], 4), ([1] * 9, 4), ([1, 1, 2, 3, 5, 8, 13, 21, 34], 2)])
def test_parts_are_about_as_large(sizes: list[int], parts: int) -> None:
    """No part is empty, none misses a chunk, and the largest is larger than the smallest by one chunk at most."""
    found = shared(sizes, parts)
    assert sorted(chunk for part in found for chunk in part) == [f"{number:06}" for number in range(len(sizes))]
    assert all(found)
    assert len(found) == min(parts, len(sizes))
    held = [sum(sizes[int(chunk)] for chunk in part) for part in found]
    assert not held or max(held) - min(held) <= max(sizes)


def test_chunks_grow_with_the_collection(tmp_path: Path) -> None:
    """Many documents make few files."""
    lines = "".join(f'{{"uri": "{number}", "text": "The fleet left."}}\n' for number in range(3000))
    (tmp_path / "many.jsonl").write_text(lines)
    parts, _ = stage(collect.find([tmp_path]), str(tmp_path / "work"), 2, left_out=lambda _: False)
    assert len(parts) == 2
    assert 4 * CHUNKS < sum(map(len, parts)) < 100


def test_rows_are_written_whatever_came_of_a_document(tmp_path: Path) -> None:
    """An attempt has a file for each table that it has rows of, with all their cells, and what it was stopped by."""
    (tmp_path / "a.txt").write_text("The Northern Fleet shelled Port Elm on 3 June 1916.")
    (item,) = collect.find([tmp_path / "a.txt"])
    settings = Settings(overlay=None, language_model=None, language=None, max_chars=10_000, profile=True)
    done = read(Task(uri="a", input=item, corrections={}, digest="1"), settings)
    died = Result(uri="b", digest="2", skipped=Skipped(uri="b", stage="collect", reason="died", detail="it ended"))
    written = write([done, died], "key", str(tmp_path / "attempts"))
    files = tmp_path / "attempts" / written.attempt
    assert sorted(path.stem for path in files.iterdir()) == written.tables
    assert {"documents", "readings", "skipped", "quarantine", *done.tables} == set(written.tables)
    assert written.seconds == done.seconds
    (mention,) = parquet.read_table(files / "event_mentions.parquet").to_pylist()
    assert msgspec.json.decode(msgspec.json.encode(mention)) == msgspec.json.decode(
        done.tables["event_mentions"].splitlines()[0]
    )
    assert parquet.read_table(files / "quarantine.parquet").column("uri").to_pylist() == ["b"]


def test_what_a_build_writes_beside_its_record_is_no_input(tmp_path: Path) -> None:
    """Stages that a killed build left among the texts are not read; files whose names only begin so are."""
    ours = spark_places.is_ours(tmp_path / "many")
    assert ours(tmp_path / "many.building" / "kept" / "readings" / "part-000000.parquet")
    assert ours(tmp_path / "many.lock")
    assert not ours(tmp_path / "many.building.txt")
    assert not ours(tmp_path / "many.txt")
    assert not spark_places.is_ours("memory://bucket/many")(tmp_path / "many.lock")


HOLDER = """
import sys
from rashomon.engine import spark_scratch
own = spark_scratch.scratch()
(own / "blocks").mkdir()
for address in sys.argv[1:]:
    spark_scratch.note(address.rpartition("/")[0], address)
print(own, flush=True)
sys.stdin.read()
"""


Holders = Callable[..., tuple["subprocess.Popen[str]", Path]]


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Holders]:
    """Starts a process that holds a folder, and gives both: ``holder(part, ...)``."""
    started = []

    def start(*parts: str) -> "tuple[subprocess.Popen[str], Path]":
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, *parts],
            env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout
        return process, Path(process.stdout.readline().strip())

    yield start
    for process in started:
        process.communicate()


def _killed(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_what_killed_processes_left_is_removed(holder: Holders, tmp_path: Path) -> None:
    """The next process removes the folder of a killed one and not that of one that lives; one that ends removes its own."""
    killed, left = holder()
    living, held = holder()
    _killed(killed)
    assert (left / "blocks").is_dir()
    third, _ = holder()
    assert not left.exists()
    assert (held / "blocks").is_dir()
    for process in (living, third):
        process.communicate("")
    assert [path.name for path in (tmp_path / f"rashomon-spark-{os.getuid()}").iterdir()] == ["lock"]


def test_parts_of_an_address_are_removed_by_its_next_build(holder: Holders, tmp_path: Path) -> None:
    """What a killed build laid at an address goes when that address is built again, not when another is."""
    parts = {name: tmp_path / name / f"build-{name}" for name in ("one", "two")}
    for part in parts.values():
        (part / "attempts").mkdir(parents=True)
    killed, left = holder(*(f"file://{part}" for part in parts.values()))
    _killed(killed)
    again, own = holder(f"file://{tmp_path / 'two' / 'build-next'}")
    assert parts["one"].exists()
    assert not parts["two"].exists()
    assert sorted(path.name for path in left.iterdir()) == ["lock", "part-build-one"]
    again.communicate("")  # without having taken its note away: the address could not be reached, say
    assert sorted(path.name for path in own.iterdir()) == ["lock", "part-build-next"]


def test_a_folder_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link under the name is refused: who made it could read along."""
    monkeypatch.setattr(spark_scratch.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"rashomon-spark-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(spark_scratch.RecordError, match="belongs to another user"):
        spark_scratch.note("memory://bucket/many", "memory://bucket/many/build-1")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            'Traceback (most recent call last):\nrashomon.errors.UsageError: language model "x" is not installed: install it with pip\n',
            'language model "x" is not installed: install it with pip',
        ),
        (
            "An error occurred while calling o1.x.\n: org.apache.spark.SparkException: Job aborted due to stage failure: Lost task\n\tat a.b",
            "the cluster failed (Job aborted due to stage failure: Lost task): see its log, mend what is named, and build again",
        ),
        ("[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.", "Spark could not be started: it needs a Java"),
        ("\n", "the cluster failed (no word of why)"),
    ],
)  # fmt: skip
def test_a_cluster_s_failure_is_one_line(words: str, told: str) -> None:
    """Of pages of traces the cause is told; what the program said on an executor comes in its own words."""
    assert line(words).startswith(told)
    assert "\n" not in line(words)
    assert "\n" not in line(words, starting=True)


def test_engines_take_the_same_options() -> None:
    """What only one engine takes is what the command line refuses for the other; a session of Spark's own is for Python alone."""
    one, many = (set(inspect.signature(engine.build).parameters) for engine in (local, spark))
    assert one - many == set(ONLY["local"])
    assert many - one == {*ONLY["spark"], "session"}


def test_a_record_made_meanwhile_is_not_built_over(tmp_path: Path) -> None:
    """Who waited to begin while another build made the record is told so before any document is read."""
    (tmp_path / "many").mkdir()
    with pytest.raises(UsageError, match="is there already"), spark_places.place(tmp_path / "many"):
        pytest.fail("a build began over a record")
    assert [path.name for path in tmp_path.iterdir()] == ["many"]


def test_what_ended_a_build_is_told_though_its_part_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the part cannot be taken away, the error that ended the build comes through, and the note of the part stays."""

    def cut(_: str) -> None:
        raise RashomonError("the place cannot be reached")

    monkeypatch.setattr(spark_scratch, "scratch", lambda: tmp_path)
    monkeypatch.setattr(spark_scratch, "_base", lambda: tmp_path)
    monkeypatch.setattr(elsewhere, "removed", cut)
    with pytest.raises(KeyboardInterrupt), spark_places.place("memory://bucket/ended"):
        raise KeyboardInterrupt
    assert len(list(tmp_path.glob("part-build-*"))) == 1


def test_a_folder_taken_away_by_its_process_is_passed_over(tmp_path: Path) -> None:
    """A process that ends while another looks for what dead ones left stops nothing."""
    spark_scratch._sweep(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("name", ["s3://news/rec*", "s3://news/what?", "memory://news/[one]"])
def test_a_record_s_address_is_no_pattern(name: str) -> None:
    """A name that a bucket's library would take for many names is refused before anything is read."""
    with pytest.raises(UsageError, match="pattern of names"):
        spark_places.check(name)
