"""From a normalised picture to its bytes on disk and the columns of its row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from core import file_disk
from core.images import NormalisedImage
from core.models import StoredFile


@contextmanager
def written(pictures: Sequence[NormalisedImage]) -> Iterator[list[tuple[str, str]]]:
    """Put the bytes on disk and hand out the paths (picture, thumbnail); take them away again on failure."""
    paths: list[str] = []
    try:
        for picture in pictures:
            paths.append(file_disk.write(picture.content))
            paths.append(file_disk.write(picture.thumbnail))
        yield list(zip(paths[::2], paths[1::2], strict=True))
    except BaseException:
        file_disk.remove(*paths)
        raise


def filled(file: StoredFile, picture: NormalisedImage, paths: tuple[str, str]) -> StoredFile:
    """Write into the row, unsaved, what is known of the picture and where it lies."""
    file.path, file.thumb_path = paths
    file.size, file.sha256 = len(picture.content), picture.sha256
    file.width, file.height = picture.width, picture.height
    file.hints = [hint.code for hint in picture.hints]
    return file
