"""Every page of employers and title offices; no model, no rule."""
