"""One outlet under several names."""

from msgspec.structs import replace

from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge
from rashomon.model import Document

AS_GIVEN = "outlet_as_given"


def _aliases(knowledge: Knowledge) -> dict[str, str]:
    rows = knowledge.csv("outlets")
    for row in rows:
        if not row.get("alias") or not row.get("outlet"):
            raise KnowledgeError(f"outlets.csv: a row holds {row}: write two columns, alias and outlet, and fill both")
    return {_key(row["alias"]): row["outlet"] for row in rows}


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def canonical(name: str, knowledge: Knowledge) -> str:
    """The outlet's one name: that of ``knowledge/outlets.csv``, else the name as given with blanks folded.

    Args:
        name: An outlet, as given.
        knowledge: The tables.
    """
    name = " ".join(name.split())
    return knowledge.once(_aliases).get(_key(name), name)


def renamed(document: Document, knowledge: Knowledge) -> Document:
    """The document with the outlet's one name; its name as given is kept in ``extra`` where it differs.

    Args:
        document: A document, newly read or from a record whose table of outlets has changed since.
        knowledge: The tables.
    """
    extra = dict(document.extra or {})
    given = extra.pop(AS_GIVEN, None) or document.outlet
    if not given:
        return document
    outlet = canonical(given, knowledge)
    if outlet != given:
        extra[AS_GIVEN] = given
    return replace(document, outlet=outlet, extra=extra or None)
