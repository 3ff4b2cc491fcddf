"""Every regular expression that the program compiles, and how it is used: run as a program, it prints them as JSON.

All modules are imported and one small folder is built into a record, with ``re``'s own compiling watched: also the expressions that
are put together from the tables of knowledge are among them. How one is used is read from the sources: by the names that it is bound
to, and what is called on these names.
"""

import gc
import importlib
import json
import pkgutil
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

TEXT = """Port Elm under fire

The Northern Fleet shelled Port Elm on 31 May 1916, killing 12 sailors, the Admiralty said. "We did not expect it," Captain Anna Holm
told reporters. Two days later the Southern League attacked Port Oak, which the Southern League denied.
"""
PROGRAMS = ("rashomon.__main__", "rashomon.engine.worker")
SEEKING = ("search", "finditer", "findall", "sub", "subn", "split")
CALL = re.compile(rf"\b(\w+)\.(?:{'|'.join(SEEKING)})\(")
Key = tuple[str, int]


def watched(found: dict[Key, tuple[set[str], set[str]]]) -> Callable[..., Any]:
    """``re``'s compiling, noting what modules of ours ask for, and by which function."""
    compiled: Callable[..., Any] = re._compile  # type: ignore[attr-defined]  # every way to compile goes through it

    def compile_and_note(pattern: Any, flags: Any) -> Any:
        asked, caller = sys._getframe(1), sys._getframe(2)
        module = caller.f_globals.get("__name__", "")
        made = compiled(pattern, flags)
        if module.startswith("rashomon") and isinstance(pattern, str):
            key = (pattern, made.flags)
            places, functions = found.setdefault(key, (set(), set()))
            places.add(f"{module}:{caller.f_lineno}")
            functions.add(asked.f_code.co_name)
        return made

    return compile_and_note


def held(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns in a value, each with its name: that of the value or of its field; none where it stands in a list or dictionary."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for each in value.values():
            yield from held("", each)
    elif isinstance(value, list | tuple):
        for field, each in zip(getattr(value, "_fields", [""] * len(value)), value, strict=True):
            yield from held(field, each)


def bound() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Names that patterns are bound to: in modules, and in objects of our classes."""
    places: list[Iterable[tuple[str, Any]]] = [
        vars(module).items() for name, module in list(sys.modules.items()) if name.startswith("rashomon")
    ]
    for each in gc.get_objects():
        if str(type(each).__module__).startswith("rashomon."):
            names = getattr(each, "__struct_fields__", None) or getattr(each, "__dict__", ())
            places.append([(name, getattr(each, name, None)) for name in names])
    for place in places:
        for name, value in list(place):
            yield from held(name, value)


def main() -> None:
    """Print a list of pattern, flags, where it is compiled, its names, and whether the program seeks it in a text."""
    found: dict[Key, tuple[set[str], set[str]]] = {}
    re._compile = watched(found)  # type: ignore[attr-defined]
    import rashomon

    for module in pkgutil.walk_packages(rashomon.__path__, "rashomon."):
        if module.name not in PROGRAMS:
            importlib.import_module(module.name)
    from rashomon.engine import local
    from rashomon.engine.reading import About

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "texts"
        folder.mkdir()
        (folder / "elm.txt").write_text(TEXT, "utf-8")
        (folder / "oak.txt").write_text(TEXT.replace("12 sailors", "fifteen sailors"), "utf-8")
        local.build([folder], Path(scratch) / "a.duckdb", jobs=1, about=About(names=("Port Elm",)))
    names: dict[Key, set[str]] = {}
    for name, pattern in bound():
        names.setdefault((pattern.pattern, pattern.flags), set()).add(name)
    sources = "\n".join(path.read_text("utf-8") for path in Path(rashomon.__file__).parent.rglob("*.py"))
    sought = set(CALL.findall(sources))
    rows = []
    for key, (where, asked) in sorted(found.items()):
        known = names.get(key, set())
        unnamed = "" in known or (not known and asked == {"compile"})
        rows.append([*key, sorted(where), sorted(known), unnamed or bool(known & sought or asked & set(SEEKING))])
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
