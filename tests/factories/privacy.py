"""Requests and copies of one applicant for the table of authorisation."""

from accounts import consent_texts
from accounts.services import correction_files, corrections, own_data, transfers
from tests.core.pictures import encoded, scene
from tests.factories.accounts import make_employer, make_id_number

WANTED = {
    "name": "覃小燕",
    "document_kind": "resident_id",
    "nationality": "CHN",
    "id_number": make_id_number(988),
    "reason": "注册时写错了",
}


def make_correction(actor, **changes):
    """A request that lies with its person, with all papers."""
    correction = corrections.open_request(WANTED | changes, actor=actor)
    for spec in correction_files.SPECS:
        picture = encoded(scene(420, 540), "JPEG")
        correction_files.add_file(correction, spec, picture, name="a.jpg", actor=actor)
    return correction


class PrivacyStage:
    """What the first applicant has, and a request that was handed in to the office."""

    def __init__(self, world):
        consent_texts.load_consent_texts()
        somebody = world.another_applicant()
        self.transfer = transfers.request(make_employer(office=world.office), actor=world.applicant)
        self.correction = make_correction(world.applicant)
        waiting = make_correction(somebody, id_number=make_id_number(987))
        self.waiting = corrections.perform(waiting, "submit", actor=somebody)
        self.copy = own_data.ask(actor=world.applicant)
        own_data.make(self.copy.public_id)

    @property
    def addresses(self):
        """The arguments of every address that has some."""
        mine, office = {"public_id": self.correction.public_id}, {"public_id": self.waiting.public_id}
        statement = correction_files.files_of(self.correction).get(spec_code="correction_statement")
        return {
            "accounts:transfer_withdraw": {"public_id": self.transfer.public_id},
            "accounts:correction_detail": mine,
            "accounts:correction_file_add": {**mine, "spec_code": "correction_statement"},
            "accounts:correction_file_delete": {**mine, "file_id": statement.public_id},
            "accounts:correction_transition": {**mine, "move": "submit"},
            "accounts:own_data_download": {"public_id": self.copy.public_id},
            "accounts:consent_detail": {"code": "privacy"},
            "admin_portal:correction_detail": office,
            "admin_portal:correction_reveal": office,
            "admin_portal:correction_transition": {**office, "move": "return"},
        }

    @property
    def forms(self):
        """What is posted where an empty form would be refused for being empty."""
        seen = {"version": self.correction.version}
        return {
            "accounts:correction_create": WANTED,
            "accounts:correction_detail": WANTED | {"reason": "写错了", **seen},
            "accounts:correction_transition": seen,
            "accounts:consent_renew": {"consent": "on", "sensitive_consent": "on"},
            "admin_portal:correction_reveal": {"reason": "核对"},
            "admin_portal:correction_transition": {"opinion": "公章看不清", "version": self.waiting.version},
        }
