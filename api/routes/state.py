"""What the endpoints share: the engine and what is held, kept with the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from api.routes.held import Held

if TYPE_CHECKING:
    from retrieval.engine import Engine


def engine_of(request: Request) -> Engine:
    """Return the engine the application was made with."""
    engine: Engine = request.app.state.engine
    return engine


def held_of(request: Request) -> Held:
    """Return what the engine's archive holds."""
    held: Held = request.app.state.held
    return held
