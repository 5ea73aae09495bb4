"""Portraits and scans drawn for the demo; each says that it is a sample."""

import io

from PIL import Image, ImageDraw, ImageFont

BACKGROUNDS = ((196, 220, 240), (255, 255, 255), (180, 60, 60))
SKIN, CLOTH, PAPER, INK, STAMP = (238, 205, 178), (38, 60, 84), (250, 248, 240), (70, 78, 84), (176, 42, 31)


def _jpeg(image: Image.Image) -> bytes:
    stored = io.BytesIO()
    image.save(stored, "JPEG", quality=82)
    return stored.getvalue()


def portrait(number: int) -> bytes:
    """A head and shoulders at 35:45 before a plain background."""
    image = Image.new("RGB", (420, 540), BACKGROUNDS[number % len(BACKGROUNDS)])
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 390, 360, 700), fill=CLOTH)
    draw.rectangle((180, 320, 240, 420), fill=SKIN)
    draw.ellipse((130, 130, 290, 350), fill=SKIN)
    draw.pieslice((120, 105, 300, 330), 180, 360, fill=(30, 28, 28))
    draw.text(
        (210, 510), f"SAMPLE {number}", fill=(255, 255, 255), font=ImageFont.load_default(22), anchor="mm"
    )
    return _jpeg(image)


def avatar() -> bytes:
    """The head alone, square."""
    return _jpeg(Image.open(io.BytesIO(portrait(1))).crop((0, 60, 420, 480)))


def scan(title: str, number: int) -> bytes:
    """A page with lines of writing and a round stamp."""
    image = Image.new("RGB", (660, 880), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 630, 850), outline=INK, width=2)
    draw.text((330, 103), title, fill=INK, font=ImageFont.load_default(38), anchor="mm")
    for line in range(14):
        end = 572 - (line * 27 + number * 45) % 176
        draw.line((88, 190 + line * 38, end, 190 + line * 38), fill=INK, width=4)
    draw.ellipse((440, 682, 572, 814), outline=STAMP, width=6)
    draw.text((506, 748), f"SAMPLE {number}", fill=STAMP, font=ImageFont.load_default(22), anchor="mm")
    return _jpeg(image)


def sheet(title: str) -> bytes:
    """The same page as a PDF."""
    stored = io.BytesIO()
    Image.open(io.BytesIO(scan(title, 0))).save(stored, "PDF")
    return stored.getvalue()


SCANS = {
    "id_card_front": "ID CARD 1",
    "id_card_back": "ID CARD 2",
    "diploma": "DIPLOMA",
    "degree_certificate": "DEGREE",
    "employment_contract": "CONTRACT",
    "other_evidence": "EVIDENCE",
}


def picture_for(spec_code: str, person, place: int = 0) -> io.BytesIO:
    """What a person would upload for this item, of up to ten rows: no two people have the same."""
    title, number = SCANS.get(spec_code) or spec_code.replace("_", " ").upper(), 10 * person.pk + place
    content = portrait(number) if spec_code == "portrait" else scan(title, number)
    return io.BytesIO(content)
