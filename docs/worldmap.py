"""Makes ``src/rashomon/web/world.json``, the outlines of the map: ``python docs/worldmap.py countries-110m.json``.

The input is ``countries-110m.json`` of the npm package world-atlas (2.0.2, ISC), which is Natural Earth's 1:110m "Admin 0 - countries"
(public domain) as TopoJSON. Needed besides: pycountry, for the codes. Points are projected with the Equal Earth projection (Savric,
Patterson and Jenny 2018) to a width of 1000. A border is shared by two countries; those that a state disputes are kept apart, so that
the map can dash them (``DISPUTED``: Natural Earth's boundary lines of the class "disputed", "indefinite" or "line of control" at 1:50m,
as far as the small scale shows them).
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

import pycountry

from rashomon.web.worldmap import project

TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "web" / "world.json"
DISPUTED = [
    {"Morocco", "W. Sahara"}, {"Algeria", "W. Sahara"}, {"Mauritania", "W. Sahara"}, {"Somalia", "Somaliland"}, {"Serbia", "Kosovo"},
    {"Cyprus", "N. Cyprus"}, {"Israel", "Palestine"}, {"Jordan", "Palestine"}, {"Israel", "Syria"}, {"Israel", "Lebanon"},
    {"India", "Pakistan"}, {"India", "China"}, {"China", "Pakistan"}, {"China", "Bhutan"}, {"Sudan", "S. Sudan"}, {"Egypt", "Sudan"},
    {"Kenya", "S. Sudan"}, {"Ukraine", "Russia"}, {"South Korea", "North Korea"}, {"Venezuela", "Guyana"}, {"Suriname", "Guyana"},
    {"Eritrea", "Ethiopia"}, {"Armenia", "Azerbaijan"}, {"Kosovo", "Macedonia"}, {"Kosovo", "Albania"}, {"Kosovo", "Montenegro"},
    {"Ethiopia", "Somaliland"}, {"Djibouti", "Somaliland"}, {"Georgia", "Russia"},
]  # fmt: skip
WHOLLY = {"W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Palestine", "Taiwan", "Falkland Is."}
"""Outlines that are dashed all around, coasts too: a state or more disputes whose the land is."""
CRIMEA = (34.3, 45.2)


def main(source: str) -> None:
    """Write the outlines."""
    world = json.loads(Path(source).read_text("utf-8"))
    arcs = [_decoded(arc, world["transform"]) for arc in world["arcs"]]
    owners: dict[int, set[str]] = {}
    countries = []
    disputed_rings = []
    drawn: set[int] = set()  # arcs of these rings: dashes drawn twice would be a line
    for shape in world["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        for ring in rings:
            for arc in ring:
                owners.setdefault(arc if arc >= 0 else ~arc, set()).add(name)
            points = _ring(ring, arcs)
            if name in WHOLLY or (name in ("Russia", "Ukraine") and _holds(points, CRIMEA)):
                disputed_rings.append(points)
                drawn.update(arc if arc >= 0 else ~arc for arc in ring)
        lines = [
            [project(lon, lat) for lon, lat in copy] for ring in rings for copy in _copies(_whole(_ring(ring, arcs)))
        ]
        countries.append({"code": _code(shape.get("id")), "name": name, "box": _box(lines), "path": _path(lines, "Z")})
    borders = []
    dashed = [_line(points) for points in disputed_rings]
    for index, names in sorted(owners.items()):
        if index in drawn:
            continue
        for points in _without_seam(arcs[index]):
            (dashed if names in DISPUTED else borders).append(_line(points))
    TARGET.write_text(
        json.dumps(
            {
                "source": "Natural Earth 1:110m Admin 0 countries (public domain), through world-atlas 2.0.2",
                "countries": sorted(countries, key=lambda each: each["name"]),
                "borders": borders,
                "dashed": dashed,
            },
            separators=(",", ":"),
        )
        + "\n",
        "utf-8",
    )
    print(
        f"{TARGET}: {len(countries)} countries, {len(borders)} borders, {len(dashed)} dashed, {TARGET.stat().st_size} bytes"
    )


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    x = y = 0
    out = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        out.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return out


def _ring(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(part[1:] if points else part)
    return points


def _whole(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that goes on past the 180th meridian, where it was cut in the data."""
    if any(lat < -89 for _, lat in ring):
        return ring
    out = [ring[0]]
    for lon, lat in ring[1:]:
        turn = round((out[-1][0] - lon) / 360) * 360
        out.append((lon + turn, lat))
    return out


def _copies(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The ring, and where it reaches past the map's edge the part that comes in at the other one."""
    west, east = min(lon for lon, _ in ring), max(lon for lon, _ in ring)
    shifts = [0] + ([-360] if east > 180 else []) + ([360] if west < -180 else [])
    return [[(min(180.0, max(-180.0, lon + shift)), lat) for lon, lat in ring] for shift in shifts]


def _without_seam(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """An arc without the steps along or across the 180th meridian and the pole, which are no coast."""
    parts: list[list[tuple[float, float]]] = [[points[0]]]
    for before, after in pairwise(points):
        along = abs(before[0]) > 179.9 and abs(after[0]) > 179.9
        if along or abs(before[0] - after[0]) > 180 or after[1] < -89 or before[1] < -89:
            parts.append([after])
        else:
            parts[-1].append(after)
    return [part for part in parts if len(part) > 1]


def _holds(points: list[tuple[float, float]], place: tuple[float, float]) -> bool:
    """Whether a small ring holds a place (the mainland's ring is not meant)."""
    if max(x for x, _ in points) - min(x for x, _ in points) > 10:
        return False
    inside = False
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        if (y1 > place[1]) != (y2 > place[1]) and place[0] < (x2 - x1) * (place[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _line(points: list[tuple[float, float]]) -> dict[str, object]:
    line = [[project(lon, lat) for lon, lat in points]]
    return {"box": _box(line), "path": _path(line, "")}


def _box(lines: list[list[tuple[float, float]]]) -> list[float]:
    xs, ys = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    return [round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys))]


def _path(lines: list[list[tuple[float, float]]], end: str) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines)


def _code(number: str | None) -> str | None:
    if number is None:  # Kosovo, Northern Cyprus, Somaliland have none
        return None
    found = pycountry.countries.get(numeric=number.zfill(3))
    return found.alpha_3 if found else None


if __name__ == "__main__":
    main(sys.argv[1])
