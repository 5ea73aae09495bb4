"""The URL map."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("messaging.urls")),
    path("", include("accounts.urls")),
    path("captcha/", include("accounts.captcha_urls")),
    path("", include("applications.urls")),
    path("certificates/", include("certificates.urls")),
    path("payments/", include("payments.urls")),
    path("", include("verification.urls")),
    path("", include("admin_portal.urls")),
]

handler400 = "gxzc.errors.bad_request"
handler403 = "gxzc.errors.permission_denied"
handler404 = "gxzc.errors.page_not_found"
handler500 = "gxzc.errors.server_error"
