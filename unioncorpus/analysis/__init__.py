"""tables → findings."""
