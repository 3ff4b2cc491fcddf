"""Reading compiled to C: ``python benchmarks/compiled.py FOLDER``, then ``PYTHONPATH=FOLDER python benchmarks/speed.py SET.jsonl``.

Makes a copy of the package in FOLDER and compiles the layers there by mypyc, which comes with mypy; a C compiler is needed. The rows
are the same: the code is, and what stands beside it in the folder is its source. An installed rashomon is left as it is.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "rashomon"
LAYERS = "annotate"
LEFT = frozenset(("folding/characters.py", "mentions/words.py", "regions.py", "sentences.py"))
"""Modules that stay as they are: mypyc takes no half characters in strings and no ``del`` of what is given to a generator, and makes
cached properties anew at each look."""
SETUP = """
import sys
from setuptools import setup
from mypyc.build import mypycify

setup(name="layers", ext_modules=mypycify(sys.argv.pop().split(), opt_level="2", debug_level="0", multi_file=True))
"""


def compiled(folder: Path) -> list[Path]:
    """Copy the package and compile its layers.

    Args:
        folder: Where to; a copy that is there already is replaced.

    Returns:
        The compiled modules.

    Raises:
        SystemExit: The compiler ended with an error; its last words are shown.
    """
    package = folder / SOURCE.name
    if package.exists():
        shutil.rmtree(package)
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
    layers = package / LAYERS
    modules = sorted(
        path
        for path in layers.rglob("*.py")
        if path.name != "__init__.py" and path.relative_to(layers).as_posix() not in LEFT
    )
    names = " ".join(str(path.relative_to(folder)) for path in modules)
    done = subprocess.run(
        [sys.executable, "-c", SETUP, "build_ext", "--inplace", names],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit("\n".join((done.stdout + done.stderr).strip().splitlines()[-20:]))
    return modules


def main() -> None:
    """Compile, and say how much was."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="where the compiled copy goes")
    folder = options.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    modules = compiled(folder.resolve())
    print(f"{len(modules)} modules compiled: PYTHONPATH={folder.resolve()} reads with them")


if __name__ == "__main__":
    main()
