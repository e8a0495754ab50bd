"""The page to speak with: one file, which loads nothing from anywhere else."""

import base64
import hashlib
import re
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from tts_server.speaker import Speaker

PAGE = Path(__file__).parent / "page.html"


def router(speaker: Speaker) -> APIRouter:
    """Return the page's routes."""
    del speaker  # every route module is given it
    routes = APIRouter(include_in_schema=False)
    html = PAGE.read_text(encoding="utf-8")
    headers = {"Content-Security-Policy": content_policy(html), "Cache-Control": "no-cache"}

    @routes.get("/", response_class=HTMLResponse)
    async def show() -> HTMLResponse:
        """Return the page."""
        return HTMLResponse(html, headers=headers)

    @routes.get("/favicon.ico")
    async def icon() -> Response:
        """Return none: the page has its own inside."""
        return Response(status_code=204)

    return routes


def content_policy(html: str) -> str:
    """Return the policy under which a browser runs the scripts and styles of this page, and no others."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes('script', html)}",
            f"style-src {_hashes('style', html)}",
            "connect-src 'self'",
            "media-src blob:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _hashes(element: str, html: str) -> str:
    inside = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inside)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
