"""Every interleaving of an example's threads, executed on its own code."""
