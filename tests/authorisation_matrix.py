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
    "admin_portal:audit_list": {"core_auditentry"},
    "core:file_open": {"core_auditentry"},
    "verification:scan": {"certificates_certificateview"},
}

TEXT = """
#                                                 none   me them  own  clk own2 clk2 offc offa of2c of2a  reg
accounts:aa_set                              GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:aa_set                              POST   go  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
accounts:account_guide                       GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:account_guide                       POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:email_confirm                       GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:email_confirm                       POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:employer_choose                     GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:employer_choose                     POST   in  409  go+  403  403  403  403  403  403  403  403  403
accounts:employer_register                   GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:employer_register                   POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:employer_registered                 GET    go   go   go   go   go   go   go   go   go   go   go   go
accounts:employer_registered                 POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:employer_search                     GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:employer_search                     POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:entrance                            GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:entrance                            POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:invitation_accept                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:invitation_accept                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:invitation_decline                  GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:invitation_decline                  POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:invitation_enter                    GET   200   go   go  200  200  200  200  200  200  200  200  200
accounts:invitation_enter                    POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:invitation_list                     GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:invitation_list                     POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:membership_switch                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:membership_switch                   POST   in  404  404  404  go+  404  404  404  404  404  404  404
accounts:office_directory                    GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:office_directory                    POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:office_search                       GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:office_search                       POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:office_sign_in                      GET   200  200  200  200  200  200  200   go   go   go   go   go
accounts:office_sign_in                      POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:profile                             GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:profile                             POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_file_add                    GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_file_add                    POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:profile_file_adjust                 GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_file_delete                 GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_file_adjust                 POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_file_delete                 POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_file_move                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_file_move                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_row_create                  GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:profile_row_create                  POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:profile_row_delete                  GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_row_delete                  POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_row_edit                    GET    in  200  404  403  403  403  403  403  403  403  403  403
accounts:profile_row_edit                    POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_row_file_add                GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_row_file_add                POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_row_move                    GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:profile_row_move                    POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:profile_section                     GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:profile_section                     POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:recovery_code_send                  GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:recovery_code_send                  POST  409  409  409  409  409  409  409  409  409  409  409  409
accounts:recovery_password                   GET    go   go   go   go   go   go   go   go   go   go   go   go
accounts:recovery_password                   POST   go   go   go   go   go   go   go   go   go   go   go   go
accounts:recovery_proof                      GET    go   go   go   go   go   go   go   go   go   go   go   go
accounts:recovery_proof                      POST   go   go   go   go   go   go   go   go   go   go   go   go
accounts:recovery_start                      GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:recovery_start                      POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:register                            GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:register                            POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:settings                            GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:settings                            POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:settings_code_send                  GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:settings_code_send                  POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:settings_email                      GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:settings_email                      POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:settings_mobile                     GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:settings_mobile                     POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:settings_password                   GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:settings_password                   POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:settings_question                   GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:settings_question                   POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_in                             GET   200   go   go  200  200  200  200  200  200  200  200  200
accounts:sign_in                             POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_in_sms                         GET   200   go   go  200  200  200  200  200  200  200  200  200
accounts:sign_in_sms                         POST  422  422  422  422  422  422  422  422  422  422  422  422
accounts:sign_out                            GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:sign_out                            POST   go  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
accounts:sms_code_send                       GET   405  405  405  405  405  405  405  405  405  405  405  405
accounts:sms_code_send                       POST  422  422  422  422  422  422  422  422  422  422  422  422

admin_portal:clerk_create                    GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_create                    POST   in  403  403 200+  403 200+  403  403  403  403  403  403
admin_portal:clerk_detail                    GET    in  403  403  200  403  404  403  403  403  403  403  403
admin_portal:clerk_detail                    POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_disable                   GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_disable                   POST   in  403  403  go+  403  404  403  403  403  403  403  403
admin_portal:clerk_enable                    GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_enable                    POST   in  403  403  go+  403  404  403  403  403  403  403  403
admin_portal:clerk_list                      GET    in  403  403  200  403  200  403  403  403  403  403  403
admin_portal:clerk_list                      POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_new                       GET    in  403  403  200  403  200  403  403  403  403  403  403
admin_portal:clerk_new                       POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_rights                    GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_rights                    POST   in  403  403  go+  403  404  403  403  403  403  403  403
admin_portal:clerk_secret                    GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:clerk_secret                    POST   in  403  403 200+  403  404  403  403  403  403  403  403
admin_portal:employee_detail                 GET    in  403  403  200  200  404  404  403  403  403  403  403
admin_portal:employee_detail                 POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employee_leave                  GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employee_leave                  POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:employee_list                   GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:employee_list                   POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employee_search                 GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employee_search                 POST   in  403  403   go   go   go   go  403  403  403  403  403
admin_portal:invitation_batch                GET    in  403  403  200  200  404  404  403  403  403  403  403
admin_portal:invitation_batch                POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_discard              GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_discard              POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:invitation_import               GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_import               POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:invitation_list                 GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:invitation_list                 POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_report               GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_report               POST   in  403  403 200+ 200+  404  404  403  403  403  403  403
admin_portal:invitation_resend               GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_resend               POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:invitation_template             GET    in  403  403  200  200  200  200  403  403  403  403  403
admin_portal:invitation_template             POST   in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_upload               GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_upload               POST   in  403  403  go+  go+  go+  go+  403  403  403  403  403
admin_portal:invitation_withdraw             GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:invitation_withdraw             POST   in  403  403  go+  go+  404  404  403  403  403  403  403
admin_portal:transfer_decide                 GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:transfer_decide                 POST   in  403  403  go+  go+  404  404  403  403  403  403  403
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
admin_portal:employer_edit                   GET    in  403  403  200  403  200  403  403  403  403  403  403
admin_portal:employer_edit                   POST   in  403  403  go+  403  go+  403  403  403  403  403  403
admin_portal:employer_mend                   GET    in  403  403   go  403   go  403  403  403  403  403  403
admin_portal:employer_mend                   POST   in  403  403  409  403  409  403  403  403  403  403  403
admin_portal:employer_change                 GET    in  403  403  200  403  200  403  403  403  403  403  403
admin_portal:employer_change                 POST   in  403  403  409  403  go+  403  403  403  403  403  403
admin_portal:employer_change_withdraw        GET    in  403  403  405  405  405  405  403  403  403  403  403
admin_portal:employer_change_withdraw        POST   in  403  403  go+   go  404  404  403  403  403  403  403
admin_portal:employer_list                   GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:employer_list                   POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:employer_detail                 GET    in  403  403  403  403  403  403  200  200  404  404  200
admin_portal:employer_detail                 POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:employer_reveal                 GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:employer_reveal                 POST   in  403  403  403  403  403  403 200+ 200+  404  404  403
admin_portal:employer_transition             GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:employer_transition             POST   in  403  403  403  403  403  403  go+  go+  404  404  403
admin_portal:employer_change_transition      GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:employer_change_transition      POST   in  403  403  403  403  403  403  go+  go+  404  404  403
admin_portal:employer_merge                  GET    in  403  403  403  403  403  403  403  200  404  404  403
admin_portal:employer_merge                  POST   in  403  403  403  403  403  403  403  go+  404  404  403
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

admin_portal:office_close                    GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:office_close                    POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:office_create                   GET    in  403  403  403  403  403  403  403  200  403  200  403
admin_portal:office_create                   POST   in  403  403  403  403  403  403  403 200+  403  422  403
admin_portal:office_detail                   GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:office_detail                   POST   in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:office_rights                   GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:office_rights                   POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:office_edit                     GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:office_edit                     POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:office_list                     GET    in  403  403  403  403  403  403  403  200  403  200  403
admin_portal:office_list                     POST   in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:office_open_account             GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:office_open_account             POST   in  403  403  403  403  403  403  403 200+  403  404  403
admin_portal:office_reopen                   GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:office_reopen                   POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:user_attach                     GET    in  403  403  403  403  403  403  403  200  403  200  403
admin_portal:user_attach                     POST   in  403  403  403  403  403  403  403  go+  403  422  403
admin_portal:user_create                     GET    in  403  403  403  403  403  403  403  200  403  200  403
admin_portal:user_create                     POST   in  403  403  403  403  403  403  403 200+  403  422  403
admin_portal:user_detail                     GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:user_detail                     POST   in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:user_disable                    GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:user_disable                    POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:user_edit                       GET    in  403  403  403  403  403  403  403  200  403  404  403
admin_portal:user_edit                       POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:user_enable                     GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:user_enable                     POST   in  403  403  403  403  403  403  403  go+  403  404  403
admin_portal:user_list                       GET    in  403  403  403  403  403  403  403  200  403  200  403
admin_portal:user_list                       POST   in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:user_reset_factor               GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:user_reset_factor               POST   in  403  403  403  403  403  403  403   go  403  404  403
admin_portal:user_reset_password             GET    in  403  403  403  403  403  403  403  405  403  405  403
admin_portal:user_reset_password             POST   in  403  403  403  403  403  403  403 200+  403  404  403

applications:application_bin                 GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_bin                 POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_check               GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_check               POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_confirm             GET    in   go  404  403  403  403  403  403  403  403  403  403
applications:application_confirm             POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_copy                GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:application_copy                POST   in  409  404  403  403  403  403  403  403  403  403  403
applications:application_create              GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_create              POST   in  409  go+  403  403  403  403  403  403  403  403  403
applications:application_delivery            GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_delivery            POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:application_detail              GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_detail              POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_done                GET    in   go  404  403  403  403  403  403  403  403  403  403
applications:application_done                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_edit                GET    in   go  404  403  403  403  403  403  403  403  403  403
applications:application_edit                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_list                GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:application_list                POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_progress            GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_progress            POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_revision            GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:application_revision            POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:application_transition          GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:application_transition          POST   in  409  404  403  403  403  403  403  403  403  403  403
applications:eligibility                     GET   200  200  200  200  200  200  200  200  200  200  200  200
applications:eligibility                     POST  422  422  422  422  422  422  422  422  422  422  422  422
applications:file_add                        GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_add                        POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:file_adjust                     GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_delete                     GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_adjust                     POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:file_delete                     POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:file_move                       GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:file_move                       POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:home                            GET    in  200  200  403  403  403  403  403  403  403  403  403
applications:home                            POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:notice_list                     GET   200  200  200  200  200  200  200  200  200  200  200  200
applications:notice_list                     POST  422  422  422  422  422  422  422  422  422  422  422  422
applications:notice_detail                   GET   200  200  200  200  200  200  200  200  200  200  200  200
applications:notice_detail                   POST  405  405  405  405  405  405  405  405  405  405  405  405
applications:office_change                   GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:office_change                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_autosave                    GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:row_autosave                    POST   in 200+  404  403  403  403  403  403  403  403  403  403
applications:row_create                      GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:row_create                      POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_delete                      GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:row_delete                      POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_discard                     GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:row_discard                     POST   in   go  404  403  403  403  403  403  403  403  403  403
applications:row_draw                        GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:row_draw                        POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_edit                        GET    in  200  404  403  403  403  403  403  403  403  403  403
applications:row_edit                        POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_file_add                    GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:row_file_add                    POST   in  go+  404  403  403  403  403  403  403  403  403  403
applications:row_move                        GET    in  405  405  405  405  405  405  405  405  405  405  405
applications:row_move                        POST   in  go+  404  403  403  403  403  403  403  403  403  403
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
messaging:message_read_all                   POST   in  go+   go   go   go   go   go  go+  go+   go   go   go

payments:order_list                          GET    in  200  200  403  403  403  403  403  403  403  403  403
payments:order_list                          POST   in  405  405  405  405  405  405  405  405  405  405  405

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

captcha-audio                                GET   200  200  200  200  200  200  200  200  200  200  200  200
captcha-audio                                POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:correction_create                   GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:correction_create                   POST   in  409  go+  403  403  403  403  403  403  403  403  403
accounts:correction_detail                   GET    in  200  404  403  403  403  403  403  403  403  403  403
accounts:correction_detail                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:correction_file_add                 GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:correction_file_add                 POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:correction_file_delete              GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:correction_file_delete              POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:correction_transition               GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:correction_transition               POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:transfer_withdraw                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:transfer_withdraw                   POST   in  go+  404  403  403  403  403  403  403  403  403  403
accounts:privacy                             GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:privacy                             POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:own_data_create                     GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:own_data_create                     POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:own_data_download                   GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:own_data_download                   POST   in 200+  404  403  403  403  403  403  403  403  403  403
accounts:deregistration                      GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:deregistration                      POST   in  422  422  403  403  403  403  403  403  403  403  403
accounts:deregistration_code_send            GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:deregistration_code_send            POST   in 200+ 200+  403  403  403  403  403  403  403  403  403
accounts:consent_renew                       GET    in  200  200  403  403  403  403  403  403  403  403  403
accounts:consent_renew                       POST   in  go+  go+  403  403  403  403  403  403  403  403  403
accounts:deregistered                        GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:deregistered                        POST  405  405  405  405  405  405  405  405  405  405  405  405
accounts:consent_detail                      GET   200  200  200  200  200  200  200  200  200  200  200  200
accounts:consent_detail                      POST  405  405  405  405  405  405  405  405  405  405  405  405
admin_portal:loss_notice_list                GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:loss_notice_list                POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:loss_notice_detail              GET    in  403  403  403  403  403  403  200  200  404  404  200
admin_portal:loss_notice_detail              POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:loss_notice_transition          GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:loss_notice_transition          POST   in  403  403  403  403  403  403  go+  go+  404  404  403
admin_portal:correction_list                 GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:correction_list                 POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:correction_detail               GET    in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:correction_detail               POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:correction_reveal               GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:correction_reveal               POST   in  403  403  403  403  403  403 200+ 200+  404  404  404
admin_portal:correction_transition           GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:correction_transition           POST   in  403  403  403  403  403  403  go+  go+  404  404  404

captcha-image                                GET   200  200  200  200  200  200  200  200  200  200  200  200
captcha-image                                POST  405  405  405  405  405  405  405  405  405  405  405  405
captcha-refresh                              GET   404  404  404  404  404  404  404  404  404  404  404  404
captcha-refresh                              POST  405  405  405  405  405  405  405  405  405  405  405  405
admin_portal:audit_export                    GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:audit_export                    POST   in  403  403  403  403  403  403  403  403  403  403  go+
admin_portal:audit_list                      GET    in  403  403  403  403  403  403  403  403  403  403  200+
admin_portal:audit_list                      POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:audit_search                    GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:audit_search                    POST   in  403  403  403  403  403  403  403  403  403  403  go
core:audit_head_list                         GET   200  200  200  200  200  200  200  200  200  200  200  200
core:audit_head_list                         POST  405  405  405  405  405  405  405  405  405  405  405  405

admin_portal:notice_create                   GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:notice_create                   POST   in  403  403  403  403  403  403  go+  go+  go+  go+  go+
admin_portal:notice_detail                   GET    in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:notice_detail                   POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_discard                  GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_discard                  POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:notice_document_delete          GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_document_delete          POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:notice_edit                     GET    in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:notice_edit                     POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:notice_list                     GET    in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:notice_list                     POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_receipts                 GET    in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:notice_receipts                 POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_receipts_export          GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_receipts_export          POST   in  403  403  403  403  403  403 200+ 200+  404  404  404
admin_portal:notice_transition               GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:notice_transition               POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:text_edit                       GET    in  403  403  403  403  403  403  403  403  403  403  403
admin_portal:text_edit                       POST   in  403  403  403  403  403  403  403  403  403  403  403
admin_portal:text_list                       GET    in  403  403  403  403  403  403  403  403  403  403  403
admin_portal:text_list                       POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:text_restore                    GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:text_restore                    POST   in  403  403  403  403  403  403  403  403  403  403  403

core:document_open                           GET    in  200  404  404  404  404  404  200  200  404  404  404
core:document_open                           POST   in  405  405  405  405  405  405  405  405  405  405  405

messaging:message_detail                     GET    in  200  404  404  404  404  404  404  404  404  404  404
messaging:message_detail                     POST   in  405  405  405  405  405  405  405  405  405  405  405
messaging:notice_detail                      GET    in  200  404  404  404  404  404  200  200  404  404  404
messaging:notice_detail                      POST   in  405  405  405  405  405  405  405  405  405  405  405
messaging:notice_read                        GET    in  405  405  405  405  405  405  405  405  405  405  405
messaging:notice_read                        POST   in  go+  404  404  404  404  404   go   go  404  404  404
messaging:preference_edit                    GET    in  200  200  200  200  200  200  200  200  200  200  200
messaging:preference_edit                    POST   in  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
admin_portal:delivery_list                   POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:delivery_retry                  GET    in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:delivery_retry                  POST   in  403  403  403  403  403  403  403  403  403  403  403
admin_portal:committee_list                   GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:committee_list                  POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:plan_list                        GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:plan_list                       POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:policy_list                      GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:policy_list                     POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:committee_create                 GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:committee_create                POST   in  403  403  403  403  403  403  go+  go+  go+  go+  go+
admin_portal:policy_create                    GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:policy_create                   POST   in  403  403  403  403  403  403  go+  go+  go+  go+  go+
admin_portal:plan_create                      GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:plan_create                     POST   in  403  403  403  403  403  403  go+  go+  422  422  422
admin_portal:plan_copy_year                   GET   in  403  403  403  403  403  403  200  200  200  200  200
admin_portal:plan_copy_year                  POST   in  403  403  403  403  403  403  go+  go+   go   go   go
admin_portal:committee_edit                   GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:committee_edit                  POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:plan_detail                      GET   in  403  403  403  403  403  403  200  200  404  404  200
admin_portal:plan_detail                     POST   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:plan_edit                        GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:plan_edit                       POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:plan_requirements                GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:plan_requirements               POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:plan_late                        GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:plan_late                       POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:plan_close                       GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:plan_close                      POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:policy_edit                      GET   in  403  403  403  403  403  403  200  200  404  404  404
admin_portal:policy_edit                     POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:plan_publish                     GET   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:plan_publish                    POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:policy_publish                   GET   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:policy_publish                  POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:policy_take_back                 GET   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:policy_take_back                POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:policy_discard                   GET   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:policy_discard                  POST   in  403  403  403  403  403  403  go+  go+  404  404  404
admin_portal:policy_document_delete           GET   in  403  403  403  403  403  403  405  405  405  405  405
admin_portal:policy_document_delete          POST   in  403  403  403  403  403  403  go+  go+  404  404  404
applications:guide                            GET   in  200  200  403  403  403  403  403  403  403  403  403
applications:guide                           POST   in  405  405  405  405  405  405  405  405  405  405  405
applications:office_guide                     GET   in  200  200  403  403  403  403  403  403  403  403  403
applications:office_guide                    POST   in  405  405  405  405  405  405  405  405  405  405  405

accounts:backup_codes_renew                  GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:backup_codes_renew                  POST   in  409  409  409  409  409  409  409  409  409  409  409
accounts:keep_alive                          GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:keep_alive                          POST   in  204  204  204  204  204  204  204  204  204  204  204
accounts:password_renew                      GET    in   go   go   go   go   go   go   go   go   go   go   go
accounts:password_renew                      POST   in   go   go   go   go   go   go   go   go   go   go   go
accounts:second_factor_begin                 GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:second_factor_begin                 POST   in  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+  go+
accounts:second_factor_check                 GET    in   go   go   go   go   go   go   go   go   go   go   go
accounts:second_factor_check                 POST   in   go   go   go   go   go   go   go   go   go   go   go
accounts:second_factor_confirm               GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:second_factor_confirm               POST   in  422  422  422  422  422  422  422  422  422  422  422
accounts:second_factor_detail                GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:second_factor_detail                POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:second_factor_disable               GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:second_factor_disable               POST   in  go+   go   go   go   go   go   go   go   go   go   go
accounts:second_factor_enrol                 GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:second_factor_enrol                 POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:session_end                         GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:session_end                         POST   in  go+  404  404  404  404  404  404  404  404  404  404
accounts:session_end_others                  GET    in  405  405  405  405  405  405  405  405  405  405  405
accounts:session_end_others                  POST   in  go+   go   go   go   go   go   go   go   go   go   go
accounts:session_list                        GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:session_list                        POST   in  405  405  405  405  405  405  405  405  405  405  405
accounts:step_up                             GET    in  200  200  200  200  200  200  200  200  200  200  200
accounts:step_up                             POST   in  422  422  422  422  422  422  422  422  422  422  422
admin_portal:delivery_list                   GET    in  403  403  403  403  403  403  403  403  403  403  403
"""


def read(text):
    """The table as {(name, method): {role: cell}}."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {(name, method): dict(zip(ROLES, cells, strict=True)) for name, method, *cells in lines}


TABLE = read(TEXT)
