"""JSON of any text: half of a surrogate pair, which a client may send escaped, is sent back escaped."""

import json
from typing import Any

from fastapi.responses import JSONResponse


def json_of(content: Any) -> bytes:
    """Return JSON in UTF-8."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


class AnyTextResponse(JSONResponse):
    """JSON as an answer."""

    def render(self, content: Any) -> bytes:
        """Return it in bytes."""
        return json_of(content)
