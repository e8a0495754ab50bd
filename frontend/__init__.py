"""Text to phones to timed, pitched features, and the same features measured from recordings."""
