"""Where the shipped example lies: inside the installed package, or in the repository of an editable install."""

from pathlib import Path

from rashomon.errors import RashomonError


def example(name: str = "jutland") -> Path:
    """Folder of a shipped example.

    Raises:
        RashomonError: The installation lacks it.
    """
    here = Path(__file__).parent
    for folder in (here / "example_texts" / name, here.parents[1] / "examples" / name):
        if folder.is_dir():
            return folder
    raise RashomonError(f'the example "{name}" is not part of this installation: install the package again')
