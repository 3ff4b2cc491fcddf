"""The timeline and the map as they are drawn on the server."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from rashomon.views.events import EventLine
from rashomon.web import worldmap
from rashomon.web.drawn_time import LEFT, WIDTH, Counted, draw, zooms
from rashomon.web.lines import PlaceLine

MAY, JUNE = date(1916, 5, 31), date(1916, 6, 30)


def event(earliest: date, latest: date, **given: object) -> EventLine:
    """An event told by Alpha."""
    plain = {
        "event_id": f"{earliest}{latest}", "title": "T", "event_type": "ASSAULT", "date_precision": "span", "place": None, "n_accounts": 1,
        "n_documents": 1, "n_mentions": 1, "n_sources": 1, "outlets": ["Alpha"], "reprinted_by": [], "differing": [], "spread": 0.0,
    }  # fmt: skip
    return EventLine(earliest=earliest, latest=latest, **{**plain, **given})  # type: ignore[arg-type]


def test_columns_and_dots_stand_at_their_days() -> None:
    """A day's events are one column and, in the lane of each outlet that tells them, one dot; other days are empty."""
    counted = [
        Counted(outlet=None, earliest=MAY, latest=MAY, n_events=4),
        Counted(outlet="Alpha", earliest=MAY, latest=MAY, n_events=3),
        Counted(outlet="Alpha", earliest=JUNE, latest=JUNE, n_events=1),
    ]
    drawn = draw(counted, [], ["Alpha", "Beta"], MAY, JUNE)
    assert [(mark.earliest, mark.n_events, mark.x) for mark in drawn.columns] == [(MAY, 4, float(LEFT))]
    alpha, beta = drawn.lanes
    assert [mark.n_events for mark in alpha.dots] == [3, 1]
    assert alpha.dots[0].height > alpha.dots[1].height
    assert alpha.dots[1].x <= WIDTH
    assert not beta.dots
    assert drawn.ticks[0].label == "31 May 1916"


def test_spans_are_bars_that_do_not_meet() -> None:
    """Spans of days are bars in rows, cut at the edges of what is shown; those without room are counted."""
    spans = [
        event(date(1916, 5, 1), date(1916, 6, 10)),
        event(date(1916, 6, 1), date(1916, 6, 5)),
        event(date(1916, 6, 8), date(1916, 7, 5)),
    ]
    drawn = draw([], spans, ["Alpha"], MAY, JUNE, rows=2)
    bars = drawn.lanes[0].bars
    assert len(bars) == 3
    assert bars[0].open_left
    assert bars[2].open_right
    assert bars[1].y == bars[2].y
    assert bars[1].x + bars[1].width <= bars[2].x
    assert draw([], spans, ["Alpha"], MAY, JUNE, rows=1).lanes[0].left_out == 2


@pytest.mark.parametrize(
    ("since", "until"), [(date(1, 1, 1), date(9999, 12, 31)), (MAY, MAY), (date(1990, 1, 1), date(2020, 1, 1))]
)
def test_zooming_stays_within_the_calendar(since: date, until: date) -> None:
    """Nearer, farther, earlier and later lead to stretches that exist, at the ends of the calendar too."""
    for first, last in zooms(since, until).values():
        assert date.min <= first <= last <= date.max
    assert draw([], [], [], since, until).ticks


def place(**given: object) -> PlaceLine:
    """A place."""
    plain = {
        "place_id": "p", "name": "Skagen", "kind": "city", "country": "DNK", "claimed_by": [], "admin1": None, "latitude": 57.7, "longitude": 10.6,
        "precision": "city", "names": [], "n_events": 1,
    }  # fmt: skip
    return PlaceLine(**{**plain, **given})  # type: ignore[arg-type]


def test_the_projection_is_equal_earth() -> None:
    """The middle is the middle, the poles are the edges, and east lies right of west (Equal Earth, width 1000)."""
    assert worldmap.project(0, 0) == (500, 243.5)
    assert worldmap.project(180, 0)[0] == pytest.approx(1000, abs=0.01)
    assert worldmap.project(0, 90)[1] == pytest.approx(0.15, abs=0.3)
    assert worldmap.project(10, 50)[0] > worldmap.project(-10, 50)[0]


def test_countries_are_regions_and_disputed_places_dashed() -> None:
    """A country is drawn as a region and not as a dot; a place that several claim says so; a place without position is left out."""
    drawn = worldmap.draw(
        [
            (place(), 4),
            (place(kind="country", latitude=None, longitude=None, country="DNK"), 2),
            (place(claimed_by=["A", "B"], longitude=34.0, latitude=45.0), 1),
            (place(latitude=None), 1),
        ]
    )
    assert [ring.disputed for ring in drawn.rings] == [False, True]
    assert drawn.rings[0].radius > drawn.rings[1].radius
    assert len(drawn.regions) == 1
    assert drawn.dashed
    assert worldmap.draw([], whole=True).box == (0, 0, worldmap.WIDTH, worldmap.HEIGHT)
    assert worldmap.draw([(place(), 0)]).rings


def test_no_outline_crosses_the_map() -> None:
    """Land that the 180th meridian cuts comes in at the other edge; no line runs across the map."""
    for outline in (*worldmap.world().borders, *worldmap.world().dashed):
        assert outline.box[2] - outline.box[0] < 700, outline.box
    assert all(each.box[0] >= 0 and each.box[2] <= worldmap.WIDTH + 0.1 for each in worldmap.world().countries)


def test_timeline_of_a_stretch(client: TestClient) -> None:
    """The timeline shows the stretch that its address asks for, and lists its events with gaps told."""
    page = client.get("/timeline?since=1916-05-31&until=1916-06-01").text
    assert 'data-since="1916-05-31"' in page
    assert 'data-until="1916-06-01"' in page
    assert client.get("/timeline?outlet=New+York+Dispatch&type=ASSAULT").status_code == 200
    assert client.get("/timeline?since=3000&until=3001").status_code == 200
    assert client.get("/map?since=3000").status_code == 200
