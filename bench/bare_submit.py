"""The yardstick of 同意并报送: the rows of one submission, written by a plain view that judges nothing."""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import Membership
from applications.enums import ApplicationState
from applications.models import Application, ApplicationProgress, SubmissionRevision
from core.models import AuditEntry, OutboxRow, StoredFile
from messaging.models import Delivery, Message

BODY = "您的职称认定申报已成功提交，请等待单位工作人员审核。"
FILE = ("spec_code", "position", "sha256")


@require_POST
@transaction.atomic
def bare_submit(request, public_id):
    """What any engine must do, and no more: the same rows as the real move, with what they must hold.

    It locks the application of the person, writes its state, the row of 进度, the audit entry, the snapshot
    of its answers and pictures, the messages to the applicant and to whoever serves the employer, and the
    SMS with its row of the outbox. It reads what it writes: the application, its answers and pictures, the
    people to be told. It does without what makes the real move an engine: versions, rules, forms, policies,
    texts that an office may edit, the choices of the person, sealing of personal data in the snapshot, and
    the call to the worker after the commit.
    """
    mine = Application.objects.filter(applicant=request.user).select_for_update()
    application, user, now = mine.get(public_id=public_id), request.user, timezone.now()
    application.state, application.version = ApplicationState.EMPLOYER_REVIEW, 2
    application.submitted_at = application.first_submitted_at = application.turn_began_at = now
    application.save(
        update_fields=["state", "version", "submitted_at", "first_submitted_at", "turn_began_at"]
    )
    ApplicationProgress.objects.create(
        application=application,
        move="submit",
        label="同意并报送",
        step="个人报送",
        from_state="draft",
        to_state=application.state,
        by=user,
        by_name=user.name,
        capacity="applicant",
    )
    AuditEntry.objects.create(
        event="applications.moved",
        subject_kind="applications.application",
        subject_id=application.public_id,
        actor_id=user.public_id,
        capacity="applicant",
        data={"move": "submit", "from_state": "draft", "to_state": application.state},
    )
    files = StoredFile.objects.filter(owner_kind="application", owner_id=application.public_id)
    SubmissionRevision.objects.create(
        application=application,
        sequence=1,
        form_version=1,
        commitment_version="2026-1",
        answers={answer.section_key: answer.data for answer in application.answers.all()},
        files=list(files.values(*FILE)),
    )
    tell(application, user, now)
    return HttpResponseRedirect("/")


def tell(application, user, now):
    """The message and the SMS of the applicant, the messages of the employer's people."""
    text = {"template_code": "bare", "subject": "申报已报送", "body": BODY}
    Message.objects.create(recipient=user, **text)
    delivery = Delivery.objects.create(recipient=user, channel="sms", address=user.mobile, **text)
    OutboxRow.objects.create(
        kind="messaging.deliver", subject_kind="messaging.delivery", subject_id=delivery.public_id, due_at=now
    )
    serving = Membership.objects.filter(employer=application.employer_id, to_on=None)
    staff = serving.values_list("user", flat=True)
    Message.objects.bulk_create([Message(recipient_id=person, **text) for person in staff])
