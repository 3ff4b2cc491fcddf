"""Comparing is tested on the same hand-made stories as linking."""

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("link_stories", Path(__file__).parent.parent / "link" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_STORIES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_STORIES)
story = _STORIES.story
