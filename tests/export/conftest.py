"""The same small record as in the tests of the record."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("record_conftest", Path(__file__).parents[1] / "record" / "conftest.py")
assert _spec
assert _spec.loader
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

rows = _module.rows
record = _module.record
