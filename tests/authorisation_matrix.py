"""Who may open which address, and what it answers: the whole platform in one table.

A cell is the status, or `in` for the way to a sign-in page and `go` for another page; `+` says that rows were
changed. The objects belong to one applicant, who was sent back what the employer and the office had already
seen; the second of each kind, and everybody above the office, are strangers to them.
"""

ROLES = (
    "anonymous",
    "applicant",
    "applicant 2",
    "owner",
    "clerk",
    "owner 2",
    "clerk 2",
    "office clerk",
    "office admin",
    "office 2 clerk",
    "office 2 admin",
    "regional",
)

# What reading may change: staff who open a picture are recorded, and a look-up counts.
CHANGED_BY_READING = {
    "core:file_open": {"core_auditentry"},
    "verification:scan": {"certificates_certificateview"},
}

TEXT = """
#                                                 none   me them  own  clk own2 clk2 offc offa of2c of2a  reg
accounts:aa_set                              GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:aa_set                              POST   go  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
accounts:account_guide                       GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:account_guide                       POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:employer_choose                     GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:employer_choose                     POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:employer_search                     GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:employer_search                     POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:entrance                            GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:entrance                            POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:membership_switch                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:membership_switch                   POST   in  404  404  404  go+  404  404  404  404  404  404  404
accounts:office_search                       GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:office_search                       POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:office_sign_in                      GET   200  200  200  200  200  200  200   go   go   go   go   go
accounts:office_sign_in                      POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:register                            GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:register                            POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_in                             GET   200   go   go  200  200  200  200  200  200  200  200  200
accounts:sign_in                             POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_in_sms                         GET   200   go   go  200  200  200  200  200  200  200  200  200
accounts:sign_in_sms                         POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_out                            GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:sign_out                            POST   go  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
accounts:sms_code_send                       GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:sms_code_send                       POST  422  422  422  422  422  422  422  422  422  422  422  422

admin_portal:employer_application_detail     GET    in  403  403  200  200  404  404  403  403  403  403  403
admin_portal:employer_application_detail     POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_export     GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_export     POST   in  403  403 200+ 200+ 200+ 200+  403  403  403  403  403
admin_portal:employer_application_list       GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:employer_application_list       POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_reveal     GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_reveal     POST   in  403  403 200+ 200+  404  404  403  403  403  403  403
admin_portal:employer_application_search     GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_search     POST   in  403  403   go   go   go   go  403  403  403  403  403
admin_portal:employer_application_take_up    GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_take_up    POST   in  403  403  go+  go+   go   go  403  403  403  403  403
admin_portal:employer_application_transition GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_application_transition POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:employer_dashboard              GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:employer_dashboard              POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_profile                GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:employer_profile                POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:office_application_detail       GET    in  403  403  403  403  403  403  200  200  404  404  200
admin_portal:office_application_detail       POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_export       GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_export       POST   in  403  403  403  403  403  403 200+ 200+ 200+ 200+ 200+
admin_portal:office_application_list         GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:office_application_list         POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_reveal       GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_reveal       POST   in  403  403  403  403  403  403 200+ 200+  404  404  409
admin_portal:office_application_search       GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_search       POST   in  403  403  403  403  403  403   go   go   go   go   go
admin_portal:office_application_take_up      GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_take_up      POST   in  403  403  403  403  403  403  go+  go+   go   go   go
admin_portal:office_application_transition   GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:office_application_transition   POST   in  403  403  403  403  403  403  go+  go+  404  404  403
admin_portal:office_dashboard                GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:office_dashboard                POST   in  403  403  403  403  403  403  405  405  405  405  405

applications:application_bin                 GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_bin                 POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_check               GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_check               POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_confirm             GET    in   go  404  403  403  403  403  403  403  403  403  403
applications:application_confirm             POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_create              GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_create              POST   in  409  go+  403  403  403  403  403  403  403  403  403
applications:application_detail              GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_detail              POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_done                GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_done                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_edit                GET    in   go  404  403  403  403  403  403  403  403  403  403
applications:application_edit                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_list                GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_list                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_progress            GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_progress            POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_transition          GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:application_transition          POST   in  409  404  403  403  403  403  403  403  403  403  403
applications:file_add                        GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_add                        POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:file_delete                     GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_delete                     POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:file_move                       GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_move                       POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:home                            GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:home                            POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:office_change                   GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:office_change                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:section_autosave                GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:section_autosave                POST   in 200+  404  403  403  403  403  403  403  403  403  403
applications:section_edit                    GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:section_edit                    POST   in  go+  404  403  403  403  403  403  403  403  403  403

certificates:certificate_detail              GET    in  200  404  403  403  403  403  403  403  403  403  403
certificates:certificate_detail              POST   in  405  405  405  405  405  405  405  405  405  405  405
certificates:certificate_list                GET    in  200  200  403  403  403  403  403  403  403  403  403
certificates:certificate_list                POST   in  405  405  405  405  405  405  405  405  405  405  405

core:file_open                               GET    in  200  404 200+ 200+  404  404 200+ 200+  404  404 200+
core:file_open                               POST   in  405  405  405  405  405  405  405  405  405  405  405
core:progress_detail                         GET    in  200  404  404  404  404  404  404  404  404  404  404
core:progress_detail                         POST   in  405  405  405  405  405  405  405  405  405  405  405

messaging:dev_outbox                         GET   200  200  200  200  200  200  200  200  200  200  200  200
messaging:dev_outbox                         POST  405  405  405  405  405  405  405  405  405  405  405  405
messaging:message_list                       GET    in  200  200  200  200  200  200  200  200  200  200  200
messaging:message_list                       POST   in  405  405  405  405  405  405  405  405  405  405  405
messaging:message_open                       GET    in  405  405  405  405  405  405  405  405  405  405  405
messaging:message_open                       POST   in  go+  404  404  404  404  404  404  404  404  404  404
messaging:message_read_all                   GET    in  405  405  405  405  405  405  405  405  405  405  405
messaging:message_read_all                   POST   in  go+   go   go   go   go   go   go   go   go   go   go

verification:lookup                          GET   200  200  200  200  200  200  200  200  200  200  200  200
verification:lookup                          POST  422  422  422  422  422  422  422  422  422  422  422  422
verification:receipt_check                   GET   200  200  200  200  200  200  200  200  200  200  200  200
verification:receipt_check                   POST  422  422  422  422  422  422  422  422  422  422  422  422
verification:scan                            GET  200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+ 200+
verification:scan                            POST  405  405  405  405  405  405  405  405  405  405  405  405
verification:scan_qr                         GET   200  200  200  200  200  200  200  200  200  200  200  200
verification:scan_qr                         POST  405  405  405  405  405  405  405  405  405  405  405  405
verification:verification_notice             GET   200  200  200  200  200  200  200  200  200  200  200  200
verification:verification_notice             POST  405  405  405  405  405  405  405  405  405  405  405  405

captcha-image                                GET   200  200  200  200  200  200  200  200  200  200  200  200
captcha-image                                POST  405  405  405  405  405  405  405  405  405  405  405  405
captcha-refresh                              GET   404  404  404  404  404  404  404  404  404  404  404  404
captcha-refresh                              POST  405  405  405  405  405  405  405  405  405  405  405  405
"""


def read(text):
    """The table as {(name, method): {role: cell}}."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {(name, method): dict(zip(ROLES, cells, strict=True)) for name, method, *cells in lines}


TABLE = read(TEXT)
