"""report → sections, claims, themes."""
