"""The version of a row a person saw when they opened its form."""


def version_of(data) -> int:
    """The version a form was shown with; what is not a number counts as never seen."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
