"""axe-core on what the course shows, and on nothing that JupyterLab puts round it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["violations"]


def violations(page: Page, selectors: Sequence[str]) -> list[str]:
    """Ask axe-core about some elements of a page.

    Parameters
    ----------
    page : Page
        The page.
    selectors : sequence of str
        What to look at. Each must be there and be shown: axe-core passes over what is hidden.

    Returns
    -------
    list of str
        What it finds wrong, one line for each rule and element; empty if nothing is.
    """
    for selector in selectors:
        assert page.locator(selector).first.is_visible(), f"nothing shown to look at: {selector}"
    found: dict[str, Any] = Axe().run(page, context=[[selector] for selector in selectors]).response
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
