"""Pictures that are drawn from recorded runs; one folder a kind."""
