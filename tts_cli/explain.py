"""`tts explain`: show what the frontend makes of a text, stage by stage."""


def explain() -> None:
    """Show every stage from text to phones."""
