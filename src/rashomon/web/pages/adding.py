"""Adding documents: the form, and how far an addition is."""

from rashomon.errors import NotFoundError
from rashomon.web.additions import ALL_BYTES, MOST_BYTES, MOST_FILES, MOST_PASTED
from rashomon.web.lines import DocumentLine
from rashomon.web.pages.ask import Ask, Page
from rashomon.web.shelf import marks

STAGES = {"waiting": "waiting for its turn", "read": "reading", "pages": "making the pages"}


def form(ask: Ask) -> Page:
    """The form that takes files and texts."""
    bounds = {"files": MOST_FILES, "bytes": MOST_BYTES, "all_bytes": ALL_BYTES, "pasted": MOST_PASTED}
    return Page(
        template="add.html",
        data=bounds,
        rows=[bounds],
        context={"bounds": bounds, "folder": ask.library.additions.folder.name},
    )


def addition(ask: Ask) -> Page:
    """How far an addition is; its documents when it is done."""
    found = ask.library.additions.find(int(ask.name)) if ask.name.isascii() and ask.name.isdecimal() else None
    if found is None:
        raise NotFoundError(f'addition "{ask.name}" is not known: it was made before the server was started')
    documents = ask.shelf.lines(
        DocumentLine, f"SELECT line FROM documents WHERE uri IN ({marks(found.uris)}) ORDER BY seq", found.uris
    )
    fragment = ask.parameters.get("part") == "progress"
    return Page(
        template="progress.html" if fragment else "addition.html",
        data=found,
        rows=[found],
        context={
            "addition": found,
            "documents": documents,
            "stage": STAGES.get(found.stage, f"comparing: {found.stage}"),
        },
    )
