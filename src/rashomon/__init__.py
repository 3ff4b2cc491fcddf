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
    from rashomon.engine.explain import explain
    from rashomon.engine.local import build, build_report, set_metadata
    from rashomon.examples import example
    from rashomon.export import export
    from rashomon.record import Record, migrate, open, verify  # noqa: A004 - the verb of the package: rashomon.open

_HOMES = {
    "Record": "rashomon.record",
    "build": "rashomon.engine.local",
    "build_report": "rashomon.engine.local",
    "example": "rashomon.examples",
    "explain": "rashomon.engine.explain",
    "export": "rashomon.export",
    "migrate": "rashomon.record",
    "open": "rashomon.record",
    "set_metadata": "rashomon.engine.local",
    "verify": "rashomon.record",
}

__all__ = [
    "Record",
    "__version__",
    "build",
    "build_report",
    "example",
    "explain",
    "export",
    "migrate",
    "open",
    "set_metadata",
    "verify",
    "views",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name == "views":
        return importlib.import_module("rashomon.views")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
