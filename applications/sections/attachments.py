"""4. 资料上传: scans of identity card, diploma, degree, contract and the rest."""

from core.sections import Section, SectionForm


class AttachmentsForm(SectionForm):
    """This section asks for files only."""


ATTACHMENTS = Section(
    key="attachments",
    title="4. 资料上传",
    form=AttachmentsForm,
    uploads=(
        "id_card_front",
        "id_card_back",
        "diploma",
        "degree_certificate",
        "employment_contract",
        "other_evidence",
    ),
    required_uploads=("id_card_front", "id_card_back", "diploma", "employment_contract"),
)
