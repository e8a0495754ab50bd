"""`python -m tts_cli`: the same program as `tts`, for machines where another package owns that name."""

from tts_cli.app import main

main()
