"""Stories: documents that are about one matter, by average linkage over how alike they are.

Likest pairs come first; two sets join where the mean likeness over all pairs between them, unlike ones counting as nought,
reaches a bound. So no chain of documents, each a little like the next, becomes one story.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush


def stories(
    documents: Iterable[str],
    alike: Mapping[str, Mapping[str, float]],
    days: Mapping[str, int | None],
    bound: float,
    window: int,
) -> dict[str, str]:
    """The story of each document, named by its smallest document.

    Args:
        documents: All documents.
        alike: Cosine by pairs of neighbours, on both sides.
        days: Day of publication, where known.
        bound: Mean likeness from which two sets join.
        window: Days between publications beyond which two documents' likeness does not count.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for one in sorted(alike):
        for other, cosine in alike[one].items():
            first, second = days.get(one), days.get(other)
            if first is None or second is None or abs(first - second) <= window:
                near[one][other] = cosine
    members: dict[str, list[str]] = {one: [one] for one in documents}
    queue = [(-cosine, one, other) for one, found in near.items() for other, cosine in found.items() if one < other]
    heapify(queue)
    while queue:
        cosine, one, other = heappop(queue)
        if -cosine < bound:
            break
        if near.get(one, {}).get(other) != -cosine:
            continue  # one of them has joined another set since
        left, right = len(members[one]), len(members[other])
        members[one] += members.pop(other)
        theirs, ours = near.pop(other), near[one]
        for third in sorted({*ours, *theirs} - {one, other}):
            mean = round((ours.get(third, 0.0) * left + theirs.get(third, 0.0) * right) / (left + right), 6)
            ours[third] = near[third][one] = mean
            near[third].pop(other, None)
            if mean >= bound:
                heappush(queue, (-mean, min(one, third), max(one, third)))
        ours.pop(other, None)
    return {one: name for name, found in members.items() for one in found}
