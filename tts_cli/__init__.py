"""The `tts` command: one file per subcommand, nothing heavy at import."""
