"""The HTTP interface under ``/api/v1``: its addresses, parameters and schemas.

The door: :func:`api_router`.
"""

from __future__ import annotations

from api.routes.router import api_router

__all__ = ["api_router"]
