"""Hashes of everything that decides what reading and linking give: equal keys, equal rows."""

import hashlib
import importlib.metadata
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from rashomon.engine.reading import Settings
from rashomon.errors import UsageError
from rashomon.ids import digest
from rashomon.knowledge import Knowledge

READING_CODE = ("model", "collect", "annotate", "language")
LINKING_CODE = ("model", "link", "compare")


def reading_key(knowledge: Knowledge, model: str, options: dict[str, str | int | None]) -> str:
    """Hash of program, knowledge, model and options.

    Args:
        knowledge: The tables.
        model: The model's key (:func:`model_key`).
        options: Options of the build that change what is read.
    """
    chosen = [f"{name}={value}" for name, value in sorted(options.items())]
    return digest("reading", code_hash(READING_CODE), knowledge.reading_hash(), model, *chosen)


def recorded(settings: Settings) -> dict[str, str | int | None]:
    """Options of a build that change what is read, as its run notes them; the same for every engine.

    Args:
        settings: What its readers share.
    """
    options: dict[str, str | int | None] = {
        "language": settings.language,
        "language_model": settings.language_model,
        "max_chars": settings.max_chars,
    }
    if settings.about is not None:
        options["about"] = msgspec.json.encode(settings.about).decode()
    return options


def linking_key(knowledge: Knowledge) -> str:
    """Hash of program and knowledge.

    Args:
        knowledge: The tables.
    """
    return digest("linking", code_hash(LINKING_CODE), knowledge.linking_hash())


@cache
def code_hash(packages: tuple[str, ...]) -> str:
    """Hash of the program's modules: finer than its version, so that a record never mixes what two states of the code read.

    Args:
        packages: Names below ``rashomon``.
    """
    hasher = hashlib.sha256()
    for package in packages:
        for name, file in _files(resources.files("rashomon") / package, package, ".py"):
            hasher.update(f"{name}\0".encode() + file.read_bytes())
    return hasher.hexdigest()[:20]


@cache
def model_key(name: str | None) -> str:
    """Name and version of a language model, without loading it.

    Args:
        name: An installed spaCy pipeline or a folder with one; None for the shipped one.

    Raises:
        UsageError: No such pipeline is installed.
    """
    if name is None:
        return f"shipped-{_content(resources.files('rashomon') / 'language' / 'en')}"
    if Path(name).is_dir():
        return f"{Path(name).name}-{_content(Path(name))}"
    try:
        return f"{name}-{importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError as error:
        raise UsageError(
            f'language model "{name}" is not installed: install it with pip, or leave --language-model out'
        ) from error


def _content(folder: Traversable) -> str:
    hasher = hashlib.sha256()
    for name, file in _files(folder, "", ""):
        hasher.update(f"{name}\0".encode() + file.read_bytes())
    return hasher.hexdigest()[:20]


def _files(folder: Traversable, below: str, suffix: str) -> list[tuple[str, Traversable]]:
    """Files below a folder in order of name; what Python compiled is left out."""
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{below}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                found.extend(_files(entry, name, suffix))
        elif entry.name.endswith(suffix):
            found.append((name, entry))
    return found
