"""What stops a site from being built."""

from __future__ import annotations

__all__ = ["SiteError"]


class SiteError(RuntimeError):
    """The site cannot be built; the message says what is wrong, where, and what to do."""
