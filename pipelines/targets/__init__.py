"""The list: whom to visit, why, on which evidence, and how it was chosen."""
