"""Draws the pages of one PDF in a process of its own, with little memory and little time; prints JPEGs.

Run by `core.pdf_pages` as a script, never imported: it knows nothing of the project, gets the bytes on its
standard input and has neither a file, a secret nor a connection that a hostile PDF could reach.
"""

import io
import json
import resource
import struct
import sys

QUALITY = 92


class Unreadable(Exception):
    """The PDF is not drawn; the text is the code `core.pdf_pages` has a sentence for."""


def main():
    """Print a line of JSON, {"pages"} or {"refused"}, then each picture after its length in four bytes."""
    ask = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (ask["memory"], ask["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (ask["seconds"], ask["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        pictures = draw(sys.stdin.buffer.read(), ask)
        head = {"pages": len(pictures)}
    except Unreadable as refused:
        pictures, head = [], {"refused": str(refused.args[0]), "pages": refused.args[1]}
    except MemoryError:
        pictures, head = [], {"refused": "large", "pages": 0}
    except Exception:  # noqa: BLE001 - whatever a damaged file sets off, the file is damaged
        pictures, head = [], {"refused": "damaged", "pages": 0}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for picture in pictures:
        sys.stdout.buffer.write(struct.pack(">I", len(picture)) + picture)


def draw(content, ask):
    """A JPEG of each page, in order."""
    import pypdfium2  # noqa: PLC0415 - slow, and only once the limits stand

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("locked" if "password" in str(error).lower() else "damaged", 0) from None
    pages = len(document)
    if not pages:
        raise Unreadable("damaged", 0)
    if pages > ask["most"]:
        raise Unreadable("pages", pages)
    return list(within(ask["bytes"], (jpeg(document[number], ask["longest"]) for number in range(pages))))


def within(bound, pictures):
    for picture in pictures:
        bound -= len(picture)
        if bound < 0:
            raise Unreadable("large", 0)
        yield picture


def jpeg(page, longest):
    """The page as people see it, forms and notes in it; its longest side becomes `longest` pixels."""
    bitmap = page.render(scale=longest / max(page.get_size()), rev_byteorder=True)
    target = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(target, "JPEG", quality=QUALITY)
    bitmap.close()
    page.close()
    return target.getvalue()


if __name__ == "__main__":
    main()
