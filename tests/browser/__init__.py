"""What a reader sees and does, in a real browser; and the judge of its pages, without one."""
