"""Which tellings are compared at all."""

import os
import subprocess
import sys
from array import array
from collections import Counter
from itertools import pairwise

from bare_tellings import AROUND, telling
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.blocking import keys_of, uncrowd


@given(st.lists(st.sets(st.integers(-9, 9), max_size=6), max_size=30), st.integers(2, 6), st.integers(2, 6))
def test_keys_of_one_and_keys_of_too_many_are_dropped(held: list[set[int]], most: int, weak: int) -> None:
    """What is left are the keys that two tellings or more have, and not more than their kind may be shared by."""
    hashes, ends = array("q"), array("q")
    for keys in held:
        hashes.extend(keys)
        ends.append(len(hashes))
    numbers, stops = uncrowd(hashes, ends, most, weak)
    counts = Counter(key for keys in held for key in keys)
    wanted = [{key for key in keys if 1 < counts[key] <= (most if key & 1 else weak)} for keys in held]
    left = [numbers[first:last].tolist() for first, last in pairwise(stops)]
    assert [len(keys) for keys in left] == [len(keys) for keys in wanted]
    named = dict(
        zip(
            (n for keys in left for n in keys),
            (k for keys, kept in zip(held, wanted, strict=True) for k in keys if k in kept),
            strict=True,
        )
    )
    assert [{named[number] for number in keys} for keys in left] == wanted


def test_tellings_meet_by_what_they_have_in_common() -> None:
    """Act and doer, act and place, type and recipient make a pair; an act alone does not, but in one document or in documents that are alike."""
    shelling = telling(actors=("north",), places=("elm",))
    assert keys_of(shelling, AROUND, ()) & keys_of(telling(actors=("north",)), AROUND._replace(number=1), ())
    assert keys_of(shelling, AROUND, ()) & keys_of(telling(places=("elm",)), AROUND._replace(number=1), ())
    far = keys_of(telling(), AROUND._replace(number=1), ())
    assert not keys_of(shelling, AROUND, ()) & far
    assert keys_of(shelling, AROUND, ()) & keys_of(telling(), AROUND, ())
    assert keys_of(shelling, AROUND, [7]) & keys_of(telling(), AROUND._replace(number=1), [7])
    raid = telling(type="ASSAULT", family="raid", recipients=("south",))
    bombing = telling(type="ASSAULT", family="bomb", recipients=("south",))
    assert keys_of(raid, AROUND, ()) & keys_of(bombing, AROUND._replace(number=1), ())


def test_common_words_make_weak_keys() -> None:
    """Keys made of words of the surroundings are even, all others odd: the former may be shared by fewer."""
    near = AROUND._replace(near=("harbour", "fog"))
    more = keys_of(telling(), near, ()) - keys_of(telling(), AROUND, ())
    assert len(more) == 2
    assert all(key % 2 == 0 for key in more)
    assert all(key % 2 for key in keys_of(telling(actors=("north",)), AROUND, [3]))


SEEDED = """
from array import array
from itertools import pairwise
from bare_tellings import AROUND, telling
from rashomon.link.blocking import keys_of, uncrowd

hashes, ends = array("q"), array("q")
for at in range(40):
    one = telling(type="ASSAULT", actors=(f"a{at % 7}",), places=(f"p{at % 5}",), start=at, span=1, dated=True)
    hashes.extend(keys_of(one, AROUND._replace(number=at, near=(f"w{at % 3}",)), [at % 4]))
    ends.append(len(hashes))
numbers, stops = uncrowd(hashes, ends, 9, 12)
sharing = {}
for at, (first, last) in enumerate(pairwise(stops)):
    for number in numbers[first:last].tolist():
        sharing.setdefault(number, []).append(at)
print(sorted(sharing.values()))
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    """Python hashes words anew in each process; the same tellings share keys in all."""
    found = [
        subprocess.run(
            [sys.executable, "-c", SEEDED],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert found[0].count("[") > 5
