"""How events come from the process where they happened to those that pass them on."""
