// A file of assembly lets functions have no bodies.
