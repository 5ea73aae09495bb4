"""Under what name an application goes out, and what it is found and sorted by."""

from catalogue import pinyin


def names_of(person) -> dict[str, str]:
    """The columns of an application that hold the name of a person."""
    return {
        "applicant_name": person.name,
        "applicant_pinyin": person.name_pinyin,
        "applicant_letters": pinyin.first_letters(person.name),
    }
