"""Pages of the DLA."""
