"""report → what it is: organisation, place, genre, relevance, period; over the corpus: copies."""
