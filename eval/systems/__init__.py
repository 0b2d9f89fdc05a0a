"""The systems that are compared: each ranks passages for a query."""

from eval.systems.names import BASES, NO_HEADERS, check_systems, every_system
from eval.systems.opening import Systems
from eval.systems.retrieve import Retrieved, retrieve

__all__ = [
    "BASES",
    "NO_HEADERS",
    "Retrieved",
    "Systems",
    "check_systems",
    "every_system",
    "retrieve",
]
