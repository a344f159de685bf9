"""What came of earlier lists: cases, and what they teach."""
