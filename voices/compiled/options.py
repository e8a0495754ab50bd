"""How everything is compiled."""

from typing import Any

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz", "arcp"}}
"""Outside Python's lock, and sums in the order in which they are written."""
