"""The parts of the example generator; see make_examples.py."""
