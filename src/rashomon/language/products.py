"""How the pipeline multiplies matrices: by numpy, on one core.

spaCy's own routine does a third of what numpy's does on processors of the last ten years. Numpy would take every core for
every small product, which is slower still and starves other workers: the threads are held to one while a text is parsed.
"""

from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped, unused-ignore]


class Products:
    """Matrix products of one pipeline."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        from thinc.api import NumpyOps

        ops = NumpyOps(use_blis=False)
        for _, pipe in nlp.pipeline:
            model: Any = getattr(pipe, "model", None)
            for node in model.walk() if hasattr(model, "walk") else ():
                if node.ops.name == "numpy":
                    node.ops = ops
        self._controller = ThreadpoolController()

    def single(self) -> AbstractContextManager[Any]:
        """Inside, products run on one core."""
        limit: AbstractContextManager[Any] = self._controller.limit(limits=1, user_api="blas")
        return limit
