"""Voices for other programs: their models as ONNX."""
