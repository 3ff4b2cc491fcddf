"""The map: outlines of Natural Earth drawn on the server, places as rings, countries as regions, disputed borders dashed."""

import math
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.web.lines import PlaceLine

WIDTH = 1000.0
HEIGHT = 487.0
MOST_NAMED = 30
"""Places whose names are written beside them."""
LEAST = 60.0
"""Least width of a part of the world that is shown."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796  # Equal Earth: Savric, Patterson and Jenny 2018
SCALE = WIDTH / 2 / 2.7066299836


class Outline(Struct, frozen=True):
    """A country's outline, or a border.

    Attributes:
        box: Where it lies: left, top, right, bottom.
        path: Its path.
        code: ISO 3166-1 alpha-3 of a country.
        name: The country's name.
    """

    box: list[float]
    path: str
    code: str | None = None
    name: str = ""


class World(Struct, frozen=True):
    """The outlines.

    Attributes:
        source: Where they come from.
        countries: Countries, in order of the alphabet.
        borders: Coasts and borders.
        dashed: Borders and coasts of land that is disputed.
    """

    source: str
    countries: list[Outline]
    borders: list[Outline]
    dashed: list[Outline]


class Ring(Struct, frozen=True, kw_only=True):
    """A place on the map.

    Attributes:
        place: The place.
        n_events: Events there.
        x: From the left.
        y: From the top.
        radius: Its radius; the area stands for the number of events.
        disputed: Whether several claim it.
        named: Whether its name finds room.
    """

    place: PlaceLine
    n_events: int
    x: float
    y: float
    radius: float
    disputed: bool
    named: bool


class Region(Struct, frozen=True, kw_only=True):
    """A country that events are said to have happened in, without a nearer place.

    Attributes:
        place: The place.
        n_events: Events there.
        path: Its outline.
    """

    place: PlaceLine
    n_events: int
    path: str


class Drawn(Struct, frozen=True, kw_only=True):
    """A map.

    Attributes:
        box: The part that is shown: left, top, width, height.
        land: Outlines of countries.
        borders: Coasts and borders.
        dashed: Those that are disputed.
        rings: Places, large ones first.
        regions: Countries.
        scale: Width of the part shown, for the width of lines and letters.
    """

    box: tuple[float, float, float, float]
    land: list[Outline]
    borders: list[Outline]
    dashed: list[Outline]
    rings: list[Ring]
    regions: list[Region]
    scale: float


@cache
def world() -> World:
    """The outlines, read once."""
    return msgspec.json.decode((resources.files("rashomon.web") / "world.json").read_bytes(), type=World)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on the map (Equal Earth projection)."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    sixth = theta**6
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    x /= 3 * (9 * A4 * sixth * theta**2 + 7 * A3 * sixth + 3 * A2 * theta**2 + A1)
    y = theta * (A4 * sixth * theta**2 + A3 * sixth + A2 * theta**2 + A1)
    return WIDTH / 2 + x * SCALE, HEIGHT / 2 - y * SCALE


def draw(places: Sequence[tuple[PlaceLine, int]], *, whole: bool = False) -> Drawn:
    """A map of places.

    Args:
        places: Places with the number of events there.
        whole: Show the whole world, and not only the part that holds the places.
    """
    regions, spots = [], []
    by_code = {each.code: each for each in world().countries if each.code}
    boxes: list[Sequence[float]] = []
    for line, count in places:
        if line.kind == "country":
            outline = by_code.get(line.country or "")
            if outline is not None:
                regions.append(Region(place=line, n_events=count, path=outline.path))
                boxes.append(_main_part(outline))
        elif line.latitude is not None and line.longitude is not None:
            x, y = project(line.longitude, line.latitude)
            spots.append((x, y, line, count))
            boxes.append((x, y, x, y))
    box = (0.0, 0.0, WIDTH, HEIGHT) if whole or not boxes else _fit(boxes)
    scale = box[2] / WIDTH
    most = max([1, *(count for _, _, _, count in spots)])
    rings = []
    taken: list[tuple[float, float, float, float]] = []
    for x, y, line, count in sorted(spots, key=lambda each: (-each[3], each[2].name)):
        radius = scale * max(4.0, 19 * math.sqrt(count / most))
        left, wide = x + radius, scale * (10 + 7.5 * len(line.name))
        label = (left, y - 9 * scale, left + wide, y + 9 * scale)
        room = len(taken) < MOST_NAMED and not any(_meet(label, other) for other in taken)
        if room:
            taken.append(label)
        rings.append(
            Ring(
                place=line, n_events=count, x=round(x, 2), y=round(y, 2), radius=round(radius, 2), disputed=bool(line.claimed_by),
                named=room,
            )
        )  # fmt: skip
    return Drawn(
        box=box,
        land=_within(world().countries, box),
        borders=_within(world().borders, box),
        dashed=_within(world().dashed, box),
        rings=rings,
        regions=regions,
        scale=scale,
    )


def _main_part(outline: Outline) -> Sequence[float]:
    """The box of a country's largest part, so that islands far away do not make the map a world's."""
    best: tuple[float, Sequence[float]] = (0.0, outline.box)
    for part in outline.path.split("M")[1:]:
        points: list[Any] = [tuple(map(float, each.split())) for each in part.rstrip("Z").split("L")]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        size = (max(xs) - min(xs)) * (max(ys) - min(ys))
        if size > best[0]:
            best = (size, (min(xs), min(ys), max(xs), max(ys)))
    return best[1]


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _fit(boxes: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """The part of the world that holds all boxes, in the map's proportions, with room around."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = max(LEAST, (right - left) * 1.25, (bottom - top) * 1.35 * WIDTH / HEIGHT)
    if width >= WIDTH:
        return (0.0, 0.0, WIDTH, HEIGHT)
    height = width * HEIGHT / WIDTH
    x = max(0.0, min(WIDTH - width, (left + right) / 2 - width / 2))
    y = max(0.0, min(HEIGHT - height, (top + bottom) / 2 - height / 2))
    return (round(x, 2), round(y, 2), round(width, 2), round(height, 2))


def _within(outlines: Sequence[Outline], box: tuple[float, float, float, float]) -> list[Outline]:
    beside = box[2] / 2  # a page may be wider than the part asked for, and shows what lies beside it
    left, top, right, bottom = box[0] - beside, box[1] - beside, box[0] + box[2] + beside, box[1] + box[3] + beside
    return [
        each
        for each in outlines
        if each.box[0] <= right and each.box[2] >= left and each.box[1] <= bottom and each.box[3] >= top
    ]
