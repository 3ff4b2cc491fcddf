"""Sets that grow together: union-find whose representative is the smallest member, so that order does not matter."""

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

Member = TypeVar("Member", bound=Hashable)


class Union(Generic[Member]):
    """Disjoint sets of sortable members."""

    def __init__(self) -> None:
        self._parent: dict[Member, Member] = {}

    def find(self, member: Member) -> Member:
        """Smallest member of the set that holds ``member``."""
        parent = self._parent
        root = parent.setdefault(member, member)
        while parent[root] != root:
            root = parent[root]
        while parent[member] != root:
            parent[member], member = root, parent[member]
        return root

    def join(self, one: Member, other: Member) -> Member:
        """Make one set of the two that hold ``one`` and ``other``."""
        left: Any = self.find(one)
        right: Any = self.find(other)
        if left == right:
            return left  # type: ignore[no-any-return]
        low, high = (left, right) if left < right else (right, left)
        self._parent[high] = low
        return low  # type: ignore[no-any-return]

    def sets(self, members: Iterable[Member]) -> dict[Member, list[Member]]:
        """The given members by the smallest member of their set, in the given order."""
        out: dict[Member, list[Member]] = {}
        for member in members:
            out.setdefault(self.find(member), []).append(member)
        return out
