"""Rashomon lays many accounts of one conflict side by side: who says what happened, with the passage for everything.

    import rashomon

    record = rashomon.build(["articles/"], "my.duckdb")
    for line in rashomon.views.events(record, min_accounts=2):
        print(line.earliest, line.title, line.outlets)

Everything is loaded when it is first used, so that importing the package costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from rashomon import views
    from rashomon.api import build
    from rashomon.engine.explain import explain
    from rashomon.engine.forgetting import forget
    from rashomon.engine.setting import set_metadata
    from rashomon.examples import example
    from rashomon.export import export
    from rashomon.knowledge.geonames import add_places
    from rashomon.record.migrations import migrate
    from rashomon.record.reader import Record
    from rashomon.record.reader import open_record as open  # noqa: A004 - the verb of the package: rashomon.open
    from rashomon.record.snapshots import restore, snapshot
    from rashomon.record.verify import verify
    from rashomon.validation import agreement, sample

_HOMES = {
    "Record": ("rashomon.record.reader", "Record"),
    "add_places": ("rashomon.knowledge.geonames", "add_places"),
    "agreement": ("rashomon.validation", "agreement"),
    "build": ("rashomon.api", "build"),
    "example": ("rashomon.examples", "example"),
    "explain": ("rashomon.engine.explain", "explain"),
    "export": ("rashomon.export", "export"),
    "forget": ("rashomon.engine.forgetting", "forget"),
    "migrate": ("rashomon.record.migrations", "migrate"),
    "open": ("rashomon.record.reader", "open_record"),
    "restore": ("rashomon.record.snapshots", "restore"),
    "sample": ("rashomon.validation", "sample"),
    "set_metadata": ("rashomon.engine.setting", "set_metadata"),
    "snapshot": ("rashomon.record.snapshots", "snapshot"),
    "verify": ("rashomon.record.verify", "verify"),
}

__all__ = [
    "Record",
    "__version__",
    "add_places",
    "agreement",
    "build",
    "example",
    "explain",
    "export",
    "forget",
    "migrate",
    "open",
    "restore",
    "sample",
    "set_metadata",
    "snapshot",
    "verify",
    "views",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name == "views":
        return importlib.import_module("rashomon.views")
    if name in _HOMES:
        module, inner = _HOMES[name]
        return getattr(importlib.import_module(module), inner)
    raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
