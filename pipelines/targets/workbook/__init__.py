"""`targets.xlsx`: the list as the head of a section prints, sorts and passes it on."""
