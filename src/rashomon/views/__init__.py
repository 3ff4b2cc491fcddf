"""What a reader asks of a record: one function a question, each giving plain data that every surface shows.

The command line prints it, ``--json`` encodes it, the pages will draw it. Nothing here judges or ranks unless asked to;
the order is by date or alphabet (``NEUTRALITY`` in ``docs/neutrality.md``).
"""

from rashomon.views.agents import AgentUse, agents
from rashomon.views.claims import ClaimLine, Matter, claims
from rashomon.views.differences import DifferenceView, differences
from rashomon.views.document import DocumentView, document
from rashomon.views.event import EventView, event
from rashomon.views.events import EventLine, events
from rashomon.views.overview import Overview, overview
from rashomon.views.timeline import TimelineEntry, timeline
from rashomon.views.who import WhoView, who
from rashomon.views.why import LinkLine, WhyView, why
from rashomon.views.wording import WordUse, wording

__all__ = [
    "AgentUse",
    "ClaimLine",
    "DifferenceView",
    "DocumentView",
    "EventLine",
    "EventView",
    "LinkLine",
    "Matter",
    "Overview",
    "TimelineEntry",
    "WhoView",
    "WhyView",
    "WordUse",
    "agents",
    "claims",
    "differences",
    "document",
    "event",
    "events",
    "overview",
    "timeline",
    "who",
    "why",
    "wording",
]
