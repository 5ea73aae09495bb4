"""Addresses of the two portals: pages both have, under folders and name prefixes, and those of one."""

from django.urls import include, path

from admin_portal.portals import OFFICE, PORTALS
from admin_portal.views import (
    applications,
    audit,
    batches,
    clerks,
    committees,
    corrections,
    defects,
    deliveries,
    employees,
    employer_merge,
    employer_notices,
    employer_profile,
    employers,
    evaluation,
    evaluation_results,
    flags,
    home,
    invitations,
    loss_notices,
    moves,
    notice_road,
    notices,
    offices,
    papers,
    payments,
    plan_road,
    plans,
    policies,
    result_notices,
    saved_filters,
    texts,
    users,
    verdicts,
)

app_name = "admin_portal"

LIST, ONE = "applications/", "applications/<uuid:public_id>/"
PART = f"{ONE}sections/<slug:key>/"
PAGES = (
    ("", home.dashboard, "dashboard"),
    (LIST, applications.application_list, "application_list"),
    (f"{LIST}search/", applications.application_search, "application_search"),
    (f"{LIST}columns/", applications.application_columns, "application_columns"),
    (f"{LIST}take-up/", batches.application_take_up, "application_take_up"),
    (f"{LIST}worded/<slug:move>/", batches.application_worded, "application_worded"),
    (f"{LIST}batches/<uuid:public_id>/", batches.batch_detail, "batch_detail"),
    (f"{LIST}views/", saved_filters.saved_filter_list, "saved_filter_list"),
    (f"{LIST}views/save/", saved_filters.saved_filter_create, "saved_filter_create"),
    (f"{LIST}views/<uuid:public_id>/<slug:act>/", saved_filters.saved_filter_change, "saved_filter_change"),
    (f"{LIST}export/", applications.application_export, "application_export"),
    (ONE, applications.application_detail, "application_detail"),
    (f"{ONE}defects/", defects.defect_note, "defect_note"),
    (f"{ONE}defects/carry/", defects.defect_carry, "defect_carry"),
    (f"{ONE}defects/<uuid:item_id>/", defects.defect_change, "defect_change"),
    (f"{ONE}defects/<uuid:item_id>/remove/", defects.defect_remove, "defect_remove"),
    (f"{ONE}reveal/", applications.application_reveal, "application_reveal"),
    (f"{ONE}moves/<slug:move>/", moves.application_transition, "application_transition"),
    (f"{PART}verdict/", verdicts.section_judge, "section_judge"),
    (f"{LIST}roster/", papers.roster_order, "roster_order"),
    (f"{LIST}roster/workbook/", papers.roster_export, "roster_export"),
    (f"{ONE}papers/", papers.case_paper_list, "case_paper_list"),
    (f"{ONE}papers/<slug:code>/", papers.paper_order, "paper_order"),
    ("papers/", papers.paper_list, "paper_list"),
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
NOTICES, NOTICE = "notices/", "notices/<uuid:public_id>/"
EMPLOYER_PAGES += [
    path(NOTICES, employer_notices.employer_notice_list, name="employer_notice_list"),
    path(f"{NOTICES}begin/", employer_notices.employer_notice_begin, name="employer_notice_begin"),
    path(NOTICE, employer_notices.employer_notice_detail, name="employer_notice_detail"),
    path(f"{NOTICE}print/", employer_notices.employer_notice_print, name="employer_notice_print"),
    path(f"{NOTICE}paper/", employer_notices.employer_notice_paper, name="employer_notice_paper"),
    path(f"{NOTICE}end/", employer_notices.employer_notice_end, name="employer_notice_end"),
    path(f"{NOTICE}take-down/", employer_notices.employer_notice_take_down, name="employer_notice_take_down"),
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
PAYMENTS = "payments/"
PAYMENT = f"{PAYMENTS}<uuid:public_id>/"
OFFICE_PAGES += [
    path(PAYMENTS, payments.payment_list, name="payment_list"),
    path(f"{PAYMENTS}export/", payments.payment_export, name="payment_export"),
    path(PAYMENT, payments.payment_detail, name="payment_detail"),
    path(f"{PAYMENT}register/", payments.payment_register, name="payment_register"),
    path(f"{PAYMENT}waive/", payments.payment_waive, name="payment_waive"),
    path(f"{PAYMENT}revoke/", payments.payment_revoke, name="payment_revoke"),
]
FLAGS = "flagged-persons/"
FLAG = f"{FLAGS}<uuid:public_id>/"
OFFICE_PAGES += [
    path(FLAGS, flags.flagged_person_list, name="flagged_person_list"),
    path(f"{FLAGS}new/", flags.flagged_person_create, name="flagged_person_create"),
    path(FLAG, flags.flagged_person_detail, name="flagged_person_detail"),
    path(f"{FLAG}confirm/", flags.flagged_person_confirm, name="flagged_person_confirm"),
    path(f"{FLAG}drop/", flags.flagged_person_drop, name="flagged_person_drop"),
    path(f"{FLAG}lift/", flags.flagged_person_lift, name="flagged_person_lift"),
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
EVALUATIONS, RESULT_NOTICE = "evaluations/", "evaluations/notices/<uuid:public_id>/"
EVALUATION, SHEET = f"{EVALUATIONS}<uuid:public_id>/", f"{EVALUATIONS}sheets/<uuid:public_id>/"
OFFICE_PAGES += [
    path(EVALUATIONS, evaluation.evaluation_list, name="evaluation_list"),
    path(f"{EVALUATIONS}decrees/", evaluation.decree_list, name="decree_list"),
    path(EVALUATION, evaluation.evaluation_plan, name="evaluation_plan"),
    path(f"{EVALUATION}groups/", evaluation.evaluation_group_create, name="evaluation_group_create"),
    path(f"{EVALUATION}group/", evaluation.evaluation_group, name="evaluation_group"),
    path(f"{EVALUATION}divide/", evaluation.evaluation_divide, name="evaluation_divide"),
    path(f"{EVALUATION}template/", evaluation_results.evaluation_template, name="evaluation_template"),
    path(f"{EVALUATION}upload/", evaluation_results.evaluation_upload, name="evaluation_upload"),
    path(f"{EVALUATION}publish/", result_notices.evaluation_publish, name="evaluation_publish"),
    path(f"{EVALUATION}decree/", result_notices.evaluation_decree, name="evaluation_decree"),
    path(f"{EVALUATION}approve/", result_notices.evaluation_approve, name="evaluation_approve"),
    path(SHEET, evaluation_results.evaluation_batch, name="evaluation_batch"),
    path(f"{SHEET}import/", evaluation_results.evaluation_import, name="evaluation_import"),
    path(RESULT_NOTICE, result_notices.result_notice_detail, name="result_notice_detail"),
    path(f"{RESULT_NOTICE}paper/", result_notices.result_notice_paper, name="result_notice_paper"),
    path(f"{RESULT_NOTICE}end/", result_notices.result_notice_end, name="result_notice_end"),
]

HAND_OVER = path(
    f"office/{LIST}hand-over/",
    batches.application_hand_over,
    {"portal": OFFICE},
    name="office_application_hand_over",
)

urlpatterns = [
    path(f"{portal.prefix}/{route}", view, {"portal": portal}, name=f"{portal.key}_{name}")
    for portal in PORTALS
    for route, view, name in PAGES
]
urlpatterns += [HAND_OVER, path("unit/", include(EMPLOYER_PAGES)), path("office/", include(OFFICE_PAGES))]
