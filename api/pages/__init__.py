"""The pages: rendered on the server, working without JavaScript, loading nothing from elsewhere.

The door: :func:`page_router`.
"""

from __future__ import annotations

from api.pages.router import page_router

__all__ = ["page_router"]
