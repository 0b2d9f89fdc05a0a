"""The command line ``minuted``: one file per command; the engine is imported inside them."""
