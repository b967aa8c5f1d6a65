"""The schema of the tables, and their writers, readers and codebook."""
