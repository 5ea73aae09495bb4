"""Addresses of the two portals: pages both have, under folders and name prefixes, and those of one."""

from django.urls import include, path

from admin_portal.portals import PORTALS
from admin_portal.views import (
    applications,
    audit,
    clerks,
    committees,
    corrections,
    deliveries,
    employees,
    employer_merge,
    employer_profile,
    employers,
    home,
    invitations,
    loss_notices,
    moves,
    notice_road,
    notices,
    offices,
    plan_road,
    plans,
    policies,
    texts,
    users,
)

app_name = "admin_portal"

LIST, ONE = "applications/", "applications/<uuid:public_id>/"
PAGES = (
    ("", home.dashboard, "dashboard"),
    (LIST, applications.application_list, "application_list"),
    (f"{LIST}search/", applications.application_search, "application_search"),
    (f"{LIST}take-up/", applications.application_take_up, "application_take_up"),
    (f"{LIST}export/", applications.application_export, "application_export"),
    (ONE, applications.application_detail, "application_detail"),
    (f"{ONE}reveal/", applications.application_reveal, "application_reveal"),
    (f"{ONE}moves/<slug:move>/", moves.application_transition, "application_transition"),
)
EMPLOYER_PAGES = [
    path("profile/", employer_profile.employer_profile, name="employer_profile"),
    path("profile/edit/", employer_profile.employer_edit, name="employer_edit"),
    path("profile/mend/", employer_profile.employer_mend, name="employer_mend"),
    path("profile/change/", employer_profile.employer_change, name="employer_change"),
    path(
        "profile/changes/<uuid:public_id>/withdraw/",
        employer_profile.employer_change_withdraw,
        name="employer_change_withdraw",
    ),
]
CLERK = "clerks/<uuid:public_id>/"
EMPLOYER_PAGES += [
    path("clerks/", clerks.clerk_list, name="clerk_list"),
    path("clerks/new/", clerks.clerk_new, name="clerk_new"),
    path("clerks/create/", clerks.clerk_create, name="clerk_create"),
    path(CLERK, clerks.clerk_detail, name="clerk_detail"),
    path(f"{CLERK}rights/", clerks.clerk_rights, name="clerk_rights"),
    path(f"{CLERK}disable/", clerks.clerk_disable, name="clerk_disable"),
    path(f"{CLERK}enable/", clerks.clerk_enable, name="clerk_enable"),
    path(f"{CLERK}secret/", clerks.clerk_secret, name="clerk_secret"),
]
PEOPLE = "employees/"
PERSON, INVITATIONS = f"{PEOPLE}<uuid:public_id>/", f"{PEOPLE}invitations/"
INVITATION, BATCH = f"{INVITATIONS}<uuid:public_id>/", f"{INVITATIONS}files/<uuid:public_id>/"
EMPLOYER_PAGES += [
    path(PEOPLE, employees.employee_list, name="employee_list"),
    path(f"{PEOPLE}search/", employees.employee_search, name="employee_search"),
    path(PERSON, employees.employee_detail, name="employee_detail"),
    path(f"{PERSON}leave/", employees.employee_leave, name="employee_leave"),
    path("transfers/<uuid:public_id>/<slug:move>/", employees.transfer_decide, name="transfer_decide"),
    path(INVITATIONS, invitations.invitation_list, name="invitation_list"),
    path(f"{INVITATIONS}template/", invitations.invitation_template, name="invitation_template"),
    path(f"{INVITATIONS}upload/", invitations.invitation_upload, name="invitation_upload"),
    path(BATCH, invitations.invitation_batch, name="invitation_batch"),
    path(f"{BATCH}import/", invitations.invitation_import, name="invitation_import"),
    path(f"{BATCH}discard/", invitations.invitation_discard, name="invitation_discard"),
    path(f"{BATCH}report/", invitations.invitation_report, name="invitation_report"),
    path(f"{INVITATION}resend/", invitations.invitation_resend, name="invitation_resend"),
    path(f"{INVITATION}withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
]
OFFICE_PAGES = [
    path("offices/", offices.office_list, name="office_list"),
    path("offices/new/", offices.office_create, name="office_create"),
    path("offices/<uuid:public_id>/", offices.office_detail, name="office_detail"),
    path("offices/<uuid:public_id>/edit/", offices.office_edit, name="office_edit"),
    path("offices/<uuid:public_id>/rights/", offices.office_rights, name="office_rights"),
    path("offices/<uuid:public_id>/account/", offices.office_open_account, name="office_open_account"),
    path("offices/<uuid:public_id>/close/", offices.office_close, name="office_close"),
    path("offices/<uuid:public_id>/reopen/", offices.office_reopen, name="office_reopen"),
    path("users/", users.user_list, name="user_list"),
    path("users/new/", users.user_create, name="user_create"),
    path("users/attach/", users.user_attach, name="user_attach"),
    path("users/<uuid:public_id>/", users.user_detail, name="user_detail"),
    path("users/<uuid:public_id>/edit/", users.user_edit, name="user_edit"),
    path("users/<uuid:public_id>/disable/", users.user_disable, name="user_disable"),
    path("users/<uuid:public_id>/enable/", users.user_enable, name="user_enable"),
    path("users/<uuid:public_id>/second-factor/", users.user_reset_factor, name="user_reset_factor"),
    path("users/<uuid:public_id>/password/", users.user_reset_password, name="user_reset_password"),
    path("employers/", employers.employer_list, name="employer_list"),
    path("employers/<uuid:public_id>/", employers.employer_detail, name="employer_detail"),
    path("employers/<uuid:public_id>/reveal/", employers.employer_reveal, name="employer_reveal"),
    path("employers/<uuid:public_id>/merge/", employer_merge.employer_merge, name="employer_merge"),
    path(
        "employers/<uuid:public_id>/moves/<slug:move>/",
        employers.employer_transition,
        name="employer_transition",
    ),
    path(
        "employer-changes/<uuid:public_id>/moves/<slug:move>/",
        employers.employer_change_transition,
        name="employer_change_transition",
    ),
    path("audit/", audit.audit_list, name="audit_list"),
    path("audit/search/", audit.audit_search, name="audit_search"),
    path("audit/export/", audit.audit_export, name="audit_export"),
]
NOTICES, TEXTS = "notices/", "texts/"
NOTICE, TEXT = f"{NOTICES}<uuid:public_id>/", f"{TEXTS}<slug:code>/<slug:channel>/"
OFFICE_PAGES += [
    path(NOTICES, notices.notice_list, name="notice_list"),
    path(f"{NOTICES}new/", notices.notice_create, name="notice_create"),
    path(NOTICE, notice_road.notice_detail, name="notice_detail"),
    path(f"{NOTICE}edit/", notices.notice_edit, name="notice_edit"),
    path(f"{NOTICE}discard/", notices.notice_discard, name="notice_discard"),
    path(
        f"{NOTICE}documents/<uuid:document_id>/delete/",
        notices.notice_document_delete,
        name="notice_document_delete",
    ),
    path(f"{NOTICE}moves/<slug:move>/", notice_road.notice_transition, name="notice_transition"),
    path(f"{NOTICE}receipts/", notice_road.notice_receipts, name="notice_receipts"),
    path(f"{NOTICE}receipts/export/", notice_road.notice_receipts_export, name="notice_receipts_export"),
    path("deliveries/", deliveries.delivery_list, name="delivery_list"),
    path("deliveries/<uuid:public_id>/retry/", deliveries.delivery_retry, name="delivery_retry"),
    path(TEXTS, texts.text_list, name="text_list"),
    path(TEXT, texts.text_edit, name="text_edit"),
    path(f"{TEXT}restore/", texts.text_restore, name="text_restore"),
]
LOSS = "loss-notices/<uuid:public_id>/"
OFFICE_PAGES += [
    path("loss-notices/", loss_notices.loss_notice_list, name="loss_notice_list"),
    path(LOSS, loss_notices.loss_notice_detail, name="loss_notice_detail"),
    path(f"{LOSS}moves/<slug:move>/", loss_notices.loss_notice_transition, name="loss_notice_transition"),
]
CORRECTION = "corrections/<uuid:public_id>/"
OFFICE_PAGES += [
    path("corrections/", corrections.correction_list, name="correction_list"),
    path(CORRECTION, corrections.correction_detail, name="correction_detail"),
    path(f"{CORRECTION}reveal/", corrections.correction_reveal, name="correction_reveal"),
    path(f"{CORRECTION}moves/<slug:move>/", corrections.correction_transition, name="correction_transition"),
]
PLANS, COMMITTEES, POLICIES = "plans/", "plans/committees/", "plans/policies/"
PLAN, POLICY = f"{PLANS}<uuid:public_id>/", f"{POLICIES}<uuid:public_id>/"
OFFICE_PAGES += [
    path(PLANS, plans.plan_list, name="plan_list"),
    path(f"{PLANS}new/", plans.plan_create, name="plan_create"),
    path(f"{PLANS}copy/", plan_road.plan_copy_year, name="plan_copy_year"),
    path(PLAN, plans.plan_detail, name="plan_detail"),
    path(f"{PLAN}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}requirements/", plans.plan_requirements, name="plan_requirements"),
    path(f"{PLAN}publish/", plan_road.plan_publish, name="plan_publish"),
    path(f"{PLAN}late/", plan_road.plan_late, name="plan_late"),
    path(f"{PLAN}close/", plan_road.plan_close, name="plan_close"),
    path(COMMITTEES, committees.committee_list, name="committee_list"),
    path(f"{COMMITTEES}new/", committees.committee_create, name="committee_create"),
    path(f"{COMMITTEES}<uuid:public_id>/edit/", committees.committee_edit, name="committee_edit"),
    path(POLICIES, policies.policy_list, name="policy_list"),
    path(f"{POLICIES}new/", policies.policy_create, name="policy_create"),
    path(f"{POLICY}edit/", policies.policy_edit, name="policy_edit"),
    path(f"{POLICY}publish/", policies.policy_publish, name="policy_publish"),
    path(f"{POLICY}take-back/", policies.policy_take_back, name="policy_take_back"),
    path(f"{POLICY}discard/", policies.policy_discard, name="policy_discard"),
    path(
        f"{POLICY}documents/<uuid:document_id>/delete/",
        policies.policy_document_delete,
        name="policy_document_delete",
    ),
]

urlpatterns = [
    path(f"{portal.prefix}/{route}", view, {"portal": portal}, name=f"{portal.key}_{name}")
    for portal in PORTALS
    for route, view, name in PAGES
]
urlpatterns += [path("unit/", include(EMPLOYER_PAGES)), path("office/", include(OFFICE_PAGES))]
