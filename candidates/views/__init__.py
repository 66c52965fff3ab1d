"""Pages: the way in, the application and its pieces, « Mon parcours », the coordination's table."""
