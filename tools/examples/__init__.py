"""One runnable example: its file, the page that shows it, its run, and what the run may do."""
