"""The addresses of the platform and, beside them, the bare view they are compared with."""

from django.urls import path

from bench.bare import bare
from bench.bare_submit import bare_submit
from gxzc import urls

urlpatterns = [
    *urls.urlpatterns,
    path("bare/<slug:code>/", bare),
    path("bare/submit/<uuid:public_id>/", bare_submit),
]
