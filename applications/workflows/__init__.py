"""The stretches of road that kinds of application share (decisions B12, B24, B41)."""
