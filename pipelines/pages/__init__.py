"""The ground of every page: its colours, figures, words, style and rendering."""
