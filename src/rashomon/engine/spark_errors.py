"""What a cluster says when it fails, in one line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from rashomon.errors import MOST, RashomonError

MASTER = "see that --master names a cluster that answers, and that its Spark is of this one's version"
JAVA = "it needs a Java of version 17 or newer (JAVA_HOME, or java on the path), and a master that it knows"

OURS = re.compile(r"^rashomon\.errors\.(\w+): (.+)", re.MULTILINE)
RAISED = re.compile(r"^(?:: |Caused by: )?(?:[a-z_]\w*\.)*\w*(?:Error|Exception|Interrupt)\b:? ?(.*)", re.MULTILINE)


@contextmanager
def told(*, starting: bool = False) -> Iterator[None]:
    """Turn what Spark raises into one clear line.

    Args:
        starting: Whether a session is being started.

    Raises:
        RashomonError: In place of Spark's errors; what the program raised on an executor comes through in its own words.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        yield  # there is no Spark that could fail: who starts one is told how to install it
        return
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise RashomonError(line(str(error), starting=starting)) from error


def line(words: str, *, starting: bool = False) -> str:
    """Spark's account of a failure, in one line.

    Args:
        words: What it says, traces of Java and Python among it.
        starting: Whether a session was being started.
    """
    if ours := OURS.findall(words):
        return str(ours[-1][1])
    if "JAVA_GATEWAY_EXITED" in words:
        return f"Spark could not be started: {JAVA}"
    found = [text.strip() for text in RAISED.findall(words) if text.strip()]
    last = (found[-1] if found else next((text for text in words.splitlines() if text.strip()), "no word of why"))[
        :MOST
    ]
    if starting:
        return f"Spark could not be started ({last}): {MASTER}"
    return f"the cluster failed ({last}): see its log, mend what is named, and build again"
