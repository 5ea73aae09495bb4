"""What a document is, judged by its content and never by its name."""

import io
import zipfile
from dataclasses import dataclass

from core import images
from core.errors import Refused
from core.uploads import UploadSpec

MAX_BYTES = 10 * 1024 * 1024
MOST_PARTS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_LIST = 1024 * 1024
CONTENTS = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
PICTURE = UploadSpec("document_picture", "附件图片", max_bytes=MAX_BYTES, formats=("JPEG",), pixels=4000)
# Words by which a PDF acts by itself or carries other files.
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
WANTED = "请上传 PDF、Word（docx）、Excel（xlsx）或 JPG 文件，每个不超过 10 MB"


class DocumentRefused(Refused):
    """The upload is no document we keep; the text says why and what to do."""

    status = 422


class DocumentTooLarge(DocumentRefused):
    """More bytes than a document may have."""

    status = 413


@dataclass(frozen=True)
class Document:
    """A document fit to be kept: its bytes, its media type, and the ending its name must have."""

    content: bytes
    media_type: str
    suffix: str


def judge(content: bytes) -> Document:
    """Return the document that `content` is.

    A JPEG is re-encoded, so that nothing but the picture is left of it.
    Raises DocumentTooLarge, or DocumentRefused for everything that is not one of the four kinds.
    """
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge("这个文件超过 10 MB。请压缩，或拆成几份后再上传")
    if not content:
        raise DocumentRefused("这是一个空文件，请重新选择")
    for signature, kind in ((b"%PDF-", _pdf), (b"PK\x03\x04", _office), (b"\xff\xd8\xff", _picture)):
        if content.startswith(signature):
            return kind(content)
    raise DocumentRefused(f"没能认出这是什么文件。{WANTED}")


def _pdf(content: bytes) -> Document:
    if b"%%EOF" not in content[-2048:]:
        raise DocumentRefused("这份 PDF 不完整，请重新导出后再上传")
    if any(word in content for word in ACTIVE):
        raise DocumentRefused("这份 PDF 里有脚本或内嵌文件。请用“打印为 PDF”重新生成一份再上传")
    return Document(content, "application/pdf", ".pdf")


def _picture(content: bytes) -> Document:
    return Document(images.normalise(io.BytesIO(content), PICTURE).content, "image/jpeg", ".jpg")


def _office(content: bytes) -> Document:
    types = _content_types(content)
    for word, suffix in (("wordprocessingml.document", ".docx"), ("spreadsheetml.sheet", ".xlsx")):
        if f"{OFFICE}{word}.main+xml" in types:
            return Document(content, f"{OFFICE}{word}", suffix)
    raise DocumentRefused(f"这是一个压缩包，或带宏的文件。{WANTED}")


def _content_types(content: bytes) -> str:
    """The list of parts of an Office file; what is too large, broken or holds a macro is refused unread."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_bombs(parts)
            listed = package.getinfo(CONTENTS)
            if listed.file_size > LONGEST_LIST:
                raise DocumentRefused(f"这个文件的结构不对。{WANTED}")
            return package.read(listed).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise DocumentRefused(f"这个文件打不开，可能已经损坏。{WANTED}") from None


def _refuse_bombs(parts) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise DocumentRefused("这个文件解开后太大，请精简后再上传")
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise DocumentRefused("这个文件带有宏，请另存为不带宏的 docx 或 xlsx 再上传")
