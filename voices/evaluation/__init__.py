"""What models are measured by: recordings said again, and predictions beside what was recorded."""
