"""The records that all stages hand on, the aligned text, and the error tree. Imports nothing of the package."""
