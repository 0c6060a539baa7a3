"""What is measured when the site is built, and what the values say."""
