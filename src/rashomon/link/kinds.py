"""Kinds of names: people bear titles, ships and other things an article."""

from collections import Counter, defaultdict

from rashomon.link.names import NameRules, fold
from rashomon.link.read import Said
from rashomon.link.tables import clean, key


def kinds(mentions: list[Said], rules: NameRules) -> list[Said]:
    """Settle names that are taken for a person in one place and for a thing in another: people bear no article.

    "The Pommern" is no person, and neither is "Pommern" elsewhere, nor "Queen Mary" where a text has "the Queen Mary".
    """
    borne = {
        key(mention.head.split()[-1], rules)
        for mention in mentions
        if mention.form == "name" and mention.kind == "PERSON" and titled(mention, rules)
    }
    things = {key(mention.text, rules) for mention in mentions if _with_article(mention)} - borne
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    settled = []
    for mention in mentions:
        one = mention
        if mention.form == "name" and mention.kind == "PERSON" and key(mention.text, rules) in things:
            whole = clean(mention.text)
            one = mention._replace(kind="OTHER", head=whole)
        if one.form == "name" and one.kind in ("PERSON", "ORGANISATION", "OTHER", "FACILITY"):
            seen[key(one.head, rules)][one.kind] += 1
        settled.append(one)
    kind = {
        look: min(counts, key=lambda name: (-counts[name], name)) for look, counts in seen.items() if "OTHER" in counts
    }
    return [
        mention._replace(kind=kind[look])
        if mention.form == "name" and mention.kind in ("PERSON", "OTHER") and (look := key(mention.head, rules)) in kind
        else mention
        for mention in settled
    ]


def titled(mention: Said, rules: NameRules) -> bool:
    """Whether a title stands before the name and no article: "President Falk", not "the Queen Mary"."""
    words = mention.text.split()
    head = mention.head.split()
    return (
        len(words) > 1
        and len(head) > 0
        and fold(words[0], rules).strip(".") in rules.titles - rules.given_too
        and words[0] != head[0]
    )


def _with_article(mention: Said) -> bool:
    """Whether a person's name stands with "the" and nothing but capitalised words: "the Queen Mary"."""
    words = mention.text.split()
    return (
        mention.form == "name"
        and mention.kind == "PERSON"
        and 1 < len(words) <= 4
        and words[0].lower() == "the"
        and all(word[0].isupper() for word in words[1:])
        and mention.head_end == mention.end
    )
