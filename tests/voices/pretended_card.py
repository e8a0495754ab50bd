"""A graphics card where there is none: PyTorch says it has one, and computes on the processor."""


def pretend_card(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("voices.vocoders.flows.on_card.CARD", "cpu")
