"""Ways to break a chapter, each with what must be said of it."""
