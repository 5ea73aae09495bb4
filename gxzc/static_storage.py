"""How static files are named: by their content, the scripts that other scripts import included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django's own patterns would take Quill.import("…") for an import.
IMPORTS = (
    ("""(?P<matched>(?<=from )"(?P<url>\\./[^"]+)")""", '"%(url)s"'),
    ("""(?P<matched>(?<![.\\w])import\\("(?P<url>\\./[^"]+)"\\))""", 'import("%(url)s")'),
)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Every address changes with the content, so that a page never runs scripts of two versions."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", IMPORTS))
