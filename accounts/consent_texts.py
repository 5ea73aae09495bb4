"""Loads the consent texts: one file per text and version, `<code>-<version>.txt`, its first line the day."""

from datetime import date
from pathlib import Path

from accounts.models import ConsentText
from core import loaders

FOLDER = Path(__file__).resolve().parent / "data" / "consents"


@loaders.register
def load_consent_texts() -> str:
    """Add every version that is not there yet.

    Raises:
        ValueError: a file differs from the version people have agreed to; it needs a new number.
    """
    files = sorted(FOLDER.glob("*.txt"))
    for file in files:
        code, _, version = file.stem.rpartition("-")
        day, _, body = file.read_text(encoding="utf-8").partition("\n")
        text, _ = ConsentText.objects.get_or_create(
            code=code, version=int(version), defaults={"body": body, "in_force_on": date.fromisoformat(day)}
        )
        if text.body != body:
            raise ValueError(f"{file.name} was changed after it was published; give it a new version")
    return f"同意条款 {len(files)} 份"
