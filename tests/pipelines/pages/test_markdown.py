from pipelines.pages.markdown import names, page, table


def test_a_page_says_that_it_is_generated() -> None:
    text = page("Title", "One.", "Two.")
    assert text.startswith("# Title\n\n<!-- Written by `make docs`")
    assert text.endswith("-->\n\nOne.\n\nTwo.\n")


def test_a_table_has_a_head_and_rows() -> None:
    assert table(("a", "b"), [("1", names(["x", "y"]))]) == (
        "| a | b |\n| --- | --- |\n| 1 | `x` `y` |"
    )
