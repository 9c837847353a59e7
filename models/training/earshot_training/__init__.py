"""Training of Earshot's model bundle; README.md says what the stages are and how they work."""
