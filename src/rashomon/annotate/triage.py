"""What is worth parsing: documents that tell of nothing asked for are known by their words, before the costly part begins."""

import re
from collections.abc import Sequence
from datetime import date

from rashomon.annotate.events.triggers import lexicon
from rashomon.knowledge import Knowledge
from rashomon.model import Document

WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def passed_over(
    document: Document,
    knowledge: Knowledge,
    *,
    names: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[str, str] | None:
    """Why a document is not parsed, as reason and detail; None where it is.

    A document without a day of publication is of any period.

    Args:
        document: The document.
        knowledge: The tables: words of events, names of actors, states and places.
        names: Names of which it has to hold one, in any of the forms that the knowledge lists; none asks for none.
        since: Day before which it was published in vain.
        until: Day after which it was published in vain.
    """
    if document.published is not None and (
        (since is not None and document.published < since) or (until is not None and document.published > until)
    ):
        return "other period", f"published {document.published}: outside what --since and --until ask for"
    if names and not names_pattern(names, knowledge).search(document.text):
        return "not about", f"none of {', '.join(names)} stands in it, in any form that the knowledge lists"
    words = knowledge.once(trigger_words)
    if not any(match[0].lower() in words for match in WORD.finditer(document.text)):
        return "no trigger", "no word of it tells an event that the knowledge lists"
    return None


def trigger_words(knowledge: Knowledge) -> frozenset[str]:
    """All forms of the first words of all triggers of a type, in small letters; use it through ``knowledge.once``."""
    table = knowledge.once(lexicon)
    typed = {entry for entry, triggers in table.entries.items() if any(trigger.event_type for trigger in triggers)}
    forms = {form for (pos, form), word in table.forms.items() if (pos.lower(), word) in typed}
    return frozenset(word.lower() for word in forms | {word for _, word in typed})


def names_pattern(names: Sequence[str], knowledge: Knowledge) -> re.Pattern[str]:
    """What finds any of some names, in the forms in which the tables of actors, states and places have them.

    Args:
        names: The names, as the user gave them.
        knowledge: The tables.
    """
    forms = knowledge.once(name_forms)
    found = {form for name in names for form in (name, *forms.get(name.casefold(), ()))}
    listed = "|".join(re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def name_forms(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """All forms of each known name, by each of them in small letters; use it through ``knowledge.once``."""
    out: dict[str, tuple[str, ...]] = {}
    columns = {
        "places": ("name", "names"),
        "actors": ("name", "names"),
        "states": ("name", "names", "adjectives", "people"),
    }
    for table, cells in columns.items():
        for row in knowledge.csv(table):
            forms = tuple(dict.fromkeys(form for cell in cells for form in row[cell].split("|") if form))
            for form in forms:
                out[form.casefold()] = forms
    return out
