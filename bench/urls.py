"""The addresses of the platform and, beside them, the bare view they are compared with."""

from django.urls import path

from bench.bare import bare
from gxzc import urls

urlpatterns = [*urls.urlpatterns, path("bare/<slug:code>/", bare)]
